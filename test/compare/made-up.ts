import type { SummaryMetric } from '../../sim/index.ts';
import type { Observation } from '../../src/compare/observation.ts';

/** A metric of a topic. */
export function metric(name: string, value: number | null, topic = 'eth', unit = '1'): SummaryMetric {
  return { name, value, unit, topic };
}

/** A run that ended well. */
export function run(seed: string, metrics: readonly SummaryMetric[], point = ''): Observation {
  return { point, seed, metrics, error: '' };
}

/** A run that failed. */
export function failure(seed: string, error = 'impossible', point = ''): Observation {
  return { point, seed, metrics: null, error };
}

/** Runs with the seeds s-1, s-2 ... whose metric `skill` has these values. */
export function runs(...values: readonly (number | null)[]): Observation[] {
  return values.map((value, r) => run(`s-${r + 1}`, [metric('skill', value)]));
}
