import type { ColumnDeclaration } from '../../../sim/index.ts';
import { streamTable, type TableBatch } from '../../record/stream-table.ts';
import { EpochGroups, type GroupSums, type Points, thinned } from './epoch-groups.ts';
import { MOST_TOPICS } from './epochs.ts';
import { ForecastReader, type Forecasts } from './forecasts.ts';
import { rowsByCode } from './rows-by-code.ts';

/** Words of the column `role`. */
export type Role = 'inferer' | 'forecaster' | 'reputer';

/** Groups kept per topic while the table is read: as many points as a line through the epochs may have. */
const MOST_GROUPS = 256;
/** Actors per topic and role whose course over the epochs is kept. */
const MOST_COURSES = 1_024;
/** Last pairs of regret and weight that are kept per topic and role. */
const MOST_PAIRS = 400;

/** Quantities whose course over the epochs is kept, per role. */
const COURSES: Readonly<Record<string, readonly string[]>> = {
  inferer: ['weight'],
  forecaster: ['weight', 'loss'],
  reputer: ['listening_coefficient', 'score', 'stake', 'reward'],
};

/** Quantities of which the mean is kept for every actor. */
const MEANS = ['loss', 'weight', 'score', 'stake', 'reward', 'active'] as const;
type MeanName = (typeof MEANS)[number];

/** One actor in one topic, over all epochs recorded. Means are over the epochs with a value, NaN without any. */
export interface Actor {
  readonly name: string;
  readonly role: string;
  readonly policy: string;
  readonly owner: string;
  /** Epochs in which it was registered. */
  readonly epochs: number;
  /** Part of them in which it had a seat. */
  readonly seated: number;
  readonly meanLoss: number;
  readonly meanWeight: number;
  readonly meanScore: number;
  readonly meanStake: number;
  readonly reward: number;
  /** Per epoch registered. */
  readonly meanReward: number;
  /** Mean over the epochs of the reward per ALLO staked. */
  readonly rewardPerStake: number;
  /** Sums of a quantity over the groups of epochs; undefined where its course is not kept. */
  course(quantity: string): GroupSums | undefined;
}

/** A worker's regret and its share of the weight in one of the last epochs. */
export interface RegretAndWeight {
  readonly role: string;
  readonly actor: string;
  readonly epoch: number;
  readonly regret: number;
  readonly weight: number;
}

/** The actors of one topic. */
export interface TopicActors {
  readonly topic: string;
  /** In the order of their first rows. */
  readonly actors: readonly Actor[];
  /** The whole run in at most `most` points, for the courses. */
  points(most: number): Points;
  readonly pairs: readonly RegretAndWeight[];
  /** First epoch that `pairs` are from. */
  readonly pairsFrom: number;
  /** Empty where courses are not kept, or nothing of the kind was recorded. */
  readonly forecasts: Forecasts;
}

/** What the actors table says. */
export interface ActorsData {
  readonly columns: readonly ColumnDeclaration[];
  /** By the name of the topic. */
  readonly topics: ReadonlyMap<string, TopicActors>;
}

/**
 * Reads the actors table once, from its start to its end. What is kept grows with the number of actors, not with the
 * number of epochs.
 *
 * @param shown topics of which courses over the epochs are kept; undefined: the first
 * @param every one epoch in so many is recorded
 */
export function readActors(path: string, shown: ReadonlySet<string> | undefined, every = 1): ActorsData {
  const stream = streamTable(path);
  const topics = new Map<number, TopicReader>();
  for (const batch of stream.batches()) {
    const columns = actorColumns(batch);
    const words = batch.words('topic');
    for (const [code, rows] of rowsByCode(batch.codes('topic'), batch.rows)) {
      let topic = topics.get(code);
      if (topic === undefined) {
        const name = words[code] ?? '';
        topic = new TopicReader(name, shown?.has(name) ?? topics.size < MOST_TOPICS, every);
        topics.set(code, topic);
      }
      topic.take(columns, rows);
    }
  }
  const read = [...topics.values()].map((topic) => topic.result());
  return { columns: stream.declarations, topics: new Map(read.map((topic) => [topic.topic, topic])) };
}

type Numbers = Float64Array | Int32Array | undefined;

/** Columns of a batch, each read once. */
interface ActorColumns {
  readonly epoch: Numbers;
  readonly codes: Readonly<Record<'actor' | 'role' | 'policy' | 'owner', Int32Array | undefined>>;
  readonly words: Readonly<Record<'actor' | 'role' | 'policy' | 'owner', readonly string[]>>;
  readonly means: readonly Numbers[];
  readonly numbers: Readonly<Record<string, Numbers>>;
}

function actorColumns(batch: TableBatch): ActorColumns {
  const labels = ['actor', 'role', 'policy', 'owner'] as const;
  const names = [
    ...['loss', 'weight', 'regret', 'score', 'stake', 'reward', 'active', 'listening_coefficient'],
    ...['forecast_loss', 'observed_loss', 'forecast_correlation'],
  ];
  const numbers = Object.fromEntries(names.map((name) => [name, batch.numbers(name)]));
  return {
    epoch: batch.numbers('epoch'),
    codes: Object.fromEntries(labels.map((name) => [name, batch.codes(name)])) as ActorColumns['codes'],
    words: Object.fromEntries(labels.map((name) => [name, batch.words(name)])) as ActorColumns['words'],
    means: MEANS.map((name) => numbers[name]),
    numbers,
  };
}

/** What is summed up of one actor. */
interface Entry {
  readonly name: string;
  readonly role: string;
  readonly policy: string;
  readonly owner: string;
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  rows: number;
  perStake: number;
  perStakeCount: number;
  readonly courses: ReadonlyMap<string, GroupSums>;
}

class TopicReader {
  readonly #topic: string;
  readonly #groups: EpochGroups | undefined;
  /** Per role, entries by the code of the actor: keys of different roles may share a name. */
  readonly #byRole = new Map<number, { readonly byCode: (Entry | undefined)[]; count: number }>();
  readonly #entries: Entry[] = [];
  readonly #pairs = new Map<string, Omit<RegretAndWeight, 'role'>[]>();
  readonly #next = new Map<string, number>();
  readonly #forecasts: ForecastReader;
  #lastEpoch = -1;

  constructor(topic: string, shown: boolean, every: number) {
    this.#topic = topic;
    this.#groups = shown ? new EpochGroups(MOST_GROUPS, every) : undefined;
    this.#forecasts = new ForecastReader(every);
  }

  take(columns: ActorColumns, rows: Int32Array): void {
    const { epoch, codes, numbers, means } = columns;
    const groups = this.#groups;
    if (groups !== undefined) {
      for (let i = 0; i < rows.length; ++i) {
        const at = epoch?.[rows[i]] ?? 0;
        if (at === this.#lastEpoch) continue;
        this.#lastEpoch = at;
        groups.reach(at);
        groups.countEpoch(at);
      }
    }
    for (let i = 0; i < rows.length; ++i) {
      const r = rows[i];
      const entry = this.#entry(columns, codes.role?.[r] ?? 0, codes.actor?.[r] ?? 0, r);
      ++entry.rows;
      for (let q = 0; q < means.length; ++q) {
        const value = means[q]?.[r] ?? Number.NaN;
        if (value - value !== 0) continue;
        entry.sums[q] += value;
        ++entry.counts[q];
      }
      const perStake = (numbers.reward?.[r] ?? Number.NaN) / (numbers.stake?.[r] ?? Number.NaN);
      if (perStake - perStake === 0) {
        entry.perStake += perStake;
        ++entry.perStakeCount;
      }
      if (groups === undefined) continue;
      const at = epoch?.[r] ?? 0;
      const place = groups.place(at);
      for (const [name, { sum, count }] of entry.courses) {
        const value = numbers[name]?.[r] ?? Number.NaN;
        if (value - value !== 0) continue;
        sum[place] += value;
        ++count[place];
      }
      this.#keepPair(entry, at, numbers.regret?.[r] ?? Number.NaN, numbers.weight?.[r] ?? Number.NaN);
      if (entry.role !== 'forecaster') continue;
      this.#forecasts.add(
        {
          actor: entry.name,
          policy: entry.policy,
          epoch: at,
          forecast: numbers.forecast_loss?.[r] ?? Number.NaN,
          observed: numbers.observed_loss?.[r] ?? Number.NaN,
        },
        numbers.forecast_correlation?.[r] ?? Number.NaN,
      );
    }
  }

  #entry({ codes, words }: ActorColumns, role: number, actor: number, r: number): Entry {
    let entries = this.#byRole.get(role);
    if (entries === undefined) {
      entries = { byCode: [], count: 0 };
      this.#byRole.set(role, entries);
    }
    const known = entries.byCode[actor];
    if (known !== undefined) return known;
    const word = (label: 'actor' | 'role' | 'policy' | 'owner'): string => words[label][codes[label]?.[r] ?? -1] ?? '';
    const name = word('role');
    const groups = entries.count++ < MOST_COURSES ? this.#groups : undefined;
    const kept =
      groups === undefined ? [] : (COURSES[name] ?? []).map((quantity) => [quantity, groups.column()] as const);
    const entry: Entry = {
      name: word('actor'),
      role: name,
      policy: word('policy'),
      owner: word('owner'),
      sums: new Float64Array(MEANS.length),
      counts: new Float64Array(MEANS.length),
      rows: 0,
      perStake: 0,
      perStakeCount: 0,
      courses: new Map(kept),
    };
    entries.byCode[actor] = entry;
    this.#entries.push(entry);
    return entry;
  }

  /** A ring of the last pairs of a role. */
  #keepPair({ role, name: actor }: Entry, epoch: number, regret: number, weight: number): void {
    if (!(weight > 0) || !Number.isFinite(regret)) return;
    const pairs = this.#pairs.get(role) ?? [];
    if (pairs.length === 0) this.#pairs.set(role, pairs);
    const next = this.#next.get(role) ?? 0;
    this.#next.set(role, (next + 1) % MOST_PAIRS);
    pairs[next] = { actor, epoch, regret, weight };
  }

  result(): TopicActors {
    const groups = this.#groups ?? new EpochGroups(2);
    const pairs = [...this.#pairs].flatMap(([role, kept]) => kept.map((pair) => ({ role, ...pair })));
    return {
      topic: this.#topic,
      actors: this.#entries.map(actorOf),
      points: (most) => thinned(groups, most),
      pairs,
      pairsFrom: pairs.reduce((first, { epoch }) => Math.min(first, epoch), Number.POSITIVE_INFINITY),
      forecasts: this.#forecasts.result(),
    };
  }
}

function actorOf(entry: Entry): Actor {
  const { name, role, policy, owner, sums, counts, rows, courses } = entry;
  const mean = (quantity: MeanName): number => {
    const q = MEANS.indexOf(quantity);
    return counts[q] > 0 ? sums[q] / counts[q] : Number.NaN;
  };
  const reward = sums[MEANS.indexOf('reward')];
  return {
    name,
    role,
    policy,
    owner,
    epochs: rows,
    seated: mean('active'),
    meanLoss: mean('loss'),
    meanWeight: mean('weight'),
    meanScore: mean('score'),
    meanStake: mean('stake'),
    reward,
    meanReward: reward / rows,
    rewardPerStake: entry.perStakeCount > 0 ? entry.perStake / entry.perStakeCount : Number.NaN,
    course: (quantity) => courses.get(quantity),
  };
}
