import type { SummaryMetric } from '../../sim/index.ts';
import { table } from './table.ts';

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
}

/** More metrics than this do not fit on one screen. */
const mostMetrics = 30;

/** One screen: what ran, its metrics, and, last, where the report is. */
export function runSummary(facts: RunFacts): string {
  const { scenario, runId, folder, existing, report, epochs, wallSeconds, notices, metrics } = facts;
  const how = existing ? 'recorded before; --force runs it again' : `${epochs} epochs in ${wallSeconds.toFixed(1)} s`;
  const several = new Set(metrics.map(({ topic }) => topic)).size > 1;
  const rows = metrics.slice(0, mostMetrics).map(({ name, value, unit, topic }) => {
    const row = [`  ${name}`, shownValue(value), unit === '1' ? '' : unit];
    return several ? [...row, topic] : row;
  });
  const more = metrics.length > mostMetrics ? [`  ... ${metrics.length - mostMetrics} more in summary.json\n`] : [];
  const notes = notices.map((notice) => `Note: ${notice}.\n`);
  const last = report === null ? `Tables: ${folder}\n` : `Tables: ${folder}\nReport: ${report}\n`;
  return [`${scenario} ${runId}: ${how}\n`, table(rows, [1]), ...more, ...notes, last].join('\n');
}

function shownValue(value: number | null): string {
  if (value === null) return 'none';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return Number(value.toPrecision(6)).toString();
}
