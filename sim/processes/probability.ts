import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { numberOf } from '../parameters/number-of.ts';
import { autoregression, innovationParameter, phiParameter } from './autoregression.ts';
import { fromErrorSpace } from './error-link.ts';
import { truthDraws } from './truth-draws.ts';
import type { TruthProcess } from './truth-process.ts';

const mean: ParameterDeclaration = {
  name: 'mean',
  kind: 'number',
  default: 0,
  unit: 'logit',
  doc: 'Level that the logit of the probability returns to; 0 is a probability of 1/2.',
};
const phi = phiParameter(0.95);
const innovation = innovationParameter(0.3, 'logit');

/**
 * A probability that drifts: y = 1 / (1 + e^(-x)), x a first-order autoregression around `mean`.
 *
 * Errors are added to the logit, ln(y / (1 - y)), so predictions are probabilities too.
 */
export const probability: TruthProcess = {
  name: 'probability',
  doc: 'Logistic of a first-order autoregression: truths between 0 and 1, errors act on the logit.',
  source: 'own model',
  parameters: [mean, phi, innovation],
  regimes: ['all'],
  link: 'logit',
  domain: 'probability',
  create: (parameters, root, topicHigh, topicLow) => {
    const centre = numberOf(parameters, mean);
    const scale = numberOf(parameters, innovation);
    const distance = autoregression(truthDraws(root, topicHigh, topicLow), numberOf(parameters, phi), scale);
    return {
      step(epoch, into) {
        into.truth = fromErrorSpace('logit', centre + distance(epoch));
        into.scale = scale;
        into.regime = 0;
      },
      expectedScales: [scale],
      centre,
      stationary: [1],
    };
  },
};
