import pico from 'picocolors';
import type { ComparedMetric, Comparison } from '../record/comparison-record.ts';
import { table } from './table.ts';

/** What a comparison comes to, for a reader. */
export interface CompareFacts extends Comparison {
  readonly folder: string;
  readonly report: string | null;
}

/** Wider lines do not fit on usual terminals. */
const mostColumns = 100;
/** More lines than these do not fit on one screen beside the rest. */
const mostClear = 24;
const mostUnclear = 10;
const mostFailures = 5;
const mostPoints = 3;
const mostSettings = 6;
/** Names are not made shorter than this. */
const leastName = 16;

/**
 * One screen: what was compared, what came out in a sentence, the metrics, and, last, where the report is.
 *
 * @param coloured whether a person sees it on a terminal that knows colours
 */
export function compareSummary(facts: CompareFacts, coloured: boolean): string {
  const { comparisonId, headline, notices, folder, report } = facts;
  const { bold, dim } = pico.createColors(coloured);
  const parts = [
    `${bold(`compare ${comparisonId}`)}\n${sides(facts)}`,
    `${bold(headline[0])}\n`,
    ...settings(facts),
    ...failures(facts),
    ...metrics(facts, bold, dim),
    ...(notices.length === 0 ? [] : [notices.map((notice) => `Note: ${notice}\n`).join('')]),
    ...points(facts),
    `Tables: ${folder}\n${report === null ? '' : `Report: ${report}\n`}`,
  ];
  return parts.join('\n');
}

function sides({ a, b, seeds }: CompareFacts): string {
  const line = (word: string, { kind, source, set, runs }: Comparison['a']): string[] => {
    return [
      `  ${word}`,
      kind,
      source,
      set.map((text) => `--set ${text}`).join(' '),
      runs === 1 ? '1 run' : `${runs} runs`,
    ];
  };
  const seed = seeds.length < 2 ? '' : `  seeds ${seeds[0]} to ${seeds.at(-1)} on both sides\n`;
  return table([line('A', a), line('B', b)]) + seed;
}

/** What the two are not alike in, when that is little. */
function settings({ settings: all }: CompareFacts): string[] {
  if (all.length === 0) return [];
  const rows = all.slice(0, mostSettings).map(({ path, a, b }) => [`  ${path}`, clipped(a ?? '-'), clipped(b ?? '-')]);
  const more = all.length > mostSettings ? `  ... ${all.length - mostSettings} more in the report\n` : '';
  return [table([['  setting', 'A', 'B'], ...rows]) + more];
}

function failures({ failed, a, b }: CompareFacts): string[] {
  if (failed.length === 0) return [];
  const lines = failed.slice(0, mostFailures).map(({ side, point, seed, error }) => {
    return `  ${side}${point === '' ? '' : `, ${point}`}, seed ${seed}: ${error}\n`;
  });
  const more = failed.length > mostFailures ? `  ... ${failed.length - mostFailures} more with --json\n` : '';
  return [
    `FAILED and left out: ${a.failed} of ${a.runs} runs of A, ${b.failed} of ${b.runs} of B\n${lines.join('')}${more}`,
  ];
}

type Style = (text: string) => string;

function metrics(facts: CompareFacts, bold: Style, dim: Style): string[] {
  const { rows, tested, adjust, confidence } = facts;
  const of = (...verdicts: ComparedMetric['verdict'][]) => rows.filter(({ verdict }) => verdicts.includes(verdict));
  const clear = of('higher', 'lower');
  const unclear = of('no clear difference');
  const single = of('not tested');
  const same = of('same');
  const others = rows.filter((row) => ![clear, unclear, single, same].some((group) => group.includes(row)));
  const shown = [...clear.slice(0, mostClear), ...unclear.slice(0, mostUnclear), ...single.slice(0, mostClear)];
  const numbers = pointNumbers(shown);
  const text = lines(shown, facts, numbers);
  // The table is laid out as a whole, so that all parts have the same columns.
  const [head, ...body] = text.split('\n');
  const part = (title: string, group: readonly ComparedMetric[], most: number, style: Style): string => {
    if (group.length === 0) return '';
    const own = body.splice(0, Math.min(most, group.length)).map((line) => `${style(line)}\n`);
    const more = group.length > most ? `  ... ${group.length - most} more in the report\n` : '';
    return `${title}\n${own.join('')}${more}`;
  };
  const plain: Style = (line) => line;
  const level = `${Number((100 * confidence).toPrecision(3))} %`;
  const rule = adjust === 'holm' ? 'Holm' : 'Benjamini-Hochberg';
  const blocks = [
    shown.length === 0 ? '' : `${dim(head)}\n`,
    part(
      bold(`Clear differences (p adjusted over ${tested === 1 ? '1 metric' : `${tested} metrics`}, ${rule})`),
      clear,
      mostClear,
      plain,
    ),
    part('No clear difference', unclear, mostUnclear, dim),
    part('Differences of single runs (n = 1: no interval, no p)', single, mostClear, plain),
    same.length === 0
      ? ''
      : `${same.length === 1 ? '1 metric is' : `${same.length} metrics are`} the same in all pairs\n`,
    ...(others.length === 0 ? [] : [missing(others)]),
    tested === 0 ? '' : dim(`B - A: mean difference and half of its ${level} t-interval; g: Hedges' g of the pairs\n`),
  ];
  const legend = [...numbers].map(([point, k]) => `#${k}: ${point}\n`).join('');
  return [blocks.filter((block) => block !== '').join(''), ...(legend === '' ? [] : [legend])];
}

/** Points of sweeps by number, from 1: their settings are too long for a line of the table. */
function pointNumbers(rows: readonly ComparedMetric[]): ReadonlyMap<string, number> {
  const points = [...new Set(rows.map(({ point }) => point))].filter((point) => point !== '').sort();
  return new Map(points.map((point, k) => [point, k + 1]));
}

/** The rows that have numbers, as columns; names are shortened until all fits. */
function lines(
  rows: readonly ComparedMetric[],
  { rows: all }: CompareFacts,
  numbers: ReadonlyMap<string, number>,
): string {
  const several = new Set(all.map(({ topic }) => topic).filter((topic) => topic !== '')).size > 1;
  const cells = rows.map((row) => {
    const { n, meanA, meanB, difference, low, high, adjustedP, effect } = row;
    const half = low === null || high === null ? '' : number((high - low) / 2, 3);
    const values = [number(meanA, 4), number(meanB, 4), number(difference, 3), half];
    return [
      name(row, several, numbers),
      ...values,
      String(n),
      probability(adjustedP),
      effect === null ? '' : number(effect, 3),
    ];
  });
  const head = ['metric', 'A', 'B', 'B - A', '±', 'n', 'adj. p', 'g'];
  const width = (c: number) => Math.max(...[head, ...cells].map((row) => row[c].length));
  const others = head.slice(1).reduce((sum, _, c) => sum + 2 + width(c + 1), 2);
  const room = Math.max(leastName, mostColumns - others);
  const fitted = [head, ...cells].map(([first, ...rest]) => [`  ${shortened(first, room)}`, ...rest]);
  return table(fitted, [1, 2, 3, 4, 5, 6, 7]).trimEnd();
}

function missing(rows: readonly ComparedMetric[]): string {
  const reasons = [...new Set(rows.map(({ verdict }) => verdict))];
  return reasons
    .map((reason) => {
      const names = [...new Set(rows.filter(({ verdict }) => verdict === reason).map(({ metric }) => metric))];
      const few = names.slice(0, 4).join(', ');
      return `${clipped(`${reason}: ${few}${names.length > 4 ? ` and ${names.length - 4} more` : ''}`, mostColumns)}\n`;
    })
    .join('');
}

function points({ points: { both, onlyA, onlyB } }: CompareFacts): string[] {
  if (onlyA.length + onlyB.length === 0) return [];
  const some = (side: string, names: readonly string[]): string => {
    if (names.length === 0) return '';
    const more = names.length > mostPoints ? ` and ${names.length - mostPoints} more` : '';
    return `Only in ${side}: ${names.slice(0, mostPoints).join('; ')}${more}\n`;
  };
  return [`${both} points are in both sweeps\n${some('A', onlyA)}${some('B', onlyB)}`];
}

function name(
  { metric, topic, point }: ComparedMetric,
  several: boolean,
  numbers: ReadonlyMap<string, number>,
): string {
  const of = several && topic !== '' ? ` ${topic}` : '';
  return `${metric}${of}${point === '' ? '' : ` #${numbers.get(point)}`}`;
}

/** Cut in the middle. */
function shortened(text: string, room: number): string {
  if (text.length <= room) return text;
  const front = Math.ceil((room - 1) / 2);
  return `${text.slice(0, front)}…${text.slice(text.length - (room - 1 - front))}`;
}

function clipped(text: string, most = 34): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function number(value: number | null, digits: number): string {
  if (value === null) return 'none';
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return String(value);
  const size = Math.abs(value);
  return size >= 1e7 || size < 1e-4 ? value.toExponential(digits - 1) : String(Number(value.toPrecision(digits)));
}

function probability(p: number | null): string {
  if (p === null) return '';
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}
