import { csvData, type Spec } from '../../charts/chart.ts';
import { GREY } from '../../palette.ts';
import type { Estimate } from '../words.ts';
import { numberLabels } from './axes.ts';

/** An estimate that a chart shows. */
export interface Marked extends Estimate {
  readonly n: number;
  /** Tells how it is drawn. */
  readonly kind: string;
}

/** How the estimates of one kind look. */
export interface Kind {
  readonly kind: string;
  readonly colour: string;
  readonly shape?: string;
}

export interface IntervalMarks {
  readonly rows: readonly Marked[];
  readonly kinds: readonly Kind[];
  /** Channel of the estimates. */
  readonly channel: 'x' | 'y';
  /** Its title, with the unit. */
  readonly title: string;
  /** Encoding of the other channel. */
  readonly place: Spec;
  readonly scale?: Spec;
  /** Undefined where all are of one kind. */
  readonly legend: Spec | undefined;
  /** Width of the intervals' lines and size of the points. */
  readonly width: number;
  readonly size: number;
  readonly tooltip: readonly Spec[];
  /** Where a dashed line stands. */
  readonly reference?: number | undefined;
}

/** Points with lines as long as their intervals. They read the columns `mean`, `low`, `high`, `n` and `kind`. */
export function intervalMarks(marks: IntervalMarks): Spec[] {
  const { rows, kinds, channel, title, place, width, size, tooltip, reference, legend } = marks;
  const axis = {
    type: 'quantitative',
    title,
    scale: marks.scale ?? { zero: false },
    axis: {
      tickCount: 5,
      labelOverlap: true,
      grid: channel === 'y',
      ...(channel === 'x' ? { titleAnchor: 'end' } : {}),
      ...numberLabels(rows.flatMap(({ mean, low, high }) => [mean, low, high])),
    },
  };
  const names = kinds.map(({ kind }) => kind);
  const byKind = (range: readonly string[]): Spec => ({
    field: 'kind',
    type: 'nominal',
    scale: { domain: names, range },
    legend: legend ?? null,
  });
  const color = byKind(kinds.map(({ colour }) => colour));
  const shape = kinds.some((kind) => kind.shape !== undefined)
    ? { shape: byKind(kinds.map((kind) => kind.shape ?? 'circle')) }
    : {};
  const dashed =
    reference === undefined || !Number.isFinite(reference)
      ? []
      : [
          {
            mark: { type: 'rule', color: GREY, strokeDash: [4, 4] },
            encoding: { [channel]: { datum: reference, type: 'quantitative' } },
          },
        ];
  const intervals = rows.some(({ low, high }) => Number.isFinite(low) && Number.isFinite(high))
    ? [
        {
          transform: [{ filter: 'isValid(datum.low) && isValid(datum.high)' }],
          mark: { type: 'rule', strokeWidth: width },
          encoding: { ...place, [channel]: { ...axis, field: 'low' }, [`${channel}2`]: { field: 'high' }, color },
        },
      ]
    : [];
  const points = {
    transform: [{ filter: 'isValid(datum.mean)' }],
    mark: { type: 'point', filled: true, size, opacity: 1 },
    encoding: {
      ...place,
      [channel]: { ...axis, field: 'mean' },
      color,
      ...shape,
      tooltip: [
        ...tooltip,
        ...(kinds.length > 1 ? [{ field: 'kind', type: 'nominal' }] : []),
        { field: 'mean', type: 'quantitative', title },
        { field: 'low', type: 'quantitative', title: '95 % from' },
        { field: 'high', type: 'quantitative', title: 'to' },
        { field: 'n', type: 'quantitative' },
      ],
    },
  };
  return [...dashed, ...intervals, points];
}

/** Data of estimates, with more columns. */
export function markedData(
  rows: readonly Marked[],
  more: Readonly<Record<string, readonly string[] | readonly number[]>>,
): Spec {
  return csvData({
    ...more,
    kind: rows.map(({ kind }) => kind),
    mean: rows.map(({ mean }) => mean),
    low: rows.map(({ low }) => low),
    high: rows.map(({ high }) => high),
    n: rows.map(({ n }) => n),
  });
}
