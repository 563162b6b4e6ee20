import { shortNumber } from '../../numbers.ts';
import { COLOURS } from '../../palette.ts';
import type { Drawing } from '../chart.ts';
import type { AttackInput } from './attack-input.ts';

/** A statistic that somebody who watches the chain could compute. */
interface Detector {
  /** Name of its column; that of the run without the attack has `control_` before it. */
  readonly name: string;
  readonly title: string;
  readonly meaning: string;
  readonly unit: string;
}

export const DETECTORS: readonly Detector[] = [
  {
    name: 'excess_correlation',
    title: 'excess correlation of values',
    meaning: 'How much more alike values of different keys are than those of independent workers.',
    unit: 'excess correlation',
  },
  {
    name: 'listening_drift',
    title: 'drift of listening coefficients',
    meaning: 'How far the listening coefficients of reputers move.',
    unit: 'drift',
  },
  {
    name: 'one_out_outliers',
    title: 'outliers among one-out scores',
    meaning: 'How far the most striking one-out score stands out.',
    unit: 'outlyingness',
  },
  {
    name: 'reward_entropy',
    title: 'entropy of rewards',
    meaning: 'How unusually rewards are spread.',
    unit: 'statistic of the entropy',
  },
];

/** Each detector with the attack, without it, and the line above which it gives the alarm. */
export function detectorCharts({ attack, points, mean, draw, inTitle }: AttackInput): Drawing[] {
  return DETECTORS.map(({ name, title, meaning, unit }) => {
    const threshold = attack.high(`control_${name}`);
    const level = new Float64Array(points.epoch.length).fill(threshold);
    const single = points.epochsPerPoint > 1 ? ' It is for single epochs, whose highs the means of a point hide.' : '';
    return draw({
      name: `detector-${name.replaceAll('_', '-')}`,
      title: `Detector: ${title}${inTitle}`,
      note: `${meaning} Alarm: above the 99 % quantile of the run without the attack (${shortNumber(threshold)}), so that an epoch without an attack raises it once in a hundred.${single} Healthy: above the alarm as soon as the attack begins.`,
      yTitle: unit,
      series: attack.has(name)
        ? [
            { name: 'with the attack', colour: COLOURS.attack, values: mean(name) },
            { name: 'without', colour: COLOURS.honest, dash: [5, 3], values: mean(`control_${name}`) },
            { name: 'alarm', colour: COLOURS.cap, dash: [2, 2], values: level },
          ]
        : [],
    });
  });
}
