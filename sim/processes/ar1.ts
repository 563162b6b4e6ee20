import { numberOf } from '../parameters/number-of.ts';
import { autoregression, innovationParameter, phiParameter } from './autoregression.ts';
import { meanParameter } from './process-parameters.ts';
import { truthDraws } from './truth-draws.ts';
import type { TruthProcess } from './truth-process.ts';

const phi = phiParameter(0.9);
const innovation = innovationParameter(0.1, 'target units');

/** First-order autoregression: y = mean + phi (y' - mean) + N(0, innovation²), stationary from the first epoch on. */
export const ar1: TruthProcess = {
  name: 'ar1',
  doc: 'First-order autoregression around a mean.',
  source: 'a standard of time-series analysis',
  parameters: [meanParameter, phi, innovation],
  regimes: ['all'],
  create: (parameters, root, topicHigh, topicLow) => {
    const mean = numberOf(parameters, meanParameter);
    const scale = numberOf(parameters, innovation);
    const distance = autoregression(truthDraws(root, topicHigh, topicLow), numberOf(parameters, phi), scale);
    return {
      step(epoch, into) {
        into.truth = mean + distance(epoch);
        into.scale = scale;
        into.regime = 0;
      },
      expectedScales: [scale],
      stationary: [1],
    };
  },
};
