import type { ParameterValue } from '../parameters/declaration.ts';

/**
 * A resolved scenario: the shape of the YAML file with every default written out. Written as `scenario.yaml` it runs
 * again and gives the same rows.
 */
export interface Scenario {
  readonly name: string;
  /** Any string, as written in the file. */
  readonly seed: string;
  /** The profile's name and the value of every protocol parameter (after overrides). */
  readonly protocol: { readonly profile: string } & Readonly<Record<string, ParameterValue>>;
  /** Nonces of a topic with the first topic's epoch length; topics of other lengths open as many as fit that time. */
  readonly epochs: number;
  readonly topics: readonly TopicScenario[];
  readonly attacks: readonly AttackScenario[];
  readonly record: RecordRules;
  /** What the scenario's author expects of its metrics. The engine does not look at it. */
  readonly expect: readonly ExpectedMetric[];
}

/** One topic, or several alike: its truth, its loss, its populations, and the value of every topic parameter. */
export type TopicScenario = {
  readonly name: string;
  /** How many such topics run side by side; above 1 they are called `<name>-0`, `<name>-1` ... */
  readonly count: number;
  /**
   * Which process makes the truth, and its parameters, those of a nested group under `<group>.<key>`. A process that
   * reads a file names it under `file`; the numbers come with the inputs of the run, under that name.
   */
  readonly truth: { readonly process: string } & Readonly<Record<string, ParameterValue>>;
  /** Which loss judges a prediction, and its parameters. */
  readonly loss: { readonly method: string } & Readonly<Record<string, ParameterValue>>;
  /** ALLO per epoch. Simplified: a number of the scenario; on chain it is the topic's part of the emission. */
  readonly rewardPerEpoch: number;
  readonly inferers: readonly Population[];
  readonly forecasters: readonly Population[];
  readonly reputers: readonly ReputerPopulation[];
} & { readonly topicParameters: Readonly<Record<string, ParameterValue>> };

/** `count` actors of one policy. Actors are called `<population>-<index>`, which is what their randomness hangs on. */
export type Population = {
  readonly name: string;
  readonly policy: string;
  readonly count: number;
  /** Epoch in which they register, from 0. */
  readonly joins: number;
  /** First epoch in which they are gone; null: they stay. */
  readonly leaves: number | null;
  /**
   * Who holds the keys, over all roles and topics; `#` stands for the index within the population, so that the third
   * inferer and the third forecaster of `team-#` belong together. Empty: every key is its own owner.
   */
  readonly owner: string;
  /** Values of the policy's parameters. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
};

/** Reputers also hold stake: log-normal with this median (ALLO) and sigma of its natural logarithm. */
export type ReputerPopulation = Population & { readonly stake: { readonly median: number; readonly sigma: number } };

/** An attack on one topic: keys of one owner that act to a plan from `start` on. */
export interface AttackScenario {
  /** Unique in the scenario; the attack's name unless given. */
  readonly name: string;
  /** Key in the registry of attacks. */
  readonly attack: string;
  /** Name of the topic attacked. */
  readonly topic: string;
  /** Owner of all its keys. */
  readonly owner: string;
  /** Epoch in which its keys register. */
  readonly joins: number;
  /** First epoch of the attack proper, not before `joins`; until then its keys act honestly. */
  readonly start: number;
  /** Epochs that it lasts, after which its keys leave; null: to the end. */
  readonly duration: number | null;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** Which rows are kept: those of every n-th nonce of a topic, from 0. 0: none. */
export interface RecordRules {
  readonly epochs: { readonly every: number };
  readonly actors: { readonly every: number };
}

/** One expectation: exactly one of `sign`, `above`, `below` is not null, or `above` and `below` both. */
export interface ExpectedMetric {
  readonly metric: string;
  /** Empty: every topic that has the metric. */
  readonly topic: string;
  readonly sign: 'positive' | 'negative' | null;
  readonly above: number | null;
  readonly below: number | null;
  /**
   * 1: the value of this run. More: over so many seeds (`<seed>-1`, `<seed>-2` ...) the whole 95 % t-interval of the mean
   * must lie where it is expected.
   */
  readonly seeds: number;
  /** Another scenario's file, relative to this one: then it is about the difference, this less that, paired by seed. */
  readonly than: string;
}
