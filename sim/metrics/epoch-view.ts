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
  readonly step: { readonly truth: number; readonly regime: number };
  readonly layout: BundleLayout;
  readonly inferers: Seats;
  readonly forecasters: Seats;
  readonly reputers: Seats;
  /** Inferences of the bundle, target units. */
  readonly values: Float64Array;
  readonly inferences: Float64Array;
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
}

/** An epoch that could not be judged has inferences but no losses, scores or rewards. */
export function isJudged({ nonce: { status } }: EpochView): boolean {
  return status === 'paid' || status === 'unpaid';
}

export function isInferred({ nonce: { status } }: EpochView): boolean {
  return status !== 'no-inferers';
}
