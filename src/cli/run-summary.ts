import pico from 'picocolors';
import type { SummaryMetric } from '../../sim/index.ts';
import type { Verdict } from '../expect/evaluate.ts';
import type { RecordedRun } from '../run/record-run.ts';
import { expectationsTable } from './run-expectations.ts';
import { metricsTable } from './run-metrics.ts';
import type { RunSeries } from './run-series.ts';
import { topicLines } from './run-topics.ts';
import { counted } from './shown-number.ts';
import type { Terminal } from './terminal.ts';
import { wrapped } from './text-width.ts';

/** What a finished run comes to. */
export interface RunFacts {
  readonly scenario: string;
  readonly runId: string;
  readonly folder: string;
  /** Recorded before, not run again. */
  readonly existing: boolean;
  readonly report: string | null;
  readonly epochs: number;
  readonly wallSeconds: number;
  /** What the author may not expect of the scenario. */
  readonly notices: readonly string[];
  readonly metrics: readonly SummaryMetric[];
  /** What the author expected of the metrics, and whether it is so. */
  readonly expectations: readonly Verdict[];
  /** The same run without the attackers' keys; null for a scenario without attacks. */
  readonly control: RecordedRun | null;
}

/** Lines of a usual terminal, less the one that the prompt takes. */
const screen = 23;
const leastMetrics = 5;
const mostMetrics = 12;
const mostExpectations = 10;
/** What the lines of the hub chain say of its end. */
const drawnOfChain = ['circulating_end', 'staked_ratio_end', 'staker_yield_end', 'treasury_end'];

/** One screen: what ran, its course, its metrics, what was expected of them, and, last, where the report is. */
export function runSummary(facts: RunFacts, series: RunSeries, terminal: Terminal): string {
  const { scenario, runId, folder, existing, report, epochs, wallSeconds, notices, metrics, expectations, control } =
    facts;
  const colours = pico.createColors(terminal.coloured);
  const how = existing
    ? 'recorded before; --force runs it again'
    : `${counted(epochs, 'epoch')} in ${wallSeconds.toFixed(1)} s`;
  const title = wrapped(`${scenario} ${runId}: ${how}`, terminal.columns, 2);
  const before = [`${title}\n`, ...topicLines(series, metrics, terminal, colours.dim)];
  const without = control === null ? '' : `Without the attack: ${control.folder}\n`;
  const after = [
    ...(expectations.length === 0 ? [] : [expectationsTable(expectations, mostExpectations, terminal, colours)]),
    ...(notices.length === 0 ? [] : [notices.map((notice) => note(`${notice}.`, terminal)).join('')]),
    `Tables: ${folder}\n${without}${report === null ? '' : `Report: ${report}\n`}`,
  ];
  const judged = expectations.filter(({ n }) => n > 0).map(({ metric }) => metric);
  const elsewhere = new Set([...judged, ...(series.topics.length === 0 ? drawnOfChain : ['attack_damage'])]);
  // With the line between two parts, and the last one of the metrics, which tells of the others.
  const taken = [...before, ...after].reduce((sum, part) => sum + part.split('\n').length, 2);
  const room = Math.max(leastMetrics, Math.min(mostMetrics, screen - taken));
  return [...before, metricsTable(metrics, elsewhere, room, terminal, colours.dim), ...after].join('\n');
}

/** What the reader should know, over as many lines as it takes. */
export function note(text: string, { columns }: Terminal): string {
  return `${wrapped(`Note: ${text}`, columns, 2)}\n`;
}
