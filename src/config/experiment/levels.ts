import type { Levels, Setting } from './experiment.ts';

/** A setting and how it is shown. */
export interface Level {
  readonly setting: Setting;
  readonly label: string;
}

/** What a grid or a list sets a factor to: its values, or equal steps from one end of its range to the other. */
export function levelsOf(levels: Levels): Level[] {
  if (levels.kind === 'values') {
    return levels.values.map((setting, n) => ({ setting, label: levels.labels[n] as string }));
  }
  const numbers = Array.from({ length: levels.steps }, (_, n) => stepAt(levels, n / (levels.steps - 1)));
  return [...new Set(numbers)].map(numberLevel);
}

/** How many levels that are. */
export function levelCount(levels: Levels): number {
  return levels.kind === 'values' ? levels.values.length : levelsOf(levels).length;
}

/** What a coordinate drawn from [0, 1) stands for. Values, and whole numbers, have equal parts of the unit interval. */
export function drawnLevel(levels: Levels, coordinate: number): Level {
  if (levels.kind === 'values') return valueAt(levels, coordinate);
  const { from, to, integer } = levels;
  if (!integer) return numberLevel(stepAt(levels, coordinate));
  // From half a number below to half a number above, so that the ends are as wide as the others.
  const wider = { ...levels, from: from - 0.5, to: to + 0.5, integer: false };
  return numberLevel(within(Math.round(stepAt(wider, coordinate)), from, to));
}

/** What a place on a grid of the unit interval stands for, whose ends are the ends of the range. */
export function gridLevel(levels: Levels, coordinate: number): Level {
  return levels.kind === 'values' ? valueAt(levels, coordinate) : numberLevel(stepAt(levels, coordinate));
}

/** What the division of whole numbers may lose of a coordinate on the border of two parts. */
const hair = 1e-9;

function valueAt(levels: Extract<Levels, { kind: 'values' }>, coordinate: number): Level {
  const n = Math.min(Math.floor(coordinate * levels.values.length + hair), levels.values.length - 1);
  return { setting: levels.values[n] as Setting, label: levels.labels[n] as string };
}

/** Digits of a setting: fewer than a double has, so that what differs between makers of `exp` and `log` does not matter. */
const settingDigits = 12;
const labelDigits = 6;

function stepAt({ from, to, scale, integer }: Extract<Levels, { kind: 'range' }>, coordinate: number): number {
  const exact =
    scale === 'log'
      ? Math.exp(Math.log(from) + coordinate * (Math.log(to) - Math.log(from)))
      : from + coordinate * (to - from);
  return within(integer ? Math.round(exact) : Number(exact.toPrecision(settingDigits)), from, to);
}

function within(value: number, from: number, to: number): number {
  return Math.min(Math.max(value, from), to);
}

function numberLevel(setting: number): Level {
  return { setting, label: String(Number(setting.toPrecision(labelDigits))) };
}
