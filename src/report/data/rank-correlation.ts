import { rankCorrelation as correlationOfRanks } from '../../../sim/index.ts';

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
 * Spearman's rank correlation, ties sharing their mean rank; NaN from fewer than three pairs. Values that differ by rounding
 * only are ties.
 *
 * The interval is Fisher's, tanh(atanh rho ± 1.96 sqrt((1 + rho²/2) / (n - 3))), with the variance of Bonett and Wright
 * (2000); from fewer than five pairs there is none.
 */
export function rankCorrelation(x: readonly number[], y: readonly number[]): RankCorrelation {
  const n = x.length;
  const rho = correlationOfRanks(x.map(rounded), y.map(rounded)) ?? Number.NaN;
  if (n < LEAST_FOR_INTERVAL || !Number.isFinite(rho)) return { n, rho, low: Number.NaN, high: Number.NaN };
  const z = Math.atanh(Math.max(-0.999999, Math.min(0.999999, rho)));
  const width = 1.96 * Math.sqrt((1 + (rho * rho) / 2) / (n - 3));
  return { n, rho, low: Math.tanh(z - width), high: Math.tanh(z + width) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
