import { LAST_EPOCHS } from '../data/epochs.ts';
import { percent } from '../numbers.ts';
import { BAND_COLOURS, COLOURS, GREY, INK } from '../palette.ts';
import type { Drawing } from './chart.ts';
import { linesOverEpochs, thinning } from './lines.ts';
import type { DrawTopic, TopicInput } from './topic-input.ts';

/** Points of the chart of the whole run. */
const MOST_POINTS = 1_000;

const LINES = [
  { name: 'truth', column: 'truth', colour: INK },
  { name: 'combined inference', column: 'combined_inference', colour: COLOURS.combined },
  { name: 'naive inference', column: 'naive_inference', colour: COLOURS.naive },
  { name: '50 % percentile', column: 'percentile_50', colour: GREY, dash: [2, 3] },
];

const BANDS = [
  { name: '2.28 to 97.72 %', low: 'percentile_2_28', high: 'percentile_97_72', colour: BAND_COLOURS[0] },
  { name: '15.87 to 84.13 %', low: 'percentile_15_87', high: 'percentile_84_13', colour: BAND_COLOURS[1] },
];

/** The network's inference against the truth over the whole run. */
export const inference: DrawTopic = (input) => {
  const points = input.epochs.points(MOST_POINTS);
  const { inTitle, inNote } = thinning(points, input.every.epochs);
  const about = { name: 'inference', title: `The network's inference and the truth${inTitle}`, thinned: inNote };
  return draw(input, about, points.epoch, (column) => points.mean(input.epochs.sums(column)));
};

/** The same for the last epochs of a run too long to tell them apart otherwise. */
export const inferenceAtTheEnd: DrawTopic = (input) => {
  const title = `The network's inference and the truth, last ${LAST_EPOCHS} epochs recorded`;
  if (input.epochs.epochs < 1.5 * LAST_EPOCHS) return { title, reason: 'the run is short enough for the chart above' };
  const about = { name: 'inference-last-epochs', title, thinned: '' };
  return draw(input, about, input.epochs.last('epoch'), (column) => input.epochs.last(column));
};

function draw(
  { epochs }: TopicInput,
  { name, title, thinned }: { name: string; title: string; thinned: string },
  x: Float64Array,
  values: (column: string) => Float64Array,
): Drawing {
  const inside = epochs.has('inside_outer')
    ? ` Over all epochs it lay in the outer band in ${percent(epochs.overall('inside_outer'))}, in the inner in ${percent(epochs.overall('inside_inner'))} of them.`
    : '';
  if (!epochs.has('combined_inference') || !epochs.has('truth')) return { title, reason: 'not recorded' };
  return linesOverEpochs({
    name,
    title,
    note: `Bands: percentiles of all inferences and implied inferences, by weight. Healthy: the truth lies inside them.${inside}${thinned}`,
    wide: true,
    yTitle: `value (${unitInWords(epochs.unit('truth'))})`,
    x,
    series: LINES.map((line) => ({ ...line, values: values(line.column) })),
    bands: BANDS.map((band) => ({ ...band, low: values(band.low), high: values(band.high) })),
  });
}

/** "1" says nothing to a reader. */
export function unitInWords(unit: string): string {
  return unit === '1' || unit === '' ? 'dimensionless' : unit;
}
