import { COLOURS } from '../../palette.ts';
import { type ChainLine, type DrawChain, overTime } from './over-time.ts';

/** One measure of the stake and of the rewards of owners. */
const ofOwners = (measure: 'gini' | 'hhi' | 'nakamoto'): ChainLine[] => [
  { column: `stake_${measure}_owners`, name: 'stake, owners', colour: COLOURS.stake },
  { column: `reward_${measure}_owners`, name: 'rewards, owners', colour: COLOURS.reward, dash: [5, 3] },
];

export const giniCoefficients: DrawChain = (input) =>
  overTime(input, {
    name: 'gini',
    title: 'Concentration: Gini coefficients',
    note: 'Of the stake in topics, per key and per owner, and of all rewards so far per owner: 0 when all have the same, near 1 when one has everything. Healthy: low, and the owners’ no higher than the keys’.',
    yTitle: 'Gini coefficient',
    series: [{ column: 'stake_gini', name: 'stake, keys', colour: COLOURS.stake, dash: [2, 3] }, ...ofOwners('gini')],
  });

export const hhi: DrawChain = (input) =>
  overTime(input, {
    name: 'hhi',
    title: 'Concentration: sums of squared shares (HHI)',
    note: 'Over owners, of the stake in topics and of all rewards so far: 1/n when n have the same, 1 when one has everything. Healthy: low.',
    yTitle: 'HHI',
    series: ofOwners('hhi'),
  });

export const nakamoto: DrawChain = (input) =>
  overTime(input, {
    name: 'nakamoto',
    title: 'Nakamoto coefficients of owners',
    note: 'Fewest owners who together have more than half of the stake in topics, or of all rewards so far. Healthy: large.',
    yTitle: 'owners',
    whole: true,
    series: ofOwners('nakamoto'),
  });
