import { exp } from '../math/exp.ts';
import { expm1 } from '../math/expm1.ts';
import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { numberOf } from '../parameters/number-of.ts';
import { purposeTruthInnovation, purposeTruthStart } from '../random/purposes.ts';
import { meanParameter } from './process-parameters.ts';
import { truthDraws } from './truth-draws.ts';
import type { TruthProcess } from './truth-process.ts';

const theta: ParameterDeclaration = {
  name: 'theta',
  kind: 'number',
  default: 0.1,
  exclusiveMinimum: 0,
  unit: 'per epoch',
  doc: 'Rate at which the truth returns to its mean.',
};
const volatility: ParameterDeclaration = {
  name: 'volatility',
  kind: 'number',
  default: 0.1,
  minimum: 0,
  unit: 'target units per square root of an epoch',
  doc: 'Diffusion coefficient.',
};

/**
 * Ornstein-Uhlenbeck process dy = theta (mean - y) dt + volatility dW, discretised exactly over one epoch:
 * y = mean + (y' - mean) e^(-theta) + N(0, s²), s² = volatility² (1 - e^(-2 theta)) / (2 theta).
 *
 * Starts in its stationary distribution, whose standard deviation is volatility / sqrt(2 theta).
 */
export const ornsteinUhlenbeck: TruthProcess = {
  name: 'ornstein-uhlenbeck',
  doc: 'Ornstein-Uhlenbeck process seen once per epoch.',
  source: 'a standard of stochastic calculus',
  parameters: [meanParameter, theta, volatility],
  regimes: ['all'],
  create: (parameters, root, topicHigh, topicLow) => {
    const mean = numberOf(parameters, meanParameter);
    const rate = numberOf(parameters, theta);
    const stationaryDeviation = numberOf(parameters, volatility) / Math.sqrt(2 * rate);
    const share = exp(-rate);
    const scale = stationaryDeviation * Math.sqrt(-expm1(-2 * rate));
    const draws = truthDraws(root, topicHigh, topicLow);
    let distance = stationaryDeviation * draws.normal(0, purposeTruthStart);
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
