import { ROLES, type Roles } from '../data/epochs.ts';
import { COLOURS, GREY, INK } from '../palette.ts';
import { columnLines } from './accuracy.ts';
import { linesOverEpochs, MEAN_POINTS, thinning } from './lines.ts';
import type { DrawTopic, TopicInput } from './topic-input.ts';

/** Head counts of one role. */
function participationOf(role: Roles): DrawTopic {
  return (input) =>
    columnLines(input, {
      name: `participation-${role}`,
      title: `Participation of ${role}`,
      note: `Registered with the topic, payloads sent, seats taken (active), and keys new to a seat since the epoch before. Healthy: as many payloads as registered, and some seats won anew where there are more keys than seats.`,
      yTitle: `${role} per epoch`,
      series: [
        { column: `registered_${role}`, name: 'registered', colour: GREY },
        { column: `submitted_${role}`, name: 'payloads', colour: INK, dash: [2, 3] },
        { column: `active_${role}`, name: `${role} with a seat`, colour: COLOURS[role] },
        { column: `replacements_${role}`, name: `${role} new to a seat`, colour: COLOURS[role], dash: [5, 3] },
      ],
    });
}

export const participation: readonly DrawTopic[] = ROLES.map(participationOf);

const NO_REPLACEMENT = 'no seat changed hands after the first epoch';

const changesHands = (input: Parameters<DrawTopic>[0], roles: readonly Roles[]): boolean =>
  roles.some((role) => input.epochs.overall(`replacements_${role}`) > 0);

/** Quality of the replacements, for roles whose scores have the same unit. */
function qualityOf(name: string, roles: readonly Roles[], unitOf: (input: TopicInput) => string): DrawTopic {
  return (input) => {
    const title = `Sortition quality: ${roles.join(' and ')}`;
    if (!changesHands(input, roles)) return { title, reason: NO_REPLACEMENT };
    return columnLines(input, {
      name,
      title,
      note: 'Mean smoothed score of those who came into the active set less that of those who left it, over the number of replacements; epochs with replacements only. Healthy: above zero (dashed): the better replace the worse.',
      yTitle: `${unitOf(input)} per replacement`,
      zero: true,
      series: roles.map((role) => ({ column: `sortition_quality_${role}`, name: role, colour: COLOURS[role] })),
    });
  };
}

export const workerQuality = qualityOf('sortition-workers', ['inferers', 'forecasters'], ({ words }) => words.loss);
export const reputerQuality = qualityOf('sortition-reputers', ['reputers'], () => 'score');

/** P / (N + 1): participants over replacements. */
export const cycleTime: DrawTopic = ({ epochs, every }) => {
  const points = epochs.points(MEAN_POINTS);
  const { inTitle, inNote } = thinning(points, every.epochs);
  return linesOverEpochs({
    name: 'cycle-time',
    title: `Cycle time${inTitle}`,
    note: `P / (N + 1): registered participants P over replacements N per epoch: how long until all have had a seat. Healthy: small.${inNote}`,
    yTitle: 'P / (N + 1), epochs',
    x: points.epoch,
    series: ROLES.map((role) => {
      const replaced = points.mean(epochs.sums(`replacements_${role}`));
      const values = points.mean(epochs.sums(`registered_${role}`)).map((all, p) => all / (replaced[p] + 1));
      return { name: role, colour: COLOURS[role], values };
    }),
  });
};

/** A / (N + 1e-6): seats over replacements. */
export const lifetime: DrawTopic = (input) => {
  const { epochs, every } = input;
  const title = 'Lifetime in the active set';
  if (!changesHands(input, ROLES)) return { title, reason: NO_REPLACEMENT };
  const points = epochs.points(MEAN_POINTS);
  const { inTitle, inNote } = thinning(points, every.epochs);
  return linesOverEpochs({
    name: 'lifetime',
    title: `${title}${inTitle}`,
    note: `A / (N + 1e-6): seats taken A over replacements N per epoch, logarithmic axis. Healthy: moderate; 1 is churn, very large is stagnation. Points without any replacement are not drawn.${inNote}`,
    yTitle: 'A / (N + 1e-6), epochs',
    log: true,
    x: points.epoch,
    series: ROLES.map((role) => {
      const replaced = points.mean(epochs.sums(`replacements_${role}`));
      const values = points
        .mean(epochs.sums(`active_${role}`))
        .map((active, p) => (replaced[p] > 0 ? active / (replaced[p] + 1e-6) : Number.NaN));
      return { name: role, colour: COLOURS[role], values };
    }),
  });
};
