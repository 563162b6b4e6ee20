import type { ColumnBatch, Scenario } from '../../../sim/index.ts';
import { Bins, type Merging, mostPoints, mostRoughPoints, widthOfPoints } from './bins.ts';
import type { ChartName, Points, RunShape, SeriesName } from './messages.ts';
import { PointList } from './point-list.ts';

/** Topics beyond these are run but not drawn. */
export const mostTopicsDrawn = 10;

/** Series of the table `epochs`: chart, name on the legend, column, and the lower column of a band. */
const epochSeries: readonly (readonly [ChartName, string, string, string?])[] = [
  ['inference', '2.28 to 97.72 %', 'percentile_97_72', 'percentile_2_28'],
  ['inference', '15.87 to 84.13 %', 'percentile_84_13', 'percentile_15_87'],
  ['inference', 'truth', 'truth'],
  ['inference', 'naive', 'naive_inference'],
  ['inference', 'combined', 'combined_inference'],
  ['losses', 'equal weight', 'equal_weight_loss'],
  ['losses', 'best single', 'best_single_loss'],
  ['losses', 'naive', 'naive_loss'],
  ['losses', 'combined', 'combined_loss'],
  ['role-shares', 'inferers', 'inferers_reward_fraction'],
  ['role-shares', 'forecasters', 'forecasters_reward_fraction'],
  ['role-shares', 'reputers', 'reputers_reward_fraction'],
];

const chainSeries: readonly (readonly [ChartName, string, string])[] = [
  ['emission', 'emission', 'emission_per_block'],
  ['supply', 'circulating', 'circulating'],
  ['supply', 'staked', 'staked'],
  ['supply', 'treasury', 'treasury'],
];

/** Losses of single epochs differ by orders of magnitude. */
const roughCharts: readonly ChartName[] = ['losses', 'damage'];

/** What actors of one policy come to in the epoch at hand. */
interface Group {
  reward: number;
  paidSoFar: number;
  weight: number;
  hasWeight: boolean;
  listening: number;
  listeners: number;
}

interface TopicState {
  readonly place: number;
  /** Sums of losses over the epochs that the summary compares: judged, and able to know a loss. */
  naive: number;
  combined: number;
  compared: number;
  readonly groups: Map<string, Group>;
  /** Of the rows of actors being added up; -1: none. */
  epoch: number;
}

/** Turns the rows of a run into the points of its charts. */
export class Collector {
  readonly shape: RunShape;
  readonly series: SeriesName[] = [];
  readonly #bins = new Map<string, Bins>();
  readonly #topics = new Map<string, TopicState>();
  readonly #points = new PointList();
  readonly #daysPerPoint: number;
  #current: TopicState | undefined;

  constructor(scenario: Scenario, topics: readonly string[], notices: readonly string[]) {
    const drawn = topics.slice(0, mostTopicsDrawn);
    drawn.forEach((name, place) => {
      this.#topics.set(name, { place, naive: 0, combined: 0, compared: 0, groups: new Map(), epoch: -1 });
    });
    const { record, epochs, attacks, months } = scenario;
    const days = daysOf(scenario);
    // A run of the hub chain lasts a little longer than its epochs.
    this.#daysPerPoint = Math.max(days, 1e-3) / (0.95 * mostPoints);
    this.shape = {
      topics: drawn,
      allTopics: topics.length,
      epochs: months === null ? epochs : 0,
      epochsPerPoint: widthOfPoints(mostEpochsOf(scenario), record.epochs.every),
      epochsPerRoughPoint: widthOfPoints(mostEpochsOf(scenario), record.epochs.every, mostRoughPoints),
      days,
      attacks: attacks.length > 0,
      actorsEvery: record.actors.every,
      notices,
    };
  }

  /** Points that are complete since the last call. */
  take(): Points {
    return this.#points.take();
  }

  get waiting(): number {
    return this.#points.count;
  }

  readonly add = (batch: ColumnBatch): void => {
    if (batch.table === 'epochs') this.#addEpochs(batch);
    else if (batch.table === 'actors') this.#addActors(batch);
    else if (batch.table === 'attacks') this.#addAttacks(batch);
    else if (batch.table === 'chain') this.#addChain(batch);
  };

  /** All rows of the nonces so far have been added. */
  endSlice(): void {
    if (this.#current !== undefined) this.#endActors(this.#current);
  }

  /** The run is over: points that are being made are handed out as they are. */
  end(): void {
    this.endSlice();
    for (const bins of this.#bins.values()) bins.end(this.#points.add);
  }

  #point(
    topic: number,
    chart: ChartName,
    name: string,
    x: number,
    value: number,
    low = Number.NaN,
    merging: Merging = 'mean',
  ): void {
    if (Number.isNaN(value)) return;
    const key = `${topic}/${chart}/${name}`;
    let bins = this.#bins.get(key);
    if (bins === undefined) {
      bins = new Bins(this.series.length, this.#widthIn(chart), merging);
      this.series.push({ topic, chart, name });
      this.#bins.set(key, bins);
    }
    bins.add(x, value, low, this.#points.add);
  }

  #widthIn(chart: ChartName): number {
    if (chart === 'emission' || chart === 'supply') return this.#daysPerPoint;
    return roughCharts.includes(chart) ? this.shape.epochsPerRoughPoint : this.shape.epochsPerPoint;
  }

  #addEpochs(batch: ColumnBatch): void {
    const { rows } = batch;
    const topicOf = words(batch, 'topic');
    const epoch = numbers(batch, 'epoch');
    const combined = numbers(batch, 'combined_loss');
    const naive = numbers(batch, 'naive_loss');
    const inference = numbers(batch, 'combined_inference');
    const judged = numbers(batch, 'network_loss');
    const feedback = numbers(batch, 'feedback');
    const columns = epochSeries.map(([, , column, low]) => ({
      value: numbers(batch, column),
      low: low === undefined ? undefined : numbers(batch, low),
    }));
    for (let r = 0; r < rows; ++r) {
      const topic = this.#topics.get(topicOf(r));
      // Nonces that nobody answered come before older ones that are still to be judged.
      if (topic === undefined || Number.isNaN(inference[r])) continue;
      for (let s = 0; s < columns.length; ++s) {
        const [chart, name] = epochSeries[s];
        const { value, low } = columns[s];
        this.#point(topic.place, chart, name, epoch[r], value[r], low?.[r]);
      }
      if (Number.isNaN(judged[r]) || Number.isNaN(feedback[r])) continue;
      topic.naive += naive[r];
      topic.combined += combined[r];
      topic.compared += 1;
      const soFar = (topic.naive - topic.combined) / topic.compared;
      this.#point(topic.place, 'skill', 'skill against naive', epoch[r], soFar, Number.NaN, 'last');
    }
  }

  #addActors(batch: ColumnBatch): void {
    const topicOf = words(batch, 'topic');
    const roleOf = words(batch, 'role');
    const policyOf = words(batch, 'policy');
    const epoch = numbers(batch, 'epoch');
    const active = numbers(batch, 'active');
    const weight = numbers(batch, 'weight');
    const listening = numbers(batch, 'listening_coefficient');
    const reward = numbers(batch, 'reward');
    for (let r = 0; r < batch.rows; ++r) {
      const topic = this.#topics.get(topicOf(r));
      if (topic === undefined) continue;
      if (topic !== this.#current || epoch[r] !== topic.epoch) {
        this.endSlice();
        this.#current = topic;
        topic.epoch = epoch[r];
      }
      const key = `${roleOf(r)} ${policyOf(r)}`;
      let group = topic.groups.get(key);
      if (group === undefined) {
        group = { reward: 0, paidSoFar: 0, weight: 0, hasWeight: false, listening: 0, listeners: 0 };
        topic.groups.set(key, group);
      }
      if (!Number.isNaN(reward[r])) group.reward += reward[r];
      if (active[r] === 0) continue;
      if (!Number.isNaN(weight[r])) {
        group.weight += weight[r];
        group.hasWeight = true;
      }
      if (!Number.isNaN(listening[r])) {
        group.listening += listening[r];
        group.listeners += 1;
      }
    }
  }

  #endActors(topic: TopicState): void {
    const { place, epoch } = topic;
    for (const [key, group] of topic.groups) {
      group.paidSoFar += group.reward;
      this.#point(place, 'policy-rewards', key, epoch, group.paidSoFar, Number.NaN, 'last');
      if (key.startsWith('inferer ') && group.hasWeight) {
        this.#point(place, 'policy-weights', key.slice('inferer '.length), epoch, group.weight);
      }
      if (key.startsWith('reputer ') && group.listeners > 0) {
        this.#point(place, 'listening', key.slice('reputer '.length), epoch, group.listening / group.listeners);
      }
      group.reward = 0;
      group.weight = 0;
      group.hasWeight = false;
      group.listening = 0;
      group.listeners = 0;
    }
    this.#current = undefined;
    topic.epoch = -1;
  }

  #addAttacks(batch: ColumnBatch): void {
    const topicOf = words(batch, 'topic');
    const attackOf = words(batch, 'attack');
    const epoch = numbers(batch, 'epoch');
    const damage = numbers(batch, 'damage');
    for (let r = 0; r < batch.rows; ++r) {
      const topic = this.#topics.get(topicOf(r));
      if (topic !== undefined) this.#point(topic.place, 'damage', attackOf(r), epoch[r], damage[r]);
    }
  }

  #addChain(batch: ColumnBatch): void {
    const day = numbers(batch, 'day');
    const columns = chainSeries.map(([, , column]) => numbers(batch, column));
    for (let r = 0; r < batch.rows; ++r) {
      for (let s = 0; s < columns.length; ++s) {
        const [chart, name] = chainSeries[s];
        this.#point(-1, chart, name, day[r], columns[s][r]);
      }
    }
  }
}

function numbers({ columns, data }: ColumnBatch, name: string): Float64Array | Int32Array {
  return data[columns.findIndex((column) => column.name === name)] as Float64Array | Int32Array;
}

function words(batch: ColumnBatch, name: string): (row: number) => string {
  const codes = numbers(batch, name);
  const dictionary = batch.dictionaries[name];
  return (row) => dictionary[codes[row]];
}

const secondsPerDay = 86_400;

/** Epochs of the topic that has the most: shorter ones open more nonces in the same time. */
function mostEpochsOf({ epochs, topics }: Scenario): number {
  const lengths = topics.slice(0, mostTopicsDrawn).map(lengthOf);
  const first = lengths[0] ?? 1;
  return Math.ceil(epochs * Math.max(1, ...lengths.map((length) => first / length)));
}

function lengthOf({ topicParameters }: Scenario['topics'][number]): number {
  return Number(topicParameters.epochLength);
}

/** Days that the run of a hub chain lasts, about; 0 without one. */
function daysOf({ months, topics, epochs, tokenomics }: Scenario): number {
  const days = Number(tokenomics.secondsPerBlock) / secondsPerDay;
  if (months !== null) return months * Number(tokenomics.blocksPerMonth) * days;
  if (topics.some(({ rewardPerEpoch }) => rewardPerEpoch !== null)) return 0;
  return (epochs * lengthOf(topics[0]) + Number(topics[0].topicParameters.groundTruthLag)) * days;
}
