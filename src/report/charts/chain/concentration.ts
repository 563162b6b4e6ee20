import { COLOURS, INK } from '../../palette.ts';
import { type DrawChain, overTime } from './over-time.ts';

export const giniCoefficients: DrawChain = (input) =>
  overTime(input, {
    name: 'gini',
    title: 'Concentration: Gini coefficients',
    note: 'Of the stake in topics, per key and per owner, and of all rewards so far per owner: 0 when all have the same, near 1 when one has everything. Healthy: low, and the owners’ no higher than the keys’.',
    yTitle: 'Gini coefficient',
    series: [
      { column: 'stake_gini', name: 'stake, keys', colour: COLOURS.reputers, dash: [2, 3] },
      { column: 'stake_gini_owners', name: 'stake, owners', colour: COLOURS.reputers },
      { column: 'reward_gini_owners', name: 'rewards, owners', colour: INK, dash: [5, 3] },
    ],
  });

export const hhi: DrawChain = (input) =>
  overTime(input, {
    name: 'hhi',
    title: 'Concentration: sums of squared shares (HHI)',
    note: 'Over owners, of the stake in topics and of all rewards so far: 1/n when n have the same, 1 when one has everything. Healthy: low.',
    yTitle: 'HHI',
    series: [
      { column: 'stake_hhi_owners', name: 'stake', colour: COLOURS.reputers },
      { column: 'reward_hhi_owners', name: 'rewards', colour: INK, dash: [5, 3] },
    ],
  });

export const nakamoto: DrawChain = (input) =>
  overTime(input, {
    name: 'nakamoto',
    title: 'Nakamoto coefficients of owners',
    note: 'Fewest owners who together have more than half of the stake in topics, or of all rewards so far. Healthy: large.',
    yTitle: 'owners',
    whole: true,
    series: [
      { column: 'stake_nakamoto_owners', name: 'stake', colour: COLOURS.reputers },
      { column: 'reward_nakamoto_owners', name: 'rewards', colour: INK, dash: [5, 3] },
    ],
  });
