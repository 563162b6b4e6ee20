import { log } from '../../math/log.ts';
import type { LossFunction } from './loss-function.ts';

/** Predicted intensities below this count as this. */
const smallestIntensity = 1e-7;

function poissonOf(truth: number, prediction: number): number {
  if (!(truth >= 0 && truth < Infinity)) {
    throw new RangeError(`poisson: the truth is ${truth}; expected a finite number, at least 0.`);
  }
  if (!(prediction >= 0 && prediction < Infinity)) {
    throw new RangeError(`poisson: the prediction is ${prediction}; expected a finite number, at least 0.`);
  }
  const intensity = Math.max(prediction, smallestIntensity);
  return intensity - truth * log(intensity);
}

/** v - y ln v: the Poisson deviance up to terms without v. Smallest at v = y, where it can be negative. */
export const poisson: LossFunction = {
  name: 'poisson',
  aliases: [],
  doc: 'Poisson loss of a predicted count, v - y ln v; can be negative, so raw losses are reported.',
  source: 'poisson.py@38cd7564f1bebd21483763838f5d30d274b2246f of the public Python kit of the network',
  allowNegative: true,
  domain: 'not-negative',
  parameters: [],
  create: () => poissonOf,
};
