import { chart, csvData, type Drawing, emptiness, zeroLine } from '../../charts/chart.ts';
import { COLOURS, GREY } from '../../palette.ts';
import { levelLabels } from '../names.ts';
import type { MetricIndex } from '../read-sensitivity.ts';
import type { Sweep, SweepMetric } from '../read-sweep.ts';
import { axisTitle, extent, fromTo } from '../words.ts';
import { numberLabels } from './axes.ts';
import type { Kind } from './interval-marks.ts';
import { intervalRows } from './intervals.ts';
import { LABEL_PLACES, labelPlaces } from './place-labels.ts';

interface IndexKind extends Kind {
  readonly index: string;
}

/** How the indices of a design are shown; the first is that by which factors are sorted. */
interface Indices {
  readonly title: string;
  readonly kinds: readonly IndexKind[];
  readonly what: string;
  readonly meaning: string;
  /** What n counts. */
  readonly of: string;
}

const SOBOL: Indices = {
  title: 'shares of its variance (Sobol)',
  kinds: [
    { index: 'total', kind: 'total: alone and with others', colour: COLOURS.combined },
    { index: 'first', kind: 'first: alone', colour: COLOURS.naive, shape: 'square' },
  ],
  what: 'share of the variance',
  meaning:
    'First: share of the variance that the factor explains alone; total: with all its interactions. A total far above the first: it acts through others.',
  of: 'rows of the design',
};

const MORRIS: Indices = {
  title: 'size of the elementary effects (Morris)',
  kinds: [{ index: 'mu_star', kind: 'mu*', colour: COLOURS.combined }],
  what: 'mu*',
  meaning: 'mu*: mean size of the change when the factor goes over its whole range.',
  of: 'trajectories',
};

const CORRELATION: Indices = {
  title: 'partial rank correlations',
  kinds: [{ index: 'prcc', kind: 'partial rank correlation', colour: COLOURS.combined }],
  what: 'partial rank correlation',
  meaning:
    'Rank correlation of metric and factor with the other factors taken out; near 0 there is no monotone dependence.',
  of: 'points',
};

const DESIGNS: readonly Indices[] = [SOBOL, MORRIS, CORRELATION];

/** Factors of the main index from the strongest to the weakest; empty without indices. */
export function ranking(indices: readonly MetricIndex[]): MetricIndex[] {
  const main = DESIGNS.map(({ kinds }) => kinds[0].index).find((each) => indices.some(({ index }) => index === each));
  return indices
    .filter(({ index, value }) => index === main && Number.isFinite(value))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

/** The indices of all factors with their intervals, the strongest factor first. */
export function sensitivityChart(sweep: Sweep, metric: SweepMetric): Drawing {
  const indices = sweep.sensitivity(metric);
  const order = ranking(indices);
  const shown = DESIGNS.find(({ kinds }) => kinds[0].index === order[0]?.index);
  const title = `${metric.label}: ${shown?.title ?? 'sensitivity'}`;
  if (shown === undefined) return { title, reason: 'no index has a value' };
  const names = levelLabels(
    order.map(({ factor }) => factor),
    26,
  );
  const rows = order.flatMap(({ factor }, f) =>
    shown.kinds.flatMap(({ index, kind }) =>
      indices
        .filter((each) => each.factor === factor && each.index === index)
        .map(({ value, low, high, n }) => ({ row: names[f], kind, about: factor, mean: value, low, high, n })),
    ),
  );
  return intervalRows({
    name: 'sensitivity',
    title,
    note: `${shown.meaning} 95 % bootstrap intervals, n = ${fromTo(rows.map(({ n }) => n))} ${shown.of}. The strongest factor first. Dashed: zero.`,
    rows,
    kinds: shown.kinds,
    sideBySide: shown.kinds.length > 1,
    measure: shown === MORRIS ? axisTitle('mu*', metric.unit) : shown.what,
    rowsTitle: 'factor',
    reference: 0,
  });
}

/** mu* against sigma: which factors matter, and which act evenly. */
export function morrisChart(sweep: Sweep, metric: SweepMetric): Drawing {
  const title = `${metric.label}: strength and unevenness of the factors (Morris)`;
  const indices = sweep.sensitivity(metric);
  const factors = ranking(indices).filter(({ index }) => index === 'mu_star');
  const sigma = factors.map(
    ({ factor }) => indices.find((each) => each.index === 'sigma' && each.factor === factor)?.value ?? Number.NaN,
  );
  const same = emptiness([...factors.map(({ value }) => value), ...sigma, 0]);
  if (same !== undefined) return { title, reason: same };
  const names = levelLabels(
    factors.map(({ factor }) => factor),
    22,
  );
  const ends = factors.flatMap(({ value, low, high }) => [0, value, low, high]).filter(Number.isFinite);
  const [least, most] = extent(ends);
  const uneven = Math.max(...sigma.filter(Number.isFinite));
  const labels = labelPlaces(
    factors.map(({ value }, f) => ({ x: (value - least) / (most - least), y: sigma[f] / uneven, text: names[f] })),
  );
  const x = {
    type: 'quantitative',
    title: axisTitle('mu*, mean size of the effect', metric.unit),
    axis: { grid: false, tickCount: 5, labelOverlap: true, ...numberLabels(factors.map(({ value }) => value)) },
  };
  const y = {
    field: 'sigma',
    type: 'quantitative',
    title: axisTitle('sigma', metric.unit),
    axis: { tickCount: 5, ...numberLabels(sigma) },
  };
  const { mark, encoding } = zeroLine();
  return chart(
    {
      name: 'morris',
      title,
      note: `sigma: standard deviation of the elementary effects. High: the factor acts unevenly, or depends on others. Below the dashed line (sigma = mu*) it acts much the same everywhere. Bars: 95 % bootstrap intervals of mu*, n = ${fromTo(factors.map(({ n }) => n))} trajectories.${labels.includes(-1) ? ' Marks without a name: where there is no room; the pointer tells it.' : ''}`,
    },
    [],
    {
      data: csvData({
        factor: names,
        mean: factors.map(({ value }) => value),
        low: factors.map(({ low }) => low),
        high: factors.map(({ high }) => high),
        sigma,
        label: labels,
        n: factors.map(({ n }) => n),
      }),
      layer: [
        { mark, encoding },
        {
          data: csvData({ mean: [0, Math.min(most, uneven)], sigma: [0, Math.min(most, uneven)] }),
          mark: { type: 'line', strokeWidth: 1, color: GREY, strokeDash: [4, 4] },
          encoding: { x: { ...x, field: 'mean' }, y },
        },
        {
          transform: [{ filter: 'isValid(datum.low) && isValid(datum.high)' }],
          mark: { type: 'rule', color: COLOURS.combined, opacity: 0.5 },
          encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y },
        },
        {
          mark: { type: 'point', filled: true, size: 50, opacity: 1, color: COLOURS.combined },
          encoding: {
            x: { ...x, field: 'mean' },
            y,
            tooltip: [
              { field: 'factor', type: 'nominal' },
              { field: 'mean', type: 'quantitative', title: 'mu*' },
              { field: 'sigma', type: 'quantitative' },
              { field: 'n', type: 'quantitative', title: 'trajectories' },
            ],
          },
        },
        ...LABEL_PLACES.flatMap(({ align, above }, place) =>
          labels.includes(place)
            ? [
                {
                  transform: [{ filter: `datum.label === ${place}` }],
                  mark: { type: 'text', fontSize: 12, align, dx: align === 'left' ? 6 : -6, dy: above ? -8 : 10 },
                  encoding: { x: { ...x, field: 'mean' }, y, text: { field: 'factor', type: 'nominal' } },
                },
              ]
            : [],
        ),
      ],
    },
  );
}
