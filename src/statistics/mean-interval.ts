import { moments } from './moments.ts';
import { requireConfidence } from './resampling.ts';
import { studentTQuantile } from './student-t.ts';

/** A mean and the interval that it can be trusted to. */
export interface MeanInterval {
  readonly n: number;
  readonly mean: number;
  /** The sample's standard deviation; NaN for a single value. */
  readonly deviation: number;
  /** Lower end of the interval; the mean itself for a single value. */
  readonly low: number;
  readonly high: number;
}

/**
 * Mean of independent values with its t-interval, mean ± t s / √n, s being the sample's standard deviation. A single
 * value is its own interval: nothing is known of its spread. All in the unit of the values.
 *
 * @param values at least one, all finite: the caller leaves out runs without a value
 * @param confidence between 0 and 1, exclusive
 * @throws RangeError for no values or another confidence
 */
export function meanInterval(values: ArrayLike<number>, confidence = 0.95): MeanInterval {
  requireConfidence(confidence);
  const found = moments(values);
  const { n, mean } = found;
  if (n === 1) return { ...found, low: mean, high: mean };
  const half = studentTQuantile((1 + confidence) / 2, n - 1) * (found.deviation / Math.sqrt(n));
  return { ...found, low: mean - half, high: mean + half };
}
