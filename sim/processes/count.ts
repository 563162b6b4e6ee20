import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { numberOf } from '../parameters/number-of.ts';
import { purposeTruthCount } from '../random/purposes.ts';
import { autoregression, innovationParameter, phiParameter } from './autoregression.ts';
import { truthDraws } from './truth-draws.ts';
import type { TruthProcess } from './truth-process.ts';

const mean: ParameterDeclaration = {
  name: 'mean',
  kind: 'number',
  default: 5,
  exclusiveMinimum: 0,
  maximum: 1e9,
  unit: 'events per epoch',
  doc: 'Long-run mean of the count.',
};
const phi = phiParameter(0.95);
const innovation = innovationParameter(0.1, 'natural logarithm of the intensity');

/** The largest mean of a Poisson draw. */
const largestIntensity = 1e15;

/**
 * A count: Poisson with intensity mean e^(x - v/2), x a first-order autoregression with stationary variance v, so that the
 * count's mean is `mean`.
 *
 * Errors are added to the natural logarithm of the count; a count of 0 stands there as 1/2. The scale is the standard
 * deviation of one epoch's change of that logarithm, sqrt(innovation² + 1/mean), 1/mean being the relative variance of a
 * Poisson count. Simplified: at the mean intensity, and to first order in the relative error of the count.
 */
export const count: TruthProcess = {
  name: 'count',
  doc: 'Poisson count whose log intensity is a first-order autoregression; errors act on its logarithm.',
  source: 'own model',
  parameters: [mean, phi, innovation],
  regimes: ['all'],
  link: 'log',
  domain: 'not-negative',
  create: (parameters, root, topicHigh, topicLow) => {
    const expected = numberOf(parameters, mean);
    const share = numberOf(parameters, phi);
    const deviation = numberOf(parameters, innovation);
    const scale = Math.sqrt(deviation * deviation + 1 / expected);
    const variance = (deviation * deviation) / (1 - share * share);
    const centre = log(expected) - 0.5 * variance;
    const draws = truthDraws(root, topicHigh, topicLow);
    const distance = autoregression(draws, share, deviation);
    return {
      step(epoch, into) {
        const intensity = Math.min(exp(centre + distance(epoch)), largestIntensity);
        into.truth = draws.poisson(epoch, purposeTruthCount, intensity);
        into.scale = scale;
        into.regime = 0;
      },
      expectedScales: [scale],
      centre,
      stationary: [1],
    };
  },
};
