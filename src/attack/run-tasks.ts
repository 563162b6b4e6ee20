import type { RunPool } from '../experiment/run-pool.ts';
import type { RunStore } from '../experiment/run-store.ts';
import { runUnits, type UnitsProgress } from '../experiment/run-units.ts';
import type { RunnableScenario } from '../run/read-scenario.ts';
import { unitAddress, unitOf } from '../run/run-unit.ts';
import type { MeasuredRun } from './measured-point.ts';

/** Where runs are made, and who watches. */
export interface RunTasksOptions {
  readonly store: RunStore;
  readonly pool: RunPool;
  readonly onProgress?: (progress: UnitsProgress) => void;
  readonly interrupted?: () => boolean;
}

/** A run to be had. */
export interface RunTask {
  readonly runnable: RunnableScenario;
  readonly seed: string;
}

/**
 * Makes runs, call by call, and counts them together.
 *
 * @returns undefined when somebody interrupted; what was finished is in the store
 */
export type RunTasks = (tasks: readonly RunTask[]) => Promise<readonly MeasuredRun[] | undefined>;

export function taskRunner({ store, pool, onProgress, interrupted }: RunTasksOptions): RunTasks {
  let before: UnitsProgress = { total: 0, done: 0, failed: 0, stored: 0 };
  return async (tasks) => {
    const runs: MeasuredRun[] = [];
    let now = before;
    const end = await runUnits(
      tasks.map(({ runnable, seed }) => {
        const unit = unitOf(runnable, seed);
        return { address: unitAddress(unit), unit: () => unit };
      }),
      {
        store,
        pool,
        ...(interrupted && { interrupted }),
        take: (index, outcome) => {
          const { seed } = tasks[index];
          const { address } = outcome;
          runs[index] =
            outcome.status === 'done'
              ? { seed, address, metrics: outcome.metrics, error: '' }
              : { seed, address, metrics: null, error: outcome.error };
        },
        onProgress: (progress) => {
          now = summed(before, progress);
          onProgress?.(now);
        },
      },
    );
    before = now;
    return end === 'interrupted' ? undefined : runs;
  };
}

function summed(a: UnitsProgress, b: UnitsProgress): UnitsProgress {
  return {
    total: a.total + b.total,
    done: a.done + b.done,
    failed: a.failed + b.failed,
    stored: a.stored + b.stored,
  };
}
