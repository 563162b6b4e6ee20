import { setTimeout as pause } from 'node:timers/promises';
import type { Job } from 'bullmq';
import type { RunPool } from '../../experiment/run-pool.ts';
import { openRunStore, type RunResult, type RunStore } from '../../experiment/run-store.ts';
import type { StoredRunOptions, UnitOutcome } from '../../experiment/stored-run.ts';
import type { RunUnit } from '../../run/run-unit.ts';
import { readInputFile } from '../input-file.ts';
import { storeId } from '../store-id.ts';
import { type EngineFacts, mostAttempts, type SweepEngine, type Tell } from '../sweep-engine.ts';
import { messageOf, type UnitMessage } from '../unit-message.ts';
import { type RunJob, type RunJobResult, unpackedResult } from './job.ts';
import { fileKey, jobIdOf, keptSeconds, keyPrefix, queueName } from './keys.ts';
import { connectionOptions } from './redis-address.ts';
import type { RedisServer } from './redis-server.ts';
import { type ServerWatch, watchServer } from './server-watch.ts';
import { workersOf } from './workers.ts';

export interface QueueEngineOptions {
  readonly server: RedisServer;
  /** Where results come back: through Redis, or in the folder of results, which the workers share. */
  readonly results: 'redis' | 'folder';
  /** How long the server may be out of use, seconds. */
  readonly patience: number;
  readonly tell: Tell;
}

/** So many runs of one sweep are on the queue at a time: enough for hundreds of workers, a few megabytes on the server. */
const mostQueued = 1000;
/** A run whose thread ended is tried again after this, then after twice as long and so on, milliseconds. */
const firstBackOff = 1000;
/** How often runs are looked for whose end nobody has heard of, milliseconds. */
const lookEvery = 2000;
/** When a person is told that nobody serves, milliseconds without any result. */
const idleAfter = 5000;
/** How long a result may take to appear in a shared folder, milliseconds. */
const appearsWithin = 60_000;

/** A run that is on the queue. */
interface Queued {
  readonly unit: RunUnit;
  readonly message: UnitMessage;
  readonly arrive: (outcome: UnitOutcome) => void;
  readonly fail: (error: unknown) => void;
  /** Somebody is reading its result. */
  settling: boolean;
  /** How often what came back was not its result. */
  refused: number;
}

/** Runs of sweeps on a BullMQ queue, for the workers of `serveQueue`. */
export async function openQueueEngine(options: QueueEngineOptions): Promise<SweepEngine> {
  const { server, patience, tell } = options;
  const { Queue, QueueEvents } = server.packages.bullmq;
  const watch = watchServer({
    server,
    patience,
    tell,
    consolation: 'Finished runs stay in the store; the same command goes on from there.',
  });
  const common = { connection: connectionOptions(server.address), prefix: keyPrefix, skipVersionCheck: true };
  // Events carry results; few are kept on the server, and what is missed is found by looking.
  const queue = new Queue<RunJob, RunJobResult>(queueName(), { ...common, streams: { events: { maxLen: 500 } } });
  const events = new QueueEvents(queueName(), common);
  const hear = (error: Error): void => {
    if (!watch.heard(error)) tell(`${error.message}\n`);
  };
  queue.on('error', hear);
  events.on('error', hear);
  const close = async (): Promise<void> => {
    watch.close();
    // A server that is gone does not say goodbye.
    await Promise.race([Promise.allSettled([events.close(), queue.close()]), pause(1000, undefined, { ref: false })]);
    server.close();
  };
  try {
    await Promise.race([Promise.all([queue.waitUntilReady(), events.waitUntilReady()]), watch.lost]);
  } catch (error) {
    await close();
    throw error;
  }
  const counts = { begunAgain: 0, givenUp: 0 };
  return {
    openPool: (_threads, stored) => new QueuePool({ ...options, watch, queue, events, counts }, stored),
    facts: (): EngineFacts => ({ engine: 'bullmq', ...counts }),
    close,
  };
}

interface QueuePoolParts extends QueueEngineOptions {
  readonly watch: ServerWatch;
  readonly queue: import('bullmq').Queue<RunJob, RunJobResult>;
  readonly events: import('bullmq').QueueEvents;
  readonly counts: { begunAgain: number; givenUp: number };
}

class QueuePool implements RunPool {
  readonly threads = mostQueued;
  readonly #parts: QueuePoolParts;
  readonly #stored: StoredRunOptions;
  readonly #store: RunStore;
  readonly #queued = new Map<string, Queued>();
  readonly #putting = new Map<string, Promise<void>>();
  readonly #listeners: (readonly [
    event: 'completed' | 'failed' | 'duplicated',
    listener: (args: { jobId: string }) => void,
  ])[];
  #looking: NodeJS.Timeout;
  #lastSign = performance.now();
  #toldIdle = false;
  #closed = false;

  constructor(parts: QueuePoolParts, stored: StoredRunOptions) {
    this.#parts = parts;
    this.#stored = stored;
    this.#store = openRunStore(stored.root);
    const hear = ({ jobId }: { jobId: string }): void => void this.#settle(jobId);
    this.#listeners = (['completed', 'failed', 'duplicated'] as const).map((event) => [event, hear]);
    for (const [event, listener] of this.#listeners) parts.events.on(event, listener);
    this.#looking = setTimeout(() => void this.#look(), lookEvery);
    parts.watch.lost.catch((error) => this.#fail(error));
  }

  run(unit: RunUnit): Promise<UnitOutcome> {
    const message = messageOf(unit);
    return new Promise((arrive, fail) => {
      this.#queued.set(jobIdOf(message.address), { unit, message, arrive, fail, settling: false, refused: 0 });
      this.#add(unit, message).catch(fail);
    });
  }

  /** Puts a run on the queue; if it is there already it is only listened for. Waits for a server in trouble. */
  async #add(unit: RunUnit, message: UnitMessage): Promise<void> {
    const { queue, results } = this.#parts;
    await this.#persist(() => this.#putFiles(unit));
    if (this.#closed) return;
    const store = results === 'folder' ? storeId(this.#stored.root) : null;
    await this.#persist(() =>
      queue.add(
        'run',
        { message, store },
        {
          jobId: jobIdOf(message.address),
          attempts: mostAttempts,
          backoff: { type: 'exponential', delay: firstBackOff },
          removeOnComplete: { age: keptSeconds },
          removeOnFail: { age: keptSeconds },
        },
      ),
    );
  }

  /** The files that a run reads, for workers; they stay for a while after the last run that was put on the queue. */
  async #putFiles({ files }: RunUnit): Promise<void> {
    const { client } = this.#parts.server;
    for (const { path, sha256 } of files) {
      const key = fileKey(sha256);
      const put = async (): Promise<void> => {
        if ((await client.expire(key, keptSeconds)) === 1) return;
        await client.set(key, Buffer.from(readInputFile(path, sha256)), 'EX', keptSeconds);
      };
      // Runs that are put on the queue together wait for one file together.
      const putting = this.#putting.get(key) ?? put().finally(() => this.#putting.delete(key));
      this.#putting.set(key, putting);
      await putting;
    }
  }

  /** Does something with the server, again and again while it is in trouble that may pass. */
  async #persist<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    const { watch } = this.#parts;
    for (;;) {
      await watch.usable();
      try {
        const answer = await Promise.race([act(), watch.lost]);
        watch.worked();
        return answer;
      } catch (error) {
        if (this.#closed || !watch.heard(error)) throw error;
      }
    }
  }

  /** Takes the result of a run, if there is one. */
  async #settle(jobId: string): Promise<void> {
    const queued = this.#queued.get(jobId);
    if (queued === undefined || queued.settling) return;
    queued.settling = true;
    try {
      const { queue, server } = this.#parts;
      const job = await server.packages.bullmq.Job.fromId<RunJob, RunJobResult>(queue, jobId);
      if (job === undefined) await this.#missing(queued, jobId);
      else if (job.finishedOn !== undefined) await this.#take(queued, jobId, job);
    } catch (error) {
      if (!this.#parts.watch.heard(error)) queued.fail(error);
    } finally {
      queued.settling = false;
    }
  }

  /** A run that is no longer on the queue: another sweep has taken its result, or the server has forgotten it. */
  async #missing({ unit, message, arrive }: Queued, jobId: string): Promise<void> {
    const { address } = message;
    const known = this.#store.read(address);
    if (known?.status !== 'done') await this.#add(unit, message);
    else if (this.#queued.delete(jobId)) arrive({ ...known, address, stored: true, seconds: 0 });
  }

  async #take(queued: Queued, jobId: string, job: Job<RunJob, RunJobResult>): Promise<void> {
    const result = await this.#resultIn(queued, job);
    if (result === undefined && job.returnvalue != null && ++queued.refused < mostAttempts) {
      // Spoilt, or in a folder that another sweep has asked for.
      await job.remove();
      await this.#add(queued.unit, queued.message);
      return;
    }
    const outcome = this.#outcome(queued, job, result);
    if (this.#closed || !this.#queued.delete(jobId)) return;
    this.#lastSign = performance.now();
    this.#parts.watch.worked();
    if (job.attemptsStarted > 1) ++this.#parts.counts.begunAgain;
    queued.arrive(outcome);
    // What is in the store need not fill the server's memory.
    await job.remove().catch((error) => this.#parts.watch.heard(error));
  }

  /** The result that a job hands back; undefined when it hands back none, or something else. */
  async #resultIn({ message: { address } }: Queued, job: Job<RunJob, RunJobResult>): Promise<RunResult | undefined> {
    const { returnvalue } = job;
    if (returnvalue == null) return undefined;
    if (typeof returnvalue.packed === 'string') return unpackedResult(returnvalue.packed, address);
    const isOurs = this.#parts.results === 'folder' && job.data?.store === storeId(this.#stored.root);
    return isOurs ? this.#shared(address) : undefined;
  }

  #outcome(queued: Queued, job: Job<RunJob, RunJobResult>, result: RunResult | undefined): UnitOutcome {
    const { results, counts } = this.#parts;
    const { address } = queued.message;
    if (result === undefined) ++counts.givenUp;
    const kept: RunResult = result ?? { status: 'failed', error: givenUp(job.failedReason, job.attemptsStarted) };
    if (kept.status === 'failed' ? this.#stored.keepFailures : results === 'redis') {
      this.#store.write(address, kept, queued.unit.scenario);
    }
    const { seconds } = job.returnvalue ?? {};
    return { ...kept, address, stored: false, seconds: typeof seconds === 'number' ? seconds : 0 };
  }

  /** A result that a worker has put into the shared store; on a network file system others may see it a little later. */
  async #shared(address: string): Promise<RunResult | undefined> {
    for (const begin = performance.now(); performance.now() - begin < appearsWithin; await pause(200)) {
      const result = this.#store.read(address);
      if (result?.status === 'done' || this.#closed) return result;
    }
    return {
      status: 'failed',
      error: `a worker says that its result is in the shared store, but ${appearsWithin / 1000} s later it is not`,
    };
  }

  /** Finds runs that have ended unheard: while the connection was broken, or before this sweep went on. */
  async #look(): Promise<void> {
    const { queue, server, watch } = this.#parts;
    try {
      const ids = [...this.#queued].filter(([, { settling }]) => !settling).map(([jobId]) => jobId);
      const asked = server.client.pipeline();
      for (const jobId of ids) asked.hmget(queue.toKey(jobId), 'timestamp', 'finishedOn');
      const answers = (await asked.exec()) ?? [];
      for (const [n, [error, answer]] of answers.entries()) {
        if (error) throw error;
        const [known, finished] = answer as (string | null)[];
        if (known === null || finished !== null) await this.#settle(ids[n]);
      }
      await this.#tellIdle();
    } catch (error) {
      watch.heard(error);
    }
    if (!this.#closed) this.#looking = setTimeout(() => void this.#look(), lookEvery);
  }

  /** Says so when nobody serves. */
  async #tellIdle(): Promise<void> {
    if (this.#queued.size === 0 || performance.now() - this.#lastSign < idleAfter) return;
    const workers = await workersOf(this.#parts.server);
    if (workers === undefined || this.#closed) return;
    if (workers.own > 0) {
      this.#toldIdle = false;
      return;
    }
    if (this.#toldIdle) return;
    this.#toldIdle = true;
    const others = workers.other === 0 ? '' : ` (${workers.other} of another version do)`;
    this.#parts.tell(
      `No worker serves these ${this.#queued.size} runs${others}. Start some: allora-sim worker --redis ${this.#parts.server.shown}\n`,
    );
  }

  #fail(error: unknown): void {
    for (const { fail } of this.#queued.values()) fail(error);
  }

  /** Runs that wait are taken back; those that workers have begun are finished by them, and found the next time. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#looking);
    const { queue, events, server, watch } = this.#parts;
    for (const [event, listener] of this.#listeners) events.off(event, listener);
    if (this.#queued.size === 0 || server.client.status !== 'ready' || watch.inTrouble()) return;
    const takeBack = async (jobId: string): Promise<void> => {
      const state = await queue.getJobState(jobId);
      if (state === 'waiting' || state === 'delayed') await queue.remove(jobId);
    };
    await Promise.race([
      Promise.allSettled([...this.#queued.keys()].map(takeBack)),
      pause(5000, undefined, { ref: false }),
    ]);
  }
}

/** Why a run has no result. */
function givenUp(reason: string | undefined, begun: number): string {
  if (reason?.includes('stalled more than allowable limit')) {
    // To give it up, a worker had to take it once more.
    return `given up after ${begun - 1} workers were lost while they ran it: killed, out of memory, or cut off`;
  }
  return reason === undefined || reason === ''
    ? 'what a worker handed back is not its result'
    : `given up after ${begun} attempts: ${reason}`;
}
