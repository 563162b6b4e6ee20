import pico from 'picocolors';
import type { Experiment } from '../config/experiment/experiment.ts';
import type { EngineFacts } from '../distributed/sweep-engine.ts';
import type { RunsAhead } from '../experiment/runs-ahead.ts';
import { type FittedColumn, fittedTable, roomBeside } from './fitted-table.ts';
import { alignedNumbers, counted, shortNumber } from './shown-number.ts';
import { intervalPlot, scaleOf, sparkline, thinned } from './sparkline.ts';
import { durationInWords } from './sweep-progress.ts';
import type { Terminal } from './terminal.ts';
import { moreLine, withoutEnd, wrapped } from './text-width.ts';

/** What the replicates of a point say of one metric, for a reader. */
export interface PointFacts {
  readonly point: number;
  /** One per factor. */
  readonly settings: readonly string[];
  readonly metric: string;
  readonly topic: string;
  readonly unit: string;
  readonly n: number;
  /** null: no value. */
  readonly mean: number | null;
  /** 95 % t-interval of the mean; null for n = 1. */
  readonly low: number | null;
  readonly high: number | null;
}

/** A run that failed. */
export interface FailureFacts {
  readonly point: number;
  readonly seed: string;
  readonly error: string;
}

/** What a finished sweep comes to. */
export interface SweepFacts {
  readonly sweep: string;
  readonly sweepId: string;
  readonly folder: string;
  readonly report: string | null;
  readonly points: number;
  readonly runs: number;
  /** Were in the store. */
  readonly stored: number;
  readonly failed: number;
  readonly wallSeconds: number;
  readonly failures: readonly FailureFacts[];
  readonly factors: readonly string[];
  /** Columns of the metrics that the author asked for. */
  readonly shown: readonly string[];
  readonly aggregates: readonly PointFacts[];
  /** Of a sweep whose runs were made on other machines. */
  readonly engine?: EngineFacts;
}

/** Lines for the tables of points: with the rest they fill a large screen. */
const mostLines = 24;
const leastPoints = 5;
const mostFailures = 5;
const longestSetting = 18;

/** One screen: what ran, the metrics asked for point by point, what failed, and, last, where the report is. */
export function sweepSummary(facts: SweepFacts, terminal: Terminal): string {
  const { sweep, sweepId, folder, report, points, runs, stored, wallSeconds } = facts;
  const { dim, red } = pico.createColors(terminal.coloured);
  const known = stored === 0 ? '' : `, ${stored} of them known`;
  const again = facts.engine?.begunAgain ?? 0;
  const lost = again === 0 ? '' : `, ${again} of them begun more than once`;
  const words = `${sweep} ${sweepId}: ${counted(points, 'point')}, ${counted(runs, 'run')}${known}${lost}, ${durationInWords(wallSeconds)}`;
  const head = `${wrapped(words, terminal.columns, 2)}\n`;
  const failures = facts.failed === 0 ? [] : [failuresInWords(facts, terminal, red)];
  const place = `Tables: ${folder}\n${report === null ? '' : `Report: ${report}\n`}`;
  return [head, ...failures, ...pointTables(facts, terminal, dim), place].join('\n');
}

type Style = (text: string) => string;

function failuresInWords({ failed, failures }: SweepFacts, { columns: width }: Terminal, red: Style): string {
  const lines = failures
    .slice(0, mostFailures)
    .map(({ point, seed, error }) => `${wrapped(`  point ${point}, seed ${seed}: ${error}`, width, 4)}\n`);
  const more = failed > mostFailures ? moreLine(`${failed - mostFailures} more in the table runs`, width) : '';
  const runs = `${red(`${counted(failed, 'run')} FAILED`)} and ${failed === 1 ? 'is' : 'are'} left out of what follows:`;
  return `${runs}\n${lines.join('')}${more}`;
}

/** A block per metric asked for: a line per point. */
function pointTables({ aggregates, factors, shown }: SweepFacts, terminal: Terminal, dim: Style): string[] {
  const asked = shown.length === 0 ? [] : aggregates.filter(({ metric, topic }) => isShown(metric, topic, shown));
  if (asked.length === 0) return [];
  const columns = new Map<string, PointFacts[]>();
  for (const one of asked) {
    const key = one.topic === '' ? one.metric : `${one.metric} of ${one.topic}`;
    columns.set(key, [...(columns.get(key) ?? []), one]);
  }
  const place = ([, [{ metric, topic }]]: [string, PointFacts[]]): number =>
    shown.findIndex((column) => column === metric || column === `${metric}@${topic}`);
  const inOrder = [...columns].sort((a, b) => place(a) - place(b));
  // A block has a title and a line between it and the next, beside those of its points.
  const points = Math.max(...inOrder.map(([, rows]) => rows.length));
  const perMetric = Math.max(leastPoints, Math.floor(mostLines / columns.size) - 3);
  const blocks = Math.max(1, Math.floor(mostLines / (Math.min(points, perMetric) + 3)));
  const texts = inOrder
    .slice(0, blocks)
    .map(([name, rows]) => pointTable(name, rows, factors, perMetric, terminal, dim));
  return [...texts, ...coursesTable(inOrder.slice(blocks), terminal, dim)];
}

const mostCourses = 8;

/** The metrics for which there is no room: a line each, with a bar per point. */
function coursesTable(
  metrics: readonly (readonly [string, readonly PointFacts[]])[],
  { columns: width, unicode }: Terminal,
  dim: Style,
): string[] {
  if (metrics.length === 0) return [];
  const columns: FittedColumn[] = [
    { head: 'means of the points', least: 16 },
    // Bars do not stand without their scale.
    { head: '', rank: 3 },
    { head: 'from, to', rank: 2 },
    { head: '', rank: 1, least: 12 },
  ];
  const rows = metrics.slice(0, mostCourses).map(([name, points]) => {
    const means = points.map(({ mean }) => mean ?? Number.NaN);
    const scale = scaleOf(means);
    const range = scale === null ? 'none' : `${shortNumber(scale.low)} to ${shortNumber(scale.high)}`;
    const unit = points[0].unit === '1' ? '' : points[0].unit;
    return [name, sparkline(thinned(means, mostPlot), unicode, scale), range, unit];
  });
  const left = metrics.length - rows.length;
  const more = left > 0 ? moreLine(`${counted(left, 'more metric')} in the report`, width) : '';
  return [fittedTable(columns, rows, width, dim) + more];
}

/** The points of one metric: means, intervals, and where these lie on a scale that all share. */
function pointTable(
  name: string,
  all: readonly PointFacts[],
  factors: readonly string[],
  most: number,
  { columns: width, unicode }: Terminal,
  dim: Style,
): string {
  const points = all.slice(0, most);
  const scale = scaleOf(points.flatMap(({ mean, low, high }) => [mean, low, high].map((value) => value ?? Number.NaN)));
  const numbers = alignedNumbers(points.flatMap(({ mean, low, high }) => [mean, low, high]));
  const columns: FittedColumn[] = [
    ...factors.map((head) => ({ head, least: 8 })),
    { head: 'mean', right: true },
    { head: '95 % interval', rank: 1 },
    { head: 'n', right: true, rank: 2 },
    { head: scale === null ? '' : `from ${shortNumber(scale.low)} to ${shortNumber(scale.high)}`, rank: 3 },
  ];
  const rows = points.map(({ settings, low, high, n }, p) => {
    const [mean, from, to] = numbers.slice(3 * p);
    const interval = low === null || high === null ? '' : `${from} to ${to}`;
    return [...settings.map((text) => withoutEnd(text, longestSetting)), mean, interval, String(n), ''];
  });
  const plot = columns.length - 1;
  const room = Math.max(leastPlot, Math.min(mostPlot, roomBeside(plot, columns, rows, width) - 2));
  if (points.length > 1 && scale !== null) {
    for (let p = 0; p < rows.length; ++p) rows[p][plot] = intervalPlot(points[p], scale, room, unicode);
  }
  const unit = points[0].unit === '1' ? '' : `, ${points[0].unit}`;
  const more = all.length > most ? moreLine(`${counted(all.length - most, 'more point')} in the report`, width) : '';
  return `${wrapped(`${name}${unit}`, width, 2)}\n${fittedTable(columns, rows, width, dim)}${more}`;
}

/** Narrower plots tell nothing; wider ones tell no more. */
const leastPlot = 12;
const mostPlot = 32;

function isShown(metric: string, topic: string, shown: readonly string[]): boolean {
  return shown.includes(metric) || shown.includes(`${metric}@${topic}`);
}

/** What a dry run tells. */
export function dryRunText({ name, design, factors, stop }: Experiment, ahead: RunsAhead): string {
  const { points, runs, stored, toDo, threads, estimate } = ahead;
  const varied = factors.length === 0 ? 'no factors' : counted(factors.length, 'factor');
  const most = stop === null ? '' : `, up to ${points * stop.most} with the stopping rule`;
  const cost =
    estimate === null
      ? 'Nothing is left to run.'
      : `Estimate: ${durationInWords(estimate.seconds)} on ${counted(threads, 'thread')} (${Number(estimate.secondsPerRun.toPrecision(2))} s per run), ${bytesInWords(estimate.bytes)} of disk.`;
  return `${name}: ${design.kind} design, ${varied}, ${counted(points, 'point')}\n${counted(runs, 'run')}${most}: ${stored} known, ${toDo} to do\n${cost}\n`;
}

/** `512 B`, `3.2 MB`. */
export function bytesInWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  for (; size >= 1000 && unit < units.length - 1; ++unit) size /= 1000;
  return `${Number(size.toPrecision(size < 1000 && unit > 0 ? 2 : 3))} ${units[unit]}`;
}
