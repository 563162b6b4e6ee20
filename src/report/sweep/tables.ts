import type { RecordedMetric } from '../../record/sweep-record.ts';
import { escapeHtml, htmlTable } from '../html.ts';
import { shortNumber } from '../numbers.ts';
import { MOST_ROWS } from './charts/points.ts';
import { variationOf } from './choose-metrics.ts';
import { pointInWords } from './names.ts';
import type { Sweep, SweepMetric } from './read-sweep.ts';
import { axisTitle, estimateText } from './words.ts';

/** Rows that a table on the page has at most. */
const MOST_TABLE_ROWS = 500;
/** Messages that the table of failures names at most, and their letters. */
const MOST_MESSAGES = 25;
const MESSAGE_LENGTH = 300;

/** A line above a table that is cut; empty when it is whole. */
function cut(shown: number, all: number, what: string, where: string): string {
  return shown < all ? `<p>The first ${shown} of ${all} ${what}; all stand in <code>${where}</code>.</p>` : '';
}

/** Which points have failed runs, and the first message of each. */
export function failureTable(sweep: Sweep): string {
  const hit = sweep.points.filter(({ failed }) => failed > 0);
  const rows = hit.slice(0, MOST_MESSAGES).map((point) => {
    const first = sweep.failures.find((failure) => failure.point === point.index);
    const error = first?.error ?? '';
    const message = error.length > MESSAGE_LENGTH ? `${error.slice(0, MESSAGE_LENGTH)}…` : error;
    const counts = `${point.failed} of ${point.runs}`;
    return [String(point.index), pointInWords(sweep, point), counts, `${message} (seed ${first?.seed ?? '–'})`];
  });
  return `${cut(rows.length, hit.length, 'points with failed runs', 'runs.arrow')}
${htmlTable(['point', 'settings', 'failed', 'message of the first'], rows)}`;
}

/** Every point with the metrics that the report is about. */
export function pointsTable(sweep: Sweep, metrics: readonly SweepMetric[]): string {
  const { points, factors } = sweep;
  const shown = points.slice(0, MOST_TABLE_ROWS);
  const sameCount = shown.every((_, p) => metrics.every(({ cells }) => cells[p].n === metrics[0].cells[p].n));
  const head = [
    'point',
    ...factors.map(({ name }) => name),
    'runs',
    'failed',
    ...(sameCount && metrics.length > 0 ? ['n'] : []),
    ...metrics.map(({ label, unit }) => axisTitle(label, unit)),
  ];
  const rows = shown.map(({ index, settings, runs, failed }, p) => [
    index,
    ...settings,
    runs,
    failed,
    ...(sameCount && metrics.length > 0 ? [metrics[0].cells[p].n] : []),
    ...metrics.map(({ cells }) => `${estimateText(cells[p])}${sameCount ? '' : `, n = ${cells[p].n}`}`),
  ]);
  return `${cut(shown.length, points.length, 'points', 'points.arrow')}
<div class="scroll">${htmlTable(head, rows)}</div>`;
}

/** All that is recorded of a metric at every point. */
export function metricTable(sweep: Sweep, { label, unit, cells }: SweepMetric): string {
  if (sweep.points.length > MOST_ROWS) return '';
  const differences = cells.some(({ pairs }, p) => p > 0 && pairs > 0);
  const bootstrap = cells.some(({ bcaLow }) => Number.isFinite(bcaLow));
  const head = [
    'point',
    'settings',
    'n',
    'without a value',
    'failed',
    'mean',
    'standard deviation',
    't, 95 % from',
    'to',
    ...(bootstrap ? ['BCa, 95 % from', 'to'] : []),
    'least',
    'median',
    'most',
    ...(differences ? ['pairs', 'difference', '95 % from', 'to'] : []),
  ];
  const rows = sweep.points.map((point, p) => {
    const cell = cells[p];
    return [
      point.index,
      pointInWords(sweep, point),
      cell.n,
      cell.without,
      cell.failed,
      cell.mean,
      cell.deviation,
      cell.low,
      cell.high,
      ...(bootstrap ? [cell.bcaLow, cell.bcaHigh] : []),
      cell.least,
      cell.median,
      cell.most,
      ...(differences ? [cell.pairs, cell.difference, cell.differenceLow, cell.differenceHigh] : []),
    ];
  });
  return `<details><summary>All numbers of ${escapeHtml(axisTitle(label, unit))}, point by point</summary>
<div class="scroll">${htmlTable(head, rows)}</div></details>`;
}

/** The metrics without charts: how they vary over the points. */
export function otherMetricsTable(sweep: Sweep, others: readonly RecordedMetric[]): string {
  const rows = others.slice(0, MOST_TABLE_ROWS).map((recorded) => {
    const { cells, metric, topic, unit } = sweep.metric(recorded);
    const { ratio } = variationOf({ ...recorded, label: metric, cells });
    const known = sweep.points.map(({ index }, p) => ({ index, cell: cells[p] })).filter(({ cell }) => cell.n > 0);
    if (known.length === 0) return [metric, topic, unit, 'no run has a value', '–', '–'];
    const least = known.reduce((a, b) => (b.cell.mean < a.cell.mean ? b : a));
    const most = known.reduce((a, b) => (b.cell.mean > a.cell.mean ? b : a));
    const said = (of: typeof least): string => `${estimateText(of.cell)} at point ${of.index}`;
    if (least.cell.mean === most.cell.mean)
      return [metric, topic, unit, `${estimateText(least.cell)} throughout`, '–', '–'];
    return [
      metric,
      topic,
      unit,
      said(least),
      said(most),
      ratio === Number.POSITIVE_INFINITY ? 'no spread' : shortNumber(ratio),
    ];
  });
  const head = ['metric', 'topic', 'unit', 'least mean (95 %)', 'largest mean (95 %)', 'spread / half-width'];
  return `${cut(rows.length, others.length, 'metrics', 'points.arrow')}
<div class="scroll">${htmlTable(head, rows)}</div>`;
}
