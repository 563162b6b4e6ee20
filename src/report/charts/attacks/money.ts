import { COLOURS, INK, OUTLAY_COLOURS } from '../../palette.ts';
import { type Drawing, EPOCH_AXIS } from '../chart.ts';
import { stacks } from '../stacks.ts';
import type { AttackInput } from './attack-input.ts';

/** What an attack lays out, and what that is called. */
export const OUTLAYS: readonly { readonly column: string; readonly name: string; readonly colour: string }[] = [
  { column: 'fees', name: 'fees', colour: OUTLAY_COLOURS.fees },
  { column: 'tips', name: 'tips', colour: OUTLAY_COLOURS.tips },
  { column: 'bribes', name: 'bribes', colour: OUTLAY_COLOURS.bribes },
  { column: 'rent', name: 'rent', colour: OUTLAY_COLOURS.rent },
  { column: 'slashed', name: 'slashed', colour: OUTLAY_COLOURS.slashed },
  { column: 'capital_cost', name: 'cost of capital', colour: OUTLAY_COLOURS.capital },
  { column: 'work_cost', name: 'cost of work', colour: OUTLAY_COLOURS.work },
];

/** Money of the attacker and of its victims. */
export function moneyCharts(input: AttackInput): Drawing[] {
  const { cumulative, mean, draw, inTitle, attack, points } = input;
  const lost = difference(cumulative('control_honest_reward'), cumulative('honest_reward'));
  const outlay = OUTLAYS.filter(({ column }) => attack.has(column)).map(({ column }) => cumulative(column));
  const withNet = attack.has('net');
  return [
    draw({
      name: 'money',
      title: 'Cumulative income, outlay and net of the attacker',
      note: 'Sums over the epochs so far. Income: rewards and what its tokens earn; outside: profit beyond the network, as the attack reckons it; net: both less the outlay. Healthy: the net falls.',
      yTitle: 'ALLO',
      series: withNet
        ? [
            { name: 'income', colour: COLOURS.bestSingle, values: cumulative('income') },
            { name: 'outside', colour: COLOURS.naive, dash: [2, 2], values: nothingIfZero(cumulative('outside')) },
            { name: 'outlay', colour: COLOURS.cap, dash: [5, 3], values: sum(outlay) },
            { name: 'net', colour: INK, values: cumulative('net') },
          ]
        : [],
      zero: true,
    }),
    stacks({
      name: 'outlay',
      title: 'Cumulative outlay of the attacker by kind',
      note: 'Sums over the epochs so far. Cost of capital: what locked tokens would have earned elsewhere; cost of work: honest work that its keys do. Healthy: dear for what it brings.',
      yTitle: 'ALLO',
      x: points.epoch,
      xAxis: EPOCH_AXIS,
      series: withNet ? OUTLAYS.map(({ column, name, colour }) => ({ name, colour, values: cumulative(column) })) : [],
    }),
    draw({
      name: 'capital',
      title: `Tokens that the attacker holds down${inTitle}`,
      note: 'Capital: stake and tokens placed, and what is set aside; they come back, less what is slashed. Set aside: for promises. Healthy: much, for little effect.',
      yTitle: 'ALLO',
      series: [
        { name: 'capital', colour: INK, values: mean('capital') },
        { name: 'set aside', colour: COLOURS.naive, dash: [5, 3], values: nothingIfZero(mean('escrow')) },
      ],
    }),
    draw({
      name: 'earned',
      title: 'Cumulative reward per key: attacker and honest mean',
      note: 'Sums over the epochs so far; the honest mean has the same mix of roles. Healthy: the attacker earns less.',
      yTitle: 'ALLO per key',
      series: [
        { name: 'attacker', colour: COLOURS.attack, values: cumulative('earned_per_key') },
        { name: 'honest mean', colour: COLOURS.honest, dash: [5, 3], values: cumulative('honest_per_key') },
      ],
    }),
    draw({
      name: 'honest-reward',
      title: `Reward of the honest with and without the attack${inTitle}`,
      note: 'Rewards of all honest keys per epoch, in this run and in the run without the attack. Healthy: the same.',
      yTitle: 'ALLO per epoch',
      series: [
        { name: 'with the attack', colour: COLOURS.attack, values: mean('honest_reward') },
        { name: 'without', colour: COLOURS.honest, dash: [5, 3], values: mean('control_honest_reward') },
      ],
    }),
    draw({
      name: 'victims',
      title: 'Cumulative loss of the honest to the attack',
      note: 'Rewards of all honest keys without the attack less those with it, summed over the epochs so far. Healthy: zero (dashed).',
      yTitle: 'ALLO',
      series: [{ name: 'lost', colour: COLOURS.cap, values: lost }],
      zero: true,
    }),
    draw({
      name: 'dilution',
      title: `Dilution of the honest${inTitle}`,
      note: 'Part of their reward that honest keys lose to the attack, against the run without it. Healthy: zero (dashed).',
      yTitle: 'share of the reward',
      series: [{ name: 'dilution', colour: COLOURS.attack, values: mean('dilution') }],
      zero: true,
    }),
  ];
}

/** A line that would lie on zero throughout is not drawn. */
function nothingIfZero(values: Float64Array): Float64Array {
  return values.some((value) => value !== 0) ? values : values.map(() => Number.NaN);
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, p) => value - b[p]);
}

function sum(parts: readonly Float64Array[]): Float64Array {
  const [first, ...others] = parts;
  if (first === undefined) return new Float64Array(0);
  return first.map((value, p) => others.reduce((total, values) => total + values[p], value));
}
