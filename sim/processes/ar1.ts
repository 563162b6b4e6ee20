import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { numberOf } from '../parameters/number-of.ts';
import { purposeTruthInnovation, purposeTruthStart } from '../random/purposes.ts';
import { meanParameter } from './process-parameters.ts';
import { truthDraws } from './truth-draws.ts';
import type { TruthProcess } from './truth-process.ts';

const phi: ParameterDeclaration = {
  name: 'phi',
  kind: 'number',
  default: 0.9,
  exclusiveMinimum: -1,
  exclusiveMaximum: 1,
  unit: '1',
  doc: 'Share of the distance from the mean that is left after one epoch.',
};
const innovation: ParameterDeclaration = {
  name: 'innovation',
  kind: 'number',
  default: 0.1,
  minimum: 0,
  unit: 'target units',
  doc: "Standard deviation of one epoch's innovation.",
};

/**
 * First-order autoregression: y = mean + phi (y' - mean) + N(0, innovation²).
 *
 * Starts in its stationary distribution, whose standard deviation is innovation / sqrt(1 - phi²).
 */
export const ar1: TruthProcess = {
  name: 'ar1',
  doc: 'First-order autoregression around a mean.',
  source: 'a standard of time-series analysis',
  parameters: [meanParameter, phi, innovation],
  regimes: ['all'],
  create: (parameters, root, topicHigh, topicLow) => {
    const mean = numberOf(parameters, meanParameter);
    const share = numberOf(parameters, phi);
    const scale = numberOf(parameters, innovation);
    const draws = truthDraws(root, topicHigh, topicLow);
    let distance = (scale / Math.sqrt(1 - share * share)) * draws.normal(0, purposeTruthStart);
    return {
      step(epoch, into) {
        distance = share * distance + scale * draws.normal(epoch, purposeTruthInnovation);
        into.truth = mean + distance;
        into.scale = scale;
        into.regime = 0;
      },
      expectedScales: [scale],
      stationary: [1],
    };
  },
};
