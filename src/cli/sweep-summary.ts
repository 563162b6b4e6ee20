import type { Experiment } from '../config/experiment/experiment.ts';
import type { RunsAhead } from '../experiment/runs-ahead.ts';
import { durationInWords } from './sweep-progress.ts';
import { table } from './table.ts';

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
}

/** More lines than this do not fit on one screen beside the rest. */
const mostLines = 30;
const mostFailures = 5;
const longestSetting = 18;

/** One screen: what ran, the metrics asked for point by point, what failed, and, last, where the report is. */
export function sweepSummary(facts: SweepFacts): string {
  const { sweep, sweepId, folder, report, points, runs, stored, failed, wallSeconds } = facts;
  const known = stored === 0 ? '' : `, ${stored} of them known`;
  const head = `${sweep} ${sweepId}: ${counted(points, 'point')}, ${counted(runs, 'run')}${known}, ${durationInWords(wallSeconds)}\n`;
  const failures = failed === 0 ? [] : [failuresInWords(facts)];
  const place = `Tables: ${folder}\n${report === null ? '' : `Report: ${report}\n`}`;
  return [head, ...failures, ...pointsTable(facts), place].join('\n');
}

function failuresInWords({ failed, failures }: SweepFacts): string {
  const lines = failures
    .slice(0, mostFailures)
    .map(({ point, seed, error }) => `  point ${point}, seed ${seed}: ${error}\n`);
  const more = failed > mostFailures ? `  ... ${failed - mostFailures} more in the table runs\n` : '';
  return `${counted(failed, 'run')} FAILED and ${failed === 1 ? 'is' : 'are'} left out of what follows:\n${lines.join('')}${more}`;
}

/** A block per metric asked for: a line per point. */
function pointsTable({ aggregates, factors, shown }: SweepFacts): string[] {
  const asked = shown.length === 0 ? [] : aggregates.filter(({ metric, topic }) => isShown(metric, topic, shown));
  if (asked.length === 0) return [];
  const columns = new Map<string, PointFacts[]>();
  for (const one of asked) {
    const key = one.topic === '' ? one.metric : `${one.metric} of ${one.topic}`;
    columns.set(key, [...(columns.get(key) ?? []), one]);
  }
  const perMetric = Math.max(5, Math.floor(mostLines / columns.size) - 2);
  const place = ([, [{ metric, topic }]]: [string, PointFacts[]]): number =>
    shown.findIndex((column) => column === metric || column === `${metric}@${topic}`);
  const inOrder = [...columns].sort((a, b) => place(a) - place(b));
  return inOrder.map(([name, rows]) => {
    const lines = rows
      .slice(0, perMetric)
      .map(({ settings, mean, low, high, n }) => [
        '',
        ...settings.map((text) => (text.length > longestSetting ? `${text.slice(0, longestSetting - 1)}…` : text)),
        shownValue(mean),
        low === null || high === null ? '' : `${shownValue(low)} to ${shownValue(high)}`,
        String(n),
      ]);
    const head = ['', ...factors, 'mean', '95 % interval', 'n'];
    const numbers = [factors.length + 1, factors.length + 3];
    const more = rows.length > perMetric ? `  ... ${rows.length - perMetric} more points in the report\n` : '';
    const unit = rows[0].unit === '1' ? '' : `, ${rows[0].unit}`;
    return `${name}${unit}\n${table([head, ...lines], numbers)}${more}`;
  });
}

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

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function shownValue(value: number | null): string {
  if (value === null) return 'none';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return Number(value.toPrecision(5)).toString();
}
