import { createHash } from 'node:crypto';
import type { Scenario } from '../../../sim/index.ts';
import type { UnitOutcome } from '../../experiment/stored-run.ts';
import { pathExists, readWholeBytes } from '../../io/run-folder.ts';
import { type FilePart, ScratchFile } from '../../io/scratch-file.ts';
import type { RunUnit } from '../../run/run-unit.ts';
import { EngineError } from '../engine-error.ts';
import { messageOf, unitOfMessage } from '../unit-message.ts';
import { type ArrayFolder, fileOfArray } from './array-folder.ts';

/** A run whose result is waited for. Its message is on disk: there may be hundreds of thousands. */
interface WaitingRun {
  readonly message: FilePart;
  /** SHA-256 of the files that it reads. */
  readonly files: readonly string[];
  readonly outcome: Promise<UnitOutcome>;
  readonly resolve: (outcome: UnitOutcome) => void;
  readonly reject: (error: unknown) => void;
  /** Arrays that have left the queue without its result, though it was begun or nothing else was. */
  lost: number;
}

/** The runs of a pool that have no result yet. */
export class WaitingRuns {
  readonly #runs = new Map<string, WaitingRun>();
  readonly #messages: ScratchFile;
  /** Where files are on this machine, and what they are called, by SHA-256. */
  readonly #files = new Map<string, { readonly name: string; readonly path: string }>();
  /** Lists of files, so that runs which read the same have one. */
  readonly #lists = new Map<string, readonly string[]>();
  #fresh: string[] = [];

  /** @param folder where messages take their room */
  constructor(folder: string) {
    this.#messages = new ScratchFile(folder);
  }

  get size(): number {
    return this.#runs.size;
  }

  has(address: string): boolean {
    return this.#runs.has(address);
  }

  /** Keeps the message of a unit, and nothing else of it. */
  add(unit: RunUnit): Promise<UnitOutcome> {
    const message = messageOf(unit);
    const known = this.#runs.get(message.address);
    if (known !== undefined) return known.outcome;
    for (const { name, path, sha256 } of unit.files) this.#files.set(sha256, { name, path });
    const list = message.files.map(({ sha256 }) => sha256);
    const key = list.join();
    const files = this.#lists.get(key) ?? list;
    this.#lists.set(key, files);
    const part = this.#messages.append(JSON.stringify(message));
    const { promise: outcome, resolve, reject } = promised<UnitOutcome>();
    this.#runs.set(message.address, { message: part, files, outcome, resolve, reject, lost: 0 });
    this.#fresh.push(message.address);
    return outcome;
  }

  /** Addresses of the runs that were added since this was asked last. */
  takeFresh(): string[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** Notes that an array has lost a run, and hands back how many have. */
  noteLost(address: string): number {
    return ++this.#of(address).lost;
  }

  settle(address: string, outcome: UnitOutcome): void {
    this.#of(address).resolve(outcome);
    this.#runs.delete(address);
  }

  /** No run will have a result. */
  failAll(error: unknown): void {
    for (const { reject } of this.#runs.values()) reject(error);
    this.#runs.clear();
    this.#fresh = [];
  }

  messageOf(address: string): string {
    return this.#messages.text(this.#of(address).message);
  }

  /** SHA-256 of the files that these runs read. */
  filesOf(addresses: readonly string[]): string[] {
    const lists = new Set(addresses.map((address) => this.#of(address).files));
    return [...new Set([...lists].flat())];
  }

  /**
   * Content of a file: where it was when its run was planned, or out of an array that has it.
   *
   * @throws EngineError when it has changed since, and no array has it
   */
  fileOf(sha256: string, arrays: readonly ArrayFolder[]): Uint8Array {
    const { name, path } = this.#files.get(sha256) ?? { name: sha256, path: '' };
    const now = pathExists(path) ? readWholeBytes(path) : undefined;
    if (now !== undefined && createHash('sha256').update(now).digest('hex') === sha256) return now;
    for (const array of arrays) {
      const kept = fileOfArray(array, sha256);
      if (kept !== undefined) return kept;
    }
    throw new EngineError(
      `${name} has changed since the sweep began, or is gone (${path}). The same command plans it anew with the file as it is.`,
    );
  }

  /** The scenario of a run, kept beside its failure. */
  async scenarioOf(address: string, arrays: readonly ArrayFolder[]): Promise<Scenario> {
    const unit = await unitOfMessage(JSON.parse(this.messageOf(address)), (sha256) => this.fileOf(sha256, arrays));
    return unit.scenario;
  }

  close(): void {
    this.#messages.close();
  }

  #of(address: string): WaitingRun {
    const run = this.#runs.get(address);
    if (run === undefined) throw new Error(`Nobody waits for run ${address}.`);
    return run;
  }
}

function promised<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
