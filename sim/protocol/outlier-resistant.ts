import { exponentialMovingAverage } from '../math/exponential-moving-average.ts';
import { median, medianAbsoluteDeviation } from '../math/order-statistics.ts';

/*
 * The outlier-resistant inference: the network inference once more, without the inferences that lie far from the middle.
 * It is published beside the ordinary one; losses and regrets never use it. Chain v0.8 and later, single-label regression.
 */

/** What a topic remembers of the spread of its inferences; all 0 before the first. Target units. */
export interface OutlierStatistics {
  /** Median of the last epoch's inferences. */
  median: number;
  /** Moving average of their median absolute deviation. */
  medianAbsoluteDeviation: number;
}

/**
 * Takes in one epoch's inferences: the median replaces the old one, the MAD moves by `alpha` towards the new one (all the
 * way while the stored one is 0). Nothing changes when there are none.
 *
 * @param alpha weight of the newest MAD, 0 to 1 (inferenceOutlierDetectionAlpha)
 * @param scratch at least `count` entries, overwritten
 */
export function updateOutlierStatistics(
  values: Float64Array,
  count: number,
  alpha: number,
  statistics: OutlierStatistics,
  scratch: Float64Array,
): void {
  if (count === 0) return;
  const deviation = medianAbsoluteDeviation(values, count, scratch);
  const previous = statistics.medianAbsoluteDeviation;
  statistics.median = median(values, count, scratch);
  statistics.medianAbsoluteDeviation = exponentialMovingAverage(alpha, deviation, previous, previous === 0);
}

/**
 * Marks with 1 the inferences to keep: |x - median| <= threshold MAD. Everything is kept while the stored median or MAD is
 * 0.
 *
 * @param threshold in multiples of the MAD (inferenceOutlierDetectionThreshold)
 * @param keep at least `count` entries; filled with 0 and 1
 * @returns how many are kept
 */
export function keepInto(
  values: Float64Array,
  count: number,
  statistics: OutlierStatistics,
  threshold: number,
  keep: Uint8Array,
): number {
  const { median: middle, medianAbsoluteDeviation: deviation } = statistics;
  const isOff = middle === 0 || deviation === 0;
  const reach = threshold * deviation;
  let kept = 0;
  for (let j = 0; j < count; ++j) {
    const stays = isOff || Math.abs(values[j] - middle) <= reach;
    keep[j] = stays ? 1 : 0;
    if (stays) kept += 1;
  }
  return kept;
}
