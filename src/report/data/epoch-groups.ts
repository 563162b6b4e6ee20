/** Sums of one quantity over each group of epochs, and of how many values. */
export interface GroupSums {
  readonly sum: Float64Array;
  readonly count: Uint32Array;
}

/**
 * Groups of consecutive epochs, at most `most` of them however long the run turns out to be: when an epoch lies beyond the
 * last group, neighbours are joined and every group stands for twice as many epochs.
 */
export class EpochGroups {
  readonly most: number;
  /** Epochs that a group stands for. */
  size: number;
  /** Groups up to the last epoch seen. */
  length = 0;
  /** The epochs recorded in each group: their numbers, summed, and how many. */
  readonly epochs: GroupSums;
  readonly #columns: GroupSums[] = [];

  /**
   * @param most an even number
   * @param every one epoch in so many is recorded
   */
  constructor(most: number, every = 1) {
    this.most = most;
    this.size = Math.max(1, every);
    this.epochs = this.column();
  }

  /** Sums of a further quantity, all zero. They are joined with the groups. */
  column(): GroupSums {
    const sums = { sum: new Float64Array(this.most), count: new Uint32Array(this.most) };
    this.#columns.push(sums);
    return sums;
  }

  /** Makes room for an epoch. To be called before `place` for it and any epoch before it. */
  reach(epoch: number): void {
    while (epoch >= this.most * this.size) this.#join();
    this.length = Math.max(this.length, this.place(epoch) + 1);
  }

  /** Counts an epoch within reach as recorded. */
  countEpoch(epoch: number): void {
    const group = this.place(epoch);
    this.epochs.sum[group] += epoch;
    ++this.epochs.count[group];
  }

  /** The group of an epoch within reach. */
  place(epoch: number): number {
    return Math.floor(epoch / this.size);
  }

  #join(): void {
    for (const { sum, count } of this.#columns) {
      joinPairs(sum);
      joinPairs(count);
    }
    this.size *= 2;
    this.length = Math.ceil(this.length / 2);
  }
}

function joinPairs(values: Float64Array | Uint32Array): void {
  const half = values.length / 2;
  for (let g = 0; g < half; ++g) values[g] = values[2 * g] + values[2 * g + 1];
  values.fill(0, half);
}

/** Adds to each group the values of its rows; those that are no number do not count. */
export function addRows(
  { sum, count }: GroupSums,
  values: Float64Array | Int32Array,
  rows: Int32Array,
  places: Int32Array,
): void {
  for (let i = 0; i < rows.length; ++i) {
    const value = values[rows[i]];
    if (value - value !== 0) continue;
    sum[places[i]] += value;
    ++count[places[i]];
  }
}

/** A series thinned for drawing: what its points stand for, and their values. */
export interface Points {
  /** Consecutive epochs that a point stands for; 1: the epoch itself. */
  readonly epochsPerPoint: number;
  /** Mean number of the epochs of each point. */
  readonly epoch: Float64Array;
  /** Mean of a quantity over the values of each point; NaN where there are none. */
  mean(sums: GroupSums): Float64Array;
  /** Sum of a quantity over the values of each point. */
  sum(sums: GroupSums): Float64Array;
  /** Sum of a quantity divided by the number of epochs recorded: values that are absent count as zero. */
  perEpoch(sums: GroupSums): Float64Array;
}

/** At most `most` points, each a number of neighbouring groups; groups without any recorded epoch give none. */
export function thinned(groups: EpochGroups, most: number): Points {
  const factor = Math.max(1, Math.ceil(groups.length / most));
  const epochs = coarser(groups.epochs, groups.length, factor);
  const kept = [...epochs.count.keys()].filter((g) => epochs.count[g] > 0);
  const pick = (of: (coarse: GroupSums, g: number) => number, sums: GroupSums): Float64Array => {
    const coarse = coarser(sums, groups.length, factor);
    return Float64Array.from(kept, (g) => of(coarse, g));
  };
  const mean = (sums: GroupSums): Float64Array =>
    pick(({ sum, count }, g) => (count[g] > 0 ? sum[g] / count[g] : Number.NaN), sums);
  return {
    epochsPerPoint: groups.size * factor,
    epoch: mean(groups.epochs),
    mean,
    sum: (sums) => pick(({ sum }, g) => sum[g], sums),
    perEpoch: (sums) => pick(({ sum }, g) => sum[g] / epochs.count[g], sums),
  };
}

/** Sums of `factor` neighbouring groups each. */
function coarser({ sum, count }: GroupSums, length: number, factor: number): GroupSums {
  const groups = Math.ceil(length / factor);
  const coarse = { sum: new Float64Array(groups), count: new Uint32Array(groups) };
  for (let g = 0; g < length; ++g) {
    coarse.sum[Math.floor(g / factor)] += sum[g];
    coarse.count[Math.floor(g / factor)] += count[g];
  }
  return coarse;
}
