import type { ParameterDeclaration, ParameterValue } from '../parameters/declaration.ts';
import type { BundleLayout } from '../protocol/value-bundle.ts';

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
 * Draws of one epoch, keyed by whose they are: the same numbers whoever else is there. Traits are small whole numbers,
 * one per quality drawn.
 */
export interface EpochDraws {
  normal(epoch: number, trait: number): number;
  /** Between 0 and 1, never either. */
  uniform(epoch: number, trait: number): number;
}

/** An actor's own randomness. */
export interface Birth {
  /** Traits it is born with: drawn once. */
  normal(trait: number): number;
  uniform(trait: number): number;
  /** What it is born with about somebody else, whose identity this is: drawn once, whoever else is there. */
  uniformAbout(high: number, low: number): number;
  /** Its own draws of an epoch, beside the error that every view carries. */
  readonly own: EpochDraws;
  /** Draws that all actors of the topic share who name the same group: a common model, common data, a common plan. */
  common(group: string): EpochDraws;
}

/** What is fixed about the topic in which a policy acts, and where its actor stands there. */
export interface TopicSetting {
  /** How many are registered for places in each role, attackers' keys included. */
  readonly inferers: number;
  readonly forecasters: number;
  readonly reputers: number;
  /** Of the inferer at a registered place: what draws about it can hang on, the same whoever else is there. */
  readonly subjectOf: (place: number) => number;
  /** Names of the truth's regimes, in the order of their indices; at least one. */
  readonly regimes: readonly string[];
  /** Long-run share of each regime. */
  readonly stationary: readonly number[];
  /** Name of the population that the actor belongs to. */
  readonly population: string;
  /** Losses are raw and may be negative. */
  readonly allowNegative: boolean;
  /** Takes an inference in target units, as it is public, to the units in which inferers answer (see InfererView.truth). */
  readonly toErrorSpace: (value: number) => number;
}

/** What an inferer's answer of one epoch hangs on. Refilled for every inferer; nothing of it may be kept. */
export interface InfererView {
  epoch: number;
  /**
   * The ground truth where errors are added to it: target units, or its logit or logarithm in topics whose truth process
   * says so (see TruthProcess.link). Answers are made as truth plus error and taken back to target units by the engine.
   */
  truth: number;
  /** Standard deviation of one epoch's innovation of the truth, in the same units. */
  scale: number;
  /** Regime the truth is drawn in. */
  regime: number;
  /** Epochs since registration, 0 in the first. */
  age: number;
  /** This epoch the inferer does twice as well as usual. */
  outperforms: boolean;
  /** Standard normal error of this inferer in this epoch. */
  error: number;
  /** The latest truth that is publicly known, in the units of `truth`; NaN before the first. */
  latestTruth: number;
  /**
   * What others have answered for this very epoch, in the units of `truth`: the first `seenCount` entries, by seat. Empty but
   * for attackers who may look.
   */
  readonly seen: Float64Array;
  /** Registered place of each of them. */
  readonly seenPlaces: Int32Array;
  seenCount: number;
}

/** Normal errors of an inferer, in scales of the truth. */
export interface NormalError {
  deviation: number;
  bias: number;
}

export interface Inferer {
  /**
   * The inference, in the units of `view.truth`, or in target units if `answersInTargetUnits`. Attackers' keys, and they alone,
   * may answer NaN: they keep their answer back, and have no seat in the epoch.
   */
  infer(view: InfererView): number;
  readonly answersInTargetUnits?: boolean;
  /** Whether it submits in this epoch. Absent: always. */
  submits?(epoch: number, age: number): boolean;
  /**
   * Standard deviation and bias of its errors in a regime, without outperformance, experience included, for those whose
   * errors are normal. Absent: nothing can be expected of it but what it does.
   */
  errorInto?(regime: number, age: number, into: NormalError): void;
  /** Its errors hang on the regime: forecasters who do not sense the regime expect the mean over all of them. */
  readonly variesByRegime?: boolean;
  /** Sees a judged epoch. Absent where the policy has no memory. */
  observe?(view: JudgedView): void;
}

export interface InfererPolicy extends PolicyDeclaration {
  readonly create: (values: PolicyValues, birth: Birth, setting: TopicSetting) => Inferer;
}

/** What a forecast of one epoch hangs on; column j is active inferer j. */
export interface ForecasterView {
  epoch: number;
  inferers: number;
  /** Registered place of each active inferer. */
  readonly places: Int32Array;
  /** True loss of each inference as it would be reported (log10, or raw in topics with negative losses). */
  readonly loss: Float64Array;
  /**
   * The same without this epoch's outperformance; of an inferer whose errors hang on the regime, its expected loss over
   * the stationary regimes. Filled only for policies that ask for it (`needs`).
   */
  readonly usualLoss: Float64Array;
  /** Expected loss of each inferer in the present regime, whatever it drew. Filled only for policies that ask for it. */
  readonly regimeLoss: Float64Array;
  /** Standard normal error of this forecaster about each inferer. */
  readonly error: Float64Array;
  /** Who each inferer is, in two numbers: the same whoever else is there, so that draws can hang on it. */
  readonly subjectHigh: Int32Array;
  readonly subjectLow: Int32Array;
  /** One standard normal error of this forecaster about all of them. */
  commonError: number;
  /** Epochs since registration, 0 in the first. */
  age: number;
  /** Regime of the latest epoch whose truth is known; -1 before the first. */
  latestRegime: number;
  /** The network's latest combined loss; NaN before the first. */
  networkLoss: number;
}

/**
 * What becomes known when a nonce closes: the truth, and the network's losses for every value of its bundle. Nothing of
 * it may be kept but by copying.
 */
export interface JudgedView {
  epoch: number;
  /** Truth of the epoch, target units. */
  truth: number;
  /** Regime the epoch's truth was drawn in. */
  regime: number;
  inferers: number;
  /** Registered place of each inferer that was active. */
  places: Int32Array;
  /** Network loss of each of them, NaN where there is none. */
  readonly loss: Float64Array;
  /** What each of them answered, target units, and the values that the network made of it, in the order of `layout`. */
  inferences: Float64Array;
  values: Float64Array;
  /** Registered place of each forecaster that was active; layout.forecasters of them. */
  forecasterPlaces: Int32Array;
  layout: BundleLayout;
  /** Network losses of the whole bundle in the order of `layout`, NaN where there is none. */
  readonly losses: Float64Array;
}

export interface Forecaster {
  /** Fills the forecasted losses of all active inferers from `offset` on; NaN: says nothing about that one. */
  forecastInto(view: ForecasterView, out: Float64Array, offset: number): void;
  /** Whether it submits in this epoch. Absent: always. */
  submits?(epoch: number, age: number): boolean;
  /** Sees a judged epoch. Absent where the policy has no memory. */
  observe?(view: JudgedView): void;
}

export interface ForecasterPolicy extends PolicyDeclaration {
  /** Columns of the view that cost time and are filled for those who ask only. */
  readonly needs?: readonly ('usualLoss' | 'regimeLoss')[];
  readonly create: (values: PolicyValues, birth: Birth, setting: TopicSetting) => Forecaster;
}

/** What a reputer's reports of one epoch hang on; entry v is value v of the bundle. */
export interface ReputerView {
  epoch: number;
  values: number;
  layout: BundleLayout;
  /** Registered places of the active inferers and forecasters of the nonce. */
  places: Int32Array;
  forecasterPlaces: Int32Array;
  /** True loss of each value, log10 or raw as the topic has it; NaN where there is no value. */
  readonly loss: Float64Array;
  /** Standard normal error of this reputer about each value. */
  readonly error: Float64Array;
  /** What each value is about, in two numbers: the same whoever else is there, so that draws can hang on it. */
  readonly subjectHigh: Int32Array;
  readonly subjectLow: Int32Array;
  /** Losses are raw and may be negative: errors are relative. */
  allowNegative: boolean;
  /** Fills what `loss` would be if the truth were off by `shift` scales of the truth, to where errors are added to it. */
  misreadInto: (shift: number, out: Float64Array) => void;
  /**
   * What others have reported on this very epoch: `seenCount` rows of `values` entries each, by seat. None but for attackers
   * who may look.
   */
  readonly seen: Float64Array;
  seenCount: number;
}

export interface Reputer {
  /** Fills the reported losses of all values from `offset` on; NaN: not reported. */
  reportInto(view: ReputerView, out: Float64Array, offset: number): void;
  /** Whether it reports on this epoch. Absent: always. */
  submits?(epoch: number, age: number): boolean;
  /** Sees a judged epoch. Absent where the policy has no memory. */
  observe?(view: JudgedView): void;
}

export interface ReputerPolicy extends PolicyDeclaration {
  readonly create: (values: PolicyValues, birth: Birth, setting: TopicSetting) => Reputer;
}
