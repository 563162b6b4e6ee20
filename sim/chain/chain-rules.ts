import type { ParameterValue } from '../parameters/declaration.ts';
import { toUallo } from './amounts.ts';

/** Rules of topics and stake, read from a scenario once. Fees and stakes in uallo, times in blocks. */
export interface ChainRules {
  readonly minTopicWeight: number;
  readonly targetWeight: 'stake-and-fee-rate' | 'stake-and-fees' | 'root-of-product';
  readonly weightSmoothing: 'per-epoch' | 'by-cadence' | 'monthly';
  /** mu, nu and the smoothing of one epoch or week. */
  readonly stakeImportance: number;
  readonly feeRevenueImportance: number;
  readonly topicRewardAlpha: number;
  readonly blocksPerMonth: number;
  /** Topic ends that a block can hold; 0: any number. */
  readonly maxActiveTopicsPerBlock: number;
  readonly minEpochLength: number;
  readonly mostLagInEpochs: number;
  readonly createTopicFee: bigint;
  readonly registrationFee: bigint;
  readonly dataSendingFee: bigint;
  readonly requiredMinimumStake: bigint;
  readonly removeStakeDelayWindow: number;
  /** Removals of own and of delegated stake that a block executes of each. */
  readonly removalsPerBlock: number;
  readonly removalsStall: boolean;
  readonly unpaidGoesBack: boolean;
  readonly slashing: SlashingRules;
  /** Not on chain: what a worker locks to take part; 0: nothing. */
  readonly workerStake: bigint;
}

/** Not on chain. */
export interface SlashingRules {
  readonly mode: 'none' | 'proportional' | 'coefficient';
  /** Part of the stake that is lost. */
  readonly fraction: number;
  /** Quantile of the seated reputers' scores below which a score counts, and how often in a row it has to. */
  readonly quantile: number;
  readonly epochs: number;
  readonly destination: 'burn' | 'ecosystem' | 'honest-reputers';
}

type Values = Readonly<Record<string, ParameterValue>>;

/** @param protocol values of the protocol's parameters, those of the hub chain among them */
export function chainRules(protocol: Values, blocksPerMonth: number): ChainRules {
  const number = (name: string): number => {
    const value = protocol[name];
    if (typeof value !== 'number') throw new TypeError(`parameter ${name} is not a number`);
    return value;
  };
  const fee = (name: string): bigint => BigInt(Math.trunc(number(name)));
  return {
    minTopicWeight: number('minTopicWeight'),
    targetWeight: protocol.topicTargetWeight as ChainRules['targetWeight'],
    weightSmoothing: protocol.topicWeightSmoothing as ChainRules['weightSmoothing'],
    stakeImportance: number('topicRewardStakeImportance'),
    feeRevenueImportance: number('topicRewardFeeRevenueImportance'),
    topicRewardAlpha: number('topicRewardAlpha'),
    blocksPerMonth,
    maxActiveTopicsPerBlock: number('maxActiveTopicsPerBlock'),
    minEpochLength: number('minEpochLength'),
    mostLagInEpochs: number('maxUnfulfilledReputerRequests'),
    createTopicFee: fee('createTopicFee'),
    registrationFee: fee('registrationFee'),
    dataSendingFee: fee('dataSendingFee'),
    requiredMinimumStake: fee('requiredMinimumStake'),
    removeStakeDelayWindow: number('removeStakeDelayWindow'),
    removalsPerBlock: number('halfMaxProcessStakeRemovalsEndBlock'),
    removalsStall: protocol.stakeRemovalsOverLimit === 'queue-stalls',
    unpaidGoesBack: protocol.unpaidTopicReward === 'back-to-ecosystem',
    slashing: {
      mode: protocol['slashing.mode'] as SlashingRules['mode'],
      fraction: number('slashing.fraction'),
      quantile: number('slashing.quantile'),
      epochs: number('slashing.epochs'),
      destination: protocol['slashing.destination'] as SlashingRules['destination'],
    },
    workerStake: toUallo(number('workerStake.min')),
  };
}
