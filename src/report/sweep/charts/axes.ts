import { labelsOf, type Spec } from '../../charts/chart.ts';
import type { SweepFactor } from '../factors.ts';
import { levelLabels } from '../names.ts';
import { shortened } from '../words.ts';

/** How levels stand on an axis. */
export interface LevelAxis {
  /** Where each level stands. */
  readonly at: readonly number[];
  readonly spec: Spec;
}

/** Numbers closer than this part of the axis cannot be told apart. */
const CLOSEST = 0.03;
/** Width that the labels of an axis have on a narrow page, pixels. */
const WIDTH = 280;
const LETTER = 7;

/** Numbers stand where they belong; words, and numbers that would lie on top of each other, at equal steps. */
export function levelAxis(factor: SweepFactor): LevelAxis {
  const { name, levelValues } = factor;
  const title = shortened(name, 44);
  const log = factor.scale === 'log' && levelValues.every((value) => value > 0);
  const places = (log ? levelValues.map(Math.log) : [...levelValues]).sort((a, b) => a - b);
  const range = places[places.length - 1] - places[0];
  const gaps = places.slice(1).map((place, p) => place - places[p]);
  if (levelValues.length > 1 && gaps.every((gap) => gap > CLOSEST * range)) {
    const axis = { values: levelValues, labelOverlap: 'greedy', grid: false, format: '.6~g', labelFlush: false };
    const scale = log ? { type: 'log', nice: false, padding: 14 } : { zero: false, nice: false, padding: 14 };
    const spec = { field: 'level', type: 'quantitative', title: log ? `${title} (log scale)` : title, scale, axis };
    return { at: levelValues, spec };
  }
  return stepsAxis(factor);
}

/** All levels at equal steps, the n-th at n: there is room beside each for several marks. */
export function stepsAxis({ name, levelNames, numeric }: SweepFactor): LevelAxis {
  const names = levelLabels(levelNames, 18);
  const at = names.map((_, level) => level);
  const axis = { values: at, labelExpr: `${JSON.stringify(names)}[datum.value]`, grid: false, ...nameAxis(names) };
  const scale = { domain: [-0.5, names.length - 0.5], nice: false, zero: false };
  const title = `${shortened(name, 32)}${numeric ? ' (at equal steps)' : ''}`;
  return { at, spec: { field: 'level', type: 'quantitative', title, scale, axis } };
}

/** Smaller numbers are written as powers of ten. */
const SMALL = 1e-3;

/** How the labels of an axis of these values are written. */
export function numberLabels(values: readonly number[]): Spec {
  const largest = values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  return largest > 0 && largest < SMALL ? { format: '.3~e' } : labelsOf(values);
}

/** Title of a vertical axis of names: level above them and not much longer, so that it takes no room from the plot. */
export function titleAbove(title: string, names: readonly string[]): Spec {
  const longest = names.reduce((length, name) => Math.max(length, name.length), 24);
  return {
    title: shortened(title, longest),
    titleAngle: 0,
    titleAlign: 'right',
    titleX: 0,
    titleY: -6,
    titleBaseline: 'bottom',
  };
}

/** Legends above a chart begin where the names of its rows do. */
export const LEGEND_OVER_NAMES: Spec = { legend: { offset: 24, layout: { top: { anchor: 'start', bounds: 'full' } } } };

/** Labels that stand level where they fit, else aslant. */
export function nameAxis(names: readonly string[], width = WIDTH): Spec {
  const longest = names.reduce((length, name) => Math.max(length, name.length), 0);
  const level = (longest + 1) * LETTER * names.length <= width;
  return level ? { labelAngle: 0, labelLimit: width } : { labelAngle: -40, labelLimit: 130, labelOverlap: false };
}
