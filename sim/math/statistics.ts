/** Arithmetic mean of the first `count` values; NaN when there are none. */
export function mean(values: Float64Array, count: number): number {
  let sum = 0;
  for (let n = 0; n < count; ++n) sum += values[n];
  return sum / count;
}

/**
 * Sample standard deviation of the first `count` values, sqrt(Σ (x - mean)² / (count - 1)).
 *
 * 0 for one value or none, and exactly 0 when all are equal. The mean is taken first and the deviations second, so a
 * large common part of the values costs no digits.
 */
export function sampleStandardDeviation(values: Float64Array, count: number): number {
  if (count <= 1) return 0;
  // Distances from one of the values: exactly 0 when all are equal, whatever the mean of them rounds to.
  const origin = values[0];
  let sum = 0;
  for (let n = 0; n < count; ++n) sum += values[n] - origin;
  const centre = sum / count;
  let squares = 0;
  for (let n = 0; n < count; ++n) {
    const deviation = values[n] - origin - centre;
    squares += deviation * deviation;
  }
  return Math.sqrt(squares / (count - 1));
}
