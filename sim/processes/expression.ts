import { compileFormula } from '../math/formula.ts';
import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { numberOf } from '../parameters/number-of.ts';
import { purposeTruthInnovation, purposeTruthUniform } from '../random/purposes.ts';
import { toErrorSpace } from './error-link.ts';
import { errorLinkParameter } from './process-parameters.ts';
import { truthDraws } from './truth-draws.ts';
import type { ErrorLink, TruthProcess } from './truth-process.ts';

/** What a user's rule for the truth may name, in this order: epoch, last truth, and the epoch's two draws. */
export const truthSymbols = ['t', 'previous', 'normal', 'uniform'] as const;

const formula: ParameterDeclaration = {
  name: 'formula',
  kind: 'text',
  default: '0.9 * previous + normal',
  unit: 'target units',
  doc: `The truth of an epoch, as a formula of ${truthSymbols.join(', ')}.`,
};
const initial: ParameterDeclaration = {
  name: 'initial',
  kind: 'number',
  default: 0,
  unit: 'target units',
  doc: 'What stands for the previous truth in the first epoch.',
};
const scale: ParameterDeclaration = {
  name: 'scale',
  kind: 'number',
  default: 1,
  exclusiveMinimum: 0,
  unit: 'units in which errors act',
  doc: "Standard deviation of one epoch's innovation, that inferers' errors are multiples of.",
};

/**
 * A user's rule: the truth as a formula of the epoch `t` (from 0), the `previous` truth, a standard `normal` and a
 * `uniform` number (between 0 and 1) of the epoch.
 */
export const expression: TruthProcess = {
  name: 'expression',
  doc: "A user's formula of epoch, previous truth and chance.",
  source: 'own model',
  parameters: [formula, initial, scale, errorLinkParameter],
  regimes: ['all'],
  create: (parameters, root, topicHigh, topicLow, inputs) => {
    const text = String(parameters.formula ?? formula.default);
    if (inputs?.formula === undefined) throw new RangeError(`expression: the formula ${text} was not parsed.`);
    const rule = compileFormula(inputs.formula, truthSymbols);
    const innovation = numberOf(parameters, scale);
    const link = String(parameters.errorsOn ?? errorLinkParameter.default) as ErrorLink;
    const start = numberOf(parameters, initial);
    const draws = truthDraws(root, topicHigh, topicLow);
    const values = Float64Array.of(0, start, 0, 0);
    return {
      step(epoch, into) {
        values[0] = epoch;
        values[2] = draws.normal(epoch, purposeTruthInnovation);
        values[3] = draws.uniform(epoch, purposeTruthUniform);
        const truth = rule(values);
        if (!Number.isFinite(truth)) {
          throw new RangeError(`expression: ${text} is ${truth} in epoch ${epoch}; expected a finite number.`);
        }
        values[1] = truth;
        into.truth = truth;
        into.scale = innovation;
        into.regime = 0;
      },
      expectedScales: [innovation],
      link,
      centre: toErrorSpace(link, start),
      stationary: [1],
    };
  },
};
