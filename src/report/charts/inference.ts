import { BAND_COLOURS, COLOURS, INK } from '../palette.ts';
import { groupMeans, rowsPerPoint } from '../thin.ts';
import type { TopicRows } from '../topic-rows.ts';
import {
  type Chart,
  type ChartOf,
  chart,
  dataRows,
  EPOCH_AXIS,
  LEGEND,
  lines,
  pointerRule,
  type Spec,
} from './chart.ts';

const BANDS = [
  { name: '2.28 to 97.72 %', low: 'percentile_2_28', high: 'percentile_97_72', colour: BAND_COLOURS[0] },
  { name: '15.87 to 84.13 %', low: 'percentile_15_87', high: 'percentile_84_13', colour: BAND_COLOURS[1] },
];

/** Epochs that the close-up shows. */
const LAST_EPOCHS = 100;

const NOTE = 'Healthy: the truth lies inside the bands, which are weighted percentiles of the inferences.';

/** The network's inference against the truth over the whole run. */
export const inference: ChartOf = (rows) =>
  inferenceChart(rows, { name: 'inference', title: "The network's inference and the truth", first: 0 });

/** The same for the last epochs of a run too long to tell them apart otherwise. */
export const inferenceAtTheEnd: ChartOf = (rows) => {
  if (rows.rows < 2 * LAST_EPOCHS) return undefined;
  const title = `The network's inference and the truth, last ${LAST_EPOCHS} epochs`;
  return inferenceChart(rows, { name: 'inference-last-epochs', title, first: rows.rows - LAST_EPOCHS });
};

function inferenceChart(
  rows: TopicRows,
  { name, title, first }: { name: string; title: string; first: number },
): Chart | undefined {
  if (!rows.hasValues('combined_inference') || !rows.hasValues('truth')) return undefined;
  const size = rowsPerPoint(rows.rows - first);
  const thinned = (column: string): Float64Array => groupMeans(rows.column(column).subarray(first), size);
  const bands = BANDS.filter(({ low, high }) => rows.hasValues(low) && rows.hasValues(high));
  const series = [
    { name: 'truth', colour: INK, values: thinned('truth') },
    { name: 'combined inference', colour: COLOURS.combined, values: thinned('combined_inference') },
  ];
  const columns = Object.fromEntries([
    ...series.map((line) => [line.name, line.values]),
    ...bands.flatMap(({ low, high }) => [low, high].map((column) => [column, thinned(column)])),
  ]);
  const layer: Spec[] = [
    ...bands.map((band) => bandLayer(band, bands)),
    lines(series, `value (${unitInWords(rows.unit('truth'))})`),
    pointerRule(series.map((line) => line.name)),
  ];
  const note = size > 1 ? `${NOTE} Every point is the mean of ${size} consecutive epochs.` : NOTE;
  const data = { values: dataRows(thinned('epoch'), columns) };
  // Bands and lines have a legend each, one below the other.
  const config = { legend: { layout: { top: { anchor: 'start', direction: 'vertical' } } } };
  return chart(name, title, note, { data, layer, config });
}

function bandLayer({ name, low, high }: (typeof BANDS)[number], bands: typeof BANDS): Spec {
  return {
    mark: { type: 'area', interpolate: 'linear' },
    encoding: {
      x: EPOCH_AXIS,
      y: { field: low, type: 'quantitative' },
      y2: { field: high },
      fill: {
        datum: name,
        scale: { domain: bands.map((band) => band.name), range: bands.map((band) => band.colour) },
        legend: { ...LEGEND, symbolType: 'square', symbolStrokeWidth: 0 },
      },
    },
  };
}

function unitInWords(unit: string): string {
  return unit === '1' ? 'dimensionless' : unit;
}
