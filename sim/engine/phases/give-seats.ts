import { activeSetInto, missedEpochs, penalisedScore, updatedScore } from '../../protocol/sortition.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import type { Topic } from '../topic.ts';

/** Gives the seats of each role to those who submitted and stand highest. Here everybody submits. */
export function giveSeats(topic: Topic): void {
  const { rules } = topic;
  giveSeatsOf(topic, topic.inferers, rules.maxTopInferersToReward);
  giveSeatsOf(topic, topic.forecasters, rules.maxTopForecastersToReward);
  giveSeatsOf(topic, topic.reputers, rules.maxTopReputersToReward);
}

function giveSeatsOf(topic: Topic, role: RoleColumns, seats: number): void {
  const { rules } = topic;
  const { standing, touched, candidate, places, active, wasActive } = role;
  const crowded = role.count > seats;
  if (crowded) {
    const newcomer = startingScore(topic, role);
    const previousStart = topic.block - rules.epochLength;
    for (let x = 0; x < role.count; ++x) {
      if (Number.isNaN(standing[x])) {
        candidate[x] = newcomer;
        continue;
      }
      const missed = missedEpochs(touched[x], previousStart, rules.epochLength);
      if (rules.livenessPenalty && missed > 0) {
        standing[x] = penalisedScore(standing[x], newcomer, rules.meritSortitionAlpha, missed);
        touched[x] += missed * rules.epochLength; // these epochs are paid for
      }
      candidate[x] = standing[x];
    }
  }
  role.activeCount = activeSetInto(places, role.count, candidate, seats, role.order, active);
  role.replaced = 0;
  let n = 0;
  for (let x = 0; x < role.count; ++x) {
    const isActive = n < role.activeCount && active[n] === x;
    if (isActive) {
      ++n;
      if (topic.epoch > 0 && wasActive[x] === 0) ++role.replaced;
    }
    wasActive[x] = isActive ? 1 : 0;
  }
  // Refused with the quantile score stored at the last scoring; the reference rows use that of the same epoch.
  if (crowded && rules.sortitionQuantileOf !== 'instant-same-row') touchPassive(topic, role);
}

/** Passive update: those without a seat drift towards the role's quantile score. */
export function touchPassive(topic: Topic, role: RoleColumns): void {
  const { rules } = topic;
  for (let x = 0; x < role.count; ++x) {
    if (role.wasActive[x] === 1) continue;
    // A newcomer refused takes the newcomers' score, if there is one yet, and drifts from the next epoch on.
    if (rules.newcomersFollowLowest && Number.isNaN(role.standing[x])) {
      role.standing[x] = role.newcomerScore;
      role.touched[x] = topic.block;
      continue;
    }
    role.standing[x] = updatedScore(rules.meritSortitionAlpha, role.quantileScore, role.standing[x]);
    role.touched[x] = topic.block;
  }
}

/** Where an actor without an EMA score stands: at the newcomers' score in versions that have one, else at 0. */
export function startingScore(topic: Topic, role: RoleColumns): number {
  return topic.rules.newcomersFollowLowest && !Number.isNaN(role.newcomerScore) ? role.newcomerScore : 0;
}
