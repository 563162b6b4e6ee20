import { EMISSION_BESIDE_CHANGE, SUPPLY_CHANGE } from '../../data/chain.ts';
import { LOCKED_GROUPS } from '../../data/chain-identities.ts';
import { COLOURS, LOCKED_COLOURS } from '../../palette.ts';
import { type ChainLine, type DrawChain, inPercent, overTime, stackedOverTime } from './over-time.ts';

const lockedBands: readonly ChainLine[] = LOCKED_GROUPS.map(({ column, words }, g) => ({
  column,
  name: words,
  colour: LOCKED_COLOURS[g],
}));

export const supplyBands: DrawChain = (input) =>
  stackedOverTime(input, {
    name: 'supply',
    title: 'Supply by category',
    note: 'Circulating, still locked per group, and the treasury (balance of the ecosystem account and what may still be minted). They stack up to the maximum supply in every row; healthy: the top is level.',
    wide: true,
    yTitle: 'ALLO',
    series: [
      { column: 'circulating', name: 'circulating', colour: COLOURS.circulating },
      ...lockedBands,
      { column: 'treasury', name: 'treasury', colour: COLOURS.treasury },
    ],
  });

export const supplyChange: DrawChain = (input) => {
  const { chain } = input;
  const emission = chain.sum(EMISSION_BESIDE_CHANGE);
  const ratio = chain.sum(SUPPLY_CHANGE).map((change, p) => (emission[p] > 0 ? change / emission[p] : Number.NaN));
  return overTime(input, {
    name: 'supply-change',
    title: 'Change of the supply over emission',
    note: 'Change of the total supply over what was emitted in the same time. Healthy: 1 less the part that fees cover, never above 1: what is emitted is minted or was paid in; below zero more is burnt than minted.',
    yTitle: 'ALLO per ALLO emitted',
    zero: true,
    series: [{ values: ratio, name: 'change of supply / emission', colour: COLOURS.minted }],
  });
};

export const stakedRatio: DrawChain = (input) =>
  overTime(input, {
    name: 'staked-ratio',
    title: 'Staked part of the circulating supply',
    note: 'Bonded with validators and staked in topics, over the circulating supply. Healthy: neither so low that little stands behind the network nor so high that nothing trades.',
    yTitle: '% of the circulating supply',
    series: [{ values: inPercent(input.chain.mean('staked_ratio')), name: 'staked', colour: COLOURS.staked }],
  });

export const stakes: DrawChain = (input) => {
  const { chain } = input;
  const topicStake = chain.mean('topic_stake');
  const delegated = chain.mean('delegated');
  const told = delegated.some((amount) => amount > 0);
  const own = topicStake.map((amount, p) => amount - (delegated[p] || 0));
  return stackedOverTime(input, {
    name: 'stake',
    title: 'Stake: bonded and in topics',
    note: 'Bonded with validators; staked in topics by reputers themselves and by their delegators. Healthy: neither side is left with little.',
    yTitle: 'ALLO',
    series: [
      { column: 'bonded', name: 'bonded with validators', colour: COLOURS.validators },
      { values: own, name: told ? 'in topics, reputers’ own' : 'in topics', colour: COLOURS.reputers },
      { values: delegated, name: 'in topics, delegated', colour: COLOURS.delegators },
    ],
  });
};

export const leavingStake: DrawChain = (input) =>
  overTime(input, {
    name: 'leaving-stake',
    title: 'Stake that is leaving',
    note: 'Removals requested and not yet executed: it still counts, earns, and can be slashed. Healthy: small beside all stake in topics.',
    yTitle: 'ALLO',
    series: [{ column: 'leaving_stake', name: 'leaving', colour: COLOURS.reputers }],
  });
