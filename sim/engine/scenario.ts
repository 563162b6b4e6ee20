import type { Knowledge, Play } from '../attacks/attack.ts';
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
  /** The preset's name and the value of every parameter of supply and emission (after overrides). */
  readonly tokenomics: { readonly preset: string } & Readonly<Record<string, ParameterValue>>;
  /** Nonces of a topic with the first topic's epoch length; topics of other lengths open as many as fit that time. */
  readonly epochs: number;
  /** Macro mode: this many months, without topics; null: topics run for `epochs`. */
  readonly months: number | null;
  /** What macro mode knows of topics, instead of topics. Values of the declared macro parameters. */
  readonly macro: Readonly<Record<string, ParameterValue>>;
  /** Empty in macro mode only. */
  readonly topics: readonly TopicScenario[];
  readonly validators: readonly ValidatorPopulation[];
  readonly delegators: readonly DelegatorPopulation[];
  /** What an ALLO costs in fiat: a process and its parameters. */
  readonly price: { readonly process: string } & Readonly<Record<string, ParameterValue>>;
  readonly hub: {
    /** Messages that fit into a block; 0: any number. */
    readonly messagesPerBlock: number;
  };
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
  /**
   * null: the topic's part of the emission, by its weight. A number, ALLO per epoch: paid from outside, with constant
   * stakes and without a hub chain, for questions of accuracy alone; then every topic of the scenario has one.
   */
  readonly rewardPerEpoch: number | null;
  /** When it is created: the first of several alike at block `at`; the others with it, or `perDay` a day at random. */
  readonly creation: { readonly at: number; readonly perDay: number };
  /** What its creator pays into it, ALLO: once, and at the end of every epoch. */
  readonly funding: { readonly initial: number; readonly perEpoch: number };
  readonly demand: DemandScenario;
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
  /** ALLO that each holds at the start, beside any stake. */
  readonly wallet: number;
  /** ALLO added to each message, for which the hub chain serves it earlier. */
  readonly tip: number;
  /** What taking part costs it: ALLO or fiat per epoch. */
  readonly cost: { readonly amount: number; readonly currency: 'ALLO' | 'fiat' };
  /** Epochs in a row whose smoothed reward is below cost, after which it leaves; null: never. */
  readonly patience: number | null;
  /**
   * It registers once the expected reward of its role exceeds its cost by this share, not before `joins`; null: at `joins`,
   * whatever it expects.
   */
  readonly entryMargin: number | null;
  /** Values of the policy's parameters. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
};

/** Consumers' requests for inferences of a topic, and what they pay into it. */
export interface DemandScenario {
  /** Mean requests per epoch (Poisson). */
  readonly rate: number;
  /** ALLO per request: log-normal with this median and sigma of its natural logarithm. */
  readonly fee: { readonly median: number; readonly sigma: number };
  /**
   * How strongly fees follow quality: every request pays max(0, 1 + skillFeedback x realised skill) times as much, where
   * skill is 1 - L / L_reference, smoothed over epochs. 0: not at all.
   */
  readonly skillFeedback: number;
  /** What quality is measured against; truth-scale: an inference that is off by one scale of the truth. */
  readonly reference: 'naive' | 'equal-weight' | 'best-single' | 'truth-scale';
}

/** `count` validators: bonded by themselves at the start (log-normal, ALLO), commission as a share. */
export interface ValidatorPopulation {
  readonly name: string;
  readonly count: number;
  readonly stake: { readonly median: number; readonly sigma: number };
  readonly commission: number;
}

/** `count` delegators who place tokens on reputers. */
export interface DelegatorPopulation {
  readonly name: string;
  readonly policy: string;
  readonly count: number;
  /** ALLO that each holds (log-normal). */
  readonly tokens: { readonly median: number; readonly sigma: number };
  /** Block of the first decision, and blocks between decisions; null: none after the first. */
  readonly start: number;
  readonly every: number | null;
  /** Name of the topic whose reputers it considers; empty: all topics. */
  readonly topic: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

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
  /** Epochs that it lasts, after which its keys leave; null: to the end. 0: there is no attack. */
  readonly duration: number | null;
  /**
   * ALLO that its owner may lay out over all its attacks: paid, locked and promised. The least of what the owner's attacks
   * say; null: whatever it takes; 0: there is no attack.
   */
  readonly budget: number | null;
  /** What it may know: one of those that the attack declares. */
  readonly knowledge: Knowledge;
  /** Epochs that an order takes to reach all its keys. */
  readonly delay: number;
  /** By how much it changes its strength after an epoch that paid worse or better than honest work; 0: never. */
  readonly adaptivity: number;
  /** How its resources are used: to attack, or as one of the controls would. */
  readonly play: Play;
  /** What honest work of one key costs per epoch, ALLO. */
  readonly workCost: number;
  /** What locked tokens could earn elsewhere, share per year. */
  readonly capitalRate: number;
  /** What an epoch brings outside the network, ALLO per scale of the truth by which the combined inference is moved. */
  readonly notional: number;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** Which rows are kept: those of every n-th nonce of a topic, from 0. 0: none. */
export interface RecordRules {
  readonly epochs: { readonly every: number };
  readonly actors: { readonly every: number };
  /** In blocks (in macro mode in months), from 0; null: a two-hundredth of the run, in whole epochs of the first topic. */
  readonly chain: { readonly every: number | null };
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
