import { chart, csvData, type Drawing, emptiness } from '../../charts/chart.ts';
import { COLOURS } from '../../palette.ts';
import { levelLabels, pointInWords } from '../names.ts';
import type { Sweep, SweepMetric } from '../read-sweep.ts';
import { estimateText, shortAxisTitle, shortened } from '../words.ts';
import { nameAxis, numberLabels } from './axes.ts';
import { countsInWords } from './points.ts';

/** Points drawn at most: more hide one another. */
const MOST_POINTS = 600;

/** The metric against the settings of one factor, a mark per point. */
export function scatterChart(sweep: Sweep, metric: SweepMetric, f: number): Drawing {
  const factor = sweep.factors[f];
  const { label, unit, cells } = metric;
  const title = `${label} against ${factor.name}`;
  const same = emptiness(cells.map(({ mean }) => mean));
  if (same !== undefined) return { title, reason: same };
  const withValue = sweep.points.map((point, p) => ({ point, cell: cells[p] })).filter(({ cell }) => cell.n > 0);
  const every = Math.ceil(withValue.length / MOST_POINTS);
  const drawn = withValue.filter((_, p) => p % every === 0);
  const correlation = sweep.sensitivity(metric).find((each) => each.index === 'prcc' && each.factor === factor.name);
  const words =
    correlation === undefined
      ? ''
      : `Partial rank correlation ${estimateText({ mean: correlation.value, low: correlation.low, high: correlation.high })}, 95 % bootstrap interval, n = ${correlation.n} points. `;
  const thinned = drawn.length < withValue.length ? ` Drawn are ${drawn.length} of ${withValue.length} points.` : '';
  const names = levelLabels(factor.levelNames, 20);
  const log = factor.scale === 'log' && drawn.every(({ point }) => point.values[f] > 0);
  const whole = drawn.every(({ point }) => Number.isInteger(point.values[f]));
  const scale = { ...(log ? { type: 'log' } : { zero: false }), nice: false, padding: 8 };
  const xTitle = `${shortened(factor.name, 44)}${log ? ' (log scale)' : ''}`;
  const x = factor.numeric
    ? {
        field: 'x',
        title: xTitle,
        type: 'quantitative',
        scale,
        axis: { grid: false, tickCount: 6, format: '.6~g', ...(whole ? { tickMinStep: 1 } : {}), labelOverlap: true },
      }
    : { field: 'x', title: xTitle, type: 'ordinal', sort: names, axis: { grid: false, ...nameAxis(names) } };
  const measure = shortAxisTitle(label, unit);
  return chart(
    { name: `scatter-${f + 1}`, title, note: `${words}A mark per point. ${countsInWords(cells)}${thinned}` },
    [],
    {
      data: csvData({
        x: drawn.map(({ point }) => (factor.numeric ? point.values[f] : names[point.levels[f]])) as string[],
        mean: drawn.map(({ cell }) => cell.mean),
        n: drawn.map(({ cell }) => cell.n),
        about: drawn.map(({ point }) => `${point.index}: ${pointInWords(sweep, point)}`),
      }),
      mark: { type: 'point', filled: true, size: 26, opacity: 0.6, color: COLOURS.combined },
      encoding: {
        x,
        y: {
          field: 'mean',
          type: 'quantitative',
          title: measure,
          scale: { zero: false },
          axis: { tickCount: 5, ...numberLabels(cells.map(({ mean }) => mean)) },
        },
        tooltip: [
          { field: 'about', type: 'nominal', title: 'point' },
          { field: 'mean', type: 'quantitative', title: measure },
          { field: 'n', type: 'quantitative' },
        ],
      },
    },
  );
}
