import { chart, type Drawing, emptiness, type Spec } from '../../charts/chart.ts';
import { GREY, INK } from '../../palette.ts';
import { differenceOf, type MarginalMeans } from '../marginal-means.ts';
import { levelLabels } from '../names.ts';
import type { Sweep, SweepMetric } from '../read-sweep.ts';
import { isClearOfZero, shortAxisTitle, shortened } from '../words.ts';
import { LEGEND_OVER_NAMES, nameAxis, titleAbove } from './axes.ts';
import { type Cell, type Cells, cellData, cellLayer, cellMarks, cellTexts, ROW } from './cells.ts';
import { overOthers, replicatesInWords } from './effects.ts';

/** Width of all cells on a narrow page, and of a letter in them, pixels. */
const WIDTH = 250;
const LETTER = 7;
const TIGHT_ROW = 20;
const SMALLEST_ROW = 4;
const TALLEST = 600;

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
  const scale = { least: Math.min(...values), most: Math.max(...values), mostDecimals: 9 };
  const texts = cellTexts(values, scale);
  const cells = means.means.map((cell, c): Cell => {
    const difference = differenceOf(first, cell);
    const known = Number.isFinite(difference.low);
    const [x, y] = turned ? cell.levels : [cell.levels[1], cell.levels[0]];
    const mark = c === 0 ? 'first' : known && !isClearOfZero(difference) ? 'unclear' : known ? 'clear' : 'unknown';
    return { ...cell, x: acrossLabels[x], y: downLabels[y], mark };
  });
  const longest = texts.reduce((length, text) => Math.max(length, text.length), 0);
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
  const height = numbered ? ROW : Math.max(SMALLEST_ROW, Math.min(TIGHT_ROW, TALLEST / down.levelNames.length));
  const drawn: Cells = {
    cells,
    x,
    y,
    ...scale,
    numbered,
    measure: shortAxisTitle(metric.label, metric.unit, 30),
    titleLimit: 210,
    across: across.name,
    down: down.name,
  };
  return chart(
    {
      name: `pair-${one + 1}-${other + 1}`,
      title,
      note: `${replicatesInWords(sweep, means.means).replace('Mean and 95 % t-interval', 'Means')}${over}${dots}${values.length < cells.length ? ' Empty: no value.' : ''}`,
    },
    [],
    {
      height: Math.round(height * down.levelNames.length),
      data: cellData(drawn),
      layer: [
        cellLayer(drawn),
        {
          transform: [{ filter: "datum.mark === 'first'" }],
          mark: { type: 'rect', fillOpacity: 0, stroke: INK, strokeWidth: 2.5 },
          encoding: { x, y },
        },
        ...cellMarks(drawn),
      ],
      config: { axis: { grid: false }, rect: { stroke: GREY }, ...LEGEND_OVER_NAMES },
    },
  );
}
