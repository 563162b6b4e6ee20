import type { Birth, PolicyDeclaration, PolicyValues } from '../policy.ts';

/** What a delegator sees when it decides; entry p is place p: a reputer of a topic. Nothing of it may be kept. */
export interface DelegatorView {
  /** Number of the decision, 0 for the first. */
  readonly decision: number;
  readonly places: number;
  /** Own and delegated stake of the reputer, ALLO. */
  readonly stake: Float64Array;
  /** What a token delegated there earned since the last decision, per year; NaN: not known. */
  readonly yield: Float64Array;
  /** Identity of the reputer, for draws about it. */
  readonly high: Int32Array;
  readonly low: Int32Array;
  /** Share of its tokens that it has there now. */
  readonly placed: Float64Array;
}

export interface Delegator {
  /**
   * Where its tokens should be: `shares[p]` >= 0, summing to at most 1; the rest stays in its wallet. A share equal to the
   * present one moves nothing.
   */
  placeInto(view: DelegatorView, shares: Float64Array): void;
}

export interface DelegatorPolicy extends PolicyDeclaration {
  readonly create: (values: PolicyValues, birth: Birth) => Delegator;
}
