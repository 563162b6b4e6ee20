import type { ClassShares } from '../protocol/class-shares.ts';
import type { ForecastingUtility } from '../protocol/forecasting-utility.ts';
import type { ListeningOutcome } from '../protocol/listening.ts';
import type { Regrets } from '../protocol/regrets.ts';
import type { BundleLayout } from '../protocol/value-bundle.ts';
import type { RoleColumns } from '../state/role-columns.ts';

/** What metrics may read of a topic after an epoch. The engine's topic is one. */
export interface EpochView {
  readonly epoch: number;
  readonly block: number;
  readonly status: string;
  readonly step: { readonly truth: number; readonly regime: number };
  readonly layout: BundleLayout;
  /** Inferences of the bundle, target units, and their true losses. */
  readonly values: Float64Array;
  readonly trueLoss: Float64Array;
  /** The network's losses as reported. */
  readonly losses: Float64Array;
  readonly equalWeightInference: number;
  readonly equalWeightLoss: number;
  readonly bestSingleInference: number;
  readonly bestSingleLoss: number;
  readonly outlierResistantInference: number;
  readonly percentiles: Float64Array;
  readonly taskScore: number;
  readonly infererEntropy: number;
  readonly forecasterEntropy: number;
  readonly reputerEntropy: number;
  readonly shares: ClassShares;
  readonly utility: ForecastingUtility;
  readonly regretScale: number;
  readonly initialRegret: number;
  readonly listening: ListeningOutcome;
  readonly paid: number;
  readonly inferers: RoleColumns;
  readonly forecasters: RoleColumns;
  readonly reputers: RoleColumns;
  readonly regrets: Regrets;
  /** Sums of true losses per registered inferer and how many. */
  readonly lossSum: Float64Array;
  readonly lossCount: Int32Array;
  readonly scratch: Float64Array;
}
