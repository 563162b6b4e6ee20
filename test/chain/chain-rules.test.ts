import { describe, expect, it } from 'vitest';
import { chainRules } from '../../sim/chain/chain-rules.ts';

const values = {
  minTopicWeight: 100,
  topicTargetWeight: 'stake-and-fees',
  topicWeightSmoothing: 'by-cadence',
  topicRewardStakeImportance: 0.5,
  topicRewardFeeRevenueImportance: 0.6,
  topicRewardAlpha: 0.4,
  maxActiveTopicsPerBlock: 1,
  minEpochLength: 12,
  maxUnfulfilledReputerRequests: 100,
  createTopicFee: 75_000.9,
  registrationFee: 200,
  dataSendingFee: 1e25,
  requiredMinimumStake: 10_000,
  removeStakeDelayWindow: 604_800,
  halfMaxProcessStakeRemovalsEndBlock: 40,
  stakeRemovalsOverLimit: 'queue-stalls',
  unpaidTopicReward: 'back-to-ecosystem',
  'slashing.mode': 'proportional',
  'slashing.fraction': 0.05,
  'slashing.quantile': 0.25,
  'slashing.epochs': 3,
  'slashing.destination': 'ecosystem',
  'workerStake.min': 1.5,
};

describe('chainRules', () => {
  it('reads the rules from the values of parameters, amounts in whole uallo', () => {
    expect(chainRules(values, 864_000)).toEqual({
      minTopicWeight: 100,
      targetWeight: 'stake-and-fees',
      weightSmoothing: 'by-cadence',
      stakeImportance: 0.5,
      feeRevenueImportance: 0.6,
      topicRewardAlpha: 0.4,
      blocksPerMonth: 864_000,
      maxActiveTopicsPerBlock: 1,
      minEpochLength: 12,
      mostLagInEpochs: 100,
      createTopicFee: 75_000n,
      registrationFee: 200n,
      dataSendingFee: 10_000_000_000_000_000_905_969_664n,
      requiredMinimumStake: 10_000n,
      removeStakeDelayWindow: 604_800,
      removalsPerBlock: 40,
      removalsStall: true,
      unpaidGoesBack: true,
      slashing: { mode: 'proportional', fraction: 0.05, quantile: 0.25, epochs: 3, destination: 'ecosystem' },
      workerStake: 1_500_000_000_000_000_000n,
    });
  });
  it('knows the newer queue and the older fate of rewards that are not paid', () => {
    const other = { ...values, stakeRemovalsOverLimit: 'rest-next-block', unpaidTopicReward: 'stays' };
    expect(chainRules(other, 864_000)).toMatchObject({ removalsStall: false, unpaidGoesBack: false });
  });
  it('names a parameter that is missing', () => {
    const { registrationFee: _, ...rest } = values;
    expect(() => chainRules(rest, 864_000)).toThrow('parameter registrationFee is not a number');
  });
});
