import { csvData, type Spec } from '../../charts/chart.ts';
import type { Estimate } from '../words.ts';
import { scaleOf } from '../words.ts';
import { numberLabels } from './axes.ts';

/** Height of a row of cells with numbers in them, pixels. */
export const ROW = 34;
/** Colours above this part of the scale are so light that what stands on them must be dark. */
const LIGHT = 0.55;
/** How much darker or lighter than what stands on it a cell is. */
const PAPERS = ['dark', 'light'] as const;

/** A mean over two things at once. */
export interface Cell extends Estimate {
  readonly n: number;
  /** Names of its column and its row. */
  readonly x: string;
  readonly y: string;
  /** `unclear` cells have a dot; what the others mean is for the chart to say. */
  readonly mark: string;
}

/** How cells are drawn. */
export interface Cells {
  readonly cells: readonly Cell[];
  readonly x: Spec;
  readonly y: Spec;
  /** Least and largest mean: the ends of the scale of colours. */
  readonly least: number;
  readonly most: number;
  /** Most decimals of a number in a cell. */
  readonly mostDecimals: number;
  /** Whether there is room for the numbers. */
  readonly numbered: boolean;
  /** Title of the scale of colours, and the width that it may have, pixels. */
  readonly measure: string;
  readonly titleLimit: number;
  /** What the pointer calls column and row. */
  readonly across: string;
  readonly down: string;
}

/** Numbers of cells with as many decimals as their range of three digits needs; empty where there is no value. */
export function cellTexts(
  means: readonly number[],
  { least, most, mostDecimals }: Pick<Cells, 'least' | 'most' | 'mostDecimals'>,
): string[] {
  const [scale, letter] = scaleOf(Math.max(Math.abs(least), Math.abs(most)));
  const decimals = Math.min(mostDecimals, Math.max(0, 2 - Math.floor(Math.log10((most - least) / scale))));
  return means.map((mean) =>
    Number.isFinite(mean) ? `${(mean / scale).toFixed(decimals).replace('-', '−')}${letter}` : '',
  );
}

/** Cells as data of a chart. */
export function cellData({ cells, ...scale }: Pick<Cells, 'cells' | 'least' | 'most' | 'mostDecimals'>): Spec {
  const { least, most } = scale;
  return csvData({
    x: cells.map((cell) => cell.x),
    y: cells.map((cell) => cell.y),
    text: cellTexts(
      cells.map(({ mean }) => mean),
      scale,
    ),
    paper: cells.map(({ mean }) => ((mean - least) / (most - least) > LIGHT ? 'light' : 'dark')),
    mark: cells.map(({ mark }) => mark),
    mean: cells.map(({ mean }) => mean),
    low: cells.map(({ low }) => low),
    high: cells.map(({ high }) => high),
    n: cells.map(({ n }) => n),
  });
}

/** The coloured cells, with their scale and what the pointer tells. */
export function cellLayer({ cells, x, y, least, most, measure, titleLimit, across, down }: Cells): Spec {
  return {
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
          titleLimit,
          ...numberLabels(cells.map(({ mean }) => mean)),
        },
      },
      tooltip: [
        { field: 'y', type: 'nominal', title: down },
        { field: 'x', type: 'nominal', title: across },
        { field: 'mean', type: 'quantitative', title: measure },
        { field: 'low', type: 'quantitative', title: '95 % from' },
        { field: 'high', type: 'quantitative', title: 'to' },
        { field: 'n', type: 'quantitative' },
      ],
    },
  };
}

/** Numbers in the cells, where there is room, and the dots of those that are unclear. */
export function cellMarks({ x, y, numbered }: Cells): Spec[] {
  const onPaper = (paper: (typeof PAPERS)[number], part: string): Spec[] => [
    { filter: `datum.paper === '${paper}' && ${part}` },
  ];
  const ink = { dark: 'white', light: 'black' };
  const texts = PAPERS.map(
    (paper): Spec => ({
      name: `on_${paper}`,
      transform: onPaper(paper, 'isValid(datum.text)'),
      mark: { type: 'text', fontSize: 12, color: ink[paper], baseline: 'middle', dy: -3 },
      encoding: { x, y, text: { field: 'text', type: 'nominal' } },
    }),
  );
  const dots = PAPERS.map(
    (paper): Spec => ({
      transform: onPaper(paper, "datum.mark === 'unclear'"),
      mark: { type: 'point', filled: true, size: 16, opacity: 1, color: ink[paper], yOffset: numbered ? 9 : 0 },
      encoding: { x, y },
    }),
  );
  return [...(numbered ? texts : []), ...dots];
}
