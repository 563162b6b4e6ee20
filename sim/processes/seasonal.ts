import { sinOfTurns } from '../math/sin.ts';
import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { numberOf } from '../parameters/number-of.ts';
import { autoregression, innovationParameter, phiParameter } from './autoregression.ts';
import { meanParameter } from './process-parameters.ts';
import { truthDraws } from './truth-draws.ts';
import type { TruthProcess } from './truth-process.ts';

const amplitude: ParameterDeclaration = {
  name: 'amplitude',
  kind: 'number',
  default: 1,
  minimum: 0,
  unit: 'target units',
  doc: 'How far the season goes to either side of the mean.',
};
const period: ParameterDeclaration = {
  name: 'period',
  kind: 'number',
  default: 24,
  exclusiveMinimum: 0,
  unit: 'epochs',
  doc: 'Length of one season.',
};
const phase: ParameterDeclaration = {
  name: 'phase',
  kind: 'number',
  default: 0,
  minimum: 0,
  exclusiveMaximum: 1,
  unit: 'share of a period',
  doc: 'Where in the season the first epoch lies; 0: at the mean, rising; 0.25: at the top.',
};
const phi = phiParameter(0.5);
const innovation = innovationParameter(0.1, 'target units');

/**
 * A season with noise around it: y = mean + amplitude sin(2π (t / period + phase)) + x, x a first-order autoregression.
 *
 * The season is no innovation: the scale is that of the noise.
 */
export const seasonal: TruthProcess = {
  name: 'seasonal',
  doc: 'Sine of a given period plus first-order autoregressive noise.',
  source: 'a standard of time-series analysis',
  parameters: [meanParameter, amplitude, period, phase, phi, innovation],
  regimes: ['all'],
  create: (parameters, root, topicHigh, topicLow) => {
    const mean = numberOf(parameters, meanParameter);
    const height = numberOf(parameters, amplitude);
    const length = numberOf(parameters, period);
    const offset = numberOf(parameters, phase);
    const scale = numberOf(parameters, innovation);
    const noise = autoregression(truthDraws(root, topicHigh, topicLow), numberOf(parameters, phi), scale);
    return {
      step(epoch, into) {
        // Whole periods are taken away first, so that the phase is as exact late as it is early.
        into.truth = mean + height * sinOfTurns((epoch % length) / length + offset) + noise(epoch);
        into.scale = scale;
        into.regime = 0;
      },
      expectedScales: [scale],
      stationary: [1],
    };
  },
};
