import { openRunPool, usualThreads } from '../experiment/run-pool.ts';
import { openRunStore, type RunResult } from '../experiment/run-store.ts';
import { runUnits, type UnitsProgress } from '../experiment/run-units.ts';
import { unitAddress } from '../run/run-unit.ts';
import type { LoadedSuite } from './load-suite.ts';
import { byEntry, type SuiteResults, suiteRuns } from './run-suite.ts';

export interface PoolOptions {
  /** Folder of all results, whose store knows earlier runs. */
  readonly root: string;
  /** As many as the machine has use for unless given. */
  readonly threads?: number | undefined;
  readonly onProgress: (progress: UnitsProgress) => void;
  readonly interrupted: () => boolean;
}

export interface PooledResults {
  readonly results: SuiteResults;
  readonly runs: number;
  /** Of these runs: their results were in the store. */
  readonly known: number;
  /** Wall time. */
  readonly seconds: number;
}

/**
 * Runs a suite on threads; what the store knows is not run again. Failures are not kept there: the next check tries again.
 *
 * @returns undefined when somebody interrupted
 */
export async function runInPool(
  suite: LoadedSuite,
  { root, threads = usualThreads(), onProgress, interrupted }: PoolOptions,
): Promise<PooledResults | undefined> {
  const begin = performance.now();
  const runs = suiteRuns(suite);
  const results: RunResult[] = new Array(runs.length);
  let known = 0;
  const pool = openRunPool(threads, { root, keepFailures: false });
  try {
    const tasks = runs.map(({ unit }) => ({ address: unitAddress(unit), unit: () => unit }));
    const end = await runUnits(tasks, {
      store: openRunStore(root),
      pool,
      take: (index, outcome) => {
        results[index] = outcome;
        if (outcome.stored) ++known;
      },
      onProgress,
      interrupted,
      retryFailures: true,
    });
    if (end === 'interrupted') return undefined;
  } finally {
    await pool.close();
  }
  const seconds = (performance.now() - begin) / 1000;
  return { results: byEntry(suite, results), runs: runs.length, known, seconds };
}
