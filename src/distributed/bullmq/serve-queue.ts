import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Job, Worker } from 'bullmq';
import { openThreads, type Threads, threadFile } from '../../experiment/run-pool.ts';
import { EngineError } from '../engine-error.ts';
import type { ServedRun, ServedTask } from '../served-run.ts';
import { knownStoreId } from '../store-id.ts';
import { mostAttempts, type Tell } from '../sweep-engine.ts';
import { ForeignUnitError, type UnitMessage } from '../unit-message.ts';
import { checkedJob, packedResult, type RunJob, type RunJobResult } from './job.ts';
import { fileKey, keyPrefix, queueName } from './keys.ts';
import { connectionOptions } from './redis-address.ts';
import type { RedisServer } from './redis-server.ts';
import { type ServerWatch, watchServer } from './server-watch.ts';

export interface ServeOptions {
  readonly server: RedisServer;
  /** Runs at a time, each in a thread of its own. */
  readonly jobs: number;
  /** Folder of results shared with sweeps that want their results there. */
  readonly root: string;
  /** After so long without a sign of life others take over what this worker has begun, seconds. */
  readonly lock: number;
  /** How long runs under way have to finish when the worker is to end, seconds. */
  readonly grace: number;
  /** Ends by itself after so long without a run, seconds; null: never. */
  readonly idle: number | null;
  /** How long the server may be out of use, seconds. */
  readonly patience: number;
  /** Tells of every run. */
  readonly verbose: boolean;
  readonly tell: Tell;
  /** Resolves when the worker is to end. */
  readonly ended: Promise<void>;
}

/** What a worker has done. */
export interface Served {
  readonly done: number;
  /** Runs that ended with an error: results, too. */
  readonly failed: number;
  /** Runs that were given back to the queue unfinished. */
  readonly handedBack: number;
}

/** How often a worker that ends by itself looks whether it is time, milliseconds. */
const lookEvery = 100;
/** How long a server that is gone is waited for at the end, milliseconds. */
const goodbye = 2000;

/**
 * Serves the runs that sweeps put on the queue, in threads: the main thread keeps renewing its locks, however long a run
 * takes. Ends when it is told to, or by itself when nothing is left to do.
 *
 * @throws EngineError when the server cannot be used for too long, or this worker cannot serve what it is given
 */
export async function serveQueue(options: ServeOptions): Promise<Served> {
  const { server, jobs, patience, tell, lock } = options;
  const watch = watchServer({
    server,
    patience,
    tell,
    consolation: 'What this worker had begun goes to others, or waits on the queue until the worker is started again.',
  });
  // There before the first run and kept between sweeps: a thread takes a second to load, and longer until it is fast.
  const threads = openThreads<ServedTask, ServedRun>(jobs, threadFile(import.meta.url, '../thread'), true);
  const service = new Service(options, threads);
  const worker = new server.packages.bullmq.Worker<RunJob, RunJobResult>(
    queueName(),
    (job, token) => service.serve(job, token),
    {
      connection: connectionOptions(server.address),
      prefix: keyPrefix,
      skipVersionCheck: true,
      name: `${hostname()}/${process.pid}`.replaceAll(/[\s:]/g, '-'),
      concurrency: jobs,
      lockDuration: 1000 * lock,
      stalledInterval: 500 * lock,
      // Those that begin it again and again and are lost each time: as many as for other troubles.
      maxStalledCount: mostAttempts - 1,
      runRetryDelay: 1000,
    },
  );
  worker.on('completed', watch.worked);
  worker.on('error', (error) => {
    if (!watch.heard(error)) tell(`${error.message}\n`);
  });
  try {
    await Promise.race([worker.waitUntilReady(), watch.lost, options.ended]);
    const unfit = await Promise.race([options.ended, service.idle(), service.unfit, watch.lost]);
    await service.end(worker, watch, unfit instanceof EngineError ? 0 : options.grace);
    if (unfit instanceof EngineError) throw unfit;
  } finally {
    watch.close();
    await Promise.race([worker.close(true).catch(() => {}), pause(goodbye, undefined, { ref: false })]);
    await threads.close();
    server.close();
  }
  return service.served();
}

/** What a worker does with each run, and how it ends. */
class Service {
  readonly #options: ServeOptions;
  readonly #threads: Threads<ServedTask, ServedRun>;
  readonly #files = new Map<string, Promise<Uint8Array>>();
  readonly #counts = { done: 0, failed: 0, handedBack: 0 };
  /** Resolves when this worker cannot serve what it is given, whereas others may. */
  readonly unfit: Promise<EngineError>;
  #giveUp: (error: EngineError) => void = () => {};
  /** Resolves when runs under way are to be given back. */
  readonly #handBack: Promise<undefined>;
  #handAllBack: () => void = () => {};
  #active = 0;
  #lastRun = performance.now();

  constructor(options: ServeOptions, threads: Threads<ServedTask, ServedRun>) {
    this.#options = options;
    this.#threads = threads;
    this.unfit = new Promise((resolve) => {
      this.#giveUp = resolve;
    });
    this.#handBack = new Promise((resolve) => {
      this.#handAllBack = () => resolve(undefined);
    });
  }

  served(): Served {
    return { ...this.#counts };
  }

  async serve(job: Job<RunJob, RunJobResult>, token: string | undefined): Promise<RunJobResult> {
    ++this.#active;
    try {
      const { message, store } = checkedJob(job.data);
      this.#say(`${nameOf(job)} begun${job.attemptsStarted > 1 ? `, attempt ${job.attemptsStarted}` : ''}`);
      const root = this.#rootFor(store);
      if (root === undefined) return await this.#return(job, token);
      const files = await this.#filesOf(message);
      const run = await Promise.race([this.#threads.run({ message, files, root }), this.#handBack]);
      if (run === undefined) return await this.#return(job, token);
      if (run.kind === 'foreign') throw new ForeignUnitError(run.reason);
      return this.#result(run, job, root);
    } catch (error) {
      throw this.#trouble(error, job);
    } finally {
      --this.#active;
      this.#lastRun = performance.now();
    }
  }

  /** Ends when runs under way are done or, after the time of grace, given back. */
  async end(worker: Worker, watch: ServerWatch, grace: number): Promise<void> {
    if (this.#active > 0 && grace > 0) {
      this.#options.tell(`Ending after ${this.#active === 1 ? 'the run' : `${this.#active} runs`} under way.\n`);
    }
    // It takes no further runs. Nobody waits for that: it would need a server that answers.
    worker.pause(true).catch(() => {});
    const handBackAt = performance.now() + 1000 * grace;
    // A server that is gone takes no results; others will make these runs again.
    while (this.#active > 0 && performance.now() < handBackAt && !watch.inTrouble()) {
      await pause(lookEvery, undefined, { ref: false });
    }
    this.#handAllBack();
    await Promise.race([worker.close(watch.inTrouble()), pause(goodbye, undefined, { ref: false })]);
  }

  /** Resolves when there has been nothing to do for as long as the worker waits. */
  async idle(): Promise<void> {
    const { idle } = this.#options;
    if (idle === null) return new Promise(() => {});
    while (this.#active > 0 || performance.now() - this.#lastRun < 1000 * idle) {
      await pause(lookEvery, undefined, { ref: false });
    }
  }

  /** Folder that takes the result, or null when it goes back through the queue; undefined when this worker does not have it. */
  #rootFor(store: string | null): string | null | undefined {
    if (store === null) return null;
    const { root, server } = this.#options;
    if (knownStoreId(root) === store) return root;
    this.#giveUp(
      new EngineError(
        `A sweep wants its results in a folder that it shares with its workers, and ${root} is not that folder. ` +
          `Mount it here and name it with --out, or give the sweep --results redis (queue of ${server.shown}).`,
      ),
    );
    return undefined;
  }

  /** Gives a run back to the queue, for others. */
  async #return(job: Job<RunJob, RunJobResult>, token: string | undefined): Promise<never> {
    await job.moveToWait(token);
    ++this.#counts.handedBack;
    this.#say(`${nameOf(job)} given back`);
    throw new this.#options.server.packages.bullmq.WaitingError();
  }

  /** Files are fetched once. */
  async #filesOf(message: UnitMessage): Promise<Record<string, Uint8Array>> {
    const { client } = this.#options.server;
    const files: Record<string, Uint8Array> = {};
    for (const { sha256 } of message.files) {
      const known = this.#files.get(sha256) ?? client.getBuffer(fileKey(sha256)).then((bytes) => bytes ?? gone(sha256));
      this.#files.set(sha256, known);
      files[sha256] = await known.catch((error) => {
        this.#files.delete(sha256);
        throw error;
      });
    }
    return files;
  }

  /** What the queue is told of a run that came to no result. */
  #trouble(error: unknown, job: Job<RunJob, RunJobResult>): unknown {
    const { WaitingError, UnrecoverableError } = this.#options.server.packages.bullmq;
    if (error instanceof WaitingError || this.#threads.closed) return error;
    ++this.#counts.failed;
    const { message } = error instanceof Error ? error : new Error(String(error));
    const foreign = error instanceof ForeignUnitError;
    this.#options.tell(`${nameOf(job)} ${foreign ? 'refused' : 'lost'}: ${message}\n`);
    // Nobody else of this version could run it either.
    return foreign ? new UnrecoverableError(message) : error;
  }

  #result(run: ServedRun & { kind: 'result' }, job: Job<RunJob, RunJobResult>, root: string | null): RunJobResult {
    const { result, seconds, stored } = run;
    ++this.#counts[result.status];
    const took = stored ? 'was in the store' : `${result.status} in ${seconds.toFixed(2)} s`;
    this.#say(`${nameOf(job)} ${took}${result.status === 'failed' ? `: ${result.error}` : ''}`);
    const inStore = root !== null && result.status === 'done';
    return { seconds, packed: inStore ? null : packedResult(job.data.message.address, result) };
  }

  #say(line: string): void {
    if (this.#options.verbose) this.#options.tell(`${line}\n`);
  }
}

function nameOf({ data }: Job<RunJob, RunJobResult>): string {
  return `run ${String(data?.message?.address).slice(0, 12)}`;
}

function gone(sha256: string): never {
  throw new Error(`a file that it reads is no longer on the server (SHA-256 ${sha256})`);
}
