import { studentTQuantile } from './student-t.ts';

/** A mean and the interval that it can be trusted to. */
export interface MeanInterval {
  readonly n: number;
  readonly mean: number;
  /** Lower end of the interval; the mean itself for a single value. */
  readonly low: number;
  readonly high: number;
}

/**
 * Mean of independent values with its t-interval, mean ± t s / √n, s being the sample's standard deviation. A single
 * value is its own interval: nothing is known of its spread.
 *
 * @param values at least one
 */
export function meanInterval(values: readonly number[], confidence = 0.95): MeanInterval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { n, mean, low: mean, high: mean };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = studentTQuantile((1 + confidence) / 2, n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { n, mean, low: mean - half, high: mean + half };
}
