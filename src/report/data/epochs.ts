import type { ColumnDeclaration } from '../../../sim/index.ts';
import { streamTable, type TableBatch } from '../../record/stream-table.ts';
import { BatchMeans, type MeanInterval } from './batch-means.ts';
import { addRows, EpochGroups, type GroupSums, type Points, thinned } from './epoch-groups.ts';
import { rowsByCode } from './rows-by-code.ts';
import { StandingsReader, type TopicStandings } from './topic-standings.ts';

/** Topics that get charts of their own. */
export const MOST_TOPICS = 10;
/** Groups kept per topic while the table is read. */
const MOST_GROUPS = 1_024;
/** Epochs that the close-up shows, one by one. */
export const LAST_EPOCHS = 100;
/** Epochs after a change of regime that are told apart. */
export const LONGEST_REACTION = 30;

export const ROLES = ['inferers', 'forecasters', 'reputers'] as const;
export type Roles = (typeof ROLES)[number];

/** The inferences that the combined one is compared with, best known first. */
export const RIVALS = [
  { name: 'naive', column: 'naive_loss', words: 'the naive inference (without forecasters)' },
  { name: 'best single', column: 'best_single_loss', words: 'the single inferer that was best so far' },
  { name: 'median single', column: 'median_single_loss', words: 'the median of the single inferers' },
  { name: 'equal-weight mean', column: 'equal_weight_loss', words: 'the equal-weight mean of the inferers' },
] as const;
export type RivalName = (typeof RIVALS)[number]['name'];

/** How the combined inference does against a rival, over the epochs in which both have a loss. */
export interface Comparison extends MeanInterval {
  readonly rival: (typeof RIVALS)[number];
  /** Mean log10 losses. The mean of the interval is the other less the combined one: positive when the combined is better. */
  readonly combined: number;
  readonly other: number;
  /** Part of the epochs in which the combined inference has the smaller loss. */
  readonly better: number;
}

/** Mean losses by the number of epochs since the truth last changed its regime. */
export interface Reaction {
  readonly changes: number;
  /** Per line, entry d is the mean d epochs after a change; NaN where there is none. */
  readonly lines: readonly { readonly column: string; readonly values: Float64Array }[];
  /** Epochs behind entry d. */
  readonly counts: Uint32Array;
}

/** What a role earned over the epochs that paid. The mean of the interval is its share of the reward of an epoch. */
export interface Earnings extends MeanInterval {
  readonly role: Roles;
  /** ALLO in all epochs recorded. */
  readonly paid: number;
}

/** What is known of any topic, however many there are. */
export interface TopicResult {
  readonly topic: string;
  /** Rows of the table. */
  readonly epochs: number;
  readonly comparisons: readonly Comparison[];
  /** One entry per role; empty when no epoch recorded paid anything. */
  readonly earnings: readonly Earnings[];
  /** Mean of `feedback`; NaN when not recorded. */
  readonly meanFeedback: number;
}

/** What the charts of one topic are drawn from. */
export interface TopicEpochs extends TopicResult {
  /** Unit of a column as recorded. */
  unit(column: string): string;
  /** Whether a column, recorded or derived, has a value. */
  has(column: string): boolean;
  /** Mean over all epochs with a value; NaN without. */
  overall(column: string): number;
  /** The whole run in at most `most` points. */
  points(most: number): Points;
  /** Sums of a column, for `points`. */
  sums(column: string): GroupSums;
  /** The last epochs one by one: values of a column. */
  last(column: string): Float64Array;
  readonly reaction: Reaction;
}

/** What the epochs table says. */
export interface EpochsData {
  readonly columns: readonly ColumnDeclaration[];
  readonly all: readonly TopicResult[];
  /** The first topics, in full. */
  readonly shown: readonly TopicEpochs[];
  /** Weights of the topics over time; undefined without a hub chain. */
  readonly standings: TopicStandings | undefined;
}

/** Columns kept one by one for the last epochs. */
const LAST_COLUMNS = [
  'epoch',
  'truth',
  'combined_inference',
  'naive_inference',
  'percentile_2_28',
  'percentile_15_87',
  'percentile_50',
  'percentile_84_13',
  'percentile_97_72',
];

const REACTION_COLUMNS = ['combined_loss', 'naive_loss', 'best_single_loss', 'equal_weight_loss'];

/** A quantity computed from columns of the same row. */
interface Derived {
  readonly name: string;
  readonly from: readonly string[];
  readonly of: (...values: number[]) => number;
}

const within = (value: number, low: number, high: number): number =>
  Number.isNaN(value + low + high) ? Number.NaN : Number(value >= low && value <= high);

/** What is drawn besides the columns themselves. */
const DERIVED: readonly Derived[] = [
  { name: 'absolute_error', from: ['combined_inference', 'truth'], of: (value, truth) => Math.abs(value - truth) },
  { name: 'true_task_score', from: ['naive_loss', 'combined_loss'], of: (naive, combined) => naive - combined },
  { name: 'inside_inner', from: ['truth', 'percentile_15_87', 'percentile_84_13'], of: within },
  { name: 'inside_outer', from: ['truth', 'percentile_2_28', 'percentile_97_72'], of: within },
  {
    name: 'reputer_score_metric',
    from: ['reputer_score_mean', 'reputer_score_deviation'],
    of: (mean, deviation) => (mean > 0 ? Math.log10(mean / (deviation * deviation + 1e-6)) : Number.NaN),
  },
  ...ROLES.flatMap((role): Derived[] => [
    {
      // In the first epoch everybody is new.
      name: `replacements_${role}`,
      from: [`replaced_${role}`, 'epoch'],
      of: (replaced, epoch) => (epoch > 0 ? replaced : Number.NaN),
    },
    {
      name: `sortition_quality_${role}`,
      from: [`added_ema_score_${role}`, `removed_ema_score_${role}`, `replaced_${role}`],
      of: (added, removed, replaced) => (replaced > 0 ? (added - removed) / replaced : Number.NaN),
    },
  ]),
];

/**
 * Reads the epochs table once, from its start to its end. What is kept does not grow with the number of epochs; of topics
 * beyond the first `MOST_TOPICS` only the comparisons are kept.
 *
 * @param every one epoch in so many is recorded
 */
export function readEpochs(path: string, every = 1): EpochsData {
  const stream = streamTable(path);
  const columns = stream.declarations;
  const names = columns.filter(({ type }) => type === 'float64' || type === 'int32').map(({ name }) => name);
  const topics = new Map<number, TopicReader>();
  const standings = new StandingsReader();
  for (const batch of stream.batches()) {
    const read = derivedToo(batch);
    const words = batch.words('topic');
    const byTopic = rowsByCode(batch.codes('topic'), batch.rows);
    standings.take(batch, byTopic);
    for (const [code, rows] of byTopic) {
      let topic = topics.get(code);
      if (topic === undefined) {
        topic = new TopicReader(words[code] ?? '', topics.size < MOST_TOPICS ? names : undefined, every);
        topics.set(code, topic);
      }
      topic.take(read, rows);
    }
  }
  const units = new Map(columns.map(({ name, unit }) => [name, unit]));
  const readers = [...topics.values()];
  return {
    columns,
    all: readers.map((reader) => reader.result()),
    shown: readers.slice(0, MOST_TOPICS).map((reader) => reader.whole((column) => units.get(column) ?? '1')),
    standings: standings.result(),
  };
}

/** A topic of which no epochs were recorded. */
export function topicWithoutEpochs(topic: string): TopicEpochs {
  return new TopicReader(topic, [], 1).whole(() => '1');
}

type ReadColumn = (name: string) => Float64Array | Int32Array | undefined;

/** Columns and derived quantities of a batch, each made once. */
function derivedToo(batch: TableBatch): ReadColumn {
  const known = new Map<string, Float64Array | Int32Array | undefined>();
  const read: ReadColumn = (name) => {
    if (known.has(name)) return known.get(name);
    const derived = DERIVED.find((each) => each.name === name);
    const values = derived === undefined ? batch.numbers(name) : computed(derived, read, batch.rows);
    known.set(name, values);
    return values;
  };
  return read;
}

function computed({ from, of }: Derived, read: ReadColumn, rows: number): Float64Array | undefined {
  const inputs = from.flatMap((name) => read(name) ?? []);
  if (inputs.length < from.length) return undefined;
  const [a, b, c] = inputs;
  const values = new Float64Array(rows);
  if (c === undefined) for (let r = 0; r < rows; ++r) values[r] = of(a[r], b[r]);
  else for (let r = 0; r < rows; ++r) values[r] = of(a[r], b[r], c[r]);
  return values;
}

/** Everything kept of one topic. */
class TopicReader {
  readonly #topic: string;
  readonly #groups: EpochGroups | undefined;
  readonly #sums = new Map<string, GroupSums>();
  readonly #last = new Map<string, number[]>();
  readonly #rivals = RIVALS.map((rival) => ({ rival, difference: new BatchMeans(), combined: 0, other: 0, better: 0 }));
  readonly #earnings = ROLES.map((role) => ({ role, paid: 0, share: new BatchMeans() }));
  readonly #reaction = {
    changes: 0,
    regime: Number.NaN,
    epoch: Number.NaN,
    since: Number.NaN,
    sums: REACTION_COLUMNS.map(() => new Float64Array(LONGEST_REACTION + 1)),
    counts: REACTION_COLUMNS.map(() => new Uint32Array(LONGEST_REACTION + 1)),
  };
  readonly #every: number;
  #feedback = { sum: 0, count: 0 };
  #rows = 0;

  /** @param names columns to keep in full; undefined: only what every topic gets */
  constructor(topic: string, names: readonly string[] | undefined, every: number) {
    this.#topic = topic;
    this.#every = every;
    if (names === undefined) return;
    this.#groups = new EpochGroups(MOST_GROUPS, every);
    for (const name of [...names, ...DERIVED.map(({ name }) => name)]) this.#sums.set(name, this.#groups.column());
    for (const name of LAST_COLUMNS) this.#last.set(name, []);
  }

  take(read: ReadColumn, rows: Int32Array): void {
    const epochs = read('epoch') ?? Int32Array.from({ length: Math.max(...rows) + 1 }, (_, r) => this.#rows + r);
    this.#rows += rows.length;
    this.#compare(read, rows, epochs);
    this.#earn(read, rows);
    if (this.#groups === undefined) return;
    this.#sumUp(this.#groups, read, rows, epochs);
    this.#keepLast(read, rows, epochs);
    this.#react(read, rows, epochs);
  }

  #compare(read: ReadColumn, rows: Int32Array, epochs: Float64Array | Int32Array): void {
    const feedback = read('feedback');
    if (feedback !== undefined) {
      for (let i = 0; i < rows.length; ++i) {
        const late = feedback[rows[i]];
        if (!(late >= 0)) continue;
        this.#feedback.sum += late;
        ++this.#feedback.count;
      }
    }
    const combined = read('combined_loss');
    if (combined === undefined) return;
    for (const sums of this.#rivals) {
      const other = read(sums.rival.column);
      if (other === undefined) continue;
      for (let i = 0; i < rows.length; ++i) {
        const r = rows[i];
        // Before the first judged epoch no loss is known: whatever is combined then is not the network's merit.
        if (feedback === undefined ? epochs[r] === 0 : !(feedback[r] >= 0)) continue;
        const difference = other[r] - combined[r];
        if (difference - difference !== 0) continue;
        sums.difference.add(difference);
        sums.combined += combined[r];
        sums.other += other[r];
        if (difference > 0) ++sums.better;
      }
    }
  }

  /** Who was paid which part, in the epochs that paid. */
  #earn(read: ReadColumn, rows: Int32Array): void {
    const columns = ROLES.map((role) => read(`reward_${role}`));
    for (let i = 0; i < rows.length; ++i) {
      const rewards = columns.map((values) => values?.[rows[i]] ?? Number.NaN);
      const whole = rewards[0] + rewards[1] + rewards[2];
      if (!(whole > 0)) continue;
      this.#earnings.forEach((sums, r) => {
        sums.paid += rewards[r];
        sums.share.add(rewards[r] / whole);
      });
    }
  }

  #sumUp(groups: EpochGroups, read: ReadColumn, rows: Int32Array, epochs: Float64Array | Int32Array): void {
    let farthest = 0;
    for (let i = 0; i < rows.length; ++i) farthest = Math.max(farthest, epochs[rows[i]]);
    groups.reach(farthest);
    const places = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; ++i) {
      places[i] = groups.place(epochs[rows[i]]);
      groups.countEpoch(epochs[rows[i]]);
    }
    for (const [name, sums] of this.#sums) {
      const values = read(name);
      if (values !== undefined) addRows(sums, values, rows, places);
    }
  }

  #keepLast(read: ReadColumn, rows: Int32Array, epochs: Float64Array | Int32Array): void {
    const newest = rows.subarray(Math.max(0, rows.length - LAST_EPOCHS));
    for (const [name, kept] of this.#last) {
      const values = name === 'epoch' ? epochs : read(name);
      for (const r of newest) kept.push(values?.[r] ?? Number.NaN);
      kept.splice(0, kept.length - LAST_EPOCHS);
    }
  }

  /** Only epochs that follow one another tell how long a regime has lasted. */
  #react(read: ReadColumn, rows: Int32Array, epochs: Float64Array | Int32Array): void {
    const regime = read('regime');
    if (regime === undefined || this.#every > 1) return;
    const losses = REACTION_COLUMNS.map(read);
    const state = this.#reaction;
    for (let i = 0; i < rows.length; ++i) {
      const r = rows[i];
      if (epochs[r] !== state.epoch + 1) state.since = Number.NaN;
      else if (regime[r] !== state.regime) {
        state.since = 0;
        ++state.changes;
      } else ++state.since;
      state.regime = regime[r];
      state.epoch = epochs[r];
      if (!(state.since <= LONGEST_REACTION)) continue;
      losses.forEach((values, l) => {
        const value = values?.[r] ?? Number.NaN;
        if (!Number.isFinite(value)) return;
        state.sums[l][state.since] += value;
        ++state.counts[l][state.since];
      });
    }
  }

  result(): TopicResult {
    const comparisons = this.#rivals.map(({ rival, difference, combined, other, better }): Comparison => {
      const interval = difference.result();
      const { n } = interval;
      return { ...interval, rival, combined: combined / n, other: other / n, better: better / n };
    });
    return {
      topic: this.#topic,
      epochs: this.#rows,
      comparisons: comparisons.filter(({ n }) => n > 0),
      earnings: this.#earnings
        .map(({ role, paid, share }) => ({ role, paid, ...share.result() }))
        .filter(({ n }) => n > 0),
      meanFeedback: this.#feedback.count > 0 ? this.#feedback.sum / this.#feedback.count : Number.NaN,
    };
  }

  whole(unit: (column: string) => string): TopicEpochs {
    const groups = this.#groups ?? new EpochGroups(2);
    const none: GroupSums = { sum: new Float64Array(groups.most), count: new Uint32Array(groups.most) };
    const sums = (column: string): GroupSums => this.#sums.get(column) ?? none;
    const total = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0);
    const order = [...(this.#last.get('epoch') ?? [])]
      .map((epoch, k) => ({ epoch, k }))
      .sort((a, b) => a.epoch - b.epoch)
      .map(({ k }) => k);
    const { changes, counts } = this.#reaction;
    return {
      ...this.result(),
      unit,
      has: (column) => sums(column).count.some((count) => count > 0),
      overall: (column) => total(sums(column).sum) / total(sums(column).count),
      points: (most) => thinned(groups, most),
      sums,
      last: (column) => Float64Array.from(order, (k) => this.#last.get(column)?.[k] ?? Number.NaN),
      reaction: {
        changes,
        counts: counts[0],
        lines: REACTION_COLUMNS.map((column, l) => ({
          column,
          values: Float64Array.from(counts[l], (count, d) =>
            count > 0 ? this.#reaction.sums[l][d] / count : Number.NaN,
          ),
        })),
      },
    };
  }
}
