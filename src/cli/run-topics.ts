import type { SummaryMetric } from '../../sim/index.ts';
import type { GroupSeries } from '../record/thinned-series.ts';
import { type FittedColumn, fittedTable, roomBeside } from './fitted-table.ts';
import type { chainColumns, RunSeries } from './run-series.ts';
import { alignedNumbers, counted, shortNumber, shownNumber } from './shown-number.ts';
import { type Scale, scaleOf, sparkline, thinned } from './sparkline.ts';
import type { Terminal } from './terminal.ts';
import { moreLine, wrapped } from './text-width.ts';

type Style = (text: string) => string;

/** More topics than these are summed up in the metrics, and told in the report. */
const mostTopics = 8;
const mostBars = 40;
/** Fewer bars show no course. */
const leastBars = 8;

/** Over the epochs, per topic: losses of the combined inference and of the naive one, and to whom the rewards went. */
export function topicLines(
  { topics, attacks, chain }: RunSeries,
  metrics: readonly SummaryMetric[],
  terminal: Terminal,
  dim: Style,
): string[] {
  const metricOf = (name: string, topic: string): SummaryMetric | undefined =>
    metrics.find((metric) => metric.name === name && metric.topic === topic);
  const known = topics.filter(({ words: [topic] }) => metricOf('mean_combined_loss', topic) !== undefined);
  if (known.length === 0) return chain === null ? [] : [chainLines(chain, terminal, dim)];
  if (known.length > 1) return [manyTopics(known, metricOf, terminal, dim)];
  return [oneTopic(known[0], attacks, metricOf, terminal, dim)];
}

type MetricOf = (name: string, topic: string) => SummaryMetric | undefined;

/** A line per series of the one topic, and one for its rewards. */
function oneTopic(
  group: GroupSeries,
  attacks: readonly GroupSeries[],
  metricOf: MetricOf,
  terminal: Terminal,
  dim: Style,
): string {
  const [topic] = group.words;
  const { combined, naive, ahead } = lossesOf(group);
  const line = (name: string, metric: string, series: Float64Array): BarLine => {
    return { name, value: metricOf(metric, topic)?.value ?? null, series };
  };
  const lines = [
    line('combined', 'mean_combined_loss', combined),
    line('naive', 'mean_naive_loss', naive),
    line('skill', 'skill_vs_naive', ahead),
  ];
  // Against the same run without the attackers: of all attacks together.
  const damage = attacks.find(({ words }) => words[1] === topic)?.series.get('damage');
  if (damage !== undefined) lines.push(line('damage', 'attack_damage', damage));
  // Both losses on one scale: bars of the same height are the same loss.
  const both = scaleOf(...[combined, naive].map((series) => thinned(series, mostBars)));
  const unit = metricOf('mean_combined_loss', topic)?.unit ?? '';
  const epochs = `epochs ${shownNumber(group.first)} to ${shownNumber(group.last)}`;
  const head = `${topic}: ${unit} in ${epochs}; skill is naive - combined`;
  const table = barTable(lines, 'mean', terminal, dim, (n) => (n < 2 ? both : null));
  const rewards = rewardsInWords(metricOf, topic);
  return [`${wrapped(head, terminal.columns, 2)}\n`, table, rewards === '' ? '' : fitted(rewards, terminal)].join('');
}

function fitted(text: string, { columns }: Terminal): string {
  return `${wrapped(`  ${text}`, columns, 4)}\n`;
}

interface BarLine {
  readonly name: string;
  readonly value: number | null;
  readonly series: Float64Array;
}

/** Series as bars between their names and the scale that the bars stand on. */
function barTable(
  lines: readonly BarLine[],
  valueHead: string,
  { columns: width, unicode }: Terminal,
  dim: Style,
  scaleOfLine: (n: number) => Scale | null = () => null,
): string {
  const scales = lines.map(({ series }, n) => scaleOfLine(n) ?? scaleOf(thinned(series, mostBars)));
  const columns: FittedColumn[] = [
    { head: '', least: 8 },
    { head: valueHead, right: true },
    // Bars do not stand without their scale.
    { head: 'over time', rank: 3 },
    { head: 'from, to', rank: 2 },
  ];
  const rows = lines.map(({ name, value }, n) => [name, shownNumber(value), 'bars', scaleInWords(scales[n])]);
  const room = barsIn(roomBeside(2, columns, rows, width));
  for (let n = 0; n < rows.length; ++n) rows[n][2] = sparkline(thinned(lines[n].series, room), unicode, scales[n]);
  return fittedTable(columns, rows, width, dim);
}

function barsIn(room: number): number {
  return Math.max(leastBars, Math.min(mostBars, room));
}

function scaleInWords(scale: Scale | null): string {
  return scale === null ? '' : `${shortNumber(scale.low)} to ${shortNumber(scale.high)}`;
}

/** A line per topic; all bars on one scale. */
function manyTopics(
  all: readonly GroupSeries[],
  metricOf: MetricOf,
  { columns: width, unicode }: Terminal,
  dim: Style,
): string {
  const shown = all.slice(0, mostTopics);
  const series = shown.map((group) => lossesOf(group).ahead);
  const scale = scaleOf(...series.map((values) => thinned(values, mostBars)));
  const names = shown.map(({ words: [topic] }) => topic);
  const numbers = ['mean_combined_loss', 'mean_naive_loss', 'skill_vs_naive'].map((metric) =>
    alignedNumbers(names.map((topic) => metricOf(metric, topic)?.value ?? null)),
  );
  const columns: FittedColumn[] = [
    { head: 'topic', least: 8 },
    { head: 'combined', right: true, rank: 3 },
    { head: 'naive', right: true, rank: 4 },
    { head: 'skill', right: true },
    { head: 'over time', rank: 5 },
    { head: 'inf. %', right: true, rank: 2 },
    { head: 'fore. %', right: true, rank: 2 },
    { head: 'rep. %', right: true, rank: 1 },
  ];
  const rows = names.map((topic, n) => {
    const shares = sharesOf(metricOf, topic).map((share) => (100 * share).toFixed(1));
    return [topic, ...numbers.map((column) => column[n]), 'bars', ...shares];
  });
  const room = barsIn(roomBeside(4, columns, rows, width));
  for (let n = 0; n < rows.length; ++n) rows[n][4] = sparkline(thinned(series[n], room), unicode, scale);
  const unit = metricOf('mean_combined_loss', names[0])?.unit ?? '';
  const range = scale === null ? '' : `, bars from ${scaleInWords(scale)}`;
  const head = `Means by topic: ${unit}; skill is naive - combined${range}; who earned the rewards`;
  const left = all.length - shown.length;
  const more = left > 0 ? moreLine(`${counted(left, 'more topic')} in the report`, width) : '';
  return `${wrapped(head, width, 2)}\n${fittedTable(columns, rows, width, dim)}${more}`;
}

/** The hub chain, of a run without topics. */
function chainLines({ series }: GroupSeries, terminal: Terminal, dim: Style): string {
  const lines = Object.entries(chainNames).flatMap(([column, name]) => {
    const values = series.get(column) ?? new Float64Array();
    const last = values.findLast((value) => Number.isFinite(value));
    return last === undefined ? [] : [{ name, value: last, series: values }];
  });
  return barTable(lines, 'at the end', terminal, dim);
}

const chainNames: Readonly<Record<(typeof chainColumns)[number], string>> = {
  emission: 'emission, ALLO',
  circulating: 'circulating, ALLO',
  staked_ratio: 'staked, share',
  staker_yield: 'yield of stakers, per year',
  treasury: 'treasury, ALLO',
  price: 'price, fiat per ALLO',
};

/** The losses over time, and by how much the combined inference is ahead of the naive one. */
function lossesOf({ series }: GroupSeries): Record<'combined' | 'naive' | 'ahead', Float64Array> {
  const combined = series.get('combined_loss') ?? new Float64Array();
  const naive = series.get('naive_loss') ?? new Float64Array();
  return { combined, naive, ahead: naive.map((loss, n) => loss - combined[n]) };
}

const roles = ['inferers', 'forecasters', 'reputers'] as const;

/** Empty where nothing was paid. */
function sharesOf(metricOf: MetricOf, topic: string): number[] {
  const shares = roles.map((role) => metricOf(`reward_share_${role}`, topic)?.value ?? null);
  return shares.some((share) => share === null) ? [] : (shares as number[]);
}

function rewardsInWords(metricOf: MetricOf, topic: string): string {
  const shares = sharesOf(metricOf, topic);
  if (shares.length === 0) return '';
  const words = roles.map((role, r) => `${role} ${(100 * shares[r]).toFixed(1)} %`);
  return `rewards, ${shownNumber(metricOf('reward_paid', topic)?.value ?? null)} ALLO: ${words.join(', ')}`;
}
