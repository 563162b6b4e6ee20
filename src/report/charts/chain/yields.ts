import { COLOURS, INK } from '../../palette.ts';
import { type DrawChain, inPercent, overTime } from './over-time.ts';

export const yields: DrawChain = (input) => {
  const of = (column: string): Float64Array => inPercent(input.chain.mean(column));
  return overTime(input, {
    name: 'yields',
    title: 'Yield of a staked token, and inflation',
    note: 'Staker yield, compounded over a year; emission of a year over the circulating supply; and the yield less that inflation. Healthy: a real yield above zero (dashed), so that holding stake keeps its part of the supply.',
    yTitle: '% per year',
    zero: true,
    series: [
      { values: of('staker_yield'), name: 'staker yield', colour: COLOURS.staked },
      { values: of('inflation'), name: 'inflation', colour: COLOURS.cap },
      { values: of('real_yield'), name: 'real yield', colour: INK, dash: [5, 3] },
    ],
  });
};

export const supplyInflation: DrawChain = (input) =>
  overTime(input, {
    name: 'supply-inflation',
    title: 'Inflation of the total supply',
    note: 'Minted in the interval over the total supply, for a year. Healthy: falling.',
    yTitle: '% per year',
    series: [{ values: inPercent(input.chain.mean('supply_inflation')), name: 'minted', colour: COLOURS.minted }],
  });

export const reputerShare: DrawChain = (input) =>
  overTime(input, {
    name: 'reputer-share',
    title: 'Reputers’ part of the topic rewards',
    note: 'rho: what reputers and their delegators earned of the rewards of topics, as the cap on the yield uses it. Healthy: steady, near a third.',
    yTitle: '% of the topic rewards',
    series: [{ values: inPercent(input.chain.mean('reputer_share')), name: 'rho', colour: COLOURS.reputers }],
  });
