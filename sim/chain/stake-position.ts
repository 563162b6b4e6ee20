/*
 * Stake on one reputer of one topic: its own and that of its delegators, who share their part of its rewards by an
 * accumulated reward per share.
 */

/** Rewards per share are kept as whole numbers of 2^-128 uallo per uallo. */
export const shareScale = 128n;

/** A requested removal that waits for its block. Replaced or cancelled, it is no longer that of its holder. */
export interface Removal {
  readonly amount: bigint;
  readonly due: number;
  readonly of: Position | Delegation;
}

export interface Position {
  /** Place of the topic in the book, and of this position among its reputers. */
  readonly topic: number;
  readonly place: number;
  readonly wallet: number;
  registered: boolean;
  /** uallo */
  own: bigint;
  delegated: bigint;
  /** R, in units of 2^-128. */
  rewardPerShare: bigint;
  readonly delegations: Delegation[];
  removal: Removal | undefined;
  /** Judged epochs in a row with a score below the slashing quantile. */
  below: number;
}

export interface Delegation {
  readonly position: Position;
  readonly wallet: number;
  /** A, uallo */
  amount: bigint;
  /** D, in units of 2^-128 uallo. */
  debt: bigint;
  removal: Removal | undefined;
}

export function createPosition(topic: number, place: number, wallet: number): Position {
  return {
    topic,
    place,
    wallet,
    registered: true,
    own: 0n,
    delegated: 0n,
    rewardPerShare: 0n,
    delegations: [],
    removal: undefined,
    below: 0,
  };
}

/** S_m: own and delegated stake, uallo. */
export function authority({ own, delegated }: Position): bigint {
  return own + delegated;
}

/** Rewards that a delegator may claim: trunc(A R - D), uallo. */
export function pendingRewards({ amount, debt, position }: Delegation): bigint {
  return (amount * position.rewardPerShare - debt) >> shareScale;
}

/** From here on it earns what is paid from now on. */
export function settleDebt(delegation: Delegation): void {
  delegation.debt = delegation.amount * delegation.position.rewardPerShare;
}

/** A reward of all delegators, by their amounts: R := R + d / D_tot, rounded down. */
export function addToShares(position: Position, reward: bigint): void {
  position.rewardPerShare += (reward << shareScale) / position.delegated;
}
