import type { ComparedMetric, ComparisonVerdict } from '../../record/comparison-record.ts';
import { COLOURS, GREY } from '../palette.ts';

/** Colours of verdicts that have intervals: of B against A. */
export const VERDICTS: readonly {
  readonly verdict: ComparisonVerdict;
  readonly name: string;
  readonly colour: string;
}[] = [
  { verdict: 'higher', name: 'higher in B', colour: COLOURS.combined },
  { verdict: 'lower', name: 'lower in B', colour: COLOURS.cap },
  { verdict: 'no clear difference', name: 'no clear difference', colour: GREY },
];

/** Whether a difference is clear. */
export function isClear({ verdict }: ComparedMetric): boolean {
  return verdict === 'higher' || verdict === 'lower';
}

/** Whether a metric was tested and varies: it has an interval to draw. */
export function isDrawn({ verdict }: ComparedMetric): boolean {
  return VERDICTS.some((one) => one.verdict === verdict);
}

/** What a verdict is called on charts. */
export function verdictName({ verdict }: ComparedMetric): string {
  return VERDICTS.find((one) => one.verdict === verdict)?.name ?? verdict;
}

/** Names of metrics on charts: with topic and point where there are several. All are different. */
export function metricNames(rows: readonly ComparedMetric[]): (row: ComparedMetric) => string {
  const several = new Set(rows.map(({ topic }) => topic).filter((topic) => topic !== '')).size > 1;
  return ({ metric, topic, point }) =>
    [metric, ...(several && topic !== '' ? [topic] : []), ...(point === '' ? [] : [point])].join(' · ');
}
