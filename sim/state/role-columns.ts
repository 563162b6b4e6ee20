/** The actors of one role in one topic, as columns: entry x of each is actor x. Allocated once. */
export interface RoleColumns {
  readonly count: number;
  /** Identity of each actor, 64 bits in two int32: what its draws are keyed by. */
  readonly high: Int32Array;
  readonly low: Int32Array;
  /** Epoch of registration, and the first in which it is gone. */
  readonly registered: Int32Array;
  readonly gone: Int32Array;
  /** Attack that the key belongs to, by its place in the scenario; -1: honest. */
  readonly attack: Int32Array;
  /** 1: an attacker's key that sees what others have sent for the epoch at hand. */
  readonly looks: Uint8Array;
  /** Somebody comes late, leaves, or does not always submit: submitters have to be looked up in every epoch. */
  irregular: boolean;
  /** EMA score that decides about seats, units of score; NaN: none yet. */
  readonly standing: Float64Array;
  /** Block of the latest nonce that it submitted for. */
  readonly touched: Int32Array;
  /** Smoothed reward fraction, kept for ever; NaN before the first. */
  readonly smoothedFraction: Float64Array;
  /** Epochs paid so far. */
  readonly inclusions: Int32Array;
  /** Number of its wallet in the ledger. */
  readonly account: Int32Array;
  /** What it holds, ALLO: at the start, and when a row is taken. */
  readonly wallet: Float64Array;
  /** What it adds to each message's fee, uallo. */
  readonly tip: bigint[];
  /** What taking part in the nonce done last cost, ALLO. */
  readonly cost: Float64Array;
  /** Rewards received so far, ALLO. */
  readonly earned: Float64Array;
  /** What of them went to the delegators of reputers, ALLO. */
  readonly passedOn: Float64Array;
  /** Of reputers: stake that delegators placed on each, ALLO. */
  readonly delegated: Float64Array;
  /** Sum of its losses so far (see the column `loss` of the table actors), and how many. */
  readonly lossSum: Float64Array;
  readonly lossCount: Int32Array;
  /** Share of the weight in the last combined inference; NaN without one. */
  readonly weightShare: Float64Array;
  /** Who submitted for the nonce at hand, ascending; the first `submitterCount`. */
  readonly submitters: Int32Array;
  submitterCount: number;
  /** How many were registered for the nonce at hand. */
  present: number;
  /** Of the nonce whose seats were given last: 1 had a seat. */
  readonly wasActive: Uint8Array;
  /** The role's quantile score, which passive actors drift to. */
  quantileScore: number;
  /** EMA score that newcomers start from; NaN before the first scoring. */
  newcomerScore: number;
  /** All places, ascending. */
  readonly places: Int32Array;
  /**
   * Number of each actor in the order of the scenario, and the place of each number. A number belongs to its actor, so that
   * it decides where the protocol goes by addresses: among equals, and in queues. It is the place itself unless a run is
   * told otherwise.
   */
  readonly number: Int32Array;
  readonly placeOf: Int32Array;
  /** Some number is not the place. */
  reordered: boolean;
  /** Scratch. */
  readonly order: Int32Array;
  readonly candidate: Float64Array;
}

/** Place of those who stay to the end in `gone`. */
export const neverGone = 0x7fffffff;

export function createRoleColumns(count: number): RoleColumns {
  const empty = () => new Float64Array(count).fill(NaN);
  const places = Int32Array.from({ length: count }, (_, x) => x);
  return {
    count,
    high: new Int32Array(count),
    low: new Int32Array(count),
    registered: new Int32Array(count),
    gone: new Int32Array(count).fill(neverGone),
    attack: new Int32Array(count).fill(-1),
    looks: new Uint8Array(count),
    irregular: false,
    standing: empty(),
    touched: new Int32Array(count),
    smoothedFraction: empty(),
    inclusions: new Int32Array(count),
    account: new Int32Array(count),
    wallet: new Float64Array(count),
    tip: new Array<bigint>(count).fill(0n),
    delegated: new Float64Array(count),
    cost: new Float64Array(count),
    earned: new Float64Array(count),
    passedOn: new Float64Array(count),
    lossSum: new Float64Array(count),
    lossCount: new Int32Array(count),
    weightShare: empty(),
    submitters: places.slice(),
    submitterCount: count,
    present: count,
    wasActive: new Uint8Array(count),
    quantileScore: 0,
    newcomerScore: NaN,
    places,
    number: places.slice(),
    placeOf: places.slice(),
    reordered: false,
    order: new Int32Array(count),
    candidate: new Float64Array(2 * count),
  };
}
