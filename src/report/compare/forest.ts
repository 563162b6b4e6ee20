import type { ComparedMetric } from '../../record/comparison-record.ts';
import { chart, csvData, type Drawing, type Heading, labelsOf, legendOf, type Spec } from '../charts/chart.ts';
import { GREY } from '../palette.ts';
import { isDrawn, metricNames, VERDICTS, verdictName } from './clear.ts';

/** More rows than these are not drawn. */
const MOST_ROWS = 40;
/** Height of a row, and of what stands around them, pixels. */
const ROW = 20;
const AROUND = 90;
/** Width that names may take, pixels. */
const NAME_WIDTH = 190;

/** How large every difference is, in standard deviations of the differences: one scale for all metrics. */
export function effectForest(rows: readonly ComparedMetric[], level: string): Drawing {
  const title = 'Size of each effect';
  const drawn = rows.filter((row) => isDrawn(row) && row.effect !== null);
  const alike = rows.filter((row) => isDrawn(row) && row.effect === null).length;
  const without = alike === 0 ? '' : ` Left out, as their differences are all alike: ${alike}.`;
  return forest(
    drawn,
    rows,
    {
      name: 'effects',
      title,
      note: `Hedges’ g: B less A in standard deviations of the differences, with the ${level} t-interval in the same unit, largest first. A colour: clear after the adjustment of p; grey: not. An interval beside zero that is grey is clear on its own, not among so many metrics.${without}`,
      wide: true,
    },
    'effect (Hedges’ g)',
    ({ effect, effectLow, effectHigh }) => [effect, effectLow, effectHigh],
  );
}

/** Differences in their own units: a chart per unit, in the order of the largest effect in it. */
export function differenceForests(rows: readonly ComparedMetric[], level: string): Drawing[] {
  const drawn = rows.filter(isDrawn);
  return [...new Set(drawn.map(({ unit }) => unit))].map((unit, u) => {
    const words = unit === '1' ? 'a dimensionless unit' : unit;
    return forest(
      drawn.filter((row) => row.unit === unit),
      rows,
      {
        name: `differences-${u + 1}`,
        title: `Differences in ${words}`,
        note: `B less A with ${level} t-intervals.`,
      },
      `difference, ${words}`,
      ({ difference, low, high }) => [difference, low, high],
    );
  });
}

type Interval = readonly [middle: number | null, low: number | null, high: number | null];

/** A point and its interval per metric, one under the other, beside a line at zero. */
function forest(
  drawn: readonly ComparedMetric[],
  all: readonly ComparedMetric[],
  heading: Heading,
  xTitle: string,
  intervalOf: (row: ComparedMetric) => Interval,
): Drawing {
  if (drawn.length === 0) return { title: heading.title, reason: 'no metric was tested and varies' };
  const shown = drawn.slice(0, MOST_ROWS);
  const more = drawn.length - shown.length;
  const nameOf = metricNames(all);
  const names = shown.map(nameOf);
  const intervals = shown.map(intervalOf);
  const column = (place: 0 | 1 | 2) => Float64Array.from(intervals, (interval) => interval[place] ?? Number.NaN);
  const [middle, low, high] = [column(0), column(1), column(2)];
  const verdicts = VERDICTS.map(({ name }) => name);
  const y: Spec = {
    field: 'metric',
    type: 'nominal',
    title: null,
    sort: names,
    axis: { ticks: false, labelLimit: NAME_WIDTH, domain: false, grid: true },
  };
  const color: Spec = {
    field: 'verdict',
    type: 'nominal',
    scale: { domain: verdicts, range: VERDICTS.map(({ colour }) => colour) },
    legend: legendOf(verdicts, { symbolType: 'circle' }),
  };
  const ends = { ...labelsOf([...middle, ...low, ...high]), tickCount: 5, labelOverlap: true, grid: false };
  return chart(
    { ...heading, note: `${heading.note}${more === 0 ? '' : ` The ${MOST_ROWS} largest of ${drawn.length}.`}` },
    verdicts,
    {
      height: AROUND + ROW * shown.length,
      data: csvData({
        metric: names,
        verdict: shown.map(verdictName),
        middle,
        low,
        high,
        n: shown.map(({ n }) => n) as unknown as Float64Array,
        p: Float64Array.from(shown, ({ adjustedP }) => adjustedP ?? Number.NaN),
      }),
      encoding: { y },
      layer: [
        {
          mark: { type: 'rule', color: GREY, strokeDash: [4, 4] },
          encoding: { x: { datum: 0, type: 'quantitative' }, y: null },
        },
        {
          mark: { type: 'rule', strokeWidth: 2 },
          encoding: {
            x: { field: 'low', type: 'quantitative', title: xTitle, axis: ends, scale: { padding: 8 } },
            x2: { field: 'high' },
            color,
          },
        },
        {
          mark: { type: 'point', filled: true, size: 60, opacity: 1 },
          encoding: {
            x: { field: 'middle', type: 'quantitative' },
            color,
            tooltip: [
              { field: 'metric', type: 'nominal' },
              { field: 'verdict', type: 'nominal' },
              { field: 'middle', type: 'quantitative', title: xTitle },
              { field: 'low', type: 'quantitative' },
              { field: 'high', type: 'quantitative' },
              { field: 'n', type: 'quantitative', title: 'pairs' },
              { field: 'p', type: 'quantitative', title: 'adjusted p' },
            ],
          },
        },
      ],
    },
  );
}
