import { chart, csvData, type Drawing, emptiness, type Spec } from '../../charts/chart.ts';
import { GREY, INK } from '../../palette.ts';
import { differenceOf, type MarginalMeans } from '../marginal-means.ts';
import { levelLabels } from '../names.ts';
import type { Sweep, SweepMetric } from '../read-sweep.ts';
import { isClearOfZero, scaleOf, shortAxisTitle, shortened } from '../words.ts';
import { LEGEND_OVER_NAMES, nameAxis, numberLabels, titleAbove } from './axes.ts';
import { overOthers, replicatesInWords } from './effects.ts';

/** Width of all cells on a narrow page, and of a letter in them, pixels. */
const WIDTH = 250;
const LETTER = 7;
const ROW = 34;
const TIGHT_ROW = 20;
const SMALLEST_ROW = 4;
const TALLEST = 600;
/** Colours above this part of the scale are so light that what stands on them must be dark. */
const LIGHT = 0.55;

/** A mean for each pair of levels of two factors, in colour; cells that cannot be told from the first have a dot. */
export function heatMap(
  sweep: Sweep,
  metric: SweepMetric,
  [one, other]: readonly [number, number],
  means: MarginalMeans,
): Drawing {
  const [rows, columns] = [one, other].map((f) => sweep.factors[f]);
  const title = `${metric.label} by ${rows.name} and ${columns.name}`;
  if (means.contexts === 0) return { title, reason: 'at no setting of the other factors does every pair have a value' };
  const same = emptiness(means.means.map(({ mean }) => mean));
  if (same !== undefined) return { title, reason: same };
  // The factor with more levels goes down the page.
  const turned = columns.levelNames.length > rows.levelNames.length;
  const [down, across] = turned ? [columns, rows] : [rows, columns];
  const [downLabels, acrossLabels] = [down, across].map(({ levelNames }) => levelLabels(levelNames, 20));
  const first = means.means[0];
  const values = means.means.map(({ mean }) => mean).filter(Number.isFinite);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [scale, letter] = scaleOf(Math.max(Math.abs(least), Math.abs(most)));
  // The range has three digits.
  const decimals = Math.min(9, Math.max(0, 2 - Math.floor(Math.log10((most - least) / scale))));
  const cells = means.means.map((cell, c) => {
    const difference = differenceOf(first, cell);
    const known = Number.isFinite(difference.low);
    const [x, y] = turned ? cell.levels : [cell.levels[1], cell.levels[0]];
    const share = (cell.mean - least) / (most - least);
    return {
      ...cell,
      x: acrossLabels[x],
      y: downLabels[y],
      text: Number.isFinite(cell.mean) ? `${(cell.mean / scale).toFixed(decimals).replace('-', '−')}${letter}` : '',
      paper: share > LIGHT ? 'light' : 'dark',
      mark: c === 0 ? 'first' : known && !isClearOfZero(difference) ? 'unclear' : known ? 'clear' : 'unknown',
    };
  });
  const longest = cells.reduce((length, { text }) => Math.max(length, text.length), 0);
  const numbered = across.levelNames.length * (longest + 1) * LETTER <= WIDTH;
  const intervals = cells.some(({ mark }) => mark === 'clear' || mark === 'unclear');
  const over = sweep.factors.length > 2 ? ` ${overOthers(means)}` : '';
  const dots = intervals
    ? ' Framed: the first cell. Dot: the 95 % interval of the difference to it holds zero.'
    : ' Framed: the first cell.';
  const x: Spec = {
    field: 'x',
    type: 'ordinal',
    sort: acrossLabels,
    title: shortened(across.name, 44),
    axis: { domain: false, ticks: false, titleAnchor: 'end', ...nameAxis(acrossLabels, 230) },
  };
  const y: Spec = {
    field: 'y',
    type: 'ordinal',
    sort: downLabels,
    axis: { ...titleAbove(down.name, downLabels), domain: false, ticks: false, labelLimit: 120, labelOverlap: true },
  };
  const measure = shortAxisTitle(metric.label, metric.unit, 30);
  const on = (paper: string, part: string): Spec[] => [{ filter: `datum.paper === '${paper}' && ${part}` }];
  const height = numbered ? ROW : Math.max(SMALLEST_ROW, Math.min(TIGHT_ROW, TALLEST / down.levelNames.length));
  const texts = (paper: 'dark' | 'light'): Spec => ({
    name: `on_${paper}`,
    transform: on(paper, 'isValid(datum.text)'),
    mark: { type: 'text', fontSize: 12, color: paper === 'dark' ? 'white' : 'black', baseline: 'middle', dy: -3 },
    encoding: { x, y, text: { field: 'text', type: 'nominal' } },
  });
  const dot = (paper: 'dark' | 'light'): Spec => ({
    transform: on(paper, "datum.mark === 'unclear'"),
    mark: {
      type: 'point',
      filled: true,
      size: 16,
      opacity: 1,
      color: paper === 'dark' ? 'white' : 'black',
      yOffset: numbered ? 9 : 0,
    },
    encoding: { x, y },
  });
  return chart(
    {
      name: `pair-${one + 1}-${other + 1}`,
      title,
      note: `${replicatesInWords(sweep, means.means).replace('Mean and 95 % t-interval', 'Means')}${over}${dots}${cells.some(({ text }) => text === '') ? ' Empty: no value.' : ''}`,
    },
    [],
    {
      height: Math.round(height * down.levelNames.length),
      data: csvData({
        x: cells.map((cell) => cell.x),
        y: cells.map((cell) => cell.y),
        text: cells.map(({ text }) => text),
        paper: cells.map(({ paper }) => paper),
        mark: cells.map(({ mark }) => mark),
        mean: cells.map(({ mean }) => mean),
        low: cells.map(({ low }) => low),
        high: cells.map(({ high }) => high),
        n: cells.map(({ n }) => n),
      }),
      layer: [
        {
          mark: { type: 'rect' },
          transform: [{ filter: 'isValid(datum.mean)' }],
          encoding: {
            x,
            y,
            color: {
              field: 'mean',
              type: 'quantitative',
              scale: { scheme: 'viridis', domain: [least, most], nice: false },
              legend: {
                title: measure,
                orient: 'top',
                gradientLength: 200,
                gradientThickness: 10,
                tickCount: 4,
                titleLimit: 210,
                ...numberLabels(values),
              },
            },
            tooltip: [
              { field: 'y', type: 'nominal', title: down.name },
              { field: 'x', type: 'nominal', title: across.name },
              { field: 'mean', type: 'quantitative', title: measure },
              { field: 'low', type: 'quantitative', title: '95 % from' },
              { field: 'high', type: 'quantitative', title: 'to' },
              { field: 'n', type: 'quantitative' },
            ],
          },
        },
        {
          transform: [{ filter: "datum.mark === 'first'" }],
          mark: { type: 'rect', fillOpacity: 0, stroke: INK, strokeWidth: 2.5 },
          encoding: { x, y },
        },
        ...(numbered ? [texts('dark'), texts('light')] : []),
        dot('dark'),
        dot('light'),
      ],
      config: { axis: { grid: false }, rect: { stroke: GREY }, ...LEGEND_OVER_NAMES },
    },
  );
}
