import { RunRows } from '../experiment/run-rows.ts';
import {
  type AttackMeasure,
  type AttackSide,
  attackMeasureColumns,
  attackRunColumns,
  type FailedAttackRun,
} from '../record/attack-record.ts';
import type { RecordedMetric } from '../record/sweep-record.ts';
import type { WholeColumn } from '../record/write-columns.ts';
import type { MeasuredPoint } from './measured-point.ts';

/** The runs of all points as a table. */
export interface RunTable {
  readonly columns: readonly WholeColumn[];
  readonly metrics: readonly RecordedMetric[];
  readonly runs: number;
  readonly failed: readonly FailedAttackRun[];
  /** Of all runs, in the order of the rows. */
  readonly addresses: readonly string[];
}

/** Columns of `runs.arrow`. */
export function attackRunTable(points: readonly MeasuredPoint[]): RunTable {
  const rows = new RunRows();
  const sides: AttackSide[] = [];
  for (const { point, runs } of points) {
    for (const [side, own] of runs) {
      own.forEach(({ seed, address, metrics, error }, replicate) => {
        const row = rows.add([{ point: point.index, replicate, seed, address }]);
        const about = { address, stored: true, seconds: 0 };
        rows.take(
          row,
          metrics === null ? { ...about, status: 'failed', error } : { ...about, status: 'done', metrics },
        );
        sides.push(side);
      });
    }
  }
  const values: Readonly<Record<string, ArrayLike<number> | readonly string[]>> = {
    point: rows.rows.map(({ point }) => point),
    side: sides,
    replicate: rows.rows.map(({ replicate }) => replicate),
    seed: rows.rows.map(({ seed }) => seed),
    status: rows.rows.map((_, row) => (rows.errorOf(row) === null ? 'done' : 'failed')),
    error: rows.rows.map((_, row) => rows.errorOf(row) ?? ''),
    address: rows.rows.map(({ address }) => address),
  };
  const own = attackRunColumns.map((declaration) => ({ declaration, values: values[declaration.name] }));
  const metrics = rows.metrics();
  const found = metrics.map(({ column, metric, topic, unit, values: numbers }): WholeColumn => {
    const doc = topic === '' ? `Metric ${metric} of the run.` : `Metric ${metric} of topic ${topic}.`;
    return { declaration: { name: column, type: 'float64', unit, doc }, values: numbers };
  });
  return {
    columns: [...own, ...found],
    metrics: metrics.map(({ column, metric, topic, unit }) => ({ column, metric, topic, unit })),
    runs: rows.rows.length,
    failed: rows.rows.flatMap(({ point, seed }, row) => {
      const error = rows.errorOf(row);
      return error === null ? [] : [{ point, side: sides[row], seed, error }];
    }),
    addresses: rows.rows.map(({ address }) => address),
  };
}

/** Columns of `measures.arrow`. */
export function attackMeasureTable(measures: readonly AttackMeasure[]): WholeColumn[] {
  return attackMeasureColumns.map((declaration): WholeColumn => {
    const key = declaration.name as keyof AttackMeasure;
    return {
      declaration,
      values:
        declaration.type === 'dictionary'
          ? measures.map((row) => String(row[key]))
          : measures.map((row) => (row[key] as number | null) ?? Number.NaN),
    };
  });
}
