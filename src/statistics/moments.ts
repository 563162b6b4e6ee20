/** Number, mean and spread of values. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** The sample's standard deviation, √(Σ (x - mean)² / (n - 1)); NaN for a single value. */
  readonly deviation: number;
}

/**
 * Mean and standard deviation in one pass, by Welford's updates (Technometrics 4, 1962): nothing is lost to cancellation
 * where the values lie far from 0, and equal values have exactly themselves as mean and 0 as deviation.
 *
 * @param values at least one, all finite; a NaN makes everything NaN
 * @throws RangeError for no values
 */
export function moments(values: ArrayLike<number>): Moments {
  const n = values.length;
  if (n === 0) throw new RangeError('No values have no mean.');
  let mean = 0;
  let squares = 0;
  for (let k = 0; k < n; ++k) {
    const distance = values[k] - mean;
    mean += distance / (k + 1);
    squares += distance * (values[k] - mean);
  }
  // 0 / 0 for a single value.
  return { n, mean, deviation: Math.sqrt(squares / (n - 1)) };
}

/**
 * Arithmetic mean; as `moments` has it.
 *
 * @throws RangeError for no values
 */
export function mean(values: ArrayLike<number>): number {
  return moments(values).mean;
}

/**
 * The sample's standard deviation; as `moments` has it, NaN for a single value.
 *
 * @throws RangeError for no values
 */
export function deviation(values: ArrayLike<number>): number {
  return moments(values).deviation;
}
