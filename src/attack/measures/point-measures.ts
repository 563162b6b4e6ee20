import type { SummaryMetric } from '../../../sim/index.ts';
import type { AttackMeasure, AttackSide } from '../../record/attack-record.ts';
import type { MeasuredPoint, MeasuredRun, RunsBySide } from '../measured-point.ts';
import { attackSides } from '../sides.ts';
import { derivedDefinitions, derivedEstimate, type ValueOf } from './derived.ts';
import { estimateOfMean } from './estimates.ts';

/**
 * All measures of a point: per topic attacked the derived ones and every metric, then the metrics of the whole run; of a
 * metric the attack's own value, and the difference to every control that has it, seed by seed.
 *
 * @param topics attacked
 * @param seed of the bootstrap
 */
export function pointMeasures(
  { point: { index }, runs }: MeasuredPoint,
  topics: readonly string[],
  seed: string,
): AttackMeasure[] {
  const tables = new Map([...runs].map(([side, own]) => [side, own.map(valuesOf)] as const));
  const derived = topics.flatMap((topic) => derivedOf(runs, tables, index, topic, seed));
  const metrics = [...topics, ''].flatMap((topic) => metricsOf(runs, tables, index, topic));
  return [...derived, ...metrics];
}

/** Values of a run by topic and metric. */
type Values = ReadonlyMap<string, number | null>;
type Tables = ReadonlyMap<AttackSide, readonly Values[]>;

function valuesOf({ metrics }: MeasuredRun): Values {
  return new Map(metrics?.map(({ name, topic, value }) => [keyOf(name, topic), value]));
}

function keyOf(name: string, topic: string): string {
  return `${topic}\0${name}`;
}

function derivedOf(runs: RunsBySide, tables: Tables, point: number, topic: string, seed: string): AttackMeasure[] {
  const attack = tables.get('attack') ?? [];
  const key = (metric: string, values: Values): string | undefined =>
    [keyOf(metric, topic), keyOf(metric, '')].find((one) => values.has(one));
  const seeds = attack.map((_, r): ValueOf => {
    return (side, metric) => {
      const values = tables.get(side)?.[r];
      const found = values && key(metric, values);
      return (found === undefined ? null : values?.get(found)) ?? null;
    };
  });
  return derivedDefinitions.flatMap((definition): AttackMeasure[] => {
    const { measure, against, unit, needs } = definition;
    if (against !== '' && !runs.has(against)) return [];
    if (!needs.every((metric) => attack.some((values) => key(metric, values) !== undefined))) return [];
    const estimate = derivedEstimate(definition, seeds, `${seed} ${point} ${topic} ${measure} ${against}`);
    return [{ point, topic, measure, against, unit, ...estimate }];
  });
}

function metricsOf(runs: RunsBySide, tables: Tables, point: number, topic: string): AttackMeasure[] {
  return metricsIn(runs.get('attack') ?? [], topic).flatMap(({ name, unit }) => {
    const key = keyOf(name, topic);
    const columnOf = (side: AttackSide) => tables.get(side)?.map((values) => values.get(key) ?? null) ?? [];
    const own = columnOf('attack');
    const about = { point, topic, measure: name, unit };
    const rows: AttackMeasure[] = [{ ...about, against: '', ...estimateOfMean(own) }];
    for (const control of attackSides) {
      if (control === 'attack' || !tables.get(control)?.some((values) => values.has(key))) continue;
      const other = columnOf(control);
      const differences = own.map((value, r) => difference(value, other[r]));
      rows.push({ ...about, against: control, ...estimateOfMean(differences) });
    }
    return rows;
  });
}

/** Metrics that any of the runs has, in the order in which they are named first. */
function metricsIn(runs: readonly MeasuredRun[], topic: string): SummaryMetric[] {
  const found = new Map<string, SummaryMetric>();
  for (const { metrics } of runs) {
    for (const metric of metrics ?? []) {
      if (metric.topic === topic && !found.has(metric.name)) found.set(metric.name, metric);
    }
  }
  return [...found.values()];
}

function difference(value: number | null, other: number | null | undefined): number | null {
  return value === null || other === null || other === undefined ? null : value - other;
}

/** The row of a measure; undefined where it was not made. */
export function measureAt(
  measures: readonly AttackMeasure[],
  measure: string,
  against: AttackMeasure['against'],
  topic: string,
): AttackMeasure | undefined {
  return measures.find((row) => row.measure === measure && row.against === against && row.topic === topic);
}
