import type { TopicRows } from '../topic-rows.ts';

/** Part of a Vega-Lite specification. */
export type Spec = Readonly<Record<string, unknown>>;

/** A chart of one topic. */
export interface Chart {
  /** Name of its file without the ending. */
  readonly name: string;
  /** What it shows, with windows. */
  readonly title: string;
  /** How to read it: definitions, what is healthy, how points were thinned. */
  readonly note: string;
  /** A whole Vega-Lite 6 specification with its data inside. */
  readonly spec: Spec;
}

/** Draws a chart of a topic, or nothing where the table lacks what it shows. */
export type ChartOf = (rows: TopicRows) => Chart | undefined;

/** One line of a chart. */
export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly values: Float64Array;
  /** Lengths of dashes and gaps, in pixels; a solid line when left out. */
  readonly dash?: readonly number[];
}

/** Rows of a chart's data: an epoch and a value per name, null where there is none, six significant digits. */
export function dataRows(
  epochs: Float64Array,
  columns: Readonly<Record<string, Float64Array>>,
): Readonly<Record<string, number | null>>[] {
  return Array.from(epochs, (epoch, r) => {
    const row: Record<string, number | null> = { epoch };
    for (const [name, values] of Object.entries(columns)) {
      row[name] = Number.isFinite(values[r]) ? Number(values[r].toPrecision(6)) : null;
    }
    return row;
  });
}

/** The parts that all charts share: size that follows the page, title, axis of epochs. */
export function chart(name: string, title: string, note: string, spec: Spec): Chart {
  return {
    name,
    title,
    note,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      title: { text: title, subtitle: note, anchor: 'start', limit: 900 },
      width: 'container',
      height: 260,
      autosize: { type: 'fit-x', contains: 'padding' },
      ...spec,
    },
  };
}

export const EPOCH_AXIS: Spec = {
  field: 'epoch',
  type: 'quantitative',
  title: 'epoch (nonces of the topic)',
  scale: { zero: false, nice: false },
  axis: { grid: false, tickCount: 8, labelFlush: false, format: 'd', tickMinStep: 1 },
};

/** A legend above the chart that folds into two columns on a narrow page. */
export const LEGEND: Spec = {
  orient: 'top',
  title: null,
  symbolStrokeWidth: 2.5,
  symbolSize: 220,
  labelLimit: 260,
  columns: { expr: 'width < 560 ? 2 : 6' },
};

/** Lines over the epochs, drawn from one column of the data each. */
export function lines(series: readonly Series[], yTitle: string): Spec {
  const names = series.map(({ name }) => name);
  // Both channels say the same, so that they share one legend.
  const legend = { ...LEGEND, symbolType: 'stroke' };
  return {
    transform: [{ fold: names, as: ['line', 'value'] }],
    mark: { type: 'line', strokeWidth: 1.6, interpolate: 'linear' },
    encoding: {
      x: EPOCH_AXIS,
      y: { field: 'value', type: 'quantitative', title: yTitle, scale: { zero: false }, axis: { tickCount: 6 } },
      color: {
        field: 'line',
        type: 'nominal',
        scale: { domain: names, range: series.map(({ colour }) => colour) },
        legend,
      },
      strokeDash: {
        field: 'line',
        type: 'nominal',
        scale: { domain: names, range: series.map(({ dash }) => dash ?? [1, 0]) },
        legend,
      },
    },
  };
}

/** A rule that follows the pointer and tells the values of its epoch. */
export function pointerRule(names: readonly string[]): Spec {
  return {
    params: [
      {
        name: 'pointer',
        select: { type: 'point', fields: ['epoch'], nearest: true, on: 'pointerover', clear: 'pointerout' },
      },
    ],
    mark: { type: 'rule', color: '#888888' },
    encoding: {
      x: EPOCH_AXIS,
      opacity: { condition: { param: 'pointer', value: 0.7, empty: false }, value: 0 },
      tooltip: ['epoch', ...names].map((field) => ({ field, type: 'quantitative', title: field })),
    },
  };
}

/** A dashed line at zero, with what zero means in the chart's note. */
export function zeroLine(): Spec {
  return {
    mark: { type: 'rule', color: '#888888', strokeDash: [4, 4] },
    encoding: { y: { datum: 0, type: 'quantitative' } },
  };
}
