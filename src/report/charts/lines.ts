import type { Points } from '../data/epoch-groups.ts';
import { labels } from '../labels.ts';
import { quantileOf } from '../numbers.ts';
import { colourOf, GREY, seeThrough } from '../palette.ts';
import {
  chart,
  csvData,
  type Drawing,
  EPOCH_AXIS,
  emptiness,
  type Heading,
  labelsOf,
  legendOf,
  type Spec,
  sharedAxis,
  zeroLine,
} from './chart.ts';

/** One line of a chart. */
export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly values: Float64Array;
  /** Lengths of dashes and gaps, in pixels; a solid line when left out. */
  readonly dash?: readonly number[];
}

/** A range that is filled from its low to its high values. */
export interface Band {
  readonly name: string;
  readonly colour: string;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Stretches of x that are shaded from bottom to top. */
export interface Spans {
  readonly name: string;
  readonly colour: string;
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
}

/** A chart of lines, and perhaps bands, over the epochs. */
export interface LinesOverEpochs extends Heading {
  readonly yTitle: string;
  readonly x: Float64Array;
  /** Axis of x, with its field; epochs when left out. */
  readonly xAxis?: Spec;
  readonly series: readonly Series[];
  readonly bands?: readonly Band[];
  readonly spans?: Spans;
  readonly zero?: boolean;
  /** A logarithmic axis; values that are not positive are not drawn. */
  readonly log?: boolean;
  /** Whole numbers: the axis has no others. */
  readonly whole?: boolean;
}

/** Points of a line of means: few enough to see it. */
export const MEAN_POINTS = 60;

/** What a point of a chart stands for, for its title and its note. */
export function thinning(points: Points, every: number): { readonly inTitle: string; readonly inNote: string } {
  const { epochsPerPoint } = points;
  const recorded = every > 1 ? ` One epoch in ${every} is recorded.` : '';
  if (epochsPerPoint <= every) return { inTitle: '', inNote: recorded };
  return {
    inTitle: `, means of ${epochsPerPoint} epochs`,
    inNote: `${recorded} Thinned: a point stands for ${epochsPerPoint} epochs.`,
  };
}

/** Draws lines; those without any value are left out, and with them the chart if it would show nothing. */
export function linesOverEpochs(about: LinesOverEpochs): Drawing {
  const { title, x, yTitle, log = false, xAxis = EPOCH_AXIS } = about;
  const drawable = (values: Float64Array): Float64Array =>
    log ? values.map((value) => (value > 0 ? value : Number.NaN)) : values;
  const series = about.series
    .map((line) => ({ ...line, values: drawable(line.values) }))
    .filter(({ values }) => values.some(Number.isFinite));
  const bands = (about.bands ?? []).filter(({ low, high }) => low.some(Number.isFinite) && high.some(Number.isFinite));
  const values = function* (): Generator<number> {
    for (const line of series) yield* line.values;
    for (const { low, high } of bands) {
      yield* low;
      yield* high;
    }
  };
  const empty = emptiness(values()) ?? (x.length < 2 ? 'fewer than two points' : undefined);
  if (empty !== undefined) return { title, reason: empty };
  const columns = Object.fromEntries([
    [String(xAxis.field), x],
    ...series.map(({ name, values }) => [name, values]),
    ...bands.flatMap(({ low, high }, b) => [
      [`band ${b + 1} low`, drawable(low)],
      [`band ${b + 1} high`, drawable(high)],
    ]),
  ]) as Record<string, Float64Array>;
  const spans = about.spans !== undefined && about.spans.ranges.length > 0 ? [about.spans] : [];
  const y = {
    type: 'quantitative',
    title: yTitle,
    scale: log ? { type: 'log', nice: false } : { zero: false },
    axis: {
      tickCount: 5,
      ...(log ? { format: '~g' } : labelsOf(values())),
      ...(about.whole ? { tickMinStep: 1 } : {}),
    },
  };
  const layer: Spec[] = [
    ...spans.map((shaded) => spanLayer(shaded, xAxis)),
    ...bands.map((_, b) => bandLayer(bands, b, xAxis, y)),
    ...(about.zero ? [zeroLine()] : []),
    lineLayer(series, xAxis, y),
    pointerRule(
      [
        ...series.map(({ name }) => ({ field: name, title: name })),
        ...bands.flatMap(({ name }, b) => [
          { field: `band ${b + 1} low`, title: `${name}, from` },
          { field: `band ${b + 1} high`, title: `${name}, to` },
        ]),
      ],
      xAxis,
      yTitle,
    ),
  ];
  // Bands and lines have a legend each, one below the other.
  const config = { legend: { layout: { top: { anchor: 'start', direction: 'vertical' } } } };
  const names = [...series, ...bands, ...spans].map(({ name }) => name);
  const severalLegends = bands.length + spans.length > 0;
  const spec = { data: csvData(columns), layer, ...(severalLegends ? { config } : {}) };
  return chart(about, names, spec, sharedAxis(xAxis, x));
}

function lineLayer(series: readonly Series[], x: Spec, y: Spec): Spec {
  const names = series.map(({ name }) => name);
  // The channels say the same, so that they share one legend.
  const legend = legendOf(names, { symbolType: 'stroke', symbolSize: 220 });
  const dashed = series.some(({ dash }) => dash !== undefined);
  const lonely = series.some(({ values }) => hasLonelyValue(values));
  return {
    transform: [{ fold: names, as: ['line', 'value'] }],
    mark: {
      type: 'line',
      strokeWidth: 1.7,
      interpolate: 'linear',
      ...(lonely ? { point: { size: 14, filled: true } } : {}),
    },
    encoding: {
      x,
      y: { field: 'value', ...y },
      color: {
        field: 'line',
        type: 'nominal',
        scale: { domain: names, range: series.map(({ colour }) => colour) },
        legend,
      },
      ...(dashed
        ? {
            strokeDash: {
              field: 'line',
              type: 'nominal',
              scale: { domain: names, range: series.map(({ dash }) => dash ?? [1, 0]) },
              legend,
            },
          }
        : {}),
    },
  };
}

/** A value between two gaps is no line: it needs a point. */
function hasLonelyValue(values: Float64Array): boolean {
  return values.some(
    (value, p) =>
      Number.isFinite(value) &&
      !Number.isFinite(values[p - 1] ?? Number.NaN) &&
      !Number.isFinite(values[p + 1] ?? Number.NaN),
  );
}

function bandLayer(bands: readonly Band[], b: number, x: Spec, y: Spec): Spec {
  const names = bands.map((band) => band.name);
  return {
    mark: { type: 'area', interpolate: 'linear' },
    encoding: {
      x,
      y: { field: `band ${b + 1} low`, ...y },
      y2: { field: `band ${b + 1} high` },
      fill: {
        datum: names[b],
        type: 'nominal',
        scale: { domain: names, range: bands.map(({ colour }) => colour) },
        legend: legendOf(names, { symbolType: 'square', symbolStrokeWidth: 0, symbolSize: 160 }),
      },
    },
  };
}

function spanLayer({ name, colour, ranges }: Spans, x: Spec): Spec {
  return {
    data: csvData({ from: ranges.map(({ from }) => from), to: ranges.map(({ to }) => to) }),
    mark: { type: 'rect', stroke: null },
    encoding: {
      x: { ...x, field: 'from' },
      x2: { field: 'to' },
      fill: {
        datum: name,
        type: 'nominal',
        scale: { domain: [name], range: [colour] },
        legend: legendOf([name], { symbolType: 'square', symbolStrokeWidth: 0, symbolSize: 160 }),
      },
    },
  };
}

/** A column that the pointer tells, and what it is called. */
export interface Told {
  readonly field: string;
  readonly title: string;
  /** How its numbers are written; as they are in the data when left out. */
  readonly format?: string;
}

/**
 * A rule that follows the pointer and tells the values at the nearest place.
 *
 * @param unit what the values are, as the axis says it
 */
export function pointerRule(told: readonly Told[], x: Spec, unit: string): Spec {
  const field = String(x.field);
  return {
    transform: [{ calculate: JSON.stringify(unit), as: 'unit' }],
    params: [
      {
        name: 'pointer',
        select: { type: 'point', fields: [field], nearest: true, on: 'pointerover', clear: 'pointerout' },
      },
    ],
    mark: { type: 'rule', color: GREY },
    encoding: {
      x,
      opacity: { condition: { param: 'pointer', value: 0.7, empty: false }, value: 0 },
      tooltip: [
        { field, type: 'quantitative', title: x.title },
        ...told.map((each) => ({ ...each, type: 'quantitative' })),
        { field: 'unit', type: 'nominal', title: 'values in' },
      ],
    },
  };
}

/** More actors than this are drawn as bands: their lines could not be told apart. */
const MOST_ACTOR_LINES = 8;

/** The course of one quantity of several actors. */
export interface ActorCourse {
  readonly name: string;
  readonly values: Float64Array;
}

/** A line per actor, or, of many, the median and the bands in which half of them and all of them lie. */
export function actorsOverEpochs(
  about: Omit<LinesOverEpochs, 'series' | 'bands'> & {
    readonly who: string;
    readonly colour: string;
    readonly actors: readonly ActorCourse[];
    /** Lines besides those of the actors. */
    readonly others?: readonly Series[];
  },
): Drawing {
  const { actors, who, colour, x, others = [] } = about;
  const present = actors.filter(({ values }) => values.some(Number.isFinite));
  // The first colour is that of the combined inference, which other lines may show.
  const first = others.length > 0 ? 1 : 0;
  if (present.length <= MOST_ACTOR_LINES - first) {
    const names = labels(present.map(({ name }) => name));
    const series = present.map(({ values }, a): Series => ({ name: names[a], colour: colourOf(first + a), values }));
    return linesOverEpochs({ ...about, series: [...series, ...others] });
  }
  const at = (q: number): Float64Array =>
    Float64Array.from(x, (_, p) => {
      const values = present.flatMap(({ values }) => (Number.isFinite(values[p]) ? [values[p]] : []));
      return quantileOf(
        values.sort((a, b) => a - b),
        q,
      );
    });
  return linesOverEpochs({
    ...about,
    note: `${about.note} ${present.length} ${who}: their median, and the bands in which half of them and all of them lie.`,
    series: [{ name: `median of ${who}`, colour, values: at(0.5) }, ...others],
    bands: [
      { name: `all ${who}`, colour: seeThrough(colour, 0.2), low: at(0), high: at(1) },
      { name: `middle half of ${who}`, colour: seeThrough(colour, 0.4), low: at(0.25), high: at(0.75) },
    ],
  });
}
