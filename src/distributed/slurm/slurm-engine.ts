import type { EngineFacts, SweepEngine, Tell } from '../sweep-engine.ts';
import type { SlurmCommands } from './commands.ts';
import { slurmCommands } from './commands.ts';
import { SlurmPool } from './slurm-pool.ts';

/** How a sweep is given to Slurm. */
export interface SlurmOptions {
  /** Of the experiment, for the names of jobs. */
  readonly name: string;
  /** False: the array is written and left to a person to submit; see `ArrayWritten`. */
  readonly submit: boolean;
  /** Further options of sbatch, such as `--partition=short`; they become lines of the script. */
  readonly sbatch: readonly string[];
  /** Null: see `taskSizes`. */
  readonly runsPerTask: number | null;
  /** Threads of a task, for which it asks Slurm. */
  readonly jobs: number;
  readonly tell: Tell;
  /** How a task starts this program on a node: absolute paths that all nodes share. */
  readonly program: { readonly command: readonly string[] };
  /** Commands of this machine unless given. */
  readonly commands?: SlurmCommands;
  readonly waits?: SlurmWaits;
}

/** How long who waits for an array waits, milliseconds. */
export interface SlurmWaits {
  /** Between the first looks for results and at the queue, and at the most: each pause is longer than the one before. */
  readonly firstLook: number;
  readonly mostLook: number;
  /** How long squeue may fail before the sweep ends. */
  readonly patience: number;
}

const usualWaits: SlurmWaits = { firstLook: 1000, mostLook: 10_000, patience: 300_000 };

/**
 * Makes the runs of a sweep as job arrays of Slurm. The folder of results is on a file system that all nodes share: results
 * come by its store, and nothing listens on any port.
 */
export function openSlurmEngine(options: SlurmOptions): SweepEngine {
  const pools: SlurmPool[] = [];
  return {
    openPool(_threads, storing) {
      const { commands = slurmCommands, waits = usualWaits } = options;
      const pool = new SlurmPool({ ...options, commands, waits }, storing);
      pools.push(pool);
      return pool;
    },
    facts(): EngineFacts {
      const sum = (of: (pool: SlurmPool) => number): number => pools.reduce((total, pool) => total + of(pool), 0);
      return {
        engine: 'slurm',
        begunAgain: sum((pool) => pool.begunAgain),
        givenUp: sum((pool) => pool.givenUp),
      };
    },
    close: async () => {},
  };
}
