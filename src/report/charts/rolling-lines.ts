import { legibleWindow, rollingMeans } from '../rolling-mean.ts';
import { groupEnds, rowsPerPoint } from '../thin.ts';
import type { TopicRows } from '../topic-rows.ts';
import { type Chart, chart, dataRows, lines, pointerRule, type Series, type Spec, zeroLine } from './chart.ts';

/** What a chart of rolling means needs to know. */
export interface RollingLines {
  readonly name: string;
  /** Without the window, which is added. */
  readonly title: string;
  readonly note: string;
  readonly yTitle: string;
  /** Column and looks of each line; lines without any value are left out. */
  readonly series: readonly (Omit<Series, 'values'> & { readonly column: string })[];
  readonly zero?: boolean;
}

/** A chart of rolling means over the epochs; nothing when no line has a value. */
export function rollingLines(rows: TopicRows, about: RollingLines): Chart | undefined {
  const recorded = about.series.filter(({ column }) => rows.hasValues(column));
  if (recorded.length === 0) return undefined;
  const window = legibleWindow(rows.rows);
  const step = rowsPerPoint(rows.rows);
  const series = recorded.map((line): Series => {
    return { ...line, values: rollingMeans(rows.column(line.column), window, step) };
  });
  const columns = Object.fromEntries(series.map(({ name, values }) => [name, values]));
  const names = series.map(({ name }) => name);
  const layer: Spec[] = [lines(series, about.yTitle), pointerRule(names)];
  if (about.zero) layer.unshift(zeroLine());
  const title = window > 1 ? `${about.title}, mean of the last ${window} epochs` : about.title;
  const note = step > 1 ? `${about.note} One epoch in ${step} is drawn.` : about.note;
  return chart(about.name, title, note, {
    data: { values: dataRows(groupEnds(rows.column('epoch'), step), columns) },
    layer,
  });
}
