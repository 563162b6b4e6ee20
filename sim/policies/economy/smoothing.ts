import { expm1 } from '../../math/expm1.ts';

/**
 * Weight of the latest value in an exponential moving average whose values count half as much after `halfLife` further
 * ones: 1 - 2^(-1/halfLife). 1/2 for a half-life of 1, near ln 2 / halfLife for long ones.
 *
 * @param halfLife number of values, above 0
 */
export function weightOfHalfLife(halfLife: number): number {
  return -expm1(-Math.LN2 / halfLife);
}
