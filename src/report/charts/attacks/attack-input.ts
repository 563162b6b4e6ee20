import type { AttackResult } from '../../data/attacks.ts';
import type { Points } from '../../data/epoch-groups.ts';
import type { LossWords } from '../../loss-words.ts';
import { COLOURS, seeThrough } from '../../palette.ts';
import type { Drawing } from '../chart.ts';
import { type LinesOverEpochs, linesOverEpochs, type Spans, thinning } from '../lines.ts';

/** More than elsewhere, to show when an attack begins and ends. */
const MOST_POINTS = 100;

const SHADE = seeThrough(COLOURS.cap, 0.13);

/** What the charts of one attack are drawn from. */
export interface AttackInput {
  readonly attack: AttackResult;
  readonly words: LossWords;
  readonly points: Points;
  /** Mean of a column over the epochs of each point; NaN where it was not recorded. */
  readonly mean: (column: string) => Float64Array;
  /** Sum of a column over all epochs up to the end of each point; NaN throughout where it was not recorded. */
  readonly cumulative: (column: string) => Float64Array;
  /** What goes behind a title whose points are means. */
  readonly inTitle: string;
  /** Draws lines over the epochs, with the attack proper shaded. */
  readonly draw: (about: AttackLines) => Drawing;
}

export type AttackLines = Omit<LinesOverEpochs, 'x' | 'xAxis' | 'spans'>;

/** @param every one epoch in so many is recorded */
export function attackInput(attack: AttackResult, every: number, words: LossWords): AttackInput {
  const points = attack.points(MOST_POINTS);
  const { inTitle, inNote } = thinning(points, every);
  const when = Number.isNaN(attack.from) ? '' : ` The attack proper: epochs ${attack.from} to ${attack.to}.`;
  const spans: Spans = { name: 'the attack proper', colour: SHADE, ranges: attackingRanges(attack, points) };
  return {
    attack,
    words,
    points,
    inTitle,
    mean: (column) => points.mean(attack.sums(column)),
    cumulative: (column) => {
      if (!attack.has(column)) return new Float64Array(points.epoch.length).fill(Number.NaN);
      let sum = 0;
      return points.sum(attack.sums(column)).map((value) => {
        sum += value;
        return sum;
      });
    },
    draw: (about) => linesOverEpochs({ ...about, note: `${about.note}${when}${inNote}`, x: points.epoch, spans }),
  };
}

/** The epochs to shade: no more than what the axis shows anyway. */
function attackingRanges({ from, to }: AttackResult, { epoch }: Points): Spans['ranges'] {
  if (Number.isNaN(from) || epoch.length === 0) return [];
  const first = Math.max(from, epoch[0]);
  const last = Math.min(to, epoch[epoch.length - 1]);
  return first < last ? [{ from: first, to: last }] : [];
}
