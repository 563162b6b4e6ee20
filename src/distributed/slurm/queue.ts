import { EngineError } from '../engine-error.ts';
import type { CommandEnd, SlurmCommands } from './commands.ts';

/** An array that Slurm has in its queue. */
export interface QueuedArray {
  /** Number of the job. */
  readonly job: string;
  /** Why nothing of it runs, in Slurm's word; null when something runs. */
  readonly waitsFor: string | null;
}

/**
 * Submits a script.
 *
 * @returns number of the job
 * @throws EngineError when there is no sbatch, or it refuses
 */
export async function submit(commands: SlurmCommands, script: string): Promise<string> {
  const end = await commands('sbatch', ['--parsable', script]);
  if (end.kind === 'missing') throw noSlurm('sbatch');
  // Where several clusters are one, the name of the cluster follows.
  const job = end.kind === 'ended' && end.code === 0 ? /^(\d+)(;.*)?$/m.exec(end.stdout)?.[1] : undefined;
  if (job !== undefined) return job;
  throw new EngineError(
    `sbatch did not take the array: ${saidBy(end)}\nIts script is ${script}; finished runs stay in the store, and the same command submits the others again.`,
  );
}

/**
 * The arrays of these names that are in the queue. Jobs are known by their names, since numbers are given again some day,
 * and since a person who submits a script by hand tells nobody its number.
 *
 * @returns what squeue says instead, when it does not say which
 * @throws EngineError when there is no squeue
 */
export async function queued(
  commands: SlurmCommands,
  jobNames: readonly string[],
): Promise<ReadonlyMap<string, QueuedArray> | string> {
  if (jobNames.length === 0) return new Map();
  const end = await commands('squeue', ['--noheader', `--name=${jobNames.join(',')}`, '--format=%F|%j|%T|%r']);
  if (end.kind === 'missing') throw noSlurm('squeue');
  if (end.kind !== 'ended' || end.code !== 0) return saidBy(end);
  const found = new Map<string, QueuedArray>();
  for (const line of end.stdout.split('\n')) {
    const [job, jobName, state, reason] = line.trim().split('|');
    if (!/^\d+$/.test(job) || !jobNames.includes(jobName)) continue;
    const waits = state === 'PENDING' && found.get(jobName)?.waitsFor !== null;
    found.set(jobName, { job, waitsFor: waits ? reason : null });
  }
  return found;
}

/**
 * How tasks of an array that has left the queue ended, in Slurm's words, by task: squeue remembers for some minutes, and
 * sacct for ever where accounting is set up. Empty when neither knows.
 */
export async function endedStates(commands: SlurmCommands, jobName: string, job: string): Promise<Map<number, string>> {
  const recent = await commands('squeue', [
    '--noheader',
    '--states=all',
    '--array',
    `--name=${jobName}`,
    '--format=%F_%K|%T',
  ]);
  const states = statesIn(recent, job);
  if (states.size > 0) return states;
  return statesIn(
    await commands('sacct', ['--noheader', '--parsable2', '--allocations', '--format=JobID,State', `--jobs=${job}`]),
    job,
  );
}

function statesIn(end: CommandEnd, job: string): Map<number, string> {
  const states = new Map<number, string>();
  if (end.kind !== 'ended' || end.code !== 0) return states;
  for (const line of end.stdout.split('\n')) {
    const [, array, task, state] = /^\s*(\d+)_(\d+)\|([A-Z_]+)/.exec(line) ?? [];
    if (array === job) states.set(Number(task), state);
  }
  return states;
}

function saidBy(end: CommandEnd): string {
  if (end.kind !== 'ended') return 'it does not answer.';
  return end.stderr.trim() || end.stdout.trim() || `it ended with code ${end.code}.`;
}

function noSlurm(program: string): EngineError {
  return new EngineError(
    `There is no ${program} on this machine: give the command where jobs are submitted (a login node of the cluster), or leave --engine slurm away.`,
  );
}
