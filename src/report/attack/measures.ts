import type { Control } from '../../../sim/index.ts';
import { attackMeasureTexts, type MeasureText } from '../../record/attack-measure-texts.ts';
import type { AttackMeasure } from '../../record/attack-record.ts';
import type { Estimate } from '../sweep/words.ts';
import { estimateText } from '../sweep/words.ts';

/** What a control is, and how it is drawn. */
export const CONTROLS: readonly { readonly control: Control; readonly words: string }[] = [
  { control: 'no-attack', words: 'no attack' },
  { control: 'honest', words: 'honest play' },
  { control: 'random', words: 'random play' },
  { control: 'single', words: 'one identity' },
];

const texts = new Map<string, MeasureText>(attackMeasureTexts.map((text) => [text.measure, text]));
const order = attackMeasureTexts.map(({ measure }) => measure);

/** A few words for a measure. */
export function labelOf(measure: string): string {
  const { label } = texts.get(measure) ?? {};
  if (label === undefined) return measure;
  const inset = label !== label.trimStart();
  // An inset label leans on the one above it, unless it says what it is about itself.
  if (inset && label.includes(',')) return label.trim();
  return inset ? `${labelOf(order[order.indexOf(measure) - 1])}, ${label.trim()}` : label;
}

/** What a measure means; empty of those that have no text of their own. */
export function docOf(measure: string): string {
  return texts.get(measure)?.doc ?? '';
}

/** Measures that have a text, in its order, then the others by name. */
export function inOrder(measures: Iterable<string>): { readonly told: string[]; readonly others: string[] } {
  const all = [...new Set(measures)];
  return {
    told: order.filter((measure) => all.includes(measure)),
    others: all.filter((measure) => !texts.has(measure)).sort(),
  };
}

/** Finds one row of the table. */
export function finder(measures: readonly AttackMeasure[]) {
  const byKey = new Map(measures.map((row) => [keyOf(row.point, row.topic, row.measure, row.against), row]));
  return (point: number, topic: string, measure: string, against: string): AttackMeasure | undefined =>
    byKey.get(keyOf(point, topic, measure, against)) ?? byKey.get(keyOf(point, '', measure, against));
}

const keyOf = (...parts: readonly (string | number)[]): string => parts.join('\0');

/** Numbers of a row; NaN for those that are not there. */
export function estimateOf(row: AttackMeasure | undefined): Estimate & { readonly n: number } {
  const { mean, low, high, n } = row ?? { mean: null, low: null, high: null, n: 0 };
  return { mean: mean ?? Number.NaN, low: low ?? Number.NaN, high: high ?? Number.NaN, n };
}

/** A row in words: its number with interval, or why there is none. */
export function measureText(row: AttackMeasure | undefined): string {
  if (row === undefined) return '';
  const number = estimateText(estimateOf(row));
  if (row.word === '') return number;
  return row.mean === null ? row.word : `${number}, ${row.word}`;
}

/** A label at the head of a chart. */
export function asTitle(label: string): string {
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
}
