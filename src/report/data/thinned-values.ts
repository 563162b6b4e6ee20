import { quantileOf } from '../numbers.ts';

/** Values kept at most; a power of two. */
const MOST = 8192;

/**
 * Values of a series of any length, of which at most so many are kept, evenly spread over the series: when they are full,
 * every other one is dropped and only every second one more is taken.
 */
export class ThinnedValues {
  readonly #kept: number[] = [];
  #every = 1;
  #seen = 0;

  /** Takes the next value of the series; one that is no number does not count. */
  add(value: number): void {
    if (!Number.isFinite(value) || this.#seen++ % this.#every !== 0) return;
    this.#kept.push(value);
    if (this.#kept.length < MOST) return;
    for (let k = 0; k < MOST / 2; ++k) this.#kept[k] = this.#kept[2 * k];
    this.#kept.length = MOST / 2;
    this.#every *= 2;
  }

  /** Quantile of the values kept; NaN without one. */
  quantile(q: number): number {
    return quantileOf(
      [...this.#kept].sort((a, b) => a - b),
      q,
    );
  }
}
