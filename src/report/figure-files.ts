import { join } from 'node:path';
import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { ensureFolder, writeWholeFile } from '../io/run-folder.ts';
import { bitmapMaker } from './bitmap.ts';
import { BESIDE_LEGENDS, CHART_LOOK } from './chart-look.ts';
import { type PlacedChart, type Spec, wrapped } from './charts/chart.ts';
import { textWidth } from './text-width.ts';

/** How figures for papers are drawn. */
export interface FigureOptions {
  readonly format: 'svg' | 'png';
  /** With title and note, which a paper says in its own words. */
  readonly titles: boolean;
  /** Of each figure, pixels; bitmaps have twice as many points. */
  readonly width: number;
}

/**
 * Draws charts into files for papers, dark on white: `figures/<name of the chart>.svg` or `.png` of the folder of a run or
 * an experiment. Other files there are left alone. The same chart gives the same bytes.
 *
 * @returns paths of the files
 * @throws when Vega complains about a chart, or when what bitmaps need is not installed
 */
export async function writeFigures(
  folder: string,
  charts: readonly PlacedChart[],
  { format, ...look }: FigureOptions,
): Promise<string[]> {
  const bitmap = format === 'png' ? await bitmapMaker() : undefined;
  const place = join(folder, 'figures');
  ensureFolder(place);
  const paths: string[] = [];
  for (const chart of charts) {
    const svg = await figureSvg(chart, look);
    const path = join(place, `${chart.id}.${format}`);
    writeWholeFile(path, bitmap === undefined ? `${svg}\n` : bitmap(svg));
    paths.push(path);
  }
  return paths;
}

/** Names that a browser or an editor without DejaVu Sans finds something near to. */
const FONTS = 'DejaVu Sans, Verdana, Arial, sans-serif';
/** Pixels that a letter of a note and one of a title take at most, on average. */
const LETTERS = { note: 6.8, title: 8.6 };
/** Vega takes letters for wider than they are where it cuts texts off. */
const CUT_LATER = 4 / 3;
const LONGEST_LABEL = 240;

/** A chart as SVG that stands alone. */
export async function figureSvg(chart: PlacedChart, look: Omit<FigureOptions, 'format'>): Promise<string> {
  const complain = (...words: readonly unknown[]): never => {
    throw new Error(`The chart ${chart.id} cannot be drawn as it should be: ${words.map(String).join(' ')}`);
  };
  const logger = Object.assign(vega.logger(vega.Warn), { warn: complain, error: complain });
  const config = {
    ...CHART_LOOK,
    aria: false,
    font: FONTS,
    axis: { ...CHART_LOOK.axis, labelLimit: LONGEST_LABEL },
  };
  const { spec } = compile(figureSpec(chart, look) as unknown as TopLevelSpec, { config, logger });
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger });
  try {
    return await withTextWidths(async () => await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** The specification of a figure: with a width of its own, on white, and without what only pages need. */
function figureSpec({ spec, title, note }: PlacedChart, { titles, width }: Omit<FigureOptions, 'format'>): Spec {
  const { usermeta, title: _, ...rest } = spec;
  const { legendEntry } = usermeta as { legendEntry: number };
  const columns = Math.max(1, Math.floor((width - BESIDE_LEGENDS) / legendEntry));
  const fitted = JSON.parse(JSON.stringify(rest), (key, value) =>
    key === 'columns' ? columns : key === 'labelLimit' ? value * CUT_LATER : value,
  ) as Spec;
  const heading = {
    text: wrapped(title, width / LETTERS.title),
    subtitle: wrapped(note, width / LETTERS.note),
    anchor: 'start',
    frame: 'bounds',
  };
  return { ...fitted, width, background: 'white', padding: 8, ...(titles ? { title: heading } : {}) };
}

/** What Vega measures texts by. It does not tell of it in its types. */
const { textMetrics, resetSVGDefIds } = vega as unknown as {
  textMetrics: { width: (item: TextItem, text?: unknown) => number };
  resetSVGDefIds: () => void;
};

interface TextItem {
  readonly text?: unknown;
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}
const USUAL_SIZE = 11;

/** Without a canvas Vega takes all letters for equally wide, and leaves gaps beside texts. */
async function withTextWidths<Drawn>(draw: () => Promise<Drawn>): Promise<Drawn> {
  const usual = textMetrics.width;
  textMetrics.width = (item, text = item.text) =>
    textWidth(
      String(text ?? ''),
      item.fontSize ?? USUAL_SIZE,
      ['bold', 600, '600', 700].includes(item.fontWeight ?? ''),
    );
  // Names inside a drawing are counted on from one drawing to the next.
  resetSVGDefIds();
  try {
    return await draw();
  } finally {
    textMetrics.width = usual;
  }
}
