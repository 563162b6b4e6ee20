import { COLOURS, INK } from '../palette.ts';
import type { ChartOf } from './chart.ts';
import { rollingLines } from './rolling-lines.ts';

/** How the reward of the topic is divided among the roles, and the forecasters' utility chi that decides their part. */
export const rewardShares: ChartOf = (rows) =>
  rollingLines(rows, {
    name: 'reward-shares',
    title: 'Shares of the reward per role, and chi',
    note: 'The three shares sum to 1 in every epoch. chi is the utility of forecasters, from which their share follows.',
    yTitle: 'fraction (dimensionless)',
    series: [
      { column: 'inferers_reward_fraction', name: 'inferers', colour: COLOURS.inferers },
      { column: 'forecasters_reward_fraction', name: 'forecasters', colour: COLOURS.forecasters },
      { column: 'reputers_reward_fraction', name: 'reputers', colour: COLOURS.reputers },
      { column: 'chi', name: 'chi', colour: INK, dash: [5, 3] },
    ],
  });
