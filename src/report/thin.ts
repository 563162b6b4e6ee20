/** Most points that a chart draws along its axis of epochs. */
export const MOST_POINTS = 2_000;

/** Rows that share one point, so that `rows` rows give at most `MOST_POINTS` points. */
export function rowsPerPoint(rows: number): number {
  return Math.max(1, Math.ceil(rows / MOST_POINTS));
}

/**
 * Means of groups of `size` consecutive entries, the last group perhaps shorter. Entries without a value (NaN) do not
 * count; NaN for a group without any.
 */
export function groupMeans(values: Float64Array, size: number): Float64Array {
  const means = new Float64Array(Math.ceil(values.length / size));
  for (let group = 0; group < means.length; ++group) {
    let sum = 0;
    let count = 0;
    for (let r = group * size; r < Math.min((group + 1) * size, values.length); ++r) {
      if (Number.isNaN(values[r])) continue;
      sum += values[r];
      ++count;
    }
    means[group] = count > 0 ? sum / count : Number.NaN;
  }
  return means;
}

/** The last entry of every group of `size` consecutive entries. */
export function groupEnds(values: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: Math.ceil(values.length / size) }, (_, group) => {
    return values[Math.min((group + 1) * size, values.length) - 1];
  });
}
