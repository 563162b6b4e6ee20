import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { type ServedRun, type ServedTask, servedRun } from '../../../src/distributed/served-run.ts';
import { type ArrayTaskEnd, runArrayTask } from '../../../src/distributed/slurm/array-task.ts';
import type { CommandEnd, SlurmCommands } from '../../../src/distributed/slurm/commands.ts';

/** A task of an array, numbered from 0, of an array numbered from 1. */
export interface FakeTask {
  readonly array: number;
  readonly task: number;
}

/** What happens on a cluster, where it is not what everybody hopes for. */
export interface FakeEvents {
  /** A task stops after so many runs, as if killed. */
  readonly diesAfter?: (task: FakeTask) => number | undefined;
  /** The program is not there on the nodes. */
  readonly startsNot?: boolean;
  /** Ends the thread of a run. */
  readonly killsThread?: (task: FakeTask, address: string) => boolean;
  /** Arrays stay in the queue and nothing of them is begun until this resolves. */
  readonly held?: Promise<void>;
  /** How Slurm says that a task which died has ended. */
  readonly stateOfDead?: string;
  /** Answers instead of a command. */
  readonly answers?: (program: string, args: readonly string[]) => CommandEnd | undefined;
}

interface FakeArray {
  readonly job: string;
  readonly jobName: string;
  readonly folder: string;
  readonly states: string[];
}

/** A Slurm that runs the tasks of its arrays in this process, one after the other. */
export class FakeSlurm {
  readonly arrays: FakeArray[] = [];
  readonly ends: ArrayTaskEnd[] = [];
  /** Addresses of the runs that were computed or tried, in their order. */
  readonly tried: string[] = [];
  readonly #events: FakeEvents;
  #work: Promise<void> = Promise.resolve();

  constructor(events: FakeEvents = {}) {
    this.#events = events;
  }

  readonly commands: SlurmCommands = async (program, args) => {
    const other = this.#events.answers?.(program, args);
    if (other !== undefined) return other;
    if (program === 'sbatch') return said(this.submit(args[args.length - 1]));
    if (program === 'sacct')
      return { kind: 'ended', code: 1, stdout: '', stderr: 'Slurm accounting storage is disabled' };
    const names =
      args
        .find((arg) => arg.startsWith('--name='))
        ?.slice(7)
        .split(',') ?? [];
    const asked = this.arrays.filter(({ jobName }) => names.includes(jobName));
    const lines = args.includes('--states=all')
      ? asked.flatMap(({ job, states }) => states.map((state, task) => `${job}_${task}|${state}`))
      : asked.flatMap(({ job, jobName, states }) =>
          states
            .filter((state) => state === 'PENDING' || state === 'RUNNING')
            .map((state) => `${job}|${jobName}|${state}|Resources`),
        );
    return said(lines.join('\n'));
  };

  /** What a person does by hand, too. */
  submit(script: string): string {
    const text = readFileSync(script, 'utf8');
    const of = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
    const tasks = Number(of(/--array=0-(\d+)/)) + 1;
    const job = String(100 + this.arrays.length + 1);
    const array = {
      job,
      jobName: of(/--job-name=(\S+)/),
      folder: of(/--output="?(.*)\/logs/),
      states: Array.from({ length: tasks }, () => 'PENDING'),
    };
    this.arrays.push(array);
    this.#work = this.#work.then(() => this.#runAll(array, this.arrays.indexOf(array) + 1));
    return `${job}\n`;
  }

  /** Somebody ends an array that has not begun. */
  cancel(n: number): void {
    this.arrays[n].states.fill('CANCELLED');
  }

  /** Resolves when all that was submitted has ended. */
  get idle(): Promise<void> {
    return this.#work;
  }

  async #runAll(array: FakeArray, number: number): Promise<void> {
    await this.#events.held;
    for (let task = 0; task < array.states.length; ++task) {
      if (array.states[task] !== 'PENDING') continue;
      array.states[task] = 'RUNNING';
      // An array whose sweep is over may have lost its folder.
      const ok = await this.runTask(array.folder, { array: number, task }).catch(() => false);
      array.states[task] = ok ? 'COMPLETED' : (this.#events.stateOfDead ?? 'FAILED');
    }
  }

  /** Runs a task of a folder, in whatever array; hands back whether it ended well. */
  async runTask(folder: string, which: FakeTask): Promise<boolean> {
    const { diesAfter, killsThread, startsNot } = this.#events;
    if (startsNot === true) return false;
    const most = diesAfter?.(which) ?? Number.POSITIVE_INFINITY;
    let runs = 0;
    let closed = false;
    const log = openSync(path.join(folder, 'logs', `${which.task}.out`), 'a');
    const end = await runArrayTask(folder, which.task, {
      jobs: 1,
      tell: (line) => writeSync(log, line),
      interrupted: () => runs > most,
      open: () => ({
        get closed() {
          return closed;
        },
        run: async (task: ServedTask): Promise<ServedRun> => {
          this.tried.push(task.message.address);
          // A killed process does nothing more.
          if (++runs > most) return new Promise(() => {});
          if (killsThread?.(which, task.message.address)) throw new Error('out of memory');
          return servedRun(task);
        },
        close: async () => {
          closed = true;
        },
      }),
    }).finally(() => closeSync(log));
    this.ends.push(end);
    return end.lost === 0 && end.left === 0;
  }
}

export function said(stdout: string): CommandEnd {
  return { kind: 'ended', code: 0, stdout, stderr: '' };
}

export function refused(stderr: string): CommandEnd {
  return { kind: 'ended', code: 1, stdout: '', stderr };
}
