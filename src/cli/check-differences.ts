import { differencesOf } from '../suite/differences.ts';
import {
  type EntryVerdict,
  isDifference,
  type MetricKind,
  type MetricVerdict,
  type SuiteVerdict,
} from '../suite/verdict.ts';
import {
  changeInWords,
  counted,
  entryInWords,
  kindInWords,
  metricName,
  signed,
  times,
  valuePair,
} from '../suite/words.ts';
import { table } from './table.ts';

/** Lines about differences: with the rest they fill a small terminal. */
const mostLines = 14;
const leastName = 20;

/** A line: an entry as a whole, a value that moved, or metrics of an entry with the same thing the matter. */
interface Line {
  readonly entry: EntryVerdict;
  readonly metrics: MetricVerdict[];
}

/** What differs, by scenario, the worst first, as far as it fits on a screen. */
export function differencesTable(verdict: SuiteVerdict, columns: number): string {
  const all = linesOf(verdict);
  const lines = fitting(all);
  if (lines.length === 0) return '';
  const moved = lines.filter(isMove).map(({ metrics }) => metrics[0]);
  const [head, ...numbers] = table([heads, ...moved.map(numbersOf)], [0, 1, 2, 3]).split('\n');
  const names = moved.map(metricName);
  const room = columns - 4 - Math.max(...[head, ...numbers].map((line) => line.length));
  const width = Math.max(leastName, Math.min(room, Math.max(...names.map((name) => name.length))));
  const row = (name: string, line: string): string => `  ${cut(name, width).padEnd(width)}  ${line}\n`;

  const text = moved.length === 0 ? [] : [row('', head)];
  for (const entry of new Set(lines.map((line) => line.entry))) {
    const own = lines.filter((line) => line.entry === entry);
    if (own.some(({ metrics }) => metrics.length > 0)) text.push(entryLine(entry));
    for (const line of own) {
      const [metric] = line.metrics;
      if (metric === undefined) text.push(`${cut(`${entry.name} ${entryInWords(entry)}`, 2 * columns)}\n`);
      else if (isMove(line)) text.push(row(metricName(metric), numbers[moved.indexOf(metric)]));
      else text.push(`  ${together(line.metrics)}\n`);
    }
  }
  const left = all.slice(lines.length).reduce((sum, { metrics }) => sum + Math.max(metrics.length, 1), 0);
  if (left > 0) text.push(`... ${left} more with --json or in the --markdown file\n`);
  return text.join('');
}

/** Metrics of an entry that came or went are told together: otherwise they would fill the screen. */
function linesOf(verdict: SuiteVerdict): Line[] {
  const lines: Line[] = [];
  const groups = new Map<string, Line>();
  for (const { entry, metric } of differencesOf(verdict)) {
    const key = metric !== null && Object.hasOwn(groupLabels, metric.kind) ? `${metric.kind} ${entry.name}` : '';
    const group = groups.get(key);
    if (metric !== null && group !== undefined) {
      group.metrics.push(metric);
      continue;
    }
    const line = { entry, metrics: metric === null ? [] : [metric] };
    if (key !== '') groups.set(key, line);
    lines.push(line);
  }
  return lines;
}

const groupLabels: Partial<Record<MetricKind, string>> = {
  appeared: 'not in the baseline',
  disappeared: 'gone from the run',
  dropped: 'in the baseline, but not compared any more',
  'value-lost': 'no value any more',
  'value-found': 'a value where there was none',
};

/** More metrics that came or went are not named. */
const mostNames = 3;

function together(metrics: readonly MetricVerdict[]): string {
  const [first] = metrics;
  if (metrics.length === 1) return `${metricName(first)} ${kindInWords(first)}`;
  const more = metrics.length > mostNames ? `, ... (${metrics.length} in all)` : '';
  return `${groupLabels[first.kind]}: ${metrics.slice(0, mostNames).map(metricName).join(', ')}${more}`;
}

function isMove({ metrics }: Line): boolean {
  return metrics.length === 1 && metrics[0].kind === 'moved';
}

const heads = ['was', 'now', 'difference', 'x allowed'];

function numbersOf(metric: MetricVerdict): string[] {
  return [...valuePair(metric.old, metric.new), signed(metric.difference), times(metric.ratio)];
}

/** The worst, as many as there is room for with a line for each scenario. */
function fitting(all: readonly Line[]): readonly Line[] {
  const entries = new Set<EntryVerdict>();
  let used = 0;
  for (let n = 0; n < all.length; ++n) {
    const { entry, metrics } = all[n];
    used += metrics.length === 0 || entries.has(entry) ? 1 : 2;
    if (used > mostLines) return all.slice(0, n);
    entries.add(entry);
  }
  return all;
}

function entryLine({ name, metrics, scenarioChange }: EntryVerdict): string {
  const count = `${metrics.filter(isDifference).length} of ${counted(metrics.length, 'value')} differ`;
  const change = scenarioChange === 'none' ? '' : `; ${changeInWords(scenarioChange)}`;
  return `${name}: ${count}${change}\n`;
}

/** A name that is too long without its middle. */
function cut(name: string, width: number): string {
  if (name.length <= width) return name;
  const begin = Math.ceil((width - 1) / 2);
  return `${name.slice(0, begin)}…${name.slice(name.length - (width - 1 - begin))}`;
}
