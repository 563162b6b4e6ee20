import { differsAsWhole, type EntryVerdict, isDifference, type MetricVerdict, type SuiteVerdict } from './verdict.ts';

/** Something that differs from the baseline: a metric of an entry, or the entry as a whole. */
export interface Difference {
  readonly entry: EntryVerdict;
  /** null: the entry as a whole. */
  readonly metric: MetricVerdict | null;
}

/**
 * All that differs, the worst first: entries as a whole, values that came or went, then what moved by its ratio. What the
 * suite or the engine no longer or newly has comes last: a metric more in every scenario is not to hide what moved.
 */
export function differencesOf({ entries }: SuiteVerdict): Difference[] {
  const differences = entries.flatMap((entry): Difference[] => {
    const whole = differsAsWhole(entry) ? [{ entry, metric: null }] : [];
    return [...whole, ...entry.metrics.filter(isDifference).map((metric) => ({ entry, metric }))];
  });
  return differences.sort((a, b) => rankOf(a) - rankOf(b) || ratioOf(b) - ratioOf(a) || sizeOf(b) - sizeOf(a));
}

/** Differences by their entry: first the entry with the worst of them. */
export function byEntryWorstFirst(differences: readonly Difference[]): (readonly Difference[])[] {
  const groups = new Map<EntryVerdict, Difference[]>();
  for (const difference of differences) {
    const group = groups.get(difference.entry);
    if (group === undefined) groups.set(difference.entry, [difference]);
    else group.push(difference);
  }
  return [...groups.values()];
}

function rankOf({ entry, metric }: Difference): number {
  if (metric === null) return entry.kind === 'failed' ? 0 : 1;
  if (metric.kind === 'value-lost' || metric.kind === 'value-found') return 2;
  return metric.ratio === null ? 4 : 3;
}

/** Two infinite ratios are as bad as each other. */
function ratioOf({ metric }: Difference): number {
  return Math.min(metric?.ratio ?? 0, Number.MAX_VALUE);
}

function sizeOf({ metric }: Difference): number {
  return Math.min(Math.abs(metric?.difference ?? 0), Number.MAX_VALUE);
}
