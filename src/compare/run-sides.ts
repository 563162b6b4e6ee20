import type { RunPool } from '../experiment/run-pool.ts';
import type { RunStore } from '../experiment/run-store.ts';
import { runUnits, type UnitsProgress, type UnitTask } from '../experiment/run-units.ts';
import type { RunnableScenario } from '../run/read-scenario.ts';
import { unitAddress, unitOf } from '../run/run-unit.ts';
import type { Observation } from './observation.ts';

export interface RunSidesOptions {
  readonly seeds: readonly string[];
  readonly store: RunStore;
  readonly pool: RunPool;
  readonly onProgress?: (progress: UnitsProgress) => void;
  readonly interrupted?: () => boolean;
}

/**
 * Runs both scenarios with every seed; what is in the store is not run again.
 *
 * @returns undefined when somebody interrupted; what was finished is in the store
 */
export async function runSides(
  a: RunnableScenario,
  b: RunnableScenario,
  { seeds, store, pool, ...watch }: RunSidesOptions,
): Promise<{ readonly a: readonly Observation[]; readonly b: readonly Observation[] } | undefined> {
  // Pair by pair, so that an interrupted comparison leaves whole pairs.
  const tasks = seeds.flatMap((seed) => [taskOf(a, seed), taskOf(b, seed)]);
  const runs: Observation[] = [];
  const end = await runUnits(tasks, {
    store,
    pool,
    ...watch,
    take: (index, outcome) => {
      const seed = seeds[index >> 1];
      runs[index] =
        outcome.status === 'done'
          ? { point: '', seed, metrics: outcome.metrics, error: '' }
          : { point: '', seed, metrics: null, error: outcome.error };
    },
  });
  if (end === 'interrupted') return undefined;
  return { a: runs.filter((_, index) => index % 2 === 0), b: runs.filter((_, index) => index % 2 === 1) };
}

function taskOf(scenario: RunnableScenario, seed: string): UnitTask {
  const unit = unitOf(scenario, seed);
  return { address: unitAddress(unit), unit: () => unit };
}
