import { join } from 'node:path';
import { pathExists, readWholeText } from '../../io/run-folder.ts';
import { MANIFEST } from '../../record/manifest.ts';
import { type RecordedTable, readTable } from '../../record/read-table.ts';
import {
  type PointStatistics,
  pointColumns,
  RESOLVED_EXPERIMENT,
  type RecordedMetric,
  runColumns,
  type SweepManifest,
} from '../../record/sweep-record.ts';
import { type SweepFactor, sweepFactors } from './factors.ts';
import { type MetricIndex, readSensitivity } from './read-sensitivity.ts';

/** What the replicates of a point say about a metric. */
export type Cell = PointStatistics;

/** A design point: its settings, and how its runs ended. */
export interface SweepPoint {
  readonly index: number;
  /** One per factor; NaN for words. */
  readonly values: readonly number[];
  /** As shown, one per factor. */
  readonly settings: readonly string[];
  /** Which of its factor's levels, one per factor; -1 where the factor is drawn from a range. */
  readonly levels: readonly number[];
  readonly runs: number;
  readonly failed: number;
}

/** A metric with its cells, entry p being that of the p-th point. */
export interface SweepMetric extends RecordedMetric {
  /** With its topic where it has several. */
  readonly label: string;
  readonly cells: readonly Cell[];
}

export interface FailedRun {
  readonly point: number;
  readonly replicate: number;
  readonly seed: string;
  readonly error: string;
}

/** All that the tables of a sweep say, the runs' metrics aside. */
export interface Sweep {
  readonly manifest: SweepManifest;
  readonly experimentYaml: string;
  readonly factors: readonly SweepFactor[];
  readonly points: readonly SweepPoint[];
  /** Cells of one metric. */
  metric(recorded: RecordedMetric): SweepMetric;
  readonly failures: readonly FailedRun[];
  /** Sensitivity of a metric; empty where the design measures none. */
  sensitivity(metric: RecordedMetric): readonly MetricIndex[];
  /** Values of a metric's column: entry r of entry p is that of replicate r of the p-th point, NaN where there is none. */
  replicates(columns: readonly string[]): ReadonlyMap<string, readonly Float64Array[]>;
}

/**
 * Reads the folder of a finished sweep.
 *
 * @throws when it holds none
 */
export function readSweep(folder: string): Sweep {
  const manifestPath = join(folder, MANIFEST);
  if (!pathExists(manifestPath)) throw new Error(`${folder} holds no complete sweep: it has no ${MANIFEST}`);
  const manifest = JSON.parse(readWholeText(manifestPath)) as SweepManifest;
  const factorNames = manifest.factors.map(({ name }) => name);
  const runsPath = join(folder, 'runs.arrow');
  const runs = readTable(runsPath, [...runColumns.map(({ name }) => name), ...factorNames]);
  const cells = readTable(join(folder, 'points.arrow'), [
    'point',
    ...factorNames,
    ...pointColumns.map(({ name }) => name),
  ]);
  const seen = new Map<number, { table: RecordedTable; row: number; runs: number; failed: number }>();
  for (const table of [runs, cells]) {
    table.numbers('point').forEach((point, row) => {
      if (!seen.has(point)) seen.set(point, { table, row, runs: 0, failed: 0 });
    });
  }
  const failures = failedRuns(runs);
  for (const point of runs.numbers('point')) ++(seen.get(point) as { runs: number }).runs;
  for (const { point } of failures) ++(seen.get(point) as { failed: number }).failed;
  const order = [...seen].sort(([a], [b]) => a - b);
  const factors = sweepFactors(
    manifest,
    order.map(([, { table, row }]) => ({ table, row })),
  );
  const points = order.map(([index, { runs: all, failed }], p): SweepPoint => {
    const at = <Value>(of: (factor: SweepFactor) => readonly Value[]): Value[] => factors.map((each) => of(each)[p]);
    return {
      index,
      values: at(({ values }) => values),
      settings: at(({ settings }) => settings),
      levels: at(({ levelOf }) => levelOf),
      runs: all,
      failed,
    };
  });
  const sensitivityPath = join(folder, 'sensitivity.arrow');
  const sensitivity = pathExists(sensitivityPath) ? readSensitivity(sensitivityPath) : new Map();
  const place = new Map(points.map(({ index }, p) => [index, p]));
  return {
    manifest,
    experimentYaml: readWholeText(join(folder, RESOLVED_EXPERIMENT)),
    factors,
    points,
    metric: metricReader(cells, points, place),
    failures,
    sensitivity: ({ metric, topic }) => sensitivity.get(keyOf(metric, topic)) ?? [],
    replicates: (columns) => readReplicates(runsPath, columns, points, place),
  };
}

/** Tells the metrics of all topics apart. */
export const keyOf = (metric: string, topic: string): string => `${metric}\0${topic}`;

function failedRuns(runs: RecordedTable): FailedRun[] {
  const status = runs.words('status');
  const seed = runs.words('seed');
  const error = runs.words('error');
  const [points, replicates] = [runs.numbers('point'), runs.numbers('replicate')];
  const failed: FailedRun[] = [];
  for (let r = 0; r < runs.rows; ++r) {
    if (status.words[status.codes[r]] !== 'failed') continue;
    failed.push({
      point: points[r],
      replicate: replicates[r],
      seed: seed.words[seed.codes[r]],
      error: error.words[error.codes[r]],
    });
  }
  return failed;
}

const NO_ROW = -1;

function metricReader(
  table: RecordedTable,
  points: readonly SweepPoint[],
  place: ReadonlyMap<number, number>,
): Sweep['metric'] {
  const [metrics, topics] = [table.words('metric'), table.words('topic')];
  const point = table.numbers('point');
  const rowsOf = new Map<string, Int32Array>();
  for (let r = 0; r < table.rows; ++r) {
    const key = keyOf(metrics.words[metrics.codes[r]], topics.words[topics.codes[r]]);
    const rows = rowsOf.get(key) ?? new Int32Array(points.length).fill(NO_ROW);
    rowsOf.set(key, rows);
    rows[place.get(point[r]) as number] = r;
  }
  const cellAt = (row: number, { failed }: SweepPoint): Cell => {
    const number = (name: string, missing = Number.NaN): number =>
      row === NO_ROW ? missing : table.numbers(name)[row];
    return {
      n: number('n', 0),
      without: number('without', 0),
      failed: number('failed', failed),
      mean: number('mean'),
      deviation: number('deviation'),
      low: number('low'),
      high: number('high'),
      bcaLow: number('bca_low'),
      bcaHigh: number('bca_high'),
      least: number('least'),
      median: number('median'),
      most: number('most'),
      pairs: number('pairs', 0),
      difference: number('difference'),
      differenceLow: number('difference_low'),
      differenceHigh: number('difference_high'),
    };
  };
  return (recorded) => {
    const rows = rowsOf.get(keyOf(recorded.metric, recorded.topic));
    const severalTopics = recorded.column !== recorded.metric;
    return {
      ...recorded,
      label: severalTopics ? `${recorded.metric} of ${recorded.topic}` : recorded.metric,
      cells: points.map((each, p) => cellAt(rows?.[p] ?? NO_ROW, each)),
    };
  };
}

function readReplicates(
  path: string,
  columns: readonly string[],
  points: readonly SweepPoint[],
  place: ReadonlyMap<number, number>,
): Map<string, Float64Array[]> {
  const runs = readTable(path, ['point', 'replicate', ...columns]);
  const [point, replicate] = [runs.numbers('point'), runs.numbers('replicate')];
  let most = 0;
  for (let row = 0; row < runs.rows; ++row) most = Math.max(most, replicate[row] + 1);
  return new Map(
    columns.map((column) => {
      const byPoint = points.map(() => new Float64Array(most).fill(Number.NaN));
      if (runs.has(column)) {
        const values = runs.numbers(column);
        for (let r = 0; r < runs.rows; ++r) byPoint[place.get(point[r]) as number][replicate[r]] = values[r];
      }
      return [column, byPoint];
    }),
  );
}
