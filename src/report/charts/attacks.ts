import type { AttackResult } from '../data/attacks.ts';
import type { LossWords } from '../loss-words.ts';
import { COLOURS, GREY, INK } from '../palette.ts';
import type { Drawing } from './chart.ts';
import { linesOverEpochs, type Series, thinning } from './lines.ts';

/** More than elsewhere, to show when an attack begins and ends. */
const MOST_POINTS = 100;

/** All charts of one attack. */
export function attackCharts(attack: AttackResult, every: number, words: LossWords): Drawing[] {
  const points = attack.points(MOST_POINTS);
  const { inTitle, inNote } = thinning(points, every);
  const when = Number.isNaN(attack.from) ? '' : ` The attack proper: epochs ${attack.from} to ${attack.to}.`;
  const mean = (column: string): Float64Array => points.mean(attack.sums(column));
  const cumulative = (column: string): Float64Array => {
    let sum = 0;
    return points.sum(attack.sums(column)).map((value) => {
      sum += value;
      return sum;
    });
  };
  const draw = (
    name: string,
    title: string,
    note: string,
    yTitle: string,
    series: readonly Series[],
    zero = false,
  ): Drawing =>
    linesOverEpochs({ name, title, note: `${note}${when}${inNote}`, yTitle, x: points.epoch, series, zero });
  return [
    draw(
      'damage',
      `Damage to the network's inference${inTitle}`,
      'True loss of the combined inference less that of the same run without the attack. Healthy: zero (dashed) or below.',
      words.difference,
      [{ name: 'damage', colour: COLOURS.attack, values: mean('damage') }],
      true,
    ),
    draw(
      'losses',
      `Losses with and without the attack${inTitle}`,
      'True loss of the combined inference in this run and in the run without the attack, same seed. Healthy: the same.',
      words.axis,
      [
        { name: 'with the attack', colour: COLOURS.combined, values: mean('combined_loss') },
        { name: 'without', colour: COLOURS.honest, dash: [5, 3], values: mean('control_combined_loss') },
      ],
    ),
    draw(
      'earned',
      'Cumulative reward per key: attacker and honest mean',
      'Sums over the epochs so far; the honest mean has the same mix of roles. Healthy: the attacker earns less.',
      'ALLO per key',
      [
        { name: 'attacker', colour: COLOURS.attack, values: cumulative('earned_per_key') },
        { name: 'honest mean', colour: COLOURS.honest, dash: [5, 3], values: cumulative('honest_per_key') },
      ],
    ),
    draw(
      'dilution',
      `Dilution of the honest${inTitle}`,
      'Part of their reward that honest keys lose to the attack, against the run without it. Healthy: zero (dashed).',
      'share of the reward',
      [{ name: 'dilution', colour: COLOURS.attack, values: mean('dilution') }],
      true,
    ),
    draw(
      'seats',
      `Keys and seats held by the attacker${inTitle}`,
      'Keys registered and keys with a seat. Healthy: few seats for many keys.',
      'keys',
      [
        { name: 'keys registered', colour: GREY, values: mean('keys') },
        { name: 'seats', colour: INK, dash: [5, 3], values: mean('seats') },
      ],
    ),
    draw(
      'weight-held',
      `Weight held by the attacker${inTitle}`,
      'Share of the weight in the combined inference. Healthy: no more than the keys’ skill deserves.',
      'share of the weight',
      [{ name: 'weight', colour: COLOURS.attack, values: mean('weight') }],
    ),
  ];
}
