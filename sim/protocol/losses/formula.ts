import { compileFormula, type FormulaTree } from '../../math/formula.ts';
import type { Loss } from './loss-function.ts';

/** What a user's loss may name, in this order. */
export const lossSymbols = ['truth', 'prediction', 'standardDeviation'] as const;

/**
 * The loss that a user's formula describes.
 *
 * @throws RangeError for an unknown function or symbol, or a wrong number of arguments
 */
export function formulaLoss(tree: FormulaTree): Loss {
  const formula = compileFormula(tree, lossSymbols);
  const values = new Float64Array(lossSymbols.length);
  return (truth, prediction, standardDeviation) => {
    values[0] = truth;
    values[1] = prediction;
    values[2] = standardDeviation;
    return formula(values);
  };
}
