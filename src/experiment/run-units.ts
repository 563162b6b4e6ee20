import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunUnit } from '../run/run-unit.ts';
import type { RunPool } from './run-pool.ts';
import type { RunStore } from './run-store.ts';
import type { UnitOutcome } from './stored-run.ts';

/** A run to be had. The unit itself is made only when it is not in the store. */
export interface UnitTask {
  readonly address: string;
  readonly unit: () => RunUnit | Promise<RunUnit>;
}

/** How far a set of runs has come. */
export interface UnitsProgress {
  readonly total: number;
  /** Failed and stored ones included. */
  readonly done: number;
  readonly failed: number;
  /** Of `done`: were in the store. */
  readonly stored: number;
}

export interface RunUnitsOptions {
  readonly store: RunStore;
  readonly pool: RunPool;
  /** Called once per task, in any order, as results arrive. */
  readonly take: (index: number, outcome: UnitOutcome) => void;
  readonly onProgress?: (progress: UnitsProgress) => void;
  readonly interrupted?: () => boolean;
  /** Begins no further run after the first that failed. */
  readonly stopOnFailure?: boolean;
  /** Tries failures in the store again. */
  readonly retryFailures?: boolean;
}

/** How the set of runs ended. */
export type UnitsEnd = 'done' | 'interrupted' | 'failed';

/**
 * Runs all tasks on the threads of a pool. What is in the store is not run again, and equal addresses are run once.
 * After an interruption, or a failure that stops, runs under way are left behind: close the pool.
 */
export async function runUnits(
  tasks: readonly UnitTask[],
  { store, pool, take, onProgress, interrupted, stopOnFailure = false, retryFailures = false }: RunUnitsOptions,
): Promise<UnitsEnd> {
  let done = 0;
  let failed = 0;
  let stored = 0;
  const tell = (): void => onProgress?.({ total: tasks.length, done, failed, stored });
  const arrived = (indices: readonly number[], outcome: UnitOutcome): void => {
    indices.forEach((index, n) => {
      const copy = n === 0 ? outcome : { ...outcome, stored: true, seconds: 0 };
      take(index, copy);
      ++done;
      if (copy.stored) ++stored;
      if (copy.status === 'failed') ++failed;
    });
    tell();
  };

  const waiting = new Map<string, number[]>();
  tasks.forEach(({ address }, index) => {
    const same = waiting.get(address);
    if (same === undefined) waiting.set(address, [index]);
    else same.push(index);
  });
  tell();
  let ahead = waiting.size;
  /** A run that was known, or has been handed to the pool. */
  const given = (): void => {
    if (--ahead === 0) pool.allGiven?.();
  };
  const stop = (): boolean => (interrupted?.() ?? false) || (stopOnFailure && failed > 0);
  const queue = waiting.entries();
  const unitInTurn = oneAfterAnother();
  const { ended, callOff } = noticing(interrupted);
  const serve = async (): Promise<void> => {
    for (const [address, indices] of queue) {
      if (stop()) return;
      const known = store.read(address);
      if (known !== undefined && !(known.status === 'failed' && retryFailures)) {
        arrived(indices, { ...known, address, stored: true, seconds: 0 });
        given();
        continue;
      }
      if (known !== undefined) store.remove(address);
      const unit = await unitInTurn(tasks[indices[0]].unit);
      if (stop()) return;
      const run = pool.run(unit);
      given();
      const outcome = await Promise.race([run, ended]);
      if (outcome === undefined) return;
      arrived(indices, outcome);
    }
  };
  // One more than there are threads, so that none waits for its next task.
  try {
    await Promise.all(Array.from({ length: Math.min(pool.threads + 1, waiting.size) }, serve));
  } finally {
    callOff();
  }
  if (interrupted?.() && done < tasks.length) return 'interrupted';
  return stopOnFailure && failed > 0 ? 'failed' : 'done';
}

/** How long units are made without room for signals, milliseconds. */
const turnMilliseconds = 50;

/**
 * Makes units one after the other, with room for signals in between: a pool that takes all runs at once keeps little of
 * each, while there may not be memory for the units of all.
 */
function oneAfterAnother(): (make: UnitTask['unit']) => Promise<RunUnit> {
  let last: Promise<unknown> = Promise.resolve();
  let turnEnds = performance.now() + turnMilliseconds;
  return (make) => {
    const unit = last.then(async () => {
      if (performance.now() > turnEnds) {
        await nextTurn();
        turnEnds = performance.now() + turnMilliseconds;
      }
      return make();
    });
    last = unit.then(
      () => {},
      () => {},
    );
    return unit;
  };
}

/** How often somebody looks whether to end, milliseconds. */
const lookEvery = 50;

/** A promise that resolves with nothing once somebody asks for the end, until it is called off. */
export function noticing(interrupted: (() => boolean) | undefined): { ended: Promise<undefined>; callOff: () => void } {
  if (interrupted === undefined) return { ended: new Promise(() => {}), callOff: () => {} };
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<undefined>((resolve) => {
    timer = setInterval(() => {
      if (interrupted()) resolve(undefined);
    }, lookEvery);
  });
  return { ended, callOff: () => clearInterval(timer) };
}
