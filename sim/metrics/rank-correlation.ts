/**
 * Spearman's rank correlation of two columns, ties at their mean rank: 1 when they rise together, -1 when one falls as the
 * other rises, about 0 when they have nothing to do with each other. Pairs with a NaN do not count.
 *
 * @returns null with fewer than three pairs, or when one column is constant
 */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number | null {
  const pairs = a.flatMap((value, n) => (Number.isNaN(value) || Number.isNaN(b[n]) ? [] : [n]));
  if (pairs.length < 3) return null;
  const x = meanRanks(pairs.map((n) => a[n]));
  const y = meanRanks(pairs.map((n) => b[n]));
  const mean = (pairs.length - 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let n = 0; n < pairs.length; ++n) {
    xy += (x[n] - mean) * (y[n] - mean);
    xx += (x[n] - mean) * (x[n] - mean);
    yy += (y[n] - mean) * (y[n] - mean);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}

/** Ranks from 0; equal values share the mean of theirs. */
function meanRanks(values: readonly number[]): Float64Array {
  const order = values.map((_, n) => n).sort((p, q) => values[p] - values[q]);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]] === values[order[from]]) ++to;
    for (let n = from; n <= to; ++n) ranks[order[n]] = (from + to) / 2;
    from = to + 1;
  }
  return ranks;
}
