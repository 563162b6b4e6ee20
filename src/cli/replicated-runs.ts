import type { RunPool } from '../experiment/run-pool.ts';
import type { StoredRunOptions } from '../experiment/stored-run.ts';

/* What commands share that run every side of something with the same seeds. */

/** Threads for the runs. */
export type OpenPool = (threads: number, options: StoredRunOptions) => RunPool;

export const usualReplicates = 20;
export const mostReplicates = 10_000;
export const mostThreads = 1024;
