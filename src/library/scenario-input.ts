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
  readonly protocol?: string | GroupInput;
  /** Rules of supply and emission: a preset, or one with single parameters set otherwise. */
  readonly tokenomics?: string | GroupInput;
  /** Nonces of a topic with the first topic's epoch length. */
  readonly epochs?: number;
  /** Macro mode: so many months without topics, and without what hangs on them. */
  readonly months?: number | null;
  /** Must be given unless months is. */
  readonly topics?: readonly TopicInput[];
  /** What stands for the topics in macro mode. */
  readonly macro?: GroupInput;
  readonly validators?: readonly ValidatorsInput[];
  readonly delegators?: readonly DelegatorsInput[];
  /** What an ALLO costs in fiat: a process, or a process with its parameters. */
  readonly price?: string | WithParameters<{ readonly process: string }>;
  readonly hub?: {
    /** Messages that fit into a block; 0: any number. */
    readonly messagesPerBlock?: number;
  };
  readonly attacks?: readonly AttackInput[];
  readonly record?: {
    /** Rows of every so many-th nonce are kept; 0: none. */
    readonly epochs?: { readonly every: number };
    readonly actors?: { readonly every: number };
    /** In blocks, in macro mode in months; 0: none; null: about 200 rows. */
    readonly chain?: { readonly every: number | null };
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
  /** ALLO, from outside: then every topic says it, and there is no hub chain. null: its part of the emission. */
  readonly rewardPerEpoch?: number | null;
  /** Block at which it is created; of several alike so many follow a day. */
  readonly creation?: { readonly at?: number; readonly perDay?: number };
  /** What its creator pays into it, ALLO. */
  readonly funding?: { readonly initial?: number; readonly perEpoch?: number };
  readonly demand?: DemandInput;
  readonly inferers: readonly PopulationInput[];
  readonly forecasters?: readonly PopulationInput[];
  readonly reputers: readonly ReputerPopulationInput[];
}>;

/** Parameters, which may be groups of their own: `slashing: { mode: 'proportional' }`. */
export interface GroupInput {
  readonly [parameter: string]: ParameterInput | Readonly<Record<string, ParameterInput>> | undefined;
}

/** A process and its parameters: `calm: { volatility: 0.01 }`. */
export interface TruthInput extends GroupInput {
  readonly process: string;
}

/** Amounts in ALLO, log-normal: their median and the sigma of their natural logarithm. */
export interface AmountsInput {
  readonly median?: number;
  readonly sigma?: number;
}

/** Consumers' requests for inferences of a topic, and what they pay. */
export interface DemandInput {
  /** Mean requests per epoch. */
  readonly rate?: number;
  readonly fee?: AmountsInput;
  /** How strongly fees follow quality; 0: not at all. */
  readonly skillFeedback?: number;
  readonly reference?: 'equal-weight' | 'naive' | 'best-single' | 'truth-scale';
}

export interface ValidatorsInput {
  readonly name?: string;
  readonly count?: number;
  readonly stake?: AmountsInput;
  /** Part of their delegators' rewards that they keep. */
  readonly commission?: number;
}

/** Delegators of one policy, whose parameters stand among the keys. */
export type DelegatorsInput = WithParameters<{
  readonly policy: string;
  readonly count: number;
  readonly name?: string;
  readonly tokens?: AmountsInput;
  /** Block of the first decision. */
  readonly start?: number;
  /** Blocks between decisions; null: none after the first. */
  readonly every?: number | null;
  /** Whose reputers they consider; empty: those of all topics. */
  readonly topic?: string;
}>;

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
  /** ALLO that each holds at the start, beside any stake. */
  readonly wallet?: number;
  /** ALLO added to each message. */
  readonly tip?: number;
  /** What an epoch costs one of them. */
  readonly cost?: { readonly amount?: number; readonly currency?: 'ALLO' | 'fiat' };
  /** Epochs in a row below cost after which one leaves; null: never. */
  readonly patience?: number | null;
  /** By what share the expected reward must exceed the cost before one registers; null: at joins. */
  readonly entryMargin?: number | null;
}

/** Actors of one policy, whose parameters stand among the keys. */
export type PopulationInput = WithParameters<PopulationKeys>;

/** Reputers also hold stake: median in ALLO, sigma of its natural logarithm. */
export type ReputerPopulationInput = WithParameters<PopulationKeys & { readonly stake?: AmountsInput }>;

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
