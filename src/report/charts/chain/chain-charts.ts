import { classRewards, classShares, returned, slashed } from './classes.ts';
import { giniCoefficients, hhi, nakamoto } from './concentration.ts';
import { emissionOverTime, emissionPerBlock, emissionRate, recomputedEmission } from './emission.ts';
import { flowOfTokens } from './flow.ts';
import { hubLoad, messageDelay, messages, price, requests } from './hub.ts';
import type { DrawChain } from './over-time.ts';
import { leavingStake, stakedRatio, stakes, supplyBands, supplyChange } from './supply.ts';
import { effectiveTopics, largestTopic, topicCounts, topicShares, topicWeights } from './topics.ts';
import { feeCoverage, mintedAndFees, treasury } from './treasury.ts';
import { validatorCount, validatorEntropy, validatorEvenness } from './validators.ts';
import { reputerShare, supplyInflation, yields } from './yields.ts';

/** A part of the section of the hub chain. */
export interface ChainChartGroup {
  readonly id: string;
  readonly title: string;
  readonly charts: readonly DrawChain[];
}

/** All charts of the hub chain, in the order of the report. */
export const chainChartGroups: readonly ChainChartGroup[] = [
  { id: 'flow', title: 'Where the tokens go', charts: [flowOfTokens] },
  {
    id: 'emission',
    title: 'Emission',
    charts: [emissionOverTime, emissionRate, emissionPerBlock, recomputedEmission],
  },
  { id: 'funding', title: 'Minting, fees and the treasury', charts: [mintedAndFees, feeCoverage, treasury] },
  { id: 'supply', title: 'Supply and stake', charts: [supplyBands, supplyChange, stakedRatio, stakes, leavingStake] },
  { id: 'yields', title: 'Yields and inflation', charts: [yields, supplyInflation, reputerShare] },
  { id: 'classes', title: 'Rewards by class', charts: [classShares, classRewards, returned, slashed] },
  {
    id: 'topics',
    title: 'Topics compete',
    charts: [topicShares, topicWeights, topicCounts, effectiveTopics, largestTopic],
  },
  {
    id: 'concentration',
    title: 'Concentration and validators',
    charts: [giniCoefficients, hhi, nakamoto, validatorEvenness, validatorEntropy, validatorCount],
  },
  { id: 'hub', title: 'Load of the hub and consumers', charts: [messages, messageDelay, hubLoad, requests, price] },
];
