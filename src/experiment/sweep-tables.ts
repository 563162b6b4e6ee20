import type { DesignPoint, Experiment } from '../config/experiment/experiment.ts';
import { pointColumns, type RecordedFactor, runColumns, sensitivityColumns } from '../record/sweep-record.ts';
import type { WholeColumn } from '../record/write-columns.ts';
import type { PointRow } from './point-rows.ts';
import type { MetricColumn, RunRows } from './run-rows.ts';
import type { SensitivityRow } from './sensitivity.ts';

/** The settings of a factor, point by point. */
export interface FactorColumn {
  readonly recorded: RecordedFactor;
  readonly numbers: Float64Array | null;
  readonly labels: readonly string[];
}

/** The factors of an experiment over the points of its design. */
export function factorColumns(experiment: Experiment, points: readonly DesignPoint[]): FactorColumn[] {
  return experiment.factors.map(({ name, paths, levels }, f) => {
    const numeric = levels.kind === 'range' || levels.numeric;
    const labels = points.map((point) => point.labels[f]);
    const drawn = levels.kind === 'range' && !['grid', 'list'].includes(experiment.design.kind);
    const recorded: RecordedFactor = {
      name,
      paths,
      numeric,
      scale: levels.kind === 'range' ? levels.scale : 'linear',
      levels: drawn ? null : levels.kind === 'values' ? levels.labels : [...new Set(labels)],
    };
    const numbers = numeric ? Float64Array.from(points, ({ settings }) => Number(settings[f])) : null;
    return { recorded, numbers, labels };
  });
}

/** Columns of the factors for rows that belong to these points. */
function factorsAt(points: ArrayLike<number>, factors: readonly FactorColumn[]): WholeColumn[] {
  return factors.map(({ recorded: { name, paths }, numbers, labels }) => {
    const doc = `Factor: ${paths.join(', ')}.`;
    const unit = numbers === null ? '' : "the parameter's";
    return {
      declaration: { name, type: numbers === null ? 'dictionary' : 'float64', unit, doc },
      values:
        numbers === null
          ? Array.from(points, (point) => labels[point])
          : Float64Array.from(points, (point) => numbers[point]),
    };
  });
}

/** Columns of `runs.arrow`. */
export function runTable(
  rows: RunRows,
  metrics: readonly MetricColumn[],
  factors: readonly FactorColumn[],
): WholeColumn[] {
  const values: Readonly<Record<string, ArrayLike<number> | readonly string[]>> = {
    point: rows.rows.map(({ point }) => point),
    replicate: rows.rows.map(({ replicate }) => replicate),
    seed: rows.rows.map(({ seed }) => seed),
    status: rows.rows.map((_, row) => (rows.errorOf(row) === null ? 'done' : 'failed')),
    error: rows.rows.map((_, row) => rows.errorOf(row) ?? ''),
    address: rows.rows.map(({ address }) => address),
  };
  const own = runColumns.map((declaration) => ({ declaration, values: values[declaration.name] }));
  const places = rows.rows.map(({ point }) => point);
  const found = metrics.map(({ column, metric, topic, unit, values: numbers }): WholeColumn => {
    const doc = topic === '' ? `Metric ${metric} of the run.` : `Metric ${metric} of topic ${topic}.`;
    return { declaration: { name: column, type: 'float64', unit, doc }, values: numbers };
  });
  return [...own, ...factorsAt(places, factors), ...found];
}

/** Columns of `points.arrow`. */
export function pointTable(aggregates: readonly PointRow[], factors: readonly FactorColumn[]): WholeColumn[] {
  const places = aggregates.map(({ point }) => point);
  const numbers = (of: (row: PointRow) => number): Float64Array => Float64Array.from(aggregates, of);
  const values: Readonly<Record<string, ArrayLike<number> | readonly string[]>> = {
    metric: aggregates.map(({ metric }) => metric.metric),
    topic: aggregates.map(({ metric }) => metric.topic),
    unit: aggregates.map(({ metric }) => metric.unit),
    n: numbers(({ n }) => n),
    without: numbers(({ without }) => without),
    failed: numbers(({ failed }) => failed),
    mean: numbers(({ mean }) => mean),
    deviation: numbers(({ deviation }) => deviation),
    low: numbers(({ low }) => low),
    high: numbers(({ high }) => high),
    bca_low: numbers(({ bcaLow }) => bcaLow),
    bca_high: numbers(({ bcaHigh }) => bcaHigh),
    least: numbers(({ least }) => least),
    median: numbers(({ median }) => median),
    most: numbers(({ most }) => most),
    pairs: numbers(({ pairs }) => pairs),
    difference: numbers(({ difference }) => difference),
    difference_low: numbers(({ differenceLow }) => differenceLow),
    difference_high: numbers(({ differenceHigh }) => differenceHigh),
  };
  const point: WholeColumn = {
    declaration: { name: 'point', type: 'int32', unit: '', doc: 'Number of the design point, from 0.' },
    values: places,
  };
  const own = pointColumns.map((declaration) => ({ declaration, values: values[declaration.name] }));
  return [point, ...factorsAt(places, factors), ...own];
}

/** Columns of `sensitivity.arrow`. */
export function sensitivityTable(indices: readonly SensitivityRow[]): WholeColumn[] {
  const numbers = (of: (row: SensitivityRow) => number): Float64Array => Float64Array.from(indices, of);
  const values: Readonly<Record<string, ArrayLike<number> | readonly string[]>> = {
    metric: indices.map(({ metric }) => metric.metric),
    topic: indices.map(({ metric }) => metric.topic),
    factor: indices.map(({ factor }) => factor),
    index: indices.map(({ index }) => index),
    value: numbers(({ value }) => value),
    low: numbers(({ low }) => low),
    high: numbers(({ high }) => high),
    n: numbers(({ n }) => n),
  };
  return sensitivityColumns.map((declaration) => ({ declaration, values: values[declaration.name] }));
}
