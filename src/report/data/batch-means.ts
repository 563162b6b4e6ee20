/** A mean with its 95 % interval. */
export interface MeanInterval {
  readonly n: number;
  readonly mean: number;
  /** Half the width of the 95 % interval; NaN where there are too few values for one. */
  readonly halfWidth: number;
  /** Blocks of consecutive values that the interval stands on; 0 without one. */
  readonly blocks: number;
}

/** Blocks kept while values come in; when they are full, neighbours are joined. */
const MOST_KEPT = 128;
/** Blocks of the final interval: enough for a stable spread, few enough for each to outlast the memory of the series. */
const MOST_BLOCKS = 20;
/** Fewer blocks tell nothing about their spread. */
const LEAST_BLOCKS = 4;

/** 97.5 % points of Student's t for 1 to 19 degrees of freedom (tables of the distribution). */
const T_POINTS = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093,
];

/**
 * The mean of a series of values that may follow one another, with an interval from batch means: the series is cut into
 * about sqrt(n), at most twenty, consecutive blocks of equal length, whose means are taken as independent,
 *
 *     mean ± t(0.975, B - 1) × sd(block means) / sqrt(B).
 *
 * Right where blocks outlast the memory of the series; of independent values it is the usual interval. Constant memory.
 */
export class BatchMeans {
  #n = 0;
  #sum = 0;
  /** Values per full block. */
  #size = 1;
  #full = 0;
  #inLast = 0;
  readonly #sums = new Float64Array(MOST_KEPT);

  /** Takes the next value of the series. */
  add(value: number): void {
    ++this.#n;
    this.#sum += value;
    this.#sums[this.#full] += value;
    if (++this.#inLast < this.#size) return;
    this.#inLast = 0;
    if (++this.#full === MOST_KEPT) this.#join();
  }

  result(): MeanInterval {
    const n = this.#n;
    const mean = n > 0 ? this.#sum / n : Number.NaN;
    const blocks = Math.min(MOST_BLOCKS, Math.floor(Math.sqrt(n)), this.#full);
    if (blocks < LEAST_BLOCKS) return { n, mean, halfWidth: Number.NaN, blocks: 0 };
    const perBlock = Math.floor(this.#full / blocks);
    const first = this.#full - blocks * perBlock;
    let squares = 0;
    let centre = 0;
    for (let b = 0; b < blocks; ++b) {
      let block = 0;
      for (let k = 0; k < perBlock; ++k) block += this.#sums[first + b * perBlock + k];
      block /= perBlock * this.#size;
      const step = block - centre;
      centre += step / (b + 1);
      squares += step * (block - centre);
    }
    const halfWidth = T_POINTS[blocks - 2] * Math.sqrt(squares / (blocks - 1) / blocks);
    return { n, mean, halfWidth, blocks };
  }

  #join(): void {
    for (let b = 0; b < MOST_KEPT / 2; ++b) this.#sums[b] = this.#sums[2 * b] + this.#sums[2 * b + 1];
    this.#sums.fill(0, MOST_KEPT / 2);
    this.#full = MOST_KEPT / 2;
    this.#size *= 2;
  }
}
