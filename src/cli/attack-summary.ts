import pico from 'picocolors';
import { attackMeasureTexts } from '../record/attack-measure-texts.ts';
import type { AttackManifest, AttackMeasure, AttackPoint } from '../record/attack-record.ts';
import { durationInWords } from './sweep-progress.ts';
import { table } from './table.ts';

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
 *
 * @param coloured whether a person sees it on a terminal that knows colours
 */
export function attackSummary(facts: AttackFacts, coloured: boolean): string {
  const { headline, notices, folder, report } = facts;
  const { bold, dim } = pico.createColors(coloured);
  const sentences = headline.map((text, s) => `${s === 0 ? bold(text) : text}\n`).join('');
  return [
    head(facts, bold),
    ...(sentences === '' ? [] : [sentences]),
    ...failures(facts),
    ...facts.topics.map((topic) => measureTable(facts, topic, 0, dim)),
    ...frontier(facts, bold),
    ...worst(facts, bold, dim),
    ...(notices.length === 0 ? [] : [notices.map((notice) => `Note: ${notice}\n`).join('')]),
    `Tables: ${folder}\n${report === null ? '' : `Report: ${report}\n`}`,
  ].join('\n');
}

function head({ scenario, attackId, attacks, sides, seeds, runs, wallSeconds }: AttackFacts, bold: Style): string {
  const names = attacks.map(
    ({ name, attack, topic }) => `${attack === name ? name : `${name} (${attack})`} on ${topic}`,
  );
  const range = seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds[0]} to ${seeds.at(-1)}`;
  return `${bold(`attack ${attackId}`)}  ${scenario}: ${names.join(', ')}\n  ${sides.join(', ')}: ${range}; ${runs} runs in all, ${durationInWords(wallSeconds)}\n`;
}

function failures({ failed, runs }: AttackFacts): string[] {
  if (failed.length === 0) return [];
  const lines = failed
    .slice(0, mostFailures)
    .map(({ point, side, seed, error }) => `  point ${point}, ${side}, seed ${seed}: ${error}\n`);
  const more = failed.length > mostFailures ? `  ... ${failed.length - mostFailures} more in the table runs\n` : '';
  return [`FAILED and left out: ${failed.length} of ${runs} runs\n${lines.join('')}${more}`];
}

/** A line per measure that has a value: of the attack, less honest play, less play at random. */
function measureTable({ measures, topics }: AttackFacts, topic: string, point: number, dim: Style): string {
  const own = measures.filter((row) => row.point === point);
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
    return [[`  ${label}`, ...shown.map(cell), least === most ? String(most) : `${least}-${most}`]];
  });
  const name = topics.length > 1 ? `measure, ${topic}` : 'measure';
  const title = [`  ${name}`, 'attack', 'less honest', 'less random', 'n'];
  if (rows.length === 0) return `No run has a measure of the attack on ${topic}: it did not begin.\n`;
  const [first, ...body] = table([title, ...rows], [1, 2, 3, 4]).split('\n');
  return `${dim(first)}\n${body.join('\n')}${dim('± half a 95 % t-interval; [ ] a bootstrap interval of a ratio; differences are seed by seed')}\n`;
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

function frontier(facts: AttackFacts, bold: Style): string[] {
  if (facts.frontier === null) return [];
  const { parameters, points } = facts.frontier;
  const names = parameters.map(({ name }) => name);
  return facts.topics.map((topic) => {
    const shown = points.slice(0, mostPoints).map((index) => pointRow(facts, facts.points[index], names, topic));
    const more = points.length > mostPoints ? `  ... ${points.length - mostPoints} more in the report\n` : '';
    return `${bold(`Frontier${facts.topics.length > 1 ? `, ${topic}` : ''}`)}\n${pointTable(names, shown)}${more}`;
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
  return [...names.map((name) => `  ${number(point.settings[name])}`), ...cells, String(point.replicates)];
}

function pointTable(names: readonly string[], rows: readonly string[][]): string {
  const title = [...names.map((name) => `  ${name}`), ...pointMeasures.map(([, , label]) => label), 'n'];
  return table(
    [title, ...rows],
    title.map((_, c) => c),
  );
}

/** The best setting found, in the search and on fresh seeds; what that means is told in the headline. */
function worst(facts: AttackFacts, bold: Style, dim: Style): string[] {
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
      return [`  ${where}`, ...pointRow(facts, facts.points[index], [], topic)];
    }),
  );
  const settings = names.map((name) => `${name} = ${number(facts.points[final].settings[name])}`).join(', ');
  const head = ['  ', ...pointMeasures.map(([, , label]) => label), 'n'];
  return [`${title}\n  ${settings}\n${table([head, ...rows], [1, 2, 3, 4, 5])}${dim(`searched: ${ranges}`)}\n`];
}

function number(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-3 ? value.toExponential(2) : String(Number(value.toPrecision(3)));
}
