import type { ParameterDeclaration, ParameterValue } from '../parameters/declaration.ts';

/** What every policy declares: scenarios name it by its key in the registry. */
export interface PolicyDeclaration {
  readonly name: string;
  /** One line: what such an actor does. */
  readonly doc: string;
  readonly source: string;
  readonly parameters: readonly ParameterDeclaration[];
}

export type PolicyValues = Readonly<Record<string, ParameterValue>>;

/**
 * An actor's own randomness at birth: draws keyed by its identity, so they are the same whoever else is there. Traits are
 * small whole numbers, one per quality drawn.
 */
export interface Birth {
  normal(trait: number): number;
  uniform(trait: number): number;
}

/** What an inferer's answer of one epoch hangs on. Refilled for every inferer; nothing of it may be kept. */
export interface InfererView {
  /** The ground truth, target units. Answers are made as truth plus error. */
  truth: number;
  /** Standard deviation of one epoch's innovation of the truth, target units. */
  scale: number;
  /** Regime the truth is drawn in. */
  regime: number;
  /** Epochs since registration, 0 in the first. */
  age: number;
  /** This epoch the inferer does twice as well as usual. */
  outperforms: boolean;
  /** Standard normal error of this inferer in this epoch. */
  error: number;
}

export interface Inferer {
  /** The inference, target units. */
  infer(view: InfererView): number;
}

export interface InfererPolicy extends PolicyDeclaration {
  readonly create: (values: PolicyValues, birth: Birth) => Inferer;
}

/** What a forecast of one epoch hangs on; column j is active inferer j. */
export interface ForecasterView {
  inferers: number;
  /** Registered place of each active inferer. */
  readonly places: Int32Array;
  /** True loss of each inference as it would be reported (log10, or raw in topics with negative losses). */
  readonly loss: Float64Array;
  /** The same without this epoch's outperformance. */
  readonly usualLoss: Float64Array;
  /** Standard normal error of this forecaster about each inferer. */
  readonly error: Float64Array;
  /** Epochs since registration, 0 in the first. */
  age: number;
  /** Regime of the latest epoch whose truth is known; -1 before the first. */
  latestRegime: number;
}

/** What becomes known when an epoch is judged. */
export interface JudgedView {
  inferers: number;
  readonly places: Int32Array;
  /** Network loss of each inferer, NaN where there is none. */
  readonly loss: Float64Array;
  /** Regime the epoch's truth was drawn in. */
  regime: number;
}

export interface Forecaster {
  /** Fills the forecasted losses of all active inferers from `offset` on; NaN: says nothing about that one. */
  forecastInto(view: ForecasterView, out: Float64Array, offset: number): void;
  /** Sees a judged epoch. Absent where the policy has no memory. */
  observe?(view: JudgedView): void;
}

export interface ForecasterPolicy extends PolicyDeclaration {
  /**
   * @param inferers how many inferers are registered
   * @param regimes how many regimes the truth has, at least 1
   */
  readonly create: (values: PolicyValues, birth: Birth, inferers: number, regimes: number) => Forecaster;
}

/** What a reputer's reports of one epoch hang on; entry v is value v of the bundle. */
export interface ReputerView {
  values: number;
  /** True loss of each value, log10 or raw as the topic has it; NaN where there is no value. */
  readonly loss: Float64Array;
  /** Standard normal error of this reputer about each value. */
  readonly error: Float64Array;
  /** Losses are raw and may be negative: errors are relative. */
  allowNegative: boolean;
}

export interface Reputer {
  /** Fills the reported losses of all values from `offset` on; NaN: not reported. */
  reportInto(view: ReputerView, out: Float64Array, offset: number): void;
}

export interface ReputerPolicy extends PolicyDeclaration {
  readonly create: (values: PolicyValues, birth: Birth) => Reputer;
}
