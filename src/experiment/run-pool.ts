import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Piscina } from 'piscina';
import { type RunUnit, unitAddress } from '../run/run-unit.ts';
import type { StoredRunOptions, UnitOutcome } from './stored-run.ts';

/** What runs units: threads of this program, or a queue that other machines serve. */
export interface RunPool {
  /** How many runs it can have in hand at a time. */
  readonly threads: number;
  /**
   * Result of a unit. A thread that dies with it (out of memory) makes it failed, and is replaced.
   *
   * @throws when the pool is closed before the unit is done, or cannot go on at all
   */
  run(unit: RunUnit): Promise<UnitOutcome>;
  /** Told when no further unit follows before those given are done: a pool that sends them in bulk sends them now. */
  readonly allGiven?: () => void;
  /** Ends the threads, with what they do. */
  close(): Promise<void>;
}

/** How a pool is opened. */
export type OpenPool = (threads: number, options: StoredRunOptions) => RunPool;

/** How many threads a machine has use for. */
export function usualThreads(): number {
  return availableParallelism();
}

/** Young objects die soon in a run; with more room for them there is less to tidy up. Megabytes. */
const youngGeneration = 64;

/** Threads are started when there is work for them. */
export function openRunPool(threads: number, options: StoredRunOptions): RunPool {
  const pool = openThreads<{ readonly unit: RunUnit; readonly options: StoredRunOptions }, UnitOutcome>(
    threads,
    threadFile(import.meta.url, 'worker'),
  );
  return {
    threads,
    async run(unit) {
      const begin = performance.now();
      try {
        return await pool.run({ unit, options });
      } catch (error) {
        if (pool.closed) throw error;
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
    close: () => pool.close(),
  };
}

/** How often a pool that is closed looks whether its threads have loaded, milliseconds. */
const loadingLook = 5;

/** Threads that all do the same with what they are given. */
export interface Threads<Task, Result> {
  /** Whether `close` was called. */
  readonly closed: boolean;
  /** @throws when the thread ends with the task (out of memory); it is replaced */
  run(task: Task): Promise<Result>;
  close(): Promise<void>;
}

/** The file of a thread's work beside the calling module: the built one, or the one that reads TypeScript first. */
export function threadFile(module: string, name: string): URL {
  const fromSources = extname(module) === '.ts';
  return new URL(fromSources ? `./${name}-from-sources.mjs` : `./${name}.js`, module);
}

/** After so long without work a thread ends and gives its memory back, milliseconds. */
const usualIdle = 1000;

/**
 * Threads of this program; they are started when there is work for them.
 *
 * @param file its export `work` takes a task; `ready` takes nothing and does what can be done before the first task
 * @param kept whether they are started now and stay, with all that they have compiled
 */
export function openThreads<Task, Result>(threads: number, file: URL, kept = false): Threads<Task, Result> {
  // Each thread has a core to itself: helpers of one thread's collector would only take that of another. Of the flags that
  // say so this one alone may change while a program runs; others end it when they meet a collection under way.
  setFlagsFromString('--no-parallel-scavenge');
  const pool = new Piscina({
    filename: file.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: kept ? Infinity : usualIdle,
    concurrentTasksPerWorker: 1,
    resourceLimits: { maxYoungGenerationSizeMb: youngGeneration },
  });
  let closed = false;
  const loaded = new Set<number>();
  pool.on('workerCreate', ({ id }: { readonly id: number }) => loaded.add(id));
  // Errors outside of any run: a thread that cannot even begin.
  const broken = new Promise<never>((_, reject) => {
    pool.on('error', reject);
  });
  broken.catch(() => {});
  // The work that follows is told of what goes wrong.
  if (kept) for (let n = 0; n < threads; ++n) pool.run(undefined, { name: 'ready' }).catch(() => {});
  return {
    get closed() {
      return closed;
    },
    run: (task) => Promise.race([pool.run(task, { name: 'work' }) as Promise<Result>, broken]),
    async close() {
      closed = true;
      // A thread that is ended while it loads modules ends all of Node 20 with it: "IsGraphAsync must be used on an
      // instantiated module", SIGABRT.
      while (pool.threads.some(({ threadId }) => !loaded.has(threadId))) await pause(loadingLook);
      await pool.destroy();
    },
  };
}
