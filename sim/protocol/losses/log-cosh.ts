import { exp } from '../../math/exp.ts';
import { expm1 } from '../../math/expm1.ts';
import { log1p } from '../../math/log1p.ts';
import type { LossFunction } from './loss-function.ts';

/** The natural logarithm of 2. */
const logOfTwo = 0.6931471805599453;

/**
 * ln cosh x without cancellation near 0 and without overflow.
 *
 * Near 0 it is log1p(cosh x - 1) with cosh x - 1 = (e^x - 1)² / (2 e^x); far out |x| - ln 2 + log1p(e^(-2|x|)).
 */
export function logCoshOf(x: number): number {
  const distance = Math.abs(x);
  if (distance > 2) return distance - logOfTwo + log1p(exp(-2 * distance));
  const growth = expm1(distance);
  return log1p((growth * growth) / (2 * (growth + 1)));
}

/** ln cosh (v - y): d²/2 for small errors, |d| - ln 2 for large ones. */
export const logCosh: LossFunction = {
  name: 'logcosh',
  aliases: ['log_cosh'],
  doc: 'Logarithm of the hyperbolic cosine of the error, ln cosh (v - y).',
  source: 'loss_methods of the public Python kit of the network',
  allowNegative: false,
  parameters: [],
  create: () => (truth, prediction) => logCoshOf(prediction - truth),
};
