import { resolve } from 'node:path';
import type { RunPool } from '../../experiment/run-pool.ts';
import { openRunStore, type RunResult, type RunStore, storedAmong } from '../../experiment/run-store.ts';
import type { StoredRunOptions, UnitOutcome } from '../../experiment/stored-run.ts';
import { removePath } from '../../io/run-folder.ts';
import { reasonOf } from '../../io/text-file.ts';
import type { RunUnit } from '../../run/run-unit.ts';
import { EngineError } from '../engine-error.ts';
import { mostAttempts } from '../sweep-engine.ts';
import {
  type ArrayFolder,
  addressesOf,
  arrayFolders,
  begunIn,
  failureIn,
  failuresIn,
  noteSubmitted,
  refusedIn,
  slurmFolder,
  writeArrayFolder,
} from './array-folder.ts';
import { arrayScript } from './array-script.ts';
import { ArrayWritten } from './array-written.ts';
import { endOfTask } from './end-of-task.ts';
import { PatientQueue } from './patient-queue.ts';
import { Pauses } from './pauses.ts';
import { endedStates, queued, submit } from './queue.ts';
import type { SlurmOptions } from './slurm-engine.ts';
import { taskSizes } from './task-sizes.ts';
import { WaitingRuns } from './waiting-runs.ts';

/** An array whose results somebody waits for. */
interface WatchedArray {
  readonly folder: ArrayFolder;
  readonly job: string;
  /** Of its runs, those that are waited for. */
  readonly left: Set<string>;
  /** How many that were at first. */
  readonly runs: number;
  /** Looks in a row in which it was not in the queue. */
  unseen: number;
}

/**
 * Gives all runs to Slurm as one array, and waits. Whoever makes a run, and however often, its result is taken from the
 * store, or its failure from the array's folder: both are written whole and once, so nothing depends on what Slurm says of
 * a task.
 */
export class SlurmPool implements RunPool {
  /** As many as there are. */
  readonly threads = Number.MAX_SAFE_INTEGER;
  givenUp = 0;
  readonly #options: Required<SlurmOptions>;
  readonly #storing: StoredRunOptions;
  readonly #root: string;
  readonly #store: RunStore;
  readonly #queue: PatientQueue;
  readonly #pauses: Pauses;
  #runs: WaitingRuns | undefined;
  #arrays: WatchedArray[] = [];
  /** Arrays that may have files which are no longer where they were. */
  readonly #known = new Map<string, ArrayFolder>();
  /** Runs that were given up. */
  readonly #lost = new Set<string>();
  /** How often runs were begun, as the tasks have noted. */
  readonly #begun = new Map<string, number>();
  /** Arrays whose notes have been read. */
  readonly #noted = new Set<string>();
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: Required<SlurmOptions>, storing: StoredRunOptions) {
    this.#options = options;
    this.#storing = storing;
    this.#root = resolve(storing.root);
    this.#store = openRunStore(this.#root);
    this.#queue = new PatientQueue(options);
    this.#pauses = new Pauses(options.waits);
  }

  /**
   * Runs that tasks have begun more than once, as far as it can be known: each task notes what it begins, and the notes of
   * two nodes that believe they are the same task may be written over each other.
   */
  get begunAgain(): number {
    let again = 0;
    for (const times of this.#begun.values()) if (times > 1) ++again;
    return again;
  }

  run(unit: RunUnit): Promise<UnitOutcome> {
    this.#runs ??= new WaitingRuns(slurmFolder(this.#root));
    const outcome = this.#runs.add(unit);
    // Who asked may have gone meanwhile.
    outcome.catch(() => {});
    return outcome;
  }

  allGiven(): void {
    const fresh = this.#runs?.takeFresh() ?? [];
    if (fresh.length === 0) return;
    this.#work = this.#work.then(async () => {
      try {
        await this.#give(fresh);
        await this.#collect();
      } catch (error) {
        this.#arrays = [];
        this.#runs?.failAll(inWords(error));
      }
    });
  }

  /** Arrays in the queue go on. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#pauses.end();
    await this.#work;
    for (const { job, left } of this.#arrays) {
      if (left.size === 0) continue;
      this.#options.tell(`The array ${job} goes on; the same command collects its results; scancel ${job} ends it.\n`);
    }
    this.#runs?.failAll(new Error('The pool was closed.'));
    this.#runs?.close();
    this.#runs = undefined;
  }

  get #waiting(): WaitingRuns {
    if (this.#runs === undefined) throw new Error('The pool has no runs.');
    return this.#runs;
  }

  /** Waits for those of the runs that an array in the queue has already, and submits another with the rest. */
  async #give(addresses: readonly string[]): Promise<void> {
    const rest = new Set(addresses);
    const folders = arrayFolders(this.#root);
    const live = await this.#queue.patiently(
      folders.map(({ jobName }) => jobName),
      this.#pauses,
      () => this.#closed,
    );
    for (const folder of folders) {
      const inQueue = live.get(folder.jobName);
      if (inQueue === undefined) continue;
      const left = new Set(addressesOf(folder).filter((address) => rest.has(address)));
      if (left.size === 0) continue;
      for (const address of left) rest.delete(address);
      this.#options.tell(`Waiting for ${left.size} runs that the array ${inQueue.job} has already.\n`);
      this.#watch(folder, inQueue.job, left);
    }
    if (rest.size > 0 && !this.#closed) await this.#submit([...rest]);
  }

  #watch(folder: ArrayFolder, job: string, left: Set<string>): void {
    this.#known.set(folder.path, folder);
    this.#arrays.push({ folder, job, left, runs: left.size, unseen: 0 });
    this.#pauses.begin();
  }

  async #submit(addresses: readonly string[]): Promise<void> {
    const { name, runsPerTask, jobs, sbatch, program, commands, tell } = this.#options;
    const runs = this.#waiting;
    const sizes = taskSizes(addresses.length, runsPerTask, jobs);
    const folder = writeArrayFolder(this.#root, {
      name,
      addresses,
      sizes,
      messageOf: (address) => runs.messageOf(address),
      files: runs.filesOf(addresses),
      fileOf: (sha256) => runs.fileOf(sha256, [...this.#known.values()]),
      scriptOf: (path, jobName) =>
        arrayScript({
          jobName,
          folder: path,
          runs: addresses.length,
          tasks: sizes.length,
          jobs,
          sbatch,
          program: program.command,
        }),
    });
    if (!this.#options.submit) throw new ArrayWritten(folder.path, addresses.length);
    const job = await submit(commands, `${folder.path}/array.sbatch`);
    noteSubmitted(folder, job);
    tell(
      `Submitted array ${job}: ${addresses.length} runs in ${sizes.length} ${sizes.length === 1 ? 'task' : 'tasks'}. Ctrl-C leaves it in the queue; scancel ${job} ends it.\n`,
    );
    this.#watch(folder, job, new Set(addresses));
  }

  /** Looks for results and at the queue until all runs have come to something. */
  async #collect(): Promise<void> {
    while (!this.#closed) {
      await this.#takeArrived();
      this.#arrays = this.#arrays.filter((array) => {
        if (array.left.size > 0) return true;
        this.#noteBegun(array.folder);
        return false;
      });
      if (this.#arrays.length === 0) break;
      const live = await this.#queue.now(this.#arrays.map(({ folder }) => folder.jobName));
      if (live !== undefined) await this.#giveLostAgain(live);
      await this.#pauses.next();
    }
    // Who waited may have closed the pool by now, having all results.
    if (this.#waiting.size === 0) await this.#tidy();
  }

  async #takeArrived(): Promise<void> {
    for (const { folder, left } of this.#arrays) {
      const found = new Set(storedAmong(this.#root, left));
      for (const address of failuresIn(folder)) if (left.has(address)) found.add(address);
      for (const address of found) {
        const result = this.#store.read(address) ?? failureIn(folder, address);
        if (result === undefined) continue;
        await this.#take(address, result);
        left.delete(address);
      }
    }
  }

  /** Failures are kept where the sweep wants it; results are in the store. */
  async #take(address: string, result: RunResult): Promise<void> {
    if (result.status === 'failed' && this.#storing.keepFailures) {
      const scenario = await this.#waiting.scenarioOf(address, [...this.#known.values()]);
      this.#store.write(address, result, scenario);
    }
    // How long it took was not told.
    this.#waiting.settle(address, { ...result, address, stored: false, seconds: 0 });
  }

  /** Runs of arrays that have left the queue without their results go into another array, or are given up. */
  async #giveLostAgain(live: ReadonlyMap<string, unknown>): Promise<void> {
    const again: string[] = [];
    for (const array of this.#arrays) {
      array.unseen = live.has(array.folder.jobName) ? 0 : array.unseen + 1;
      // Seen to be gone twice, with a look for results in between: the last of them may be on their way.
      if (array.unseen < 2) continue;
      this.#noteBegun(array.folder);
      again.push(...(await this.#lostOf(array)));
      array.left.clear();
    }
    this.#arrays = this.#arrays.filter(({ left }) => left.size > 0);
    if (again.length > 0) await this.#give(again);
  }

  /** The runs of an ended array that are to be tried again. */
  async #lostOf({ folder, job, left, runs }: WatchedArray): Promise<string[]> {
    const refused = refusedIn(folder);
    if (refused !== undefined) {
      throw new EngineError(
        `Array ${job} ended without ${left.size} runs; its program refused some: ${refused}\n` +
          `The nodes must have the allora-sim that gives this command. The same command submits these runs again.`,
      );
    }
    const states = await endedStates(this.#options.commands, folder.jobName, job);
    if ([...states.values()].includes('CANCELLED')) {
      throw new EngineError(
        `Array ${job} was cancelled with ${left.size} runs without result. Those that are finished stay in the store; the same command submits the others again.`,
      );
    }
    const begun = new Set(begunIn(folder));
    const again: string[] = [];
    for (const address of left) {
      // A task that its time limit ends leaves runs which it had not come to: nothing speaks against them, as long as
      // arrays do something at all.
      const suspect = begun.has(address) || left.size === runs;
      if (!suspect || this.#waiting.noteLost(address) < mostAttempts) {
        again.push(address);
        continue;
      }
      ++this.givenUp;
      this.#lost.add(address);
      const error = `given up after ${mostAttempts} job arrays in which its task was lost; ${endOfTask(folder, job, address, states)}`;
      await this.#take(address, { status: 'failed', error });
    }
    if (again.length < left.size) {
      this.#options.tell(
        `${left.size - again.length} runs are given up; the logs of their tasks are in ${folder.path}/logs\n`,
      );
    }
    if (again.length > 0) {
      this.#options.tell(`Array ${job} has ended without ${again.length} of its runs; they are tried again.\n`);
    }
    return again;
  }

  #noteBegun(folder: ArrayFolder): void {
    if (this.#noted.has(folder.path)) return;
    this.#noted.add(folder.path);
    for (const address of begunIn(folder)) this.#begun.set(address, (this.#begun.get(address) ?? 0) + 1);
  }

  /** Removes the folders of arrays whose runs have all come to something, unless there is something to look into. */
  async #tidy(): Promise<void> {
    const folders = arrayFolders(this.#root);
    const live = await queued(
      this.#options.commands,
      folders.map(({ jobName }) => jobName),
    );
    // Another time.
    if (typeof live === 'string') return;
    for (const folder of folders) {
      const addresses = addressesOf(folder);
      if (live.has(folder.jobName) && !this.#known.has(folder.path)) continue;
      if (addresses.some((address) => this.#lost.has(address))) continue;
      const failed = failuresIn(folder);
      const there = new Set(storedAmong(this.#root, addresses));
      if (addresses.every((address) => there.has(address) || failed.has(address))) removePath(folder.path);
    }
  }
}

/** A folder that cannot be written, as an error that says what to do. */
function inWords(error: unknown): unknown {
  const { path, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined || path === undefined) return error;
  return new EngineError(`${path}: ${reasonOf(error)} Job arrays need it; the same command goes on from here.`);
}
