import pico from 'picocolors';
import { attackMeasureTexts } from '../record/attack-measure-texts.ts';
import type { AttackManifest, AttackMeasure, AttackPoint } from '../record/attack-record.ts';
import { type FittedColumn, fittedTable } from './fitted-table.ts';
import { note } from './run-summary.ts';
import { counted, shortNumber } from './shown-number.ts';
import { scaleOf, sparkline, thinned } from './sparkline.ts';
import { durationInWords } from './sweep-progress.ts';
import type { Terminal } from './terminal.ts';
import { wrapped } from './text-width.ts';

/** What the measurement of an attack comes to, for a reader. */
export interface AttackFacts extends AttackManifest {
  readonly existing: boolean;
  readonly folder: string;
  readonly report: string | null;
  readonly measures: readonly AttackMeasure[];
}

/** More lines than these do not fit on one screen beside the rest. */
const mostPoints = 12;
const mostFailures = 5;

type Style = (text: string) => string;

/**
 * One screen: what was measured, what came out in sentences, the measures of the attack beside those of its controls, the
 * frontier, the worst case, and, last, where the report is.
 */
export function attackSummary(facts: AttackFacts, terminal: Terminal): string {
  const { headline, notices, folder, report } = facts;
  const { columns } = terminal;
  const { bold, dim, red } = pico.createColors(terminal.coloured);
  const lines = headline.map((text) => wrapped(text, columns, 2));
  const sentences = lines.map((text, s) => `${s === 0 ? bold(text) : text}\n`).join('');
  return [
    head(facts, columns, bold),
    ...(sentences === '' ? [] : [sentences]),
    ...failures(facts, columns, red),
    ...facts.topics.map((topic) => measureTable(facts, topic, columns, dim)),
    ...frontier(facts, terminal, bold),
    ...worst(facts, columns, bold, dim),
    ...(notices.length === 0 ? [] : [notices.map((notice) => note(notice, terminal)).join('')]),
    `Tables: ${folder}\n${report === null ? '' : `Report: ${report}\n`}`,
  ].join('\n');
}

function head(
  { scenario, attackId, attacks, sides, seeds, runs, wallSeconds }: AttackFacts,
  width: number,
  bold: Style,
): string {
  const names = attacks.map(
    ({ name, attack, topic }) => `${attack === name ? name : `${name} (${attack})`} on ${topic}`,
  );
  const range = seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds[0]} to ${seeds.at(-1)}`;
  const title = wrapped(`${bold(`attack ${attackId}`)} ${scenario}: ${names.join(', ')}`, width, 2);
  const work = `${sides.join(', ')}: ${range}; ${counted(runs, 'run')} in all, ${durationInWords(wallSeconds)}`;
  return `${title}\n${wrapped(`  ${work}`, width, 4)}\n`;
}

function failures({ failed, runs }: AttackFacts, width: number, red: Style): string[] {
  if (failed.length === 0) return [];
  const lines = failed
    .slice(0, mostFailures)
    .map(
      ({ point, side, seed, error }) => `${wrapped(`  point ${point}, ${side}, seed ${seed}: ${error}`, width, 4)}\n`,
    );
  const more = failed.length > mostFailures ? `  ... ${failed.length - mostFailures} more in the table runs\n` : '';
  return [`${red('FAILED')} and left out: ${failed.length} of ${runs} runs\n${lines.join('')}${more}`];
}

/** A line per measure that has a value: of the attack, less honest play, less play at random. */
function measureTable({ measures, topics }: AttackFacts, topic: string, width: number, dim: Style): string {
  const own = measures.filter((row) => row.point === 0);
  const rows = attackMeasureTexts.flatMap(({ measure, label }) => {
    const at = (against: AttackMeasure['against']): AttackMeasure | undefined =>
      own.find((row) => row.measure === measure && row.against === against && [topic, ''].includes(row.topic));
    // Measures that compare by themselves have no value of their own.
    const itself = at('') ?? at('no-attack') ?? at('single');
    const shown = [itself, at('honest'), at('random')];
    if (shown.every((row) => row === undefined || (row.mean === null && row.word === ''))) return [];
    const counts = shown.flatMap((row) => (row === undefined ? [] : [row.n]));
    const least = Math.min(...counts);
    const most = Math.max(...counts);
    return [[label, ...shown.map(cell), least === most ? String(most) : `${least}-${most}`]];
  });
  if (rows.length === 0) return `No run has a measure of the attack on ${topic}: it did not begin.\n`;
  const columns: FittedColumn[] = [
    { head: topics.length > 1 ? `measure, ${topic}` : 'measure', least: 16 },
    { head: 'attack', right: true },
    { head: 'less honest', right: true, rank: 1 },
    { head: 'less random', right: true, rank: 2 },
    { head: 'n', right: true, rank: 3 },
  ];
  const marks = '± half a 95 % t-interval; [ ] a bootstrap interval of a ratio; differences are seed by seed';
  return `${fittedTable(columns, rows, width, dim)}${dim(wrapped(marks, width))}\n`;
}

/** `1.2 ±0.3`, `0.4 [0.1, 0.9]`, `free`. */
function cell(row: AttackMeasure | undefined): string {
  if (row === undefined) return '';
  const { mean, low, high, interval, word } = row;
  if (mean === null) return word;
  if (low === null || high === null) return word === '' ? number(mean) : `${number(mean)} ${word}`;
  if (number(low) === number(high)) return number(mean);
  return interval === 't'
    ? `${number(mean)} ±${number((high - low) / 2)}`
    : `${number(mean)} [${number(low)}, ${number(high)}]`;
}

function frontier(facts: AttackFacts, { columns, unicode }: Terminal, bold: Style): string[] {
  if (facts.frontier === null) return [];
  const { parameters, points } = facts.frontier;
  const names = parameters.map(({ name }) => name);
  return facts.topics.map((topic) => {
    const shown = points.slice(0, mostPoints).map((index) => pointRow(facts, facts.points[index], names, topic));
    const more = points.length > mostPoints ? `  ... ${points.length - mostPoints} more in the report\n` : '';
    const title = bold(`Frontier${facts.topics.length > 1 ? `, ${topic}` : ''}`);
    return `${title}\n${pointTable(names, shown, columns)}${more}${courses(facts, topic, unicode)}`;
  });
}

const pointMeasures = [
  ['roi', 'honest', 'ROI beyond honest'],
  ['attack_shift', '', 'shift'],
  ['attack_damage', '', 'damage'],
  ['cost', '', 'outlay + capital'],
] as const;

function pointRow({ measures }: AttackFacts, point: AttackPoint, names: readonly string[], topic: string): string[] {
  const own = measures.filter((row) => row.point === point.index && row.topic === topic);
  const cells = pointMeasures.map(([measure, against]) =>
    cell(own.find((row) => row.measure === measure && row.against === against)),
  );
  return [...names.map((name) => number(point.settings[name])), ...cells, String(point.replicates)];
}

/** What each measure costs to be left out where lines are too long. */
const pointRanks = [0, 3, 1, 4];

function pointTable(names: readonly string[], rows: readonly string[][], width: number): string {
  const columns: FittedColumn[] = [
    ...names.map((head) => ({ head, right: head !== '' })),
    ...pointMeasures.map(([, , head], m) => ({ head, right: true, ...(m === 0 ? {} : { rank: pointRanks[m] }) })),
    { head: 'n', right: true, rank: 2 },
  ];
  return fittedTable(columns, rows, width);
}

/** A bar per point of a frontier of one parameter: how return and damage follow it. */
function courses({ frontier: line, points, measures }: AttackFacts, topic: string, unicode: boolean): string {
  if (line === null || line.parameters.length !== 1 || line.points.length < 2) return '';
  return pointMeasures
    .filter(([measure]) => measure === 'roi' || measure === 'attack_damage')
    .map(([measure, against, label]) => {
      const values = line.points.map((index) => {
        const { index: point } = points[index];
        const own = measures.find(
          (row) => row.point === point && row.topic === topic && row.measure === measure && row.against === against,
        );
        return own?.mean ?? Number.NaN;
      });
      const scale = scaleOf(values);
      if (scale === null) return '';
      return `  ${label} ${sparkline(thinned(values, mostPoints), unicode, scale)} ${shortNumber(scale.low)} to ${shortNumber(scale.high)}\n`;
    })
    .join('');
}

/** The best setting found, in the search and on fresh seeds; what that means is told in the headline. */
function worst(facts: AttackFacts, width: number, bold: Style, dim: Style): string[] {
  if (facts.worst === null) return [];
  const { objective, runs, runsAllowed, budget, parameters, best, final } = facts.worst;
  const limits = budget === null ? '' : `, budget ${number(budget)} ALLO`;
  const title = bold(`Worst case by ${objective}: ${runs} of ${runsAllowed} runs${limits}`);
  const ranges = parameters.map(({ name, low, high }) => `${name} ${number(low)} to ${number(high)}`).join(', ');
  if (best === null || final === null) return [`${title}\n  ${ranges}\n  no setting has a value\n`];
  const names = parameters.map(({ name }) => name);
  const rows = facts.topics.flatMap((topic) =>
    [final, best].map((index) => {
      const where = index === final ? 'fresh seeds' : 'in the search';
      return [where, ...pointRow(facts, facts.points[index], [], topic)];
    }),
  );
  const settings = names.map((name) => `${name} = ${number(facts.points[final].settings[name])}`).join(', ');
  const searched = dim(wrapped(`searched: ${ranges}`, width, 2));
  return [`${title}\n${wrapped(`  ${settings}`, width, 4)}\n${pointTable([''], rows, width)}${searched}\n`];
}

function number(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-3 ? value.toExponential(2) : String(Number(value.toPrecision(3)));
}
