/** Numbers that come one by one; memory grows with them, 8 bytes each (up to twice that on the way). */
export interface Series {
  /** The first `count` entries. */
  values: Float64Array;
  count: number;
}

export function createSeries(): Series {
  return { values: new Float64Array(256), count: 0 };
}

export function push(series: Series, value: number): void {
  if (series.count === series.values.length) {
    const larger = new Float64Array(2 * series.count);
    larger.set(series.values);
    series.values = larger;
  }
  series.values[series.count++] = value;
}

/** The values that are numbers, from the entry `from` on, in ascending order. */
export function sortedFrom({ values, count }: Series, from: number): Float64Array {
  return values
    .slice(Math.min(from, count), count)
    .filter((value) => !Number.isNaN(value))
    .sort();
}
