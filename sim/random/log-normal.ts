import { exp } from '../math/exp.ts';
import { normal } from './normal.ts';

/**
 * A log-normal number, e^(mu + sigma z) with z standard normal: its median is e^mu.
 *
 * @param mu mean of the logarithm
 * @param sigma standard deviation of the logarithm, >= 0
 */
export function logNormal(key: Int32Array, subjectHigh: number, subjectLow: number, mu: number, sigma: number): number {
  return exp(mu + sigma * normal(key, subjectHigh, subjectLow));
}
