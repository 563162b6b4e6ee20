import type { SlurmWaits } from './slurm-engine.ts';

/** By so much each pause is longer than the one before. */
const growth = 1.3;

/** Pauses between looks, each longer than the one before, until they are ended. */
export class Pauses {
  readonly #waits: SlurmWaits;
  #length: number;
  #ended = false;
  #wake = (): void => {};

  constructor(waits: SlurmWaits) {
    this.#waits = waits;
    this.#length = waits.firstLook;
  }

  /** From the shortest on. */
  begin(): void {
    this.#length = this.#waits.firstLook;
  }

  next(): Promise<void> {
    if (this.#ended) return Promise.resolve();
    const length = this.#length;
    this.#length = Math.min(growth * length, this.#waits.mostLook);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, length);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** There is no pause any more. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }
}
