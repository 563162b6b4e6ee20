import { type Chart, chart, type Heading, legendOf, type Spec } from '../../charts/chart.ts';
import { LEGEND_OVER_NAMES, titleAbove } from './axes.ts';
import { intervalMarks, type Kind, type Marked, markedData } from './interval-marks.ts';

/** An estimate in a row of its own. */
export interface IntervalRow extends Marked {
  /** Names the row; estimates of the same name stand in one row, told apart by their kind. */
  readonly row: string;
  /** For the pointer: what the row is in full. */
  readonly about: string;
}

export interface IntervalRows extends Heading {
  readonly rows: readonly IntervalRow[];
  readonly kinds: readonly Kind[];
  /** What the estimates are, with their unit. */
  readonly measure: string;
  /** What the rows are. */
  readonly rowsTitle: string;
  /** Whether kinds stand below one another inside a row. */
  readonly sideBySide?: boolean;
  readonly reference?: number | undefined;
  /** Of the estimates; linear unless given. */
  readonly scale?: Spec;
}

/** Height of a row, pixels, and of one among many. */
const ROW = 22;
const TIGHT_ROW = 17;
const MANY_ROWS = 30;

const legendOfKinds = (kinds: readonly Kind[]): Spec | undefined =>
  kinds.length > 1
    ? legendOf(
        kinds.map(({ kind }) => kind),
        { symbolType: 'circle', symbolSize: 70, symbolStrokeWidth: 0 },
      )
    : undefined;

/** Estimates with their 95 % intervals, one below the other. Rows without a value stay empty. */
export function intervalRows(about: IntervalRows): Chart {
  const { rows, kinds, measure, rowsTitle, sideBySide = false, reference } = about;
  const names = [...new Set(rows.map(({ row }) => row))];
  const kindNames = kinds.map(({ kind }) => kind);
  const y = {
    field: 'row',
    type: 'nominal',
    scale: { type: 'band', domain: names, paddingInner: sideBySide ? 0.2 : 0, paddingOuter: 0.2 },
    axis: {
      ...titleAbove(rowsTitle, names),
      grid: true,
      gridDash: [1, 3],
      ticks: false,
      labelLimit: 165,
      domain: false,
    },
  };
  const offset = { field: 'kind', type: 'nominal', scale: { domain: kindNames, paddingOuter: 0.5 } };
  const step = (names.length > MANY_ROWS ? TIGHT_ROW : ROW) * (sideBySide ? 1.6 : 1);
  return chart(about, kinds.length > 1 ? kindNames : [], {
    height: Math.round(step * (names.length + 0.4)),
    data: markedData(rows, { row: rows.map(({ row }) => row), about: rows.map((row) => row.about) }),
    layer: intervalMarks({
      rows,
      kinds,
      channel: 'x',
      title: measure,
      place: sideBySide ? { y, yOffset: offset } : { y },
      scale: about.scale ?? { zero: false, padding: 10 },
      legend: legendOfKinds(kinds),
      width: 2,
      size: 46,
      tooltip: [{ field: 'about', type: 'nominal', title: rowsTitle }],
      reference,
    }),
    config: LEGEND_OVER_NAMES,
  });
}

/** Ranks drawn at most: more could not be told apart. */
const MOST_RANKS = 300;

/** Estimates from the lowest to the highest: for too many to name each. */
export function rankedIntervals(about: Omit<IntervalRows, 'sideBySide'>): Chart {
  const { kinds, measure, rowsTitle, reference } = about;
  const sorted = about.rows.filter(({ mean }) => Number.isFinite(mean)).sort((a, b) => a.mean - b.mean);
  const step = Math.max(1, (sorted.length - 1) / (MOST_RANKS - 1));
  const drawn = Array.from({ length: Math.min(sorted.length, MOST_RANKS) }, (_, r) => Math.round(r * step));
  const rows = drawn.map((r) => sorted[r]);
  const thinned = rows.length < sorted.length ? ` Drawn are ${rows.length} of ${sorted.length} points.` : '';
  const x = {
    field: 'rank',
    type: 'quantitative',
    title: rowsTitle,
    scale: { zero: false, nice: false, padding: 6 },
    axis: { grid: false, tickCount: 6, tickMinStep: 1, format: 'd' },
  };
  const names = kinds.length > 1 ? kinds.map(({ kind }) => kind) : [];
  return chart({ ...about, note: `${about.note}${thinned}` }, names, {
    data: markedData(rows, { rank: drawn.map((r) => r + 1), about: rows.map((row) => row.about) }),
    layer: intervalMarks({
      rows,
      kinds,
      channel: 'y',
      title: measure,
      place: { x },
      legend: legendOfKinds(kinds),
      width: 0.7,
      size: 14,
      tooltip: [
        { field: 'about', type: 'nominal', title: 'point' },
        { field: 'rank', type: 'quantitative' },
      ],
      reference,
    }),
  });
}
