import { medianAbsoluteDeviation } from '../math/order-statistics.ts';
import { sampleStandardDeviation } from '../math/statistics.ts';
import type { WeightRuleName } from './weights.ts';

/** A normal distribution's standard deviation over its median absolute deviation, as the chain rounds it. */
const deviationsPerMad = 1.4826;

/**
 * The topic's one scale of regrets, used unchanged by every weight of the next inferences (ratio rules).
 *
 * `ratio-std`: std(R) + epsilon. `ratio-mad`: 1.4826 MAD(R) + epsilon. R are the combined regrets of the inferers and
 * forecasters judged in the epoch. One worker: epsilon.
 *
 * Source: allora-chain weight.go at v0.9 and v0.16.
 *
 * @param scratch at least twice `count` long
 * @returns units of loss, > 0
 */
export function commonScale(
  regrets: Float64Array,
  count: number,
  rule: WeightRuleName,
  epsilon: number,
  scratch: Float64Array,
): number {
  if (rule === 'ratio-std') return sampleStandardDeviation(regrets, count) + epsilon;
  return deviationsPerMad * medianAbsoluteDeviation(regrets, count, scratch) + epsilon;
}

/**
 * Which workers count in the common scale of v0.9 to v0.16: those whose previous normalised weight exceeds the threshold;
 * all, if fewer than two are left.
 *
 * @param previousWeights share of the weights of the last inference, 0 to 1; NaN for a worker without one
 * @param kept receives the regrets that count
 * @returns how many were kept
 */
export function filterForScaleInto(
  regrets: Float64Array,
  previousWeights: Float64Array,
  count: number,
  threshold: number,
  kept: Float64Array,
): number {
  let n = 0;
  for (let l = 0; l < count; ++l) if (previousWeights[l] > threshold) kept[n++] = regrets[l];
  if (n >= 2) return n;
  for (let l = 0; l < count; ++l) kept[l] = regrets[l];
  return count;
}
