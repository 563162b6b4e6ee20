import type { SummaryMetric } from '../../sim/index.ts';
import type { RunResult } from '../experiment/run-store.ts';
import { type RunUnit, unitOf } from '../run/run-unit.ts';
import type { LoadedSuite } from './load-suite.ts';

/** One run of a suite. */
export interface SuiteRun {
  /** Index of the entry. */
  readonly entry: number;
  /** Index of its seed. */
  readonly seed: number;
  readonly unit: RunUnit;
}

/** What the runs came to, by the index of the entry and that of its seed. */
export type SuiteResults = readonly (readonly RunResult[])[];

/** All runs of a suite, entry by entry and seed by seed. */
export function suiteRuns({ entries }: Pick<LoadedSuite, 'entries'>): SuiteRun[] {
  return entries.flatMap(({ runnable, seeds }, entry) =>
    seeds.map((name, seed) => ({ entry, seed, unit: unitOf(runnable, name) })),
  );
}

/** The results of `suiteRuns`, in their order, by entry and seed. */
export function byEntry({ entries }: Pick<LoadedSuite, 'entries'>, results: readonly RunResult[]): SuiteResults {
  let next = 0;
  return entries.map(({ seeds }) => seeds.map(() => results[next++]));
}

/**
 * Runs a suite, one run after the other, without files and threads: for callers that bring a way to run of their own. A
 * run that throws has failed; the others go on.
 */
export async function runSuite(
  suite: Pick<LoadedSuite, 'entries'>,
  run: (unit: RunUnit) => Promise<readonly SummaryMetric[]> | readonly SummaryMetric[],
): Promise<SuiteResults> {
  const results: RunResult[] = [];
  for (const { unit } of suiteRuns(suite)) {
    try {
      results.push({ status: 'done', metrics: await run(unit) });
    } catch (error) {
      results.push({ status: 'failed', error: error instanceof Error ? error.message : String(error) });
    }
  }
  return byEntry(suite, results);
}
