import type { RunSeries } from './records.ts';
import type { RunLabel } from './run-labels.ts';

/* Charts of several runs over their epochs, as Vega-Lite. */

/** Columns that the charts are made of. */
export const overlayColumns = [
  'combined_loss',
  'naive_loss',
  'inferers_reward_fraction',
  'forecasters_reward_fraction',
  'reputers_reward_fraction',
] as const;

type Column = (typeof overlayColumns)[number];

export interface Overlay {
  readonly id: string;
  readonly title: string;
  readonly spec: object;
}

interface Panel {
  readonly id: string;
  readonly title: string;
  /** Title of the axis; the unit of the first column in brackets follows. */
  readonly axis: string;
  readonly columns: readonly [Column] | readonly [Column, Column];
  readonly zero?: boolean;
}

const panels: readonly Panel[] = [
  { id: 'loss', title: 'Loss of the combined inference', axis: 'loss', columns: ['combined_loss'] },
  {
    id: 'skill',
    title: 'Skill: naive less combined loss (above zero, forecasters help)',
    axis: 'difference',
    columns: ['naive_loss', 'combined_loss'],
    zero: true,
  },
  ...(['inferers', 'forecasters', 'reputers'] as const).map(
    (role): Panel => ({
      id: role,
      title: `Share of the ${role} in the topic's reward`,
      axis: 'share',
      columns: [`${role}_reward_fraction`],
    }),
  ),
];

/** The charts that any of the runs has numbers for. */
export function overlays(series: readonly (RunSeries | undefined)[], labels: readonly RunLabel[]): Overlay[] {
  return panels.flatMap((panel) => {
    const values = series.flatMap((one, r) => (one === undefined ? [] : pointsOf(one, panel, labels[r].short)));
    if (!values.some(({ value }) => value !== null)) return [];
    const unit = series.map((one) => one?.columns[panel.columns[0]]?.unit).find((text) => text !== undefined) ?? '';
    return [{ id: panel.id, title: panel.title, spec: specOf(panel, values, labels, unit) }];
  });
}

interface Point {
  readonly epoch: number;
  readonly value: number | null;
  readonly run: string;
}

function pointsOf({ epochs, columns }: RunSeries, { columns: [first, second] }: Panel, run: string): Point[] {
  const minuend = columns[first]?.values;
  const subtrahend = second === undefined ? undefined : columns[second]?.values;
  if (minuend === undefined || (second !== undefined && subtrahend === undefined)) return [];
  return epochs.map((epoch, e) => {
    const value = minuend[e];
    const less = subtrahend === undefined ? 0 : subtrahend[e];
    return { epoch, value: value === null || less === null ? null : value - less, run };
  });
}

function specOf({ axis, zero = false }: Panel, values: readonly Point[], labels: readonly RunLabel[], unit: string) {
  const domain = labels.map(({ short }) => short);
  const line = {
    mark: { type: 'line', clip: true, strokeWidth: 1.6, interpolate: 'linear' },
    encoding: {
      x: {
        field: 'epoch',
        type: 'quantitative',
        title: 'epoch (nonce of the topic)',
        axis: { grid: false, tickMinStep: 1 },
      },
      y: {
        field: 'value',
        type: 'quantitative',
        title: axis === unit ? axis : `${axis} (${unit})`,
        scale: { zero: false },
      },
      color: {
        field: 'run',
        type: 'nominal',
        scale: { domain, range: labels.map(({ colour }) => colour) },
        legend: null,
      },
      strokeDash: {
        field: 'run',
        type: 'nominal',
        scale: { domain, range: labels.map(({ dash }) => (dash.length === 0 ? [1, 0] : dash)) },
        legend: null,
      },
      tooltip: [
        { field: 'run', title: 'run' },
        { field: 'epoch', title: 'epoch' },
        { field: 'value', title: axis, format: '.6~g' },
      ],
    },
  };
  const ruled = {
    mark: { type: 'rule', aria: false, color: '#8a8f98', strokeDash: [3, 3] },
    encoding: { y: { datum: 0 } },
  };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: 'container',
    height: 220,
    autosize: { type: 'fit-x', contains: 'padding' },
    data: { values },
    layer: zero ? [ruled, line] : [line],
  };
}
