import {
  chart,
  csvData,
  type Drawing,
  emptiness,
  type Heading,
  labelsOf,
  legendOf,
  type Spec,
  sharedAxis,
} from './chart.ts';
import type { Band, Series } from './lines.ts';
import { pointerRule } from './lines.ts';

/** Amounts that are stacked on one another, over time. */
export interface Stacks extends Heading {
  readonly yTitle: string;
  readonly x: Float64Array;
  /** Axis of x, with its field. */
  readonly xAxis: Spec;
  /** From the bottom up. No value counts as zero, unless none of them has one. */
  readonly series: readonly Series[];
  /** Shares of their sum in place of the amounts. */
  readonly shares?: boolean;
}

/** Draws stacked areas; those that are zero throughout are left out, and with them the chart if it would show nothing. */
export function stacks(about: Stacks): Drawing {
  const { title, x, xAxis, yTitle, shares = false } = about;
  const series = about.series.filter(({ values }) => values.some((value) => value > 0));
  const parts = shares ? asShares(series) : series.map(({ values }) => values);
  const empty =
    emptiness(parts.flatMap((values) => [...values])) ?? (x.length < 2 ? 'fewer than two points' : undefined);
  if (empty !== undefined) return { title, reason: empty };
  const bands = stacked(series, parts);
  const names = series.map(({ name }) => name);
  const columns = Object.fromEntries([
    [String(xAxis.field), x],
    ...names.map((name, s) => [name, parts[s]]),
    ...bands.flatMap(({ low, high }, b) => [
      [`from ${b + 1}`, low],
      [`to ${b + 1}`, high],
    ]),
  ]) as Record<string, Float64Array>;
  const y = {
    type: 'quantitative',
    title: yTitle,
    scale: shares ? { domain: [0, 1] } : { zero: true },
    axis: { tickCount: 5, ...(shares ? { format: '%' } : labelsOf(bands.flatMap(({ high }) => [...high]))) },
  };
  const fill = (b: number): Spec => ({
    datum: names[b],
    type: 'nominal',
    scale: { domain: names, range: series.map(({ colour }) => colour) },
    legend: legendOf(names, { symbolType: 'square', symbolStrokeWidth: 0, symbolSize: 160 }),
  });
  const layer: Spec[] = [
    ...bands.map((_, b) => ({
      mark: { type: 'area', interpolate: 'linear', opacity: 0.85 },
      encoding: { x: xAxis, y: { field: `from ${b + 1}`, ...y }, y2: { field: `to ${b + 1}` }, fill: fill(b) },
    })),
    pointerRule(
      names.map((name) => ({ field: name, title: name, ...(shares ? { format: '.1%' } : {}) })),
      xAxis,
      yTitle,
    ),
  ];
  return chart(about, names, { data: csvData(columns), layer }, sharedAxis(xAxis, x));
}

/** Parts of the sum at each point; NaN where there is none. */
function asShares(series: readonly Series[]): Float64Array[] {
  return series.map(({ values }) =>
    values.map((value, p) => {
      const sum = series.reduce((total, each) => total + orZero(each.values[p]), 0);
      return sum > 0 ? orZero(value) / sum : Number.NaN;
    }),
  );
}

function stacked(series: readonly Series[], parts: readonly Float64Array[]): Band[] {
  const top = new Float64Array(parts[0].length);
  return series.map(({ name, colour }, s) => {
    const low = top.map((value, p) => (parts.some((values) => Number.isFinite(values[p])) ? value : Number.NaN));
    for (let p = 0; p < top.length; ++p) top[p] += orZero(parts[s][p]);
    return { name, colour, low, high: top.map((value, p) => (Number.isNaN(low[p]) ? Number.NaN : value)) };
  });
}

function orZero(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
