import { COLOURS } from '../../palette.ts';
import { type ChainLine, type DrawChain, overTime, stackedOverTime } from './over-time.ts';

const CLASSES: readonly ChainLine[] = [
  { column: 'to_validators', name: 'validators', colour: COLOURS.validators },
  { column: 'paid_reputers', name: 'reputers', colour: COLOURS.reputers },
  { column: 'paid_delegators', name: 'reputers’ delegators', colour: COLOURS.delegators },
  { column: 'paid_inferers', name: 'inferers', colour: COLOURS.inferers },
  { column: 'paid_forecasters', name: 'forecasters', colour: COLOURS.forecasters },
];

export const classShares: DrawChain = (input) =>
  stackedOverTime(input, {
    name: 'class-shares',
    title: 'Who is paid which part',
    note: 'Parts of all that was paid out: validators with their delegators, reputers (added to their stake), their delegators, inferers, forecasters. Healthy: no class is left without.',
    yTitle: 'share of what is paid',
    rate: true,
    shares: true,
    series: CLASSES,
  });

export const classRewards: DrawChain = (input) => {
  const { unit } = input.chain.time;
  return stackedOverTime(input, {
    name: 'class-rewards',
    title: `Rewards by class per ${unit}`,
    note: 'Paid out to each class. Healthy: in line with what each adds.',
    yTitle: `ALLO per ${unit}`,
    rate: true,
    series: CLASSES,
  });
};

export const returned: DrawChain = (input) => {
  const { unit } = input.chain.time;
  return overTime(input, {
    name: 'returned',
    title: `Rewards that could not be paid, per ${unit}`,
    note: 'Rewards of topics whose epoch nobody could be paid for; they go back to the treasury. Healthy: none.',
    yTitle: `ALLO per ${unit}`,
    rate: true,
    series: [{ column: 'returned', name: 'back to the treasury', colour: COLOURS.treasury }],
  });
};

export const slashed: DrawChain = (input) => {
  const { unit } = input.chain.time;
  return overTime(input, {
    name: 'slashed',
    title: `Slashed per ${unit} (not on chain)`,
    note: 'Taken from reputers and their delegators: an option of the simulator that no version of the chain has. Healthy: only the dishonest lose.',
    yTitle: `ALLO per ${unit}`,
    rate: true,
    series: [{ column: 'slashed', name: 'slashed', colour: COLOURS.slashed }],
  });
};
