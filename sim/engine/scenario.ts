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
  /** Nonces per topic. */
  readonly epochs: number;
  readonly topics: readonly TopicScenario[];
}

/** One topic: its truth, its loss, its populations, and the value of every topic parameter. */
export type TopicScenario = {
  readonly name: string;
  /** Which process makes the truth, and its parameters. */
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
  /** Values of the policy's parameters. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
};

/** Reputers also hold stake: log-normal with this median (ALLO) and sigma of its natural logarithm. */
export type ReputerPopulation = Population & { readonly stake: { readonly median: number; readonly sigma: number } };
