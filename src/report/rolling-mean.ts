/**
 * Means over the last `window` entries, at the last entry of every group of `step` consecutive entries (as `groupEnds`
 * picks them). Entries without a value (NaN) do not count; NaN where the window is not full yet or holds no value.
 *
 * Every window is summed anew: a running sum would carry rounding errors, and an infinity, to the end. With windows of a
 * fortieth of the rows and at most some thousand groups that is about fifty times the rows.
 *
 * @param window number of entries, at least 1
 * @param step number of entries per group, at least 1
 */
export function rollingMeans(values: Float64Array, window: number, step: number): Float64Array {
  const means = new Float64Array(Math.ceil(values.length / step)).fill(Number.NaN);
  for (let group = 0; group < means.length; ++group) {
    const end = Math.min((group + 1) * step, values.length);
    if (end < window) continue;
    let sum = 0;
    let count = 0;
    for (let r = end - window; r < end; ++r) {
      if (Number.isNaN(values[r])) continue;
      sum += values[r];
      ++count;
    }
    if (count > 0) means[group] = sum / count;
  }
  return means;
}

/** Window in which a chart of `epochs` epochs is legible: a fortieth of them, 1 for short runs. */
export function legibleWindow(epochs: number): number {
  return Math.max(1, Math.round(epochs / 40));
}
