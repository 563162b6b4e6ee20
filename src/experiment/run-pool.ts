import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Piscina } from 'piscina';
import { type RunUnit, unitAddress } from '../run/run-unit.ts';
import type { StoredRunOptions, UnitOutcome } from './stored-run.ts';

/** Threads that run units. */
export interface RunPool {
  readonly threads: number;
  /**
   * Result of a unit. A thread that dies with it (out of memory) makes it failed, and is replaced.
   *
   * @throws when the pool is closed before the unit is done
   */
  run(unit: RunUnit): Promise<UnitOutcome>;
  /** Ends the threads, with what they do. */
  close(): Promise<void>;
}

/** How many threads a machine has use for. */
export function usualThreads(): number {
  return availableParallelism();
}

/** Young objects die soon in a run; with more room for them there is less to tidy up. Megabytes. */
const youngGeneration = 64;

/** Threads are started when there is work for them. */
export function openRunPool(threads: number, options: StoredRunOptions): RunPool {
  // Each thread has a core to itself: helpers of one thread's collector would only take that of another. Of the flags that
  // say so this one alone may change while a program runs; others end it when they meet a collection under way.
  setFlagsFromString('--no-parallel-scavenge');
  const fromSources = extname(import.meta.url) === '.ts';
  const worker = new URL(fromSources ? './worker-from-sources.mjs' : './worker.js', import.meta.url);
  const pool = new Piscina({
    filename: worker.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 1000,
    concurrentTasksPerWorker: 1,
    resourceLimits: { maxYoungGenerationSizeMb: youngGeneration },
  });
  let closed = false;
  // Errors outside of any run: a thread that cannot even begin.
  const broken = new Promise<never>((_, reject) => {
    pool.on('error', reject);
  });
  broken.catch(() => {});
  return {
    threads,
    async run(unit) {
      const begin = performance.now();
      try {
        return await Promise.race([pool.run({ unit, options }, { name: 'work' }) as Promise<UnitOutcome>, broken]);
      } catch (error) {
        if (closed) throw error;
        const { message } = error instanceof Error ? error : new Error(String(error));
        const seconds = (performance.now() - begin) / 1000;
        // Not kept in the store: another machine, with more memory, may be luckier.
        return {
          status: 'failed',
          error: `its thread ended: ${message}`,
          address: unitAddress(unit),
          stored: false,
          seconds,
        };
      }
    },
    async close() {
      closed = true;
      await pool.destroy();
    },
  };
}
