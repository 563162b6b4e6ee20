import { COLOURS, GREY, INK } from '../../palette.ts';
import type { Drawing } from '../chart.ts';
import type { AttackInput } from './attack-input.ts';

/** How much of the topic the attacker holds. */
export function controlCharts({ mean, draw, inTitle }: AttackInput): Drawing[] {
  return [
    draw({
      name: 'control',
      title: `Control of weight, reward, stake and consensus${inTitle}`,
      note: 'Shares that the attacker holds: of the weight in the combined inference, of the rewards of the topic, of the stake of its reputers, and of the stake that the consensus listens to. Healthy: no more than skill and stake deserve.',
      yTitle: 'share',
      series: [
        { name: 'weight', colour: COLOURS.weight, values: mean('weight') },
        { name: 'reward', colour: COLOURS.reward, values: mean('reward_share') },
        { name: 'stake', colour: COLOURS.stake, dash: [5, 3], values: stakeShare(mean('stake'), mean('honest_stake')) },
        { name: 'consensus', colour: COLOURS.consensus, values: mean('consensus_share') },
      ],
      wide: true,
    }),
    draw({
      name: 'seats',
      title: `Keys and seats held by the attacker${inTitle}`,
      note: 'Keys registered and keys with a seat. Healthy: few seats for many keys.',
      yTitle: 'keys',
      series: [
        { name: 'keys registered', colour: GREY, values: mean('keys') },
        { name: 'seats', colour: INK, dash: [5, 3], values: mean('seats') },
      ],
    }),
    draw({
      name: 'listening',
      title: `How much the network listens to the attacker${inTitle}`,
      note: 'Mean listening coefficient of its reputers. Healthy: it falls when they lie.',
      yTitle: 'listening coefficient, 0 to 1',
      series: [{ name: 'its reputers', colour: COLOURS.reputers, values: mean('listening') }],
    }),
  ];
}

/** Without reputers of its own there is nothing to hold. */
function stakeShare(own: Float64Array, honest: Float64Array): Float64Array {
  if (!own.some((stake) => stake > 0)) return own.map(() => Number.NaN);
  return own.map((stake, p) => stake / (stake + honest[p]));
}
