import type { FormulaTree } from '../math/formula.ts';
import type { ParameterDeclaration, ParameterValue } from '../parameters/declaration.ts';

/** What one epoch of a truth process gives. */
export interface TruthStep {
  /** The ground truth, target units. */
  truth: number;
  /** Standard deviation of one epoch's innovation where errors act (see ErrorLink): what errors are multiples of. */
  scale: number;
  /** Index of the regime the truth was drawn in; 0 when the process has one regime only. */
  regime: number;
}

/**
 * Where inferers' errors are added: to the truth itself, to its logit (probabilities) or to its logarithm (counts). `scale`
 * is in the same units.
 */
export type ErrorLink = 'identity' | 'logit' | 'log';

/** What a path may need beside its parameters, read and checked by the caller. */
export interface TruthInputs {
  /** One truth per epoch, for processes that read a file. */
  readonly series?: Float64Array;
  /** A user's formula of t, previous, normal and uniform, parsed. */
  readonly formula?: FormulaTree;
}

/** A truth process in the middle of its path. */
export interface TruthPath {
  /** Fills `into` for `epoch`. Call it for epochs 0, 1, 2 ... in this order, each once. */
  step(epoch: number, into: TruthStep): void;
  /** `scale` in each regime, where it does not depend on the path. */
  readonly expectedScales?: readonly number[];
  /** In place of the process's own link, where its parameters choose. */
  readonly link?: ErrorLink;
  /** Where truths lie on average, in the units in which errors act. Absent: 0. */
  readonly centre?: number;
  /** Long-run probability of each regime. */
  readonly stationary?: readonly number[];
}

/** A way to make the ground truth of a topic. */
export interface TruthProcess {
  readonly name: string;
  /** One line: the rule in words. */
  readonly doc: string;
  readonly source: string;
  readonly parameters: readonly ParameterDeclaration[];
  /** Names of the regimes, in the order of their indices; at least one. */
  readonly regimes: readonly string[];
  /** Absent: identity. */
  readonly link?: ErrorLink;
  /** Truths lie in [0, 1], or are not negative: losses with such a domain need it. Absent: any number. */
  readonly domain?: 'probability' | 'not-negative';
  /**
   * Starts a path. Its draws are keyed by `root`, the topic's identity (64 bits in two int32), the epoch and a purpose, so
   * the same arguments give the same path whatever else is drawn.
   *
   * @throws RangeError for parameters out of bounds
   */
  readonly create: (
    parameters: Readonly<Record<string, ParameterValue>>,
    root: Int32Array,
    topicHigh: number,
    topicLow: number,
    inputs?: TruthInputs,
  ) => TruthPath;
}
