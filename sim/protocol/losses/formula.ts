import { atan } from '../../math/atan.ts';
import { exp } from '../../math/exp.ts';
import { expm1 } from '../../math/expm1.ts';
import { log } from '../../math/log.ts';
import { log1p } from '../../math/log1p.ts';
import { log10 } from '../../math/log10.ts';
import { pow } from '../../math/pow.ts';
import { tanh } from '../../math/tanh.ts';
import type { Loss } from './loss-function.ts';

/** What a user's formula may name. */
export type FormulaSymbol = 'truth' | 'prediction' | 'standardDeviation';

/** A user's formula as plain data: parsed and checked elsewhere, turned into a loss here. */
export type FormulaTree =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'symbol'; readonly name: FormulaSymbol }
  | { readonly type: 'call'; readonly name: string; readonly arguments: readonly FormulaTree[] };

const unary: Readonly<Record<string, (a: number) => number>> = {
  negate: (a) => -a,
  abs: Math.abs,
  exp,
  log,
  log10,
  log1p,
  expm1,
  sqrt: Math.sqrt,
  tanh,
  atan,
  sign: Math.sign,
};

const binary: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: pow,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  less: (a, b) => (a < b ? 1 : 0),
  lessOrEqual: (a, b) => (a <= b ? 1 : 0),
  greater: (a, b) => (a > b ? 1 : 0),
  greaterOrEqual: (a, b) => (a >= b ? 1 : 0),
  equal: (a, b) => (a === b ? 1 : 0),
};

/** The functions a formula may call, with their number of arguments. Comparisons give 1 or 0. */
export const formulaFunctions: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.keys(unary).map((name) => [name, 1])),
  ...Object.fromEntries(Object.keys(binary).map((name) => [name, 2])),
  conditional: 3,
};

/**
 * The loss that a formula describes, as nested closures: nothing is evaluated as text.
 *
 * `conditional(test, a, b)` is a where the test is neither 0 nor NaN, else b; only the chosen side is computed.
 *
 * @throws RangeError for an unknown function or symbol, or a wrong number of arguments
 */
export function formulaLoss(tree: FormulaTree): Loss {
  if (tree.type === 'number') {
    const { value } = tree;
    return () => value;
  }
  if (tree.type === 'symbol') return symbolLoss(tree.name);

  const expected = Object.hasOwn(formulaFunctions, tree.name) ? formulaFunctions[tree.name] : undefined;
  if (expected === undefined) {
    throw new RangeError(`A formula calls ${tree.name}; expected one of ${Object.keys(formulaFunctions).join(', ')}.`);
  }
  if (tree.arguments.length !== expected) {
    throw new RangeError(`A formula calls ${tree.name} with ${tree.arguments.length} arguments; expected ${expected}.`);
  }
  const [first, second, third] = tree.arguments.map(formulaLoss);
  if (expected === 1) {
    const apply = unary[tree.name];
    return (truth, prediction, standardDeviation) => apply(first(truth, prediction, standardDeviation));
  }
  if (expected === 2) {
    const apply = binary[tree.name];
    return (truth, prediction, standardDeviation) =>
      apply(first(truth, prediction, standardDeviation), second(truth, prediction, standardDeviation));
  }
  return (truth, prediction, standardDeviation) => {
    const test = first(truth, prediction, standardDeviation);
    const holds = test !== 0 && !Number.isNaN(test);
    return (holds ? second : third)(truth, prediction, standardDeviation);
  };
}

function symbolLoss(name: FormulaSymbol): Loss {
  switch (name) {
    case 'truth':
      return (truth) => truth;
    case 'prediction':
      return (_truth, prediction) => prediction;
    case 'standardDeviation':
      return (_truth, _prediction, standardDeviation) => standardDeviation;
    default:
      throw new RangeError(`A formula names ${String(name)}; expected truth, prediction or standardDeviation.`);
  }
}
