import type { Actor } from '../data/actors.ts';
import type { Points } from '../data/epoch-groups.ts';
import { COLOURS } from '../palette.ts';
import type { Drawing } from './chart.ts';
import { actorsOverEpochs, linesOverEpochs, MEAN_POINTS, type Series, thinning } from './lines.ts';
import type { DrawTopic, TopicInput } from './topic-input.ts';

/** A line of a column. */
export type ColumnLine = Omit<Series, 'values'> & { readonly column: string };

/** Columns of the epochs table as lines of group means. */
export function columnLines(
  { epochs, every }: TopicInput,
  about: {
    readonly name: string;
    /** Without the thinning, which is added. */
    readonly title: string;
    readonly note: string;
    readonly yTitle: string;
    readonly wide?: boolean;
    readonly zero?: boolean;
    readonly log?: boolean;
    readonly series: readonly ColumnLine[];
  },
): Drawing {
  const points = epochs.points(MEAN_POINTS);
  const { inTitle, inNote } = thinning(points, every.epochs);
  return linesOverEpochs({
    ...about,
    title: `${about.title}${inTitle}`,
    note: `${about.note}${inNote}`,
    x: points.epoch,
    series: about.series.map((line) => ({ ...line, values: points.mean(epochs.sums(line.column)) })),
  });
}

/** Losses of the network's inference and of what a consumer could have used instead. */
export const losses: DrawTopic = (input) =>
  columnLines(input, {
    name: 'losses',
    title: 'Losses',
    note: 'True losses; lower is better. Healthy: the combined inference is lowest.',
    yTitle: input.words.axis,
    wide: true,
    series: [
      { column: 'combined_loss', name: 'combined', colour: COLOURS.combined },
      { column: 'naive_loss', name: 'naive', colour: COLOURS.naive },
      { column: 'best_single_loss', name: 'best single inferer so far', colour: COLOURS.bestSingle },
      { column: 'median_single_loss', name: 'median single inferer', colour: COLOURS.medianSingle, dash: [5, 3] },
      { column: 'equal_weight_loss', name: 'equal-weight mean', colour: COLOURS.equalWeight, dash: [2, 3] },
    ],
  });

/** T_F: what the forecasters together are worth. */
export const forecasterHealth: DrawTopic = (input) =>
  columnLines(input, {
    name: 'forecaster-health',
    title: 'Forecaster health: T_F',
    note: 'T_F = L_naive − L_combined. Healthy: above zero (dashed), where forecasters improve the inference.',
    yTitle: input.words.difference,
    zero: true,
    series: [
      { column: 'forecaster_task_score', name: 'as reported and weighted by stake', colour: COLOURS.forecasters },
      { column: 'true_task_score', name: 'of the true losses', colour: COLOURS.combined, dash: [5, 3] },
    ],
  });

/** log10(MDM / MAE): how much the inferers differ, against how wrong their combination is. */
export const infererHealth: DrawTopic = ({ epochs, every }) => {
  const points = epochs.points(MEAN_POINTS);
  const { inTitle, inNote } = thinning(points, every.epochs);
  const distance = points.mean(epochs.sums('mean_distance'));
  const error = points.mean(epochs.sums('absolute_error'));
  const values = distance.map((mdm, p) => (mdm > 0 && error[p] > 0 ? Math.log10(mdm / error[p]) : Number.NaN));
  return linesOverEpochs({
    name: 'inferer-health',
    title: `Inferer health: log(MDM / MAE)${inTitle}`,
    note: `log10 of the mean absolute distance of the inferences to their mean (MDM) over the mean absolute error of the combined inference (MAE). Healthy: above zero (dashed), where inferers differ more than they err together.${inNote}`,
    yTitle: 'log10(MDM / MAE)',
    zero: true,
    x: points.epoch,
    series: [{ name: 'inferer health', colour: COLOURS.inferers, values }],
  });
};

/** Losses of the forecasters' implied inferences. */
export const impliedLosses: DrawTopic = ({ epochs, actors, every, words }) => {
  const title = 'Losses of the forecast-implied inferences';
  const forecasters = actors?.actors.filter(({ role }) => role === 'forecaster') ?? [];
  if (actors === undefined || forecasters.length === 0) return { title, reason: 'no forecasters recorded' };
  const points = actors.points(MEAN_POINTS);
  const { inTitle, inNote } = thinning(points, every.actors);
  const combined = epochs.points(Number.POSITIVE_INFINITY);
  const means = combined.mean(epochs.sums('combined_loss'));
  return actorsOverEpochs({
    name: 'implied-losses',
    title: `${title}${inTitle}`,
    note: `True loss of the inference that follows from one forecaster's forecasts alone, against the combined inference. How well the losses of the inferers are forecast is in the chart of forecasted and observed losses. Healthy: close to the combined loss.${inNote}`,
    yTitle: words.axis,
    x: points.epoch,
    who: 'forecasters',
    colour: COLOURS.forecasters,
    actors: courses(forecasters, 'loss', points),
    others: [
      {
        name: 'combined inference',
        colour: COLOURS.combined,
        dash: [5, 3],
        values: resampled(combined.epoch, means, points.epoch),
      },
    ],
  });
};

/** Group means of a quantity for each actor whose course was kept. */
export function courses(
  actors: readonly Actor[],
  quantity: string,
  points: Points,
): { name: string; values: Float64Array }[] {
  return actors.flatMap((actor) => {
    const sums = actor.course(quantity);
    return sums === undefined ? [] : [{ name: actor.name, values: points.mean(sums) }];
  });
}

/** Means of a finely grouped series over the spans around other, wider spaced points. */
function resampled(from: Float64Array, values: Float64Array, at: Float64Array): Float64Array {
  const sum = new Float64Array(at.length);
  const count = new Float64Array(at.length);
  let p = 0;
  for (let g = 0; g < from.length; ++g) {
    while (p + 1 < at.length && from[g] > (at[p] + at[p + 1]) / 2) ++p;
    if (!Number.isFinite(values[g])) continue;
    sum[p] += values[g];
    ++count[p];
  }
  return sum.map((total, q) => (count[q] > 0 ? total / count[q] : Number.NaN));
}
