import { COLOURS, INK } from '../palette.ts';
import { linesOverEpochs, MEAN_POINTS, thinning } from './lines.ts';
import type { DrawTopic } from './topic-input.ts';

/** Fewer points leave no last quarter worth comparing with. */
const LEAST_POINTS = 8;

/** How far the weights of each group of epochs are from those of the last quarter. */
export const convergence: DrawTopic = ({ actors, every }) => {
  const title = 'How fast weights settle';
  if (actors === undefined) return { title, reason: 'the actors table was not recorded' };
  const points = actors.points(MEAN_POINTS);
  const { inTitle, inNote } = thinning(points, every.actors);
  const count = points.epoch.length;
  if (count < LEAST_POINTS) return { title, reason: `fewer than ${LEAST_POINTS} epochs recorded` };
  const weights = actors.actors.flatMap((actor) => {
    const sums = actor.role === 'reputer' ? undefined : actor.course('weight');
    return sums === undefined ? [] : [points.perEpoch(sums)];
  });
  if (weights.length < 2) return { title, reason: 'fewer than two workers have weights' };
  const last = Math.ceil(count / 4);
  const distance = new Float64Array(count);
  for (const values of weights) {
    let settled = 0;
    for (let p = count - last; p < count; ++p) settled += values[p] / last;
    for (let p = 0; p < count; ++p) distance[p] += Math.abs(values[p] - settled) / 2;
  }
  // Weights go on moving a little: what they move in the last quarter is as near as they come.
  let floor = 0;
  for (let p = count - last; p < count; ++p) floor += distance[p] / last;
  const half = distance.findIndex((value) => value <= (distance[0] + floor) / 2);
  const answer =
    distance[0] > floor ? ` Half of the way is done by epoch ${Math.round(points.epoch[Math.max(0, half)])}.` : '';
  return linesOverEpochs({
    name: 'convergence',
    title: `${title}${inTitle}`,
    note: `Total variation distance, half the sum of the absolute differences, between the mean weights of each point and those of the last quarter of the run: 0 the same, 1 nothing in common.${answer}${inNote} Healthy: a fast fall to a low floor.`,
    yTitle: 'total variation distance',
    x: points.epoch,
    series: [{ name: 'distance to the last quarter', colour: INK, values: distance }],
  });
};

const REACTION_LINES: Readonly<Record<string, { name: string; colour: string; dash?: readonly number[] }>> = {
  combined_loss: { name: 'combined', colour: COLOURS.combined },
  naive_loss: { name: 'naive', colour: COLOURS.naive },
  best_single_loss: { name: 'best single inferer so far', colour: COLOURS.bestSingle },
  equal_weight_loss: { name: 'equal-weight mean', colour: COLOURS.equalWeight, dash: [2, 3] },
};

/** Losses by the number of epochs since the truth changed its regime. */
export const reaction: DrawTopic = ({ epochs, every, words }) => {
  const title = 'How fast the network reacts to a change of regime';
  const { changes, counts, lines } = epochs.reaction;
  if (every.epochs > 1) return { title, reason: 'changes cannot be dated when epochs are left out of the table' };
  if (changes === 0) return { title, reason: 'the truth never changed its regime' };
  const x = Float64Array.from(counts, (_, d) => d);
  return linesOverEpochs({
    name: 'reaction',
    title,
    note: `Mean true losses by the epochs since the last change of regime; ${changes} changes, ${counts[0]} epochs behind the first point and ${counts[counts.length - 1]} behind the last. Healthy: the combined inference falls back soonest.`,
    yTitle: words.axis,
    x,
    xAxis: {
      field: 'epoch',
      type: 'quantitative',
      title: 'epochs since the change of regime',
      axis: { grid: false, tickCount: 6, format: 'd', tickMinStep: 1 },
    },
    series: lines.map(({ column, values }) => ({ ...REACTION_LINES[column], values })),
  });
};
