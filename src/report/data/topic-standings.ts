import type { TableBatch } from '../../record/stream-table.ts';

/** Steps of time that are kept; an even number. */
const MOST_STEPS = 128;

/** Weight and share of one topic over time. */
export interface TopicStanding {
  readonly topic: string;
  /** Per step the last value known in it; zero where the topic had no weight, or was not there. */
  readonly weight: Float64Array;
  readonly share: Float64Array;
}

/** Weights of all topics at the same moments, which their epochs need not share. */
export interface TopicStandings {
  /** Block at the end of each step, from the first on in which a topic has a share. */
  readonly block: Float64Array;
  readonly topics: readonly TopicStanding[];
}

interface Kept {
  readonly topic: string;
  readonly weight: Float64Array;
  readonly share: Float64Array;
  lastBlock: number;
  /** Fewest blocks between two rows: so long a row speaks for. */
  spacing: number;
}

/**
 * Takes the epochs table batch by batch and keeps weight and share of every topic at no more than `MOST_STEPS` moments: when
 * a block lies beyond the last step, neighbours are joined, the later of which counts.
 */
export class StandingsReader {
  readonly #topics = new Map<number, Kept>();
  #size = 1;
  #lastBlock = 0;
  #found = false;

  take(batch: TableBatch, rowsOfTopics: ReadonlyMap<number, Int32Array>): void {
    const [block, weight, share] = ['block', 'topic_weight', 'topic_share'].map((name) => batch.numbers(name));
    if (block === undefined || weight === undefined || share === undefined) return;
    for (const [code, rows] of rowsOfTopics) {
      const topic = this.#topic(code, batch.words('topic')[code] ?? '');
      for (let i = 0; i < rows.length; ++i) {
        const r = rows[i];
        const step = this.#reach(block[r]);
        if (block[r] > topic.lastBlock) topic.spacing = Math.min(topic.spacing, block[r] - topic.lastBlock);
        topic.lastBlock = block[r];
        this.#found ||= share[r] > 0;
        topic.weight[step] = weight[r] > 0 ? weight[r] : 0;
        topic.share[step] = share[r] > 0 ? share[r] : 0;
      }
    }
  }

  /** Undefined when no topic ever had a share. */
  result(): TopicStandings | undefined {
    if (!this.#found) return undefined;
    const steps = Math.floor(this.#lastBlock / this.#size) + 1;
    const topics = [...this.#topics.values()];
    let first = 0;
    while (topics.every(({ share }) => !(share[first] > 0))) ++first;
    const block = Float64Array.from({ length: steps }, (_, s) => Math.min((s + 1) * this.#size - 1, this.#lastBlock));
    return {
      block: block.subarray(first),
      topics: topics.map(({ topic, weight, share, spacing }) => {
        const longest = Math.ceil(spacing / this.#size);
        const of = (values: Float64Array): Float64Array => held(values, steps, longest).subarray(first);
        return { topic, weight: of(weight), share: of(share) };
      }),
    };
  }

  #topic(code: number, name: string): Kept {
    const known = this.#topics.get(code);
    if (known !== undefined) return known;
    const unseen = (): Float64Array => new Float64Array(MOST_STEPS).fill(Number.NaN);
    const topic: Kept = {
      topic: name,
      weight: unseen(),
      share: unseen(),
      lastBlock: Number.NEGATIVE_INFINITY,
      spacing: Number.POSITIVE_INFINITY,
    };
    this.#topics.set(code, topic);
    return topic;
  }

  #reach(block: number): number {
    while (block >= MOST_STEPS * this.#size) {
      for (const { weight, share } of this.#topics.values()) {
        joinSteps(weight);
        joinSteps(share);
      }
      this.#size *= 2;
    }
    this.#lastBlock = Math.max(this.#lastBlock, block);
    return Math.floor(block / this.#size);
  }
}

function joinSteps(values: Float64Array): void {
  const half = values.length / 2;
  for (let s = 0; s < half; ++s) values[s] = Number.isNaN(values[2 * s + 1]) ? values[2 * s] : values[2 * s + 1];
  values.fill(Number.NaN, half);
}

/** A value stands until the topic's next row, but no longer than `longest` steps: by then the topic has stopped. */
function held(values: Float64Array, steps: number, longest: number): Float64Array {
  const filled = new Float64Array(steps);
  let since = Number.POSITIVE_INFINITY;
  for (let s = 0; s < steps; ++s) {
    const seen = !Number.isNaN(values[s]);
    since = seen ? 0 : since + 1;
    if (seen) filled[s] = values[s];
    else if (since <= longest && s > 0) filled[s] = filled[s - 1];
  }
  return filled;
}
