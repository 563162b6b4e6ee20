import type { ExpectedMetric, SummaryMetric } from '../../sim/index.ts';
import { meanInterval } from '../statistics/mean-interval.ts';

/** How one expectation about one topic turned out. */
export interface Verdict {
  readonly metric: string;
  /** Empty for a metric of the whole run. */
  readonly topic: string;
  /** The scenario file whose value is subtracted; empty when the metric itself is meant. */
  readonly than: string;
  /** In words: `positive`, `above 0.1`, `between 1 and 2`. */
  readonly expected: string;
  /** How many seeds the expectation asks for. */
  readonly seeds: number;
  /** How many values there were. */
  readonly n: number;
  /** null where there was no value. */
  readonly mean: number | null;
  /** 95 % t-interval of the mean; the value itself when n is 1. */
  readonly low: number | null;
  readonly high: number | null;
  /** null: not looked at, since one run cannot tell. */
  readonly met: boolean | null;
  /** Why there is no verdict or no value; usually empty. */
  readonly reason: string;
}

/** Whether one run is enough to judge the expectation. */
export function needsReplicates({ seeds, than }: ExpectedMetric): boolean {
  return seeds > 1 || than !== '';
}

/** What one run says about the expectations; those that need more runs are left open. */
export function evaluateRun(expectations: readonly ExpectedMetric[], metrics: readonly SummaryMetric[]): Verdict[] {
  return expectations.flatMap((expectation) => {
    if (!needsReplicates(expectation)) return evaluateReplicates(expectation, [metrics]);
    const { seeds, than, topic } = expectation;
    const runs = than === '' ? `${seeds} seeds` : `${seeds === 1 ? 'a run' : `${seeds} seeds`} of ${than}`;
    return { ...blank(expectation, topic), met: null, reason: `needs ${runs}: --check` };
  });
}

/**
 * What runs of several seeds say about one expectation, topic by topic.
 *
 * @param runs metrics of the scenario's runs, one entry per seed
 * @param others metrics of the other scenario's runs with the same seeds, when the expectation is about a difference
 */
export function evaluateReplicates(
  expectation: ExpectedMetric,
  runs: readonly (readonly SummaryMetric[])[],
  others?: readonly (readonly SummaryMetric[])[],
): Verdict[] {
  const { metric, topic } = expectation;
  const known = runs[0].filter(({ name }) => name === metric).map((one) => one.topic);
  const topics = topic === '' ? known : known.filter((one) => one === topic);
  if (topics.length === 0) {
    const where = topic === '' ? '' : ` of topic ${topic}`;
    return [{ ...blank(expectation, topic), met: false, reason: `this run has no metric ${metric}${where}` }];
  }
  return topics.map((one) => verdict(expectation, one, runs, others));
}

function verdict(
  expectation: ExpectedMetric,
  topic: string,
  runs: readonly (readonly SummaryMetric[])[],
  others: readonly (readonly SummaryMetric[])[] | undefined,
): Verdict {
  const { metric, than } = expectation;
  const own = runs.map((metrics) => metricValue(metrics, metric, topic));
  const subtracted = others?.map((metrics) => metricValue(metrics, metric, topic) ?? onlyValueOf(metrics, metric));
  if (subtracted?.includes(undefined)) {
    return { ...blank(expectation, topic), met: false, reason: `${than} has no metric ${metric} of topic ${topic}` };
  }
  const values = own.map((value, s) => difference(value ?? null, subtracted?.[s]));
  const found = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const missing = values.length - found.length;
  const reason =
    missing === 0 ? '' : values.length === 1 ? 'no value' : `no value in ${missing} of ${values.length} runs`;
  if (found.length === 0) return { ...blank(expectation, topic), met: false, reason };
  const { n, mean, low, high } = meanInterval(found);
  const met = missing === 0 && lies(expectation, { low, high });
  return { ...blank(expectation, topic), n, mean, low, high, met, reason };
}

/** Whether the whole interval lies where it is expected; bounds themselves do not count. */
function lies(
  { sign, above, below }: ExpectedMetric,
  { low, high }: { readonly low: number; readonly high: number },
): boolean {
  const least = sign === 'positive' ? 0 : (above ?? Number.NEGATIVE_INFINITY);
  const most = sign === 'negative' ? 0 : (below ?? Number.POSITIVE_INFINITY);
  return low > least && high < most;
}

/** `positive`, `above 0.1`, `below 3`, `between 1 and 2`. */
export function expectedInWords({ sign, above, below }: ExpectedMetric): string {
  if (sign !== null) return sign;
  if (above !== null && below !== null) return `between ${above} and ${below}`;
  return above !== null ? `above ${above}` : `below ${below}`;
}

function blank(expectation: ExpectedMetric, topic: string): Omit<Verdict, 'met' | 'reason'> {
  const { metric, than, seeds } = expectation;
  const expected = expectedInWords(expectation);
  return { metric, topic, than, expected, seeds, n: 0, mean: null, low: null, high: null };
}

function metricValue(metrics: readonly SummaryMetric[], metric: string, topic: string): number | null | undefined {
  return metrics.find((one) => one.name === metric && one.topic === topic)?.value;
}

/** The other scenario may call its topic otherwise: when it has the metric for one topic only, that one is meant. */
function onlyValueOf(metrics: readonly SummaryMetric[], metric: string): number | null | undefined {
  const found = metrics.filter(({ name }) => name === metric);
  return found.length === 1 ? found[0].value : undefined;
}

function difference(value: number | null, subtracted: number | null | undefined): number | null {
  if (subtracted === undefined) return value;
  return value === null || subtracted === null ? null : value - subtracted;
}
