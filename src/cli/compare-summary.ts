import pico from 'picocolors';
import type { ComparedMetric, Comparison } from '../record/comparison-record.ts';
import { type FittedColumn, type FittedRows, fittedRows, fittedTable } from './fitted-table.ts';
import { note } from './run-summary.ts';
import { counted } from './shown-number.ts';
import type { Terminal } from './terminal.ts';
import { moreLine, withoutEnd, wrapped } from './text-width.ts';

/** What a comparison comes to, for a reader. */
export interface CompareFacts extends Comparison {
  readonly folder: string;
  readonly report: string | null;
}

/** More lines than these do not fit on one screen beside the rest. */
const mostClear = 16;
const mostUnclear = 6;
const mostFailures = 5;
const mostPoints = 3;
const mostSettings = 4;
/** Names are not made shorter than this. */
const leastName = 20;
const longestValue = 34;

/**
 * One screen: what was compared, what came out in a sentence, the metrics, and, last, where the report is.
 *
 */
export function compareSummary(facts: CompareFacts, terminal: Terminal): string {
  const { comparisonId, headline, notices, folder, report } = facts;
  const { columns } = terminal;
  const colours = pico.createColors(terminal.coloured);
  const { bold } = colours;
  const parts = [
    `${bold(`compare ${comparisonId}`)}\n${sides(facts, columns)}`,
    `${bold(wrapped(headline[0], columns, 2))}\n`,
    ...settings(facts, columns),
    ...failures(facts, columns, colours.red),
    ...metrics(facts, columns, colours),
    ...(notices.length === 0 ? [] : [notices.map((notice) => note(notice, terminal)).join('')]),
    ...points(facts, columns),
    `Tables: ${folder}\n${report === null ? '' : `Report: ${report}\n`}`,
  ];
  return parts.join('\n');
}

function sides({ a, b, seeds }: CompareFacts, width: number): string {
  const line = (word: string, { kind, source, set, runs }: Comparison['a']): string[] => {
    return [word, kind, source, set.map((text) => `--set ${text}`).join(' '), runs === 1 ? '1 run' : `${runs} runs`];
  };
  const seed = seeds.length < 2 ? '' : `  seeds ${seeds[0]} to ${seeds.at(-1)} on both sides\n`;
  const columns: FittedColumn[] = [
    { head: '' },
    { head: '', rank: 1 },
    { head: '', least: 20 },
    { head: '', least: 16 },
    { head: '', rank: 2 },
  ];
  return fittedTable(columns, [line('A', a), line('B', b)], width) + seed;
}

/** What the two are not alike in, when that is little. */
function settings({ settings: all }: CompareFacts, width: number): string[] {
  if (all.length === 0) return [];
  const rows = all
    .slice(0, mostSettings)
    .map(({ path, a, b }) => [path, withoutEnd(a ?? '-', longestValue), withoutEnd(b ?? '-', longestValue)]);
  const more = all.length > mostSettings ? moreLine(`${all.length - mostSettings} more in the report`, width) : '';
  const columns: FittedColumn[] = [
    { head: 'setting', least: 16 },
    { head: 'A', least: 8 },
    { head: 'B', least: 8 },
  ];
  return [fittedTable(columns, rows, width) + more];
}

function failures({ failed, a, b }: CompareFacts, width: number, red: Style): string[] {
  if (failed.length === 0) return [];
  const lines = failed.slice(0, mostFailures).map(({ side, point, seed, error }) => {
    return `${wrapped(`  ${side}${point === '' ? '' : `, ${point}`}, seed ${seed}: ${error}`, width, 4)}\n`;
  });
  const more = failed.length > mostFailures ? moreLine(`${failed.length - mostFailures} more with --json`, width) : '';
  return [
    `${red('FAILED')} and left out: ${a.failed} of ${a.runs} runs of A, ${b.failed} of ${b.runs} of B\n${lines.join('')}${more}`,
  ];
}

type Style = (text: string) => string;
type Colours = Readonly<Record<'bold' | 'dim', Style>>;

function metrics(facts: CompareFacts, width: number, { bold, dim }: Colours): string[] {
  const { rows, tested, adjust, confidence } = facts;
  const of = (...verdicts: ComparedMetric['verdict'][]) => rows.filter(({ verdict }) => verdicts.includes(verdict));
  const clear = of('higher', 'lower');
  const unclear = of('no clear difference');
  const single = of('not tested');
  const same = of('same');
  const others = rows.filter((row) => ![clear, unclear, single, same].some((group) => group.includes(row)));
  const shown = [...clear.slice(0, mostClear), ...unclear.slice(0, mostUnclear), ...single.slice(0, mostClear)];
  const numbers = pointNumbers(shown);
  // The table is laid out as a whole, so that all parts have the same columns.
  const { head, rows: laidOut } = fittedLines(shown, facts, numbers, width);
  const body = [...laidOut];
  const part = (title: string, group: readonly ComparedMetric[], most: number, style: Style): string => {
    if (group.length === 0) return '';
    const own = body.splice(0, Math.min(most, group.length)).map((line) => `${style(line.trimEnd())}\n`);
    const more = group.length > most ? moreLine(`${group.length - most} more in the report`, width) : '';
    return `${title}\n${own.join('')}${more}`;
  };
  const plain: Style = (line) => line;
  const level = `${Number((100 * confidence).toPrecision(3))} %`;
  const rule = adjust === 'holm' ? 'Holm' : 'Benjamini-Hochberg';
  const blocks = [
    head === '' ? '' : `${dim(head.trimEnd())}\n`,
    part(
      bold(wrapped(`Clear differences (p adjusted over ${counted(tested, 'metric')}, ${rule})`, width, 2)),
      clear,
      mostClear,
      plain,
    ),
    part('No clear difference', unclear, mostUnclear, dim),
    part(wrapped('Differences of single runs (n = 1: no interval, no p)', width, 2), single, mostClear, plain),
    same.length === 0
      ? ''
      : `${same.length === 1 ? '1 metric is' : `${same.length} metrics are`} the same in all pairs\n`,
    ...(others.length === 0 ? [] : [missing(others, width)]),
    tested === 0
      ? ''
      : `${dim(wrapped(`B - A: mean difference and half of its ${level} t-interval; g: Hedges' g of the pairs`, width, 2))}\n`,
  ];
  const legend = [...numbers].map(([point, k]) => `#${k}: ${point}\n`).join('');
  return [blocks.filter((block) => block !== '').join(''), ...(legend === '' ? [] : [legend])];
}

/** Points of sweeps by number, from 1: their settings are too long for a line of the table. */
function pointNumbers(rows: readonly ComparedMetric[]): ReadonlyMap<string, number> {
  const points = [...new Set(rows.map(({ point }) => point))].filter((point) => point !== '').sort();
  return new Map(points.map((point, k) => [point, k + 1]));
}

/** The rows that have numbers, as columns. */
function fittedLines(
  rows: readonly ComparedMetric[],
  { rows: all }: CompareFacts,
  numbers: ReadonlyMap<string, number>,
  width: number,
): FittedRows {
  const several = new Set(all.map(({ topic }) => topic).filter((topic) => topic !== '')).size > 1;
  const cells = rows.map((row) => {
    const { n, meanA, meanB, difference, low, high, adjustedP, effect } = row;
    const half = low === null || high === null ? '' : number((high - low) / 2, 3);
    const values = [number(meanA, 4), number(meanB, 4), number(difference, 3), half];
    const size = effect === null ? '' : number(effect, 3);
    return [name(row, several, numbers), ...values, String(n), probability(adjustedP), size];
  });
  const right = (head: string, rank?: number): FittedColumn => ({ head, right: true, ...(rank && { rank }) });
  const columns: FittedColumn[] = [
    { head: 'metric', least: leastName },
    ...[right('A', 3), right('B', 2), right('B - A'), right('±', 1), right('n', 5), right('adj. p'), right('g', 4)],
  ];
  return fittedRows(columns, cells, width);
}

function missing(rows: readonly ComparedMetric[], width: number): string {
  const reasons = [...new Set(rows.map(({ verdict }) => verdict))];
  return reasons
    .map((reason) => {
      const names = [...new Set(rows.filter(({ verdict }) => verdict === reason).map(({ metric }) => metric))];
      const few = names.slice(0, 4).join(', ');
      const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
      return `${wrapped(`${reason}: ${few}${more}`, width, 2)}\n`;
    })
    .join('');
}

function points({ points: { both, onlyA, onlyB } }: CompareFacts, width: number): string[] {
  if (onlyA.length + onlyB.length === 0) return [];
  const some = (side: string, names: readonly string[]): string => {
    if (names.length === 0) return '';
    const more = names.length > mostPoints ? ` and ${names.length - mostPoints} more` : '';
    return `${wrapped(`Only in ${side}: ${names.slice(0, mostPoints).join('; ')}${more}`, width, 2)}\n`;
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
