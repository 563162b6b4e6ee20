import type { SummaryMetric } from '../../sim/index.ts';

/** The values of a metric in the runs of an entry. */
export interface MetricValues {
  readonly metric: string;
  /** Empty for a metric of the whole run. */
  readonly topic: string;
  /** One per seed; null where there is no finite value. */
  readonly values: readonly (number | null)[];
}

/** The metrics of runs that differ in their seeds, sorted by name and topic. */
export function metricValues(runs: readonly (readonly SummaryMetric[])[]): MetricValues[] {
  const found = new Map<string, { metric: string; topic: string; values: (number | null)[] }>();
  runs.forEach((metrics, seed) => {
    for (const { name, topic, value } of metrics) {
      const key = keyOf(name, topic);
      let one = found.get(key);
      if (one === undefined) {
        one = { metric: name, topic, values: runs.map(() => null) };
        found.set(key, one);
      }
      one.values[seed] = value !== null && Number.isFinite(value) ? value : null;
    }
  });
  return [...found.values()].sort(byNameAndTopic);
}

export function keyOf(metric: string, topic: string): string {
  return `${metric}\n${topic}`;
}

/** By code unit. */
export function byNameAndTopic(
  a: { readonly metric: string; readonly topic: string },
  b: { readonly metric: string; readonly topic: string },
): number {
  return compared(a.metric, b.metric) || compared(a.topic, b.topic);
}

export function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
