import type { OpenPool } from '../experiment/run-pool.ts';

/** What makes the runs of a sweep on other machines. */
export interface SweepEngine {
  /** The number of threads that it is asked for is that of this machine and means nothing here. */
  readonly openPool: OpenPool;
  /** What it has to tell when the sweep has come to its end. */
  facts(): EngineFacts;
  /** Lets go of connections; runs under way elsewhere go on. */
  close(): Promise<void>;
}

/** For the summary of a sweep and its JSON document. */
export interface EngineFacts {
  readonly engine: 'bullmq' | 'slurm';
  /** Runs that were begun more than once, because whoever ran them was lost or handed them back. */
  readonly begunAgain: number;
  /** Runs that were tried as often as is allowed and never finished; their outcome is a failure. */
  readonly givenUp: number;
}

/** Tells a person who waits something that matters now: nobody serves, a server does not answer. One line, with its end. */
export type Tell = (line: string) => void;

/** How often a run is begun before it is given up: its worker lost, its thread out of memory. */
export const mostAttempts = 5;
