/** The actors of one role in one topic, as columns: entry x of each is actor x. Allocated once. */
export interface RoleColumns {
  readonly count: number;
  /** Identity of each actor, 64 bits in two int32: what its draws are keyed by. */
  readonly high: Int32Array;
  readonly low: Int32Array;
  /** Epoch of registration. */
  readonly registered: Int32Array;
  /** EMA score that decides about seats, units of score; NaN: none yet. */
  readonly standing: Float64Array;
  /** Block at which it was last touched. */
  readonly touched: Int32Array;
  /** Smoothed reward fraction, kept for ever; NaN before the first. */
  readonly smoothedFraction: Float64Array;
  /** Epochs paid so far. */
  readonly inclusions: Int32Array;
  /** Rewards received so far, ALLO. */
  readonly earned: Float64Array;
  /** Share of the weight in the last combined inference; NaN without one. */
  readonly weightShare: Float64Array;
  /** Places of this epoch's active set, ascending; the first `activeCount`. */
  readonly active: Int32Array;
  activeCount: number;
  /** How many of them were not active in the epoch before. */
  replaced: number;
  readonly wasActive: Uint8Array;
  /** The role's quantile score, which passive actors drift to. */
  quantileScore: number;
  /** EMA score that newcomers start from; NaN before the first scoring. */
  newcomerScore: number;
  /** All places, ascending. */
  readonly places: Int32Array;
  /** Scratch. */
  readonly order: Int32Array;
  readonly candidate: Float64Array;
}

export function createRoleColumns(count: number): RoleColumns {
  const empty = () => new Float64Array(count).fill(NaN);
  return {
    count,
    high: new Int32Array(count),
    low: new Int32Array(count),
    registered: new Int32Array(count),
    standing: empty(),
    touched: new Int32Array(count),
    smoothedFraction: empty(),
    inclusions: new Int32Array(count),
    earned: new Float64Array(count),
    weightShare: empty(),
    active: new Int32Array(count),
    activeCount: 0,
    replaced: 0,
    wasActive: new Uint8Array(count),
    quantileScore: 0,
    newcomerScore: NaN,
    places: Int32Array.from({ length: count }, (_, x) => x),
    order: new Int32Array(count),
    candidate: new Float64Array(2 * count),
  };
}
