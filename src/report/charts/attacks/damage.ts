import { phaseAt } from '../../data/attacks.ts';
import { COLOURS, GREY, INK } from '../../palette.ts';
import type { Drawing } from '../chart.ts';
import type { AttackInput } from './attack-input.ts';

/** Points on either side that a smoothed value is the mean of. */
const REACH = 4;

/** What the attack does to the inference, while it lasts and after it. */
export function damageCharts(input: AttackInput): Drawing[] {
  const { mean, draw, inTitle, words } = input;
  const damage = mean('damage');
  return [
    draw({
      name: 'damage',
      title: `Damage to the network's inference and recovery${inTitle}`,
      note: `True loss of the combined inference less that of the same run without the attack. Smoothed: mean of ${2 * REACH + 1} points, fewer at the ends of a phase, which it does not cross. Healthy: zero (dashed) or below, and back there soon after the end.`,
      yTitle: words.difference,
      series: [
        { name: 'damage', colour: GREY, values: damage },
        { name: 'smoothed', colour: INK, values: smoothedWithinPhases(input, damage) },
      ],
      zero: true,
      wide: true,
    }),
    draw({
      name: 'losses',
      title: `Losses with and without the attack${inTitle}`,
      note: 'True loss of the combined inference in this run and in the run without the attack, same seed. Healthy: the same.',
      yTitle: words.axis,
      series: [
        { name: 'with the attack', colour: COLOURS.attack, values: mean('combined_loss') },
        { name: 'without', colour: COLOURS.honest, dash: [5, 3], values: mean('control_combined_loss') },
      ],
    }),
    draw({
      name: 'shift',
      title: `Shift of the combined inference${inTitle}`,
      note: "Combined inference less that of the run without the attack, in standard deviations of the latter's error. Healthy: zero (dashed).",
      yTitle: 'standard deviations',
      series: [{ name: 'shift', colour: COLOURS.attack, values: mean('shift') }],
      zero: true,
    }),
    strength(input),
    draw({
      name: 'missed',
      title: `Honest submissions that the attack keeps away${inTitle}`,
      note: 'Submissions of honest keys that did not arrive, less those that do not arrive without the attack. Healthy: zero (dashed).',
      yTitle: 'submissions per epoch',
      series: [{ name: 'missed', colour: COLOURS.attack, values: mean('honest_missed') }],
      zero: true,
    }),
  ];
}

/** Drawn only of attacks whose strength takes other values than none and all. */
function strength({ mean, draw, inTitle, attack }: AttackInput): Drawing {
  const title = `Strength of the attack${inTitle}`;
  if (attack.has('strength') && attack.total('strength') === attack.attacking) {
    return { title, reason: 'full as long as it lasts' };
  }
  return draw({
    name: 'strength',
    title,
    note: 'How hard it acts, from 0 (as an honest owner would) to 1 (as its parameters say). Healthy: it does not pay, and the owner gives up.',
    yTitle: 'strength, 0 to 1',
    series: [{ name: 'strength', colour: COLOURS.attack, values: mean('strength') }],
  });
}

/** Means over neighbouring points of the same phase, so that neither the beginning nor the end of the attack is blurred. */
function smoothedWithinPhases({ attack, points }: AttackInput, values: Float64Array): Float64Array {
  const phases = Array.from(points.epoch, (epoch) => phaseAt(attack, epoch));
  return values.map((_, p) => {
    let sum = 0;
    let count = 0;
    for (let q = Math.max(0, p - REACH); q <= Math.min(values.length - 1, p + REACH); ++q) {
      if (phases[q] !== phases[p] || !Number.isFinite(values[q])) continue;
      sum += values[q];
      ++count;
    }
    return count > 0 ? sum / count : Number.NaN;
  });
}
