/** Spearman's rank correlation with its 95 % interval. */
export interface RankCorrelation {
  readonly n: number;
  /** NaN when one of the two is the same for all. */
  readonly rho: number;
  readonly low: number;
  readonly high: number;
}

/** Fewer pairs give no interval worth the name. */
const LEAST_FOR_INTERVAL = 5;

/**
 * Spearman's rank correlation: Pearson's correlation of the ranks, ties sharing their mean rank.
 *
 * The interval is Fisher's, tanh(atanh rho ± 1.96 sqrt((1 + rho²/2) / (n - 3))), with the variance of Bonett and Wright
 * (2000); from fewer than five pairs there is none.
 */
export function rankCorrelation(x: readonly number[], y: readonly number[]): RankCorrelation {
  const n = x.length;
  const rho = n < 2 ? Number.NaN : pearson(ranks(x), ranks(y));
  if (n < LEAST_FOR_INTERVAL || !Number.isFinite(rho)) return { n, rho, low: Number.NaN, high: Number.NaN };
  const z = Math.atanh(Math.max(-0.999999, Math.min(0.999999, rho)));
  const width = 1.96 * Math.sqrt((1 + (rho * rho) / 2) / (n - 3));
  return { n, rho, low: Math.tanh(z - width), high: Math.tanh(z + width) };
}

/** Values that differ by rounding only are ties. */
function ranks(exact: readonly number[]): number[] {
  const values = exact.map((value) => Number(value.toPrecision(12)));
  const order = values.map((_, k) => k).sort((a, b) => values[a] - values[b]);
  const rank = new Array<number>(values.length).fill(0);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]] === values[order[first]]) ++last;
    for (let k = first; k <= last; ++k) rank[order[k]] = (first + last) / 2;
    first = last + 1;
  }
  return rank;
}

function pearson(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanX = mean(x);
  const meanY = mean(y);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let k = 0; k < x.length; ++k) {
    xx += (x[k] - meanX) ** 2;
    yy += (y[k] - meanY) ** 2;
    xy += (x[k] - meanX) * (y[k] - meanY);
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : Number.NaN;
}
