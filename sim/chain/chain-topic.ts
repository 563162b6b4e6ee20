import type { Position } from './stake-position.ts';

/** A topic as the hub chain knows it. Times in blocks, amounts in uallo. */
export interface ChainTopic {
  readonly id: number;
  readonly epochLength: number;
  readonly alpha: number;
  /** It has a next epoch end. */
  active: boolean;
  /** Next epoch end; -1: none. */
  nextEnd: number;
  /** Its last epoch end that opened a nonce; -1: none. */
  lastEnd: number;
  /** Its weight when its next epoch end was entered: what newcomers to a full block are measured by. */
  enteredWeight: number;
  /** S: all stake of its reputers and their delegators. */
  stake: bigint;
  /** P: effective fee revenue, an accounting figure; the tokens are in the treasury. */
  revenue: bigint;
  /** All fees ever paid for it. */
  feesPaid: bigint;
  /** Weight stored at its last epoch end, and whether there was one. */
  weight: number;
  weighed: boolean;
  readonly positions: Position[];
  /** Wallets of registered workers, by role. */
  readonly inferers: Set<number>;
  readonly forecasters: Set<number>;
  /** What it may pay in this block for the nonce that is due. */
  reward: bigint;
}
