import type { SummaryMetric } from '../../sim/index.ts';
import type { Verdict } from '../expect/evaluate.ts';
import type { RecordedRun } from '../run/record-run.ts';
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
  /** What the author expected of the metrics, and whether it is so. */
  readonly expectations: readonly Verdict[];
  /** The same run without the attackers' keys; null for a scenario without attacks. */
  readonly control: RecordedRun | null;
}

/** More lines than these do not fit on one screen beside the rest: metrics and expectations together, expectations. */
const mostLines = 32;
const mostExpectations = 10;
/** Names that begin like this come first where not all fit. */
const headlinePrefixes = ['attack_', 'skill_', 'alignment_', 'mean_', 'reward_'];
/** More topics than this do not fit beside each other. */
const mostTopics = 4;

/** One screen: what ran, its metrics, what was expected of them, and, last, where the report is. */
export function runSummary(facts: RunFacts): string {
  const { scenario, runId, folder, existing, report, epochs, wallSeconds, notices, metrics, expectations, control } =
    facts;
  const how = existing ? 'recorded before; --force runs it again' : `${epochs} epochs in ${wallSeconds.toFixed(1)} s`;
  const parts = [
    `${scenario} ${runId}: ${how}\n`,
    metricsTable(metrics, mostLines - Math.min(expectations.length, mostExpectations)),
  ];
  if (expectations.length > 0) parts.push(expectationsTable(expectations));
  parts.push(...notices.map((notice) => `Note: ${notice}.\n`));
  const without = control === null ? '' : `Without the attack: ${control.folder}\n`;
  parts.push(`Tables: ${folder}\n${without}${report === null ? '' : `Report: ${report}\n`}`);
  return parts.join('\n');
}

/** A line per metric: its value; a column per topic when there are a few; mean, least and most when there are many. */
function metricsTable(metrics: readonly SummaryMetric[], mostMetrics: number): string {
  const topics = [...new Set(metrics.map(({ topic }) => topic))];
  const names = [...new Set(metrics.map(({ name }) => name))];
  const valuesOf = (wanted: string) => metrics.filter(({ name }) => name === wanted);
  const unitOf = (name: string) => shownUnit(valuesOf(name)[0].unit);
  const lines = headlines(names, mostMetrics).map((name) => {
    const found = valuesOf(name);
    if (topics.length <= mostTopics) {
      const cells = topics.map((topic) => {
        const one = found.find((metric) => metric.topic === topic);
        return one === undefined ? '' : shownValue(one.value);
      });
      return [`  ${name}`, ...cells, unitOf(name)];
    }
    const values = found.flatMap(({ value }) => value ?? []);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const cells = values.length === 0 ? [null, null, null] : [mean, Math.min(...values), Math.max(...values)];
    return [`  ${name}`, ...cells.map(shownValue), unitOf(name)];
  });
  const many = ['  over the topics', 'mean', 'least', 'most', ''];
  const head = topics.length === 1 ? [] : [topics.length <= mostTopics ? ['', ...topics.map(topicName), ''] : many];
  const numbers = Array.from({ length: topics.length <= mostTopics ? topics.length : 3 }, (_, c) => c + 1);
  const more = names.length > mostMetrics ? `  ... ${names.length - mostMetrics} more in summary.json\n` : '';
  return table([...head, ...lines], numbers) + more;
}

/** Those that fit; when not all do, what the run is about before the rest. */
function headlines(names: readonly string[], most: number): readonly string[] {
  if (names.length <= most) return names;
  const rank = (name: string): number => {
    const first = headlinePrefixes.findIndex((prefix) => name.startsWith(prefix));
    return first < 0 ? headlinePrefixes.length : first;
  };
  return [...names].sort((a, b) => rank(a) - rank(b)).slice(0, most);
}

/** What was expected of each metric and what came out: met, NOT MET, or what it takes to know. */
function expectationsTable(verdicts: readonly Verdict[]): string {
  const several = new Set(verdicts.map(({ topic }) => topic).filter((topic) => topic !== '')).size > 1;
  const head = ['  expected of', ...(several ? ['topic'] : []), '', 'mean', '95 % interval', 'n', ''];
  // The first to be seen are those that are not as expected.
  const order = [...verdicts].sort((a, b) => Number(a.met !== false) - Number(b.met !== false));
  const shown = verdicts.length > mostExpectations ? order.slice(0, mostExpectations) : verdicts;
  const rows = shown.map(({ metric, topic, than, expected, mean, low, high, n, met, reason }) => [
    `  ${metric}${than === '' ? '' : ` less that of ${than}`}`,
    ...(several ? [topic] : []),
    expected,
    mean === null ? '' : shownValue(mean),
    n < 2 ? '' : `${shownValue(low)} to ${shownValue(high)}`,
    n === 0 ? '' : String(n),
    [met === null ? '' : met ? 'met' : 'NOT MET', reason].filter((text) => text !== '').join(': '),
  ]);
  const left = verdicts.length - shown.length;
  const more = left > 0 ? `  ... ${left} more with --json\n` : '';
  const numbers = several ? [3, 5] : [2, 4];
  return table([head, ...rows], numbers) + more;
}

function topicName(topic: string): string {
  return topic === '' ? 'run' : topic;
}

function shownUnit(unit: string): string {
  return unit === '1' ? '' : unit;
}

function shownValue(value: number | null): string {
  if (value === null) return 'none';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return Number(value.toPrecision(6)).toString();
}
