import type { RecordedMetric } from '../../record/sweep-record.ts';
import type { Sweep, SweepMetric } from './read-sweep.ts';

/** Metrics with charts of their own where the author names none. */
const MOST_CHOSEN = 6;
/** Metrics with charts of their own at most. */
const MOST_SHOWN = 12;

export interface ChosenMetrics {
  readonly shown: readonly SweepMetric[];
  readonly others: readonly RecordedMetric[];
  /** How they were chosen, in a sentence. */
  readonly how: string;
}

/** How much a metric varies over the points. */
export interface Variation {
  /** Standard deviation of the points' means, in units of the metric. */
  readonly spread: number;
  /** The same in mean half-widths of their 95 % intervals; NaN where no point has one, Infinity where they have no width. */
  readonly ratio: number;
  /** The same as a share of the mean size of the means; 0 where all are 0. */
  readonly relative: number;
}

/** Smaller relative differences come from rounding. */
const ROUNDING = 1e-12;

export function variationOf({ cells }: SweepMetric): Variation {
  const means = cells.map(({ mean }) => mean).filter(Number.isFinite);
  const halves = cells.map(({ low, high }) => (high - low) / 2).filter(Number.isFinite);
  const size = averageOf(means.map(Math.abs));
  const middle = averageOf(means);
  const deviation = Math.sqrt(averageOf(means.map((mean) => (mean - middle) ** 2)));
  const spread = deviation > ROUNDING * size ? deviation : 0;
  const half = averageOf(halves) > ROUNDING * size ? averageOf(halves) : 0;
  const ratio = halves.length === 0 ? Number.NaN : spread === 0 ? 0 : spread / half;
  return { spread, ratio, relative: size > 0 ? spread / size : 0 };
}

/** The metrics that the report is about: those the author asked for, else those that vary most. */
export function chosenMetrics({ manifest, metric }: Sweep): ChosenMetrics {
  const { metrics, shown: asked } = manifest;
  const without = (shown: readonly SweepMetric[]): RecordedMetric[] => {
    const columns = new Set(shown.map(({ column }) => column));
    return metrics.filter(({ column }) => !columns.has(column));
  };
  if (asked.length > 0) {
    const found = metrics
      .filter(({ column }) => asked.includes(column))
      .sort((a, b) => asked.indexOf(a.column) - asked.indexOf(b.column));
    const shown = found.slice(0, MOST_SHOWN).map(metric);
    const more = found.length > shown.length ? `, the first ${shown.length} of ${found.length}` : '';
    return { shown, others: without(shown), how: `The metrics are those that the experiment asks for${more}.` };
  }
  const ranked = metrics
    .map((each) => ({ each, rank: rankOf(variationOf(metric(each))) }))
    .filter(({ rank }) => rank[0] < NEVER)
    .sort((a, b) => a.rank[0] - b.rank[0] || b.rank[1] - a.rank[1])
    .map(({ each }) => each);
  const shown = oneTopicEach(ranked).slice(0, MOST_CHOSEN).map(metric);
  if (shown.length === 0) {
    const first = metrics
      .slice(0, MOST_CHOSEN)
      .map(metric)
      .filter(({ cells }) => cells.some(({ n }) => n > 0));
    return {
      shown: first,
      others: without(first),
      how: `No metric varies over the points; shown are the first ${first.length}.`,
    };
  }
  const intervals = shown.some((each) => Number.isFinite(variationOf(each).ratio));
  const measure = intervals
    ? 'relative to their intervals (standard deviation of the points’ means over the mean half-width; metrics without any spread over the replicates come last'
    : 'relative to their size (standard deviation over the mean size; there are no intervals';
  const topics = manifest.metrics.some(({ column, metric: name }) => column !== name)
    ? '; one topic of each metric first'
    : '';
  const all = shown.length === metrics.length;
  const which = all
    ? `are all ${metrics.length}, first those that`
    : `are the ${shown.length} of ${metrics.length} that`;
  return {
    shown,
    others: without(shown),
    how: `The experiment asks for no metrics: shown ${which} vary most over the points ${measure}${topics}).`,
  };
}

/** Class of those that do not vary. */
const NEVER = 3;

/** Class, and place in it: with a finite ratio, without intervals, fixed by the settings. */
function rankOf({ ratio, relative, spread }: Variation): readonly [number, number] {
  if (!(spread > 0)) return [NEVER, 0];
  if (Number.isFinite(ratio)) return [0, ratio];
  return Number.isNaN(ratio) ? [1, relative] : [2, relative];
}

function oneTopicEach(ranked: readonly RecordedMetric[]): RecordedMetric[] {
  const names = new Set<string>();
  const [first, later]: [RecordedMetric[], RecordedMetric[]] = [[], []];
  for (const each of ranked) {
    (names.has(each.metric) ? later : first).push(each);
    names.add(each.metric);
  }
  return [...first, ...later];
}

function averageOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
