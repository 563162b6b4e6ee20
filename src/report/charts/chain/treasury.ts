import { COLOURS, INK } from '../../palette.ts';
import { type DrawChain, inPercent, overTime } from './over-time.ts';

export const mintedAndFees: DrawChain = (input) => {
  const { unit } = input.chain.time;
  return overTime(input, {
    name: 'minted-and-fees',
    title: `Minted, and paid in fees, per ${unit}`,
    note: 'Fees of all kinds go to the ecosystem account and are spent before anything is minted; only what is short of the emission is minted. Healthy: fees grow and minting falls.',
    yTitle: `ALLO per ${unit}`,
    rate: true,
    series: [
      { column: 'minted_interval', name: 'minted', colour: COLOURS.minted },
      { column: 'fees', name: 'fees', colour: COLOURS.fees },
      { column: 'consumer_fees', name: 'of them consumers’', colour: COLOURS.consumers, dash: [5, 3] },
      { column: 'emission', name: 'emission', colour: INK, dash: [2, 3] },
    ],
  });
};

export const feeCoverage: DrawChain = (input) => {
  const { chain } = input;
  const fees = chain.sum('fees');
  const emission = chain.sum('emission');
  const covered = fees.map((fee, p) => (emission[p] > 0 ? fee / emission[p] : Number.NaN));
  return overTime(input, {
    name: 'fee-coverage',
    title: 'Fee coverage',
    note: 'Fees over emission. Healthy: rising; from 100 % on nothing has to be minted.',
    yTitle: '% of the emission',
    series: [{ values: inPercent(covered), name: 'fee coverage', colour: COLOURS.fees }],
  });
};

export const treasury: DrawChain = (input) =>
  overTime(input, {
    name: 'treasury',
    title: 'Treasury and what may still be minted',
    note: 'The treasury is the balance of the ecosystem account and what may still be minted for it. Healthy: it lasts.',
    yTitle: 'ALLO',
    series: [
      { column: 'treasury', name: 'treasury', colour: COLOURS.treasury },
      { column: 'mint_remaining', name: 'still to be minted', colour: COLOURS.minted, dash: [5, 3] },
    ],
  });
