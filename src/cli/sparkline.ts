/** The least and the most that bars show. */
export interface Scale {
  readonly low: number;
  readonly high: number;
}

const blocks = [...'▁▂▃▄▅▆▇█'];
/** In the same order, where block elements are not shown. */
const letters = [...'_.-~=+*#'];

/** Least and most of the values that there are; null when there is none. */
export function scaleOf(...series: readonly ArrayLike<number>[]): Scale | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of series) {
    for (let n = 0; n < values.length; ++n) {
      if (!Number.isFinite(values[n])) continue;
      low = Math.min(low, values[n]);
      high = Math.max(high, values[n]);
    }
  }
  return low <= high ? { low, high } : null;
}

/** At most `width` values: means of equally many neighbours, of those that are there; NaN where none is. */
export function thinned(values: ArrayLike<number>, width: number): Float64Array {
  const count = Math.min(values.length, Math.max(0, Math.floor(width)));
  return Float64Array.from({ length: count }, (_, n) => {
    const end = Math.floor(((n + 1) * values.length) / count);
    let sum = 0;
    let found = 0;
    for (let v = Math.floor((n * values.length) / count); v < end; ++v) {
      if (!Number.isFinite(values[v])) continue;
      sum += values[v];
      ++found;
    }
    return found === 0 ? Number.NaN : sum / found;
  });
}

/**
 * A bar per value, of eight heights: the lowest from `scale.low`, the highest up to `scale.high`, beyond which all are
 * alike. A gap stands where there is no value; when all values are the same the bars are of middle height.
 *
 * @param unicode whether block elements can be shown
 * @param scale of the values themselves unless given
 */
export function sparkline(values: ArrayLike<number>, unicode: boolean, scale: Scale | null = scaleOf(values)): string {
  const bars = unicode ? blocks : letters;
  let line = '';
  for (let n = 0; n < values.length; ++n) {
    line += scale === null || !Number.isFinite(values[n]) ? ' ' : bars[height(values[n], scale)];
  }
  return line;
}

function height(value: number, { low, high }: Scale): number {
  if (low === high) return 3;
  // Halves, so that the difference of two huge values stays a number.
  const part = (value / 2 - low / 2) / (high / 2 - low / 2);
  return Math.min(7, Math.max(0, Math.floor(8 * part)));
}

/** Where a mean and its interval lie on a scale: `  ├─●──┤ `. Nothing when there is no mean. */
export function intervalPlot(
  { mean, low, high }: { mean: number | null; low: number | null; high: number | null },
  scale: Scale,
  width: number,
  unicode: boolean,
): string {
  if (mean === null || !Number.isFinite(mean)) return '';
  const [left, line, right, dot] = unicode ? [...'├─┤●'] : [...'[-]o'];
  const place = (value: number): number => {
    const part = scale.low === scale.high ? 0.5 : (value - scale.low) / (scale.high - scale.low);
    return Math.min(width - 1, Math.max(0, Math.round(part * (width - 1))));
  };
  const cells = Array.from({ length: width }, () => ' ');
  if (low !== null && high !== null) {
    for (let c = place(low); c <= place(high); ++c) cells[c] = line;
    cells[place(low)] = left;
    cells[place(high)] = right;
  }
  cells[place(mean)] = dot;
  return cells.join('').trimEnd();
}
