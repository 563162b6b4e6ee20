import type { ClassShares } from '../protocol/class-shares.ts';
import type { ForecastingUtility } from '../protocol/forecasting-utility.ts';
import type { ListeningOutcome } from '../protocol/listening.ts';
import type { Regrets } from '../protocol/regrets.ts';
import type { BundleLayout } from '../protocol/value-bundle.ts';
import type { RoleColumns } from '../state/role-columns.ts';
import type { Seats } from '../state/seats.ts';

/** Codes of a role's actors in the dictionary columns. */
export interface ActorCodes {
  readonly actor: Int32Array;
  readonly policy: Int32Array;
  readonly owner: Int32Array;
}

/** What metrics may read of a nonce that is done. */
export interface NonceView {
  readonly epoch: number;
  readonly block: number;
  readonly status: string;
  readonly step: { readonly truth: number; readonly scale: number; readonly regime: number };
  readonly layout: BundleLayout;
  readonly inferers: Seats;
  readonly forecasters: Seats;
  readonly reputers: Seats;
  /** Inferences of the bundle, target units. */
  readonly values: Float64Array;
  readonly inferences: Float64Array;
  /** Forecasted losses, row k column j; empty where neither the rules nor the table of actors need them. */
  readonly forecasts: Float64Array;
  readonly infererWeight: Float64Array;
  readonly forecasterWeight: Float64Array;
  readonly percentiles: Float64Array;
  readonly equalWeightInference: number;
  readonly bestSingleInference: number;
  readonly outlierResistantInference: number;
  readonly meanDistance: number;
  readonly regretScale: number;
  readonly initialRegret: number;
  readonly informedBy: number;
}

/** What metrics may read of how it was judged and paid. Entries are by value of the bundle, or by seat. */
export interface DeskView {
  /** True losses of the bundle's values, and the network's losses as reported. */
  readonly trueLoss: Float64Array;
  readonly losses: Float64Array;
  readonly equalWeightLoss: number;
  readonly bestSingleLoss: number;
  /** NaN without such an inference. */
  readonly outlierResistantLoss: number;
  readonly taskScore: number;
  readonly infererEntropy: number;
  readonly forecasterEntropy: number;
  readonly reputerEntropy: number;
  readonly shares: ClassShares;
  readonly listening: ListeningOutcome;
  readonly paid: number;
  readonly paidInferers: number;
  readonly paidForecasters: number;
  readonly paidReputers: number;
  readonly infererScore: Float64Array;
  readonly forecasterScore: Float64Array;
  readonly reputerScore: Float64Array;
  readonly infererReward: Float64Array;
  readonly forecasterReward: Float64Array;
  readonly reputerReward: Float64Array;
  readonly reportError: Float64Array;
  readonly adjustedStake: Float64Array;
  readonly scratch: Float64Array;
}

/**
 * What the hub chain did with the topic for the nonce at hand. Amounts in ALLO; those of a span of time, and counts, are of
 * the time since the topic's nonce before.
 */
export interface EconomyView {
  /** Weight when the nonce's reward was fixed, and its share of the weight of all active topics. */
  readonly weight: number;
  readonly share: number;
  /** Effective revenue: fees paid into the topic, as they drip. */
  readonly feeRevenue: number;
  /** Staked in the topic by reputers and delegators. */
  readonly stake: number;
  /** What the topic could pay for the nonce, and what of it was not paid and went back. */
  readonly rewardPool: number;
  readonly returned: number;
  /** Part of the reputers' rewards that went to their delegators. */
  readonly paidDelegators: number;
  readonly consumerFees: number;
  readonly requests: number;
  readonly requestsServed: number;
  /** Of the inferences that requests got: mean age in blocks, and mean absolute error in target units; NaN without any. */
  readonly inferenceAge: number;
  readonly inferenceError: number;
  readonly lateMessages: number;
  readonly droppedMessages: number;
  /** Stake taken from reputers and delegators (not on chain). */
  readonly slashed: number;
}

/** Where the scenario fixes rewards there is no hub chain. */
export const noEconomy: EconomyView = {
  weight: Number.NaN,
  share: Number.NaN,
  feeRevenue: Number.NaN,
  stake: Number.NaN,
  rewardPool: Number.NaN,
  returned: Number.NaN,
  paidDelegators: Number.NaN,
  consumerFees: Number.NaN,
  requests: 0,
  requestsServed: 0,
  inferenceAge: Number.NaN,
  inferenceError: Number.NaN,
  lateMessages: 0,
  droppedMessages: 0,
  slashed: Number.NaN,
};

/** What metrics may read of a topic when one of its nonces is done. The engine's topic is one. */
export interface EpochView {
  readonly name: string;
  /** Code of the topic in the dictionary columns. */
  readonly code: number;
  /** Losses are raw and may be negative. */
  readonly allowNegative: boolean;
  readonly nonce: NonceView;
  readonly desk: DeskView;
  readonly utility: ForecastingUtility;
  readonly inferers: RoleColumns;
  readonly forecasters: RoleColumns;
  readonly reputers: RoleColumns;
  readonly infererLabels: ActorCodes;
  readonly forecasterLabels: ActorCodes;
  readonly reputerLabels: ActorCodes;
  readonly stake: Float64Array;
  readonly coefficient: Float64Array;
  readonly regrets: Regrets;
  readonly economy: EconomyView;
}

/** An epoch that could not be judged has inferences but no losses, scores or rewards. */
export function isJudged({ nonce: { status } }: EpochView): boolean {
  return status === 'paid' || status === 'unpaid';
}

export function isInferred({ nonce: { status } }: EpochView): boolean {
  return status !== 'no-inferers';
}
