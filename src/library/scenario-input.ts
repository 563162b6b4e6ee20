/* Scenarios as TypeScript objects: the shape of scenario files, where everything with a default may be left out. What can
 * stand behind a name (which policies there are, and their parameters) is checked when the scenario is run. */

/** Value of a parameter. */
export type ParameterInput = number | boolean | string | null;

/** A group of keys: those named here, and parameters. */
type WithParameters<Keys> = Keys & { readonly [parameter: string]: ParameterInput | Keys[keyof Keys] | undefined };

/** One question, answered by a run. */
export interface ScenarioInput {
  readonly name: string;
  /** Decides every draw. */
  readonly seed?: string;
  /** A version of the protocol, or that version with single parameters set otherwise. */
  readonly protocol?: string | WithParameters<{ readonly profile?: string }>;
  /** Nonces of a topic with the first topic's epoch length. */
  readonly epochs?: number;
  readonly topics: readonly TopicInput[];
  readonly attacks?: readonly AttackInput[];
  readonly record?: {
    /** Rows of every so many-th nonce are kept; 0: none. */
    readonly epochs?: { readonly every: number };
    readonly actors?: { readonly every: number };
  };
  readonly expect?: readonly ExpectationInput[];
  /** Another scenario file, whose values hold where this one gives none. */
  readonly extends?: string;
}

/** One topic, or several alike. Topic parameters such as `epochLength` stand among its keys. */
export type TopicInput = WithParameters<{
  readonly name: string;
  readonly count?: number;
  /** A process, or a process with its parameters. */
  readonly truth: string | TruthInput;
  /** A loss, a loss with its parameters, or a formula. */
  readonly loss?: string | LossInput;
  /** ALLO. */
  readonly rewardPerEpoch?: number;
  readonly inferers: readonly PopulationInput[];
  readonly forecasters?: readonly PopulationInput[];
  readonly reputers: readonly ReputerPopulationInput[];
}>;

/** Parameters may be groups of their own: `calm: { volatility: 0.01 }`. */
export interface TruthInput {
  readonly process: string;
  readonly [parameter: string]: ParameterInput | Readonly<Record<string, ParameterInput>> | undefined;
}

export type LossInput =
  | WithParameters<{ readonly method: string }>
  | { readonly formula: string; readonly allowNegative?: boolean };

interface PopulationKeys {
  readonly policy: string;
  readonly count: number;
  readonly name?: string;
  /** Epoch in which they register. */
  readonly joins?: number;
  /** First epoch in which they are gone. */
  readonly leaves?: number | null;
  readonly owner?: string;
}

/** Actors of one policy, whose parameters stand among the keys. */
export type PopulationInput = WithParameters<PopulationKeys>;

/** Reputers also hold stake: median in ALLO, sigma of its natural logarithm. */
export type ReputerPopulationInput = WithParameters<
  PopulationKeys & { readonly stake?: { readonly median?: number; readonly sigma?: number } }
>;

/** An attack on one topic, whose parameters stand among the keys. */
export type AttackInput = WithParameters<{
  readonly attack: string;
  readonly name?: string;
  readonly topic?: string;
  readonly owner?: string;
  readonly joins?: number;
  readonly start?: number;
  readonly duration?: number | null;
}>;

export interface ExpectationInput {
  readonly metric: string;
  readonly topic?: string;
  readonly sign?: 'positive' | 'negative';
  readonly above?: number;
  readonly below?: number;
  readonly seeds?: number;
  readonly than?: string;
}
