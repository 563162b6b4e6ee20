import { EngineError } from '../engine-error.ts';
import type { Tell } from '../sweep-engine.ts';
import type { SlurmCommands } from './commands.ts';
import type { Pauses } from './pauses.ts';
import { type QueuedArray, queued } from './queue.ts';
import type { SlurmWaits } from './slurm-engine.ts';

/** How long nothing of an array may run before a person is told what it waits for, milliseconds. */
const quietly = 60_000;

/** The queue, asked again and again: a scheduler that is busy or being restarted may fail for a while. */
export class PatientQueue {
  readonly #commands: SlurmCommands;
  readonly #waits: SlurmWaits;
  readonly #tell: Tell;
  /** When it failed first since it last answered. */
  #failing: number | undefined;
  /** Since when arrays are seen to do nothing but wait. */
  readonly #idle = new Map<string, number>();

  constructor({ commands, waits, tell }: { commands: SlurmCommands; waits: SlurmWaits; tell: Tell }) {
    this.#commands = commands;
    this.#waits = waits;
    this.#tell = tell;
  }

  /**
   * The arrays of these names that are in the queue; undefined when it does not say now.
   *
   * @throws EngineError when it has not said for longer than anybody would wait
   */
  async now(jobNames: readonly string[]): Promise<ReadonlyMap<string, QueuedArray> | undefined> {
    const live = await queued(this.#commands, jobNames);
    if (typeof live !== 'string') {
      this.#failing = undefined;
      this.#tellWhoWaits(live);
      return live;
    }
    const now = performance.now();
    if (this.#failing === undefined) {
      this.#failing = now;
      this.#tell(`squeue fails, trying again: ${live}\n`);
    }
    if (now - this.#failing < this.#waits.patience) return undefined;
    throw new EngineError(
      `squeue has failed for ${Math.round(this.#waits.patience / 60_000)} minutes: ${live}\n` +
        'Arrays in the queue go on. Once squeue answers here, the same command collects their results.',
    );
  }

  /** The same, waiting for an answer until it is called off. */
  async patiently(
    jobNames: readonly string[],
    pauses: Pauses,
    calledOff: () => boolean,
  ): Promise<ReadonlyMap<string, QueuedArray>> {
    while (!calledOff()) {
      const live = await this.now(jobNames);
      if (live !== undefined) return live;
      await pauses.next();
    }
    return new Map();
  }

  /** Told once for each array. */
  #tellWhoWaits(live: ReadonlyMap<string, QueuedArray>): void {
    for (const [jobName, { job, waitsFor }] of live) {
      const since = waitsFor === null ? Number.POSITIVE_INFINITY : (this.#idle.get(jobName) ?? performance.now());
      this.#idle.set(jobName, since);
      if (performance.now() - since < quietly) continue;
      this.#idle.set(jobName, Number.POSITIVE_INFINITY);
      this.#tell(`Nothing of array ${job} has begun yet; Slurm says why: ${waitsFor}\n`);
    }
  }
}
