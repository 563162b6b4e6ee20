import { COLOURS } from '../palette.ts';
import { columnLines, courses } from './accuracy.ts';
import { actorsOverEpochs, MEAN_POINTS, thinning } from './lines.ts';
import type { DrawTopic } from './topic-input.ts';

/** A chart of one quantity of every reputer. */
function reputerChart(about: {
  readonly name: string;
  readonly title: string;
  readonly note: string;
  readonly yTitle: string;
  readonly quantity: string;
  readonly log?: boolean;
}): DrawTopic {
  return ({ actors, every }) => {
    const reputers = actors?.actors.filter(({ role }) => role === 'reputer') ?? [];
    if (actors === undefined || reputers.length === 0) return { title: about.title, reason: 'no reputers recorded' };
    const points = actors.points(MEAN_POINTS);
    const { inTitle, inNote } = thinning(points, every.actors);
    return actorsOverEpochs({
      ...about,
      title: `${about.title}${inTitle}`,
      note: `${about.note}${inNote}`,
      x: points.epoch,
      who: 'reputers',
      colour: COLOURS.reputers,
      actors: courses(reputers, about.quantity, points),
    });
  };
}

export const listeningCoefficients = reputerChart({
  name: 'listening',
  title: 'Listening coefficients of the reputers',
  note: 'Part of a reputer’s stake that counts in the consensus. Healthy: the honest are near 1.',
  yTitle: 'listening coefficient',
  quantity: 'listening_coefficient',
});

export const reputerScores = reputerChart({
  name: 'reputer-scores',
  title: 'Scores of the reputers',
  note: 'Closeness to the consensus, 0 to 100. Healthy: high and alike.',
  yTitle: 'score',
  quantity: 'score',
});

export const reputerStakes = reputerChart({
  name: 'reputer-stakes',
  title: 'Stakes of the reputers',
  note: 'Own and delegated stake, logarithmic axis. Healthy: nobody towers above the rest.',
  yTitle: 'ALLO',
  quantity: 'stake',
  log: true,
});

export const reputerRewards = reputerChart({
  name: 'reputer-rewards',
  title: 'Rewards of the reputers',
  note: 'Paid per epoch to each. Healthy: in proportion to listened stake and score.',
  yTitle: 'ALLO per epoch',
  quantity: 'reward',
});

/** log10(mean / (deviation² + 1e-6)) of the scores. */
export const reputerMetric: DrawTopic = (input) =>
  columnLines(input, {
    name: 'reputer-metric',
    title: 'Reputer score metric',
    note: 'log10(mean / (standard deviation² + 1e-6)) of the reputers’ scores in an epoch. Healthy: large, as scores are high and alike.',
    yTitle: 'log10(mean / deviation²)',
    series: [{ column: 'reputer_score_metric', name: 'reputer score metric', colour: COLOURS.reputers }],
  });
