import { forecasterHealth, impliedLosses, infererHealth, losses } from './accuracy.ts';
import { regretAndWeight, skills, weightStrips } from './actors.ts';
import { forecastedLosses } from './forecasts.ts';
import { inference, inferenceAtTheEnd } from './inference.ts';
import { convergence, reaction } from './learning.ts';
import { cycleTime, lifetime, participation, reputerQuality, workerQuality } from './participation.ts';
import { listeningCoefficients, reputerMetric, reputerRewards, reputerScores, reputerStakes } from './reputers.ts';
import { cumulativeRewards, entropies, lorenz, meanRewards, rewardPerKey, rewardShares, utility } from './rewards.ts';
import { topicChain } from './topic-chain.ts';
import type { DrawTopic } from './topic-input.ts';

/** A part of a topic's section. */
export interface ChartGroup {
  readonly id: string;
  readonly title: string;
  readonly charts: readonly DrawTopic[];
}

/** All charts of a topic, in the order of the report. */
export const chartGroups: readonly ChartGroup[] = [
  { id: 'accuracy', title: 'Accuracy', charts: [inference, inferenceAtTheEnd, losses] },
  {
    id: 'workers',
    title: 'Inferers and forecasters',
    charts: [forecasterHealth, infererHealth, forecastedLosses, impliedLosses, regretAndWeight, weightStrips],
  },
  { id: 'learning', title: 'Learning', charts: [convergence, reaction] },
  {
    id: 'reputers',
    title: 'Reputers',
    charts: [listeningCoefficients, reputerScores, reputerStakes, reputerRewards, reputerMetric],
  },
  {
    id: 'rewards',
    title: 'Rewards',
    charts: [meanRewards, rewardPerKey, cumulativeRewards, rewardShares, utility, entropies, lorenz],
  },
  { id: 'alignment', title: 'Actors: reward and skill', charts: skills },
  {
    id: 'participation',
    title: 'Participation and seats',
    charts: [...participation, workerQuality, reputerQuality, cycleTime, lifetime],
  },
  { id: 'hub-chain', title: 'Standing in the hub chain', charts: topicChain },
];
