import { exp } from '../math/exp.ts';
import { expm1 } from '../math/expm1.ts';
import { log } from '../math/log.ts';
import { uniformOfAttempt } from './uniform.ts';

/**
 * A Student t number: like a standard normal one, with heavier tails the fewer the degrees of freedom.
 *
 * Bailey's polar method (1994): for a point (x, y) of the unit disc, w = x² + y², the number is
 * x √(ν (w^(-2/ν) - 1) / w). Each attempt to hit the disc has numbers of its own, so the draw remains a function of its
 * key. Its variance is ν / (ν - 2) for ν > 2, infinite below. With very few degrees of freedom (under 0.02) single
 * numbers pass the largest double and are infinite.
 *
 * @param degreesOfFreedom ν > 0
 * @throws RangeError when the degrees of freedom are not positive and finite
 */
export function studentT(key: Int32Array, subjectHigh: number, subjectLow: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0 && degreesOfFreedom < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`Degrees of freedom are positive and finite; got ${degreesOfFreedom}.`);
  }
  for (let attempt = 1; ; attempt += 2) {
    const x = 2 * uniformOfAttempt(key, subjectHigh, subjectLow, attempt) - 1;
    const y = 2 * uniformOfAttempt(key, subjectHigh, subjectLow, attempt + 1) - 1;
    const w = x * x + y * y;
    if (w >= 1) continue;
    const exponent = (-2 / degreesOfFreedom) * log(w);
    // Far out 1 is nothing against the power, and its root can be taken before it overflows.
    if (exponent > 700) return x * Math.sqrt(degreesOfFreedom / w) * exp(0.5 * exponent);
    return x * Math.sqrt((degreesOfFreedom * expm1(exponent)) / w);
  }
}
