import { type Drawing, type LeftOut, leftOutOf, type PlacedChart, placed } from '../charts/chart.ts';
import { effectChart, linesChart } from './charts/effects.ts';
import { heatMap } from './charts/heat-map.ts';
import { differencesChart, pointsChart } from './charts/points.ts';
import { scatterChart } from './charts/scatter.ts';
import { morrisChart, sensitivityChart } from './charts/sensitivity.ts';
import { type Effect, effectsOf, isGrid, strongestFirst } from './effects.ts';
import { marginalMeans } from './marginal-means.ts';
import type { Sweep, SweepMetric } from './read-sweep.ts';
import { extent } from './words.ts';

/** What the report says about one metric. */
export interface MetricSection {
  readonly metric: SweepMetric;
  /** Of grids; empty otherwise. */
  readonly effects: readonly Effect[];
  readonly charts: readonly PlacedChart[];
  readonly leftOut: readonly LeftOut[];
}

/** Factors whose pairs have charts, the strongest ones. */
const MOST_PAIRED = 4;

/** Draws the charts of one metric. */
export function metricSection(
  sweep: Sweep,
  metric: SweepMetric,
  replicates: readonly Float64Array[],
  m: number,
): MetricSection {
  const grid = isGrid(sweep);
  const effects = grid ? effectsOf(sweep, metric, replicates) : [];
  const drawings = grid ? gridDrawings(sweep, metric, replicates, effects) : otherDrawings(sweep, metric);
  return { metric, effects, charts: placed(drawings, `${m + 1}-`), leftOut: leftOutOf(drawings) };
}

function gridDrawings(
  sweep: Sweep,
  metric: SweepMetric,
  replicates: readonly Float64Array[],
  effects: readonly Effect[],
): Drawing[] {
  const { factors } = sweep;
  if (factors.length === 1) {
    // Words at equal steps would say what the rows of points say.
    const [effect] = effects;
    const byNumber = factors[0].numeric && effect !== undefined;
    const chart = byNumber
      ? effectChart(sweep, metric, 0, effect.means, extentOf([effect]))
      : pointsChart(sweep, metric);
    return sweep.points.length > 1 ? [chart, differencesChart(sweep, metric)] : [chart];
  }
  const domain = extentOf(effects);
  const paired = strongestFirst(effects)
    .slice(0, MOST_PAIRED)
    .map(({ factor }) => factor)
    .sort((a, b) => a - b);
  const pairs = paired.flatMap((one, p) => paired.slice(p + 1).map((other): [number, number] => [one, other]));
  return [
    ...effects.map(({ factor, means }) => effectChart(sweep, metric, factor, means, domain)),
    ...pairs.flatMap((pair) => {
      const means = marginalMeans(sweep, metric, replicates, pair);
      const map = heatMap(sweep, metric, pair, means);
      return factors.length === 2 ? [linesChart(sweep, metric, acrossAndLines(sweep, pair), means), map] : [map];
    }),
    pointsChart(sweep, metric),
    differencesChart(sweep, metric),
  ];
}

/** Numbers go along the axis; of two factors that could, the one with more levels. */
function acrossAndLines({ factors }: Sweep, [one, other]: readonly [number, number]): readonly [number, number] {
  const rank = (f: number): number => (factors[f].numeric ? 1_000 : 0) + factors[f].levelNames.length;
  return rank(other) > rank(one) ? [other, one] : [one, other];
}

function extentOf(effects: readonly Effect[]): [number, number] {
  return extent(
    effects
      .flatMap(({ means }) => means.means.flatMap(({ mean, low, high }) => [mean, low, high]))
      .filter(Number.isFinite),
  );
}

function otherDrawings(sweep: Sweep, metric: SweepMetric): Drawing[] {
  const points = pointsChart(sweep, metric);
  switch (sweep.manifest.design.kind) {
    case 'latin-hypercube':
      return [sensitivityChart(sweep, metric), ...sweep.factors.map((_, f) => scatterChart(sweep, metric, f)), points];
    case 'sobol':
      return [sensitivityChart(sweep, metric), points];
    case 'morris':
      return [sensitivityChart(sweep, metric), morrisChart(sweep, metric), points];
    default:
      return sweep.points.length > 1 ? [points, differencesChart(sweep, metric)] : [points];
  }
}
