import { coveredMetrics, type JudgedSuite } from './coverage.ts';
import { compared, type MetricValues } from './metric-values.ts';
import type { SuiteResults } from './run-suite.ts';

/** When, by what and why a baseline was written. */
export interface BaselineStamp {
  /** `2026-07-14`, UTC. */
  readonly date: string;
  readonly engineVersion: string;
  /** SHA-256 of the engine's code, hexadecimal. */
  readonly codeHash: string;
  readonly reason: string;
}

export interface BaselineEntry {
  readonly name: string;
  /** See `LoadedEntry`. */
  readonly written: string;
  readonly resolved: string;
  readonly seeds: readonly string[];
  /** Sorted by name and topic. */
  readonly metrics: readonly MetricValues[];
}

/** What a suite came to when somebody last said that it is right. */
export interface Baseline {
  readonly stamp: BaselineStamp;
  /** Of the baselines before it, the latest first. */
  readonly history: readonly BaselineStamp[];
  /** Sorted by name. */
  readonly entries: readonly BaselineEntry[];
}

/**
 * The baseline that results make; all runs must be done.
 *
 * @param previous the one that it takes the place of
 */
export function baselineOf(
  { entries }: JudgedSuite,
  results: SuiteResults,
  stamp: BaselineStamp,
  previous?: Baseline,
): Baseline {
  const made = entries.map((entry, e): BaselineEntry => {
    const { name, written, resolved, seeds } = entry;
    return { name, written, resolved, seeds, metrics: coveredMetrics(entry, results[e]) };
  });
  return {
    stamp,
    history: previous === undefined ? [] : [previous.stamp, ...previous.history],
    entries: made.sort((a, b) => compared(a.name, b.name)),
  };
}

/** Whether the suites behind two baselines have the same entries, scenarios and metrics; values may differ. */
export function sameScenarios(a: Baseline, b: Baseline): boolean {
  const shape = ({ entries }: Baseline): string =>
    JSON.stringify(
      entries.map(({ name, written, resolved, seeds, metrics }) => {
        return [name, written, resolved, seeds, metrics.map(({ metric, topic }) => [metric, topic])];
      }),
    );
  return shape(a) === shape(b);
}
