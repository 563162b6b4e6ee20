import { distinctUpToTwo, shortNumber, sixDigits } from '../numbers.ts';
import { GREY } from '../palette.ts';

/** Part of a Vega-Lite specification. */
export type Spec = Readonly<Record<string, unknown>>;

/** A chart. */
export interface Chart {
  /** Name of its file without the ending. */
  readonly name: string;
  /** What it shows, with how it was thinned. */
  readonly title: string;
  /** How to read it: definition, what is healthy, what a point stands for. */
  readonly note: string;
  /** Takes the whole width of the page. */
  readonly wide: boolean;
  /** A whole Vega-Lite 6 specification with its data inside. */
  readonly spec: Spec;
}

/** A chart that is not drawn, and why. */
export interface LeftOut {
  readonly title: string;
  readonly reason: string;
}

export type Drawing = Chart | LeftOut;

export function isChart(drawing: Drawing): drawing is Chart {
  return 'spec' in drawing;
}

/** A chart with its place in the page and the name of its file. */
export interface PlacedChart extends Chart {
  readonly id: string;
}

/** The charts among drawings, each with its name behind the prefix as its place. */
export function placed(drawings: readonly Drawing[], prefix: string): PlacedChart[] {
  return drawings.filter(isChart).map((chart) => ({ ...chart, id: `${prefix}${chart.name}` }));
}

/** The drawings that came to no chart. */
export function leftOutOf(drawings: readonly Drawing[]): LeftOut[] {
  return drawings.flatMap((drawing) => (isChart(drawing) ? [] : drawing));
}

/** What all charts have. */
export interface Heading {
  readonly name: string;
  readonly title: string;
  readonly note: string;
  readonly wide?: boolean;
}

/** The axis of a chart that others share: the page shows the same part of it in all of them. */
export interface SharedAxis {
  /** Charts whose axis has the same title share it. */
  readonly title: string;
  readonly from: number;
  readonly to: number;
  /** It has whole numbers only. */
  readonly whole: boolean;
}

/** What a chart over epochs or over time shares with the others. */
export function sharedAxis(axis: Spec, x: Float64Array): SharedAxis {
  const { format } = (axis.axis ?? {}) as { format?: string };
  return { title: String(axis.title), from: x[0], to: x[x.length - 1], whole: format === 'd' };
}

/** Height of a chart, pixels. */
const HEIGHT = 250;
/** Letters in a line of the note inside a specification. */
const NOTE_WIDTH = 110;

/**
 * A chart with the parts that all share: schema, title, size that follows the page.
 *
 * @param names all that its legends name: the page lays them out in as many columns as fit
 * @param range the axis that it shares with other charts
 */
export function chart(
  { name, title, note, wide = false }: Heading,
  names: readonly string[],
  spec: Spec,
  range?: SharedAxis,
): Chart {
  return {
    name,
    title,
    note,
    wide,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      title: { text: title, subtitle: wrapped(note, NOTE_WIDTH), anchor: 'start' },
      width: 'container',
      height: HEIGHT,
      autosize: { type: 'fit-x', contains: 'padding' },
      usermeta: { legendEntry: legendEntry(names), ...(range === undefined ? {} : { range }) },
      ...spec,
    },
  };
}

/** A text in lines of fewer letters than `width`. */
export function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line.length + word.length < width) lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Smaller numbers are what rounding leaves of zero. */
const ROUNDING = 1e-12;

/** Why a chart of these values would show nothing; undefined when it has at least two different ones. */
export function emptiness(values: Iterable<number>): string | undefined {
  const seen: number[] = [];
  // What is the same to six digits is drawn as the same, and what is nearly zero is zero but for rounding.
  for (const value of values) {
    if (Number.isFinite(value)) seen.push(Math.abs(value) < ROUNDING ? 0 : Number(value.toPrecision(6)));
  }
  const distinct = distinctUpToTwo(seen);
  if (distinct === 0) return 'not recorded, or without a value';
  return distinct === 1 ? `the same value throughout: ${shortNumber(seen[0], 6)}` : undefined;
}

/** The data of a chart as CSV inside the specification, a third of the size of JSON. Numbers have six significant digits. */
export function csvData(columns: Readonly<Record<string, ArrayLike<number> | readonly string[]>>): Spec {
  const names = Object.keys(columns);
  const rows = names.length > 0 ? columns[names[0]].length : 0;
  const lines = [names.map(csvCell).join(',')];
  for (let r = 0; r < rows; ++r) lines.push(names.map((name) => csvCell(columns[name][r])).join(','));
  const isNumber = (name: string): boolean => typeof columns[name][0] !== 'string';
  const parse = Object.fromEntries(names.map((name) => [name, isNumber(name) ? 'number' : 'string']));
  return { values: lines.join('\n'), format: { type: 'csv', parse } };
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(sixDigits(value) ?? '');
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The axis of every chart over the epochs, so that all of them can follow one another. */
export const EPOCH_AXIS: Spec = {
  field: 'epoch',
  type: 'quantitative',
  title: 'epoch (nonces of the topic)',
  scale: { zero: false, nice: false },
  axis: { grid: false, tickCount: 6, labelFlush: false, labelOverlap: true, format: 'd', tickMinStep: 1 },
};

/** Width of a legend's symbol and gaps, and of one letter of its names, pixels. */
const LEGEND_GAPS = 44;
const LETTER = 7;
/** Plot widths that legends are laid out for in a specification on its own. The page knows better: see page-script.ts. */
const PLOT_WIDTH = 420;

/** A legend above the chart, in as many columns as its names leave room for. */
export function legendOf(names: readonly string[], more: Spec = {}): Spec {
  const columns = Math.max(1, Math.min(names.length, Math.floor(PLOT_WIDTH / legendEntry(names))));
  return { orient: 'top', title: null, symbolStrokeWidth: 2.5, labelLimit: 260, columns, ...more };
}

/** Width that every entry of a legend needs, pixels. */
function legendEntry(names: readonly string[]): number {
  return LEGEND_GAPS + LETTER * names.reduce((length, name) => Math.max(length, name.length), 0);
}

/** Smallest maximum for which labels of an axis are in thousands or millions. */
const THOUSANDS = 2e4;
const MILLIONS = 2e6;
/** From here on they are powers of ten. */
const POWERS = 1e13;

/** How the labels of an axis of these values are written: large ones in thousands (k) or millions (M), huge ones as powers of ten. */
export function labelsOf(values: Iterable<number>): Spec {
  let largest = 0;
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  if (largest < THOUSANDS) return {};
  if (largest >= POWERS) return { format: '.3~e' };
  const [unit, letter] = largest < MILLIONS ? [1e3, 'k'] : [1e6, 'M'];
  return { labelExpr: `datum.value === 0 ? '0' : format(datum.value / ${unit}, ',.9~r') + ' ${letter}'` };
}

/** A dashed line at zero, with what zero means in the chart's note. */
export function zeroLine(): Spec {
  return {
    mark: { type: 'rule', color: GREY, strokeDash: [4, 4] },
    encoding: { y: { datum: 0, type: 'quantitative' } },
  };
}
