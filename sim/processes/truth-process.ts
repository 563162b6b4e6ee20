import type { ParameterDeclaration, ParameterValue } from '../parameters/declaration.ts';

/** What one epoch of a truth process gives. */
export interface TruthStep {
  /** The ground truth, target units. */
  truth: number;
  /** Standard deviation of one epoch's innovation, target units: what actors' errors are multiples of. */
  scale: number;
  /** Index of the regime the truth was drawn in; 0 when the process has one regime only. */
  regime: number;
}

/** A truth process in the middle of its path. */
export interface TruthPath {
  /** Fills `into` for `epoch`. Call it for epochs 0, 1, 2 ... in this order, each once. */
  step(epoch: number, into: TruthStep): void;
  /** `scale` in each regime, where it does not depend on the path. */
  readonly expectedScales?: readonly number[];
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
  /** Names of the regimes, in the order of their indices. */
  readonly regimes: readonly string[];
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
  ) => TruthPath;
}
