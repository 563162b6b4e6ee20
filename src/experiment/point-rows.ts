import type { PointStatistics } from '../record/sweep-record.ts';
import { bcaInterval } from '../statistics/bootstrap.ts';
import { meanInterval } from '../statistics/mean-interval.ts';
import { pairedDifference } from '../statistics/paired.ts';
import { quantile } from '../statistics/quantile.ts';
import type { MetricColumn, RunRows } from './run-rows.ts';

/** What the replicates of a point say about one metric: a row of `points.arrow`. */
export interface PointRow extends PointStatistics {
  readonly point: number;
  readonly metric: MetricColumn;
}

/** Fewer values than this say too little of their distribution for a bootstrap. */
const leastForBootstrap = 5;

/**
 * Aggregates of a sweep, point by point and metric by metric. Differences to the first point are paired by seed, which
 * common random numbers make worth while.
 *
 * @param rows in the order of points and replicates
 * @param seed of the bootstrap
 */
export function pointRows(rows: RunRows, metrics: readonly MetricColumn[], points: number, seed: string): PointRow[] {
  const runsOf: number[][] = Array.from({ length: points }, () => []);
  rows.rows.forEach(({ point }, row) => {
    runsOf[point].push(row);
  });
  const rowOfSeed = new Map(runsOf[0]?.map((row) => [rows.rows[row].seed, row]));
  return runsOf.flatMap((runs, point) => {
    const failed = runs.filter((row) => rows.errorOf(row) !== null).length;
    return metrics.map((metric) => ({
      point,
      metric,
      failed,
      ...aggregate(metric.values, runs, failed, `${seed} ${point} ${metric.column}`),
      ...differenceToFirst(metric.values, point === 0 ? [] : runs, rows, rowOfSeed),
    }));
  });
}

function aggregate(values: Float64Array, runs: readonly number[], failed: number, seed: string) {
  const found = runs.map((row) => values[row]).filter((value) => !Number.isNaN(value));
  const n = found.length;
  const without = runs.length - failed - n;
  if (n === 0) {
    const none = Number.NaN;
    const interval = { mean: none, deviation: none, low: none, high: none, bcaLow: none, bcaHigh: none };
    return { n, without, ...interval, least: none, median: none, most: none };
  }
  const { mean, deviation, low, high } = meanInterval(found);
  const bca = n < leastForBootstrap ? { low: Number.NaN, high: Number.NaN } : bcaInterval(found, { seed });
  const sorted = Float64Array.from(found).sort();
  return {
    n,
    without,
    mean,
    deviation,
    low: n === 1 ? Number.NaN : low,
    high: n === 1 ? Number.NaN : high,
    bcaLow: bca.low,
    bcaHigh: bca.high,
    least: sorted[0],
    median: quantile(sorted, 0.5),
    most: sorted[n - 1],
  };
}

function differenceToFirst(
  values: Float64Array,
  runs: readonly number[],
  rows: RunRows,
  rowOfSeed: ReadonlyMap<string, number>,
) {
  const first: number[] = [];
  const here: number[] = [];
  for (const row of runs) {
    const other = rowOfSeed.get(rows.rows[row].seed);
    if (other === undefined || Number.isNaN(values[other]) || Number.isNaN(values[row])) continue;
    first.push(values[other]);
    here.push(values[row]);
  }
  const pairs = here.length;
  const none = Number.NaN;
  if (pairs === 0) return { pairs, difference: none, differenceLow: none, differenceHigh: none };
  const { mean, low, high } = pairedDifference(first, here);
  return {
    pairs,
    difference: mean,
    differenceLow: pairs === 1 ? none : low,
    differenceHigh: pairs === 1 ? none : high,
  };
}
