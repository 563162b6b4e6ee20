import type { SummaryMetric } from '../../sim/index.ts';
import type { MeasuredPoint, MeasuredRun } from '../../src/attack/measured-point.ts';
import { pointMeasures } from '../../src/attack/measures/point-measures.ts';
import type { AttackMeasure, AttackSide } from '../../src/record/attack-record.ts';

/** Values of metrics of the topic eth, one per seed. */
export type Values = Readonly<Record<string, readonly (number | null)[]>>;

export function metric(name: string, value: number | null, topic = 'eth', unit = 'ALLO'): SummaryMetric {
  return { name, value, unit, topic };
}

/** A point whose sides ran with seeds s-1, s-2 ... */
export function point(sides: Partial<Record<AttackSide, Values>>, index = 0): MeasuredPoint {
  const runs = new Map(
    Object.entries(sides).map(([side, values]) => [side as AttackSide, runsOf(side, values ?? {})] as const),
  );
  const replicates = runs.get('attack')?.length ?? 0;
  return { point: { index, stage: 'scenario', settings: {}, replicates, sides: [...runs.keys()] }, runs };
}

function runsOf(side: string, values: Values): MeasuredRun[] {
  const count = Math.max(0, ...Object.values(values).map((column) => column.length));
  return Array.from({ length: count }, (_, r) => ({
    seed: `s-${r + 1}`,
    address: `${side} ${r}`,
    metrics: Object.entries(values).map(([name, column]) => metric(name, column[r] ?? null)),
    error: '',
  }));
}

/** A run that failed. */
export function failure(seed: string): MeasuredRun {
  return { seed, address: seed, metrics: null, error: 'impossible' };
}

/** The row of a measure of topic eth. */
export function measure(made: MeasuredPoint, name: string, against: AttackMeasure['against'] = '') {
  return pointMeasures(made, ['eth'], 's').find((row) => row.measure === name && row.against === against);
}
