import { log } from '../../math/log.ts';
import { log1p } from '../../math/log1p.ts';
import type { LossFunction } from './loss-function.ts';

/** Predictions are kept this far from 0 and 1, and a loss up to this counts as 0. */
const clip = 1e-15;

function binaryCrossEntropyOf(truth: number, prediction: number): number {
  if (!(truth >= 0 && truth <= 1)) throw new RangeError(`bce: the truth is ${truth}; expected a number from 0 to 1.`);
  if (!(prediction >= 0 && prediction <= 1)) {
    throw new RangeError(`bce: the prediction is ${prediction}; expected a number from 0 to 1.`);
  }
  if (truth === 0 || truth === 1) {
    if (prediction === truth) return 0;
    if (prediction === 1 - truth) return Infinity;
  }
  const p = Math.min(Math.max(prediction, clip), 1 - clip);
  const loss = -(truth * log(p) + (1 - truth) * log1p(-p));
  return loss <= clip ? 0 : loss;
}

/** -(y ln v + (1 - y) ln(1 - v)) in nats; truth and prediction are probabilities. Certain and wrong is infinite. */
export const binaryCrossEntropy: LossFunction = {
  name: 'bce',
  aliases: ['binary_cross_entropy'],
  doc: 'Binary cross-entropy of a predicted probability, -(y ln v + (1 - y) ln(1 - v)).',
  source: 'binary_cross_entropy.py@67430c448f92850bbac788d5cf4b7da081ab92ca of the public Python kit of the network',
  allowNegative: false,
  domain: 'probability',
  parameters: [],
  create: () => binaryCrossEntropyOf,
};
