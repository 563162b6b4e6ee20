import { activeSetInto, missedEpochs, penalisedScore, updatedScore } from '../../protocol/sortition.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import type { Seats } from '../../state/seats.ts';
import type { Nonce } from '../nonce.ts';
import type { Topic } from '../topic.ts';
import { admit } from './admit.ts';
import { findSubmitters, type Mind, type RoleWord } from './submitters.ts';

/** Gives the seats of inferers and forecasters to those who submitted within the worker window and stand highest. */
export function seatWorkers(topic: Topic, nonce: Nonce): void {
  const { rules } = topic;
  giveSeats(topic, nonce, topic.inferers, topic.infererMinds, 'inferers', rules.maxTopInferersToReward, nonce.inferers);
  giveSeats(
    topic,
    nonce,
    topic.forecasters,
    topic.forecasterMinds,
    'forecasters',
    rules.maxTopForecastersToReward,
    nonce.forecasters,
  );
}

/** The same for the reputers who reported. */
export function seatReputers(topic: Topic, nonce: Nonce): void {
  giveSeats(
    topic,
    nonce,
    topic.reputers,
    topic.reputerMinds,
    'reputers',
    topic.rules.maxTopReputersToReward,
    nonce.reputers,
  );
}

function giveSeats(
  topic: Topic,
  nonce: Nonce,
  role: RoleColumns,
  minds: readonly Mind[],
  word: RoleWord,
  most: number,
  seats: Seats,
): void {
  const { rules } = topic;
  if (role.irregular) findSubmitters(role, minds, nonce.epoch);
  const { chain } = topic.books;
  if (chain !== undefined) admit(topic, nonce, role, word, chain);
  const { submitters, submitterCount, candidate } = role;
  const crowded = submitterCount > most;
  if (crowded || (role.irregular && rules.livenessPenalty)) takeStanding(topic, nonce, role);
  seats.registered = role.present;
  seats.submitted = submitterCount;
  seats.honest = 0;
  for (let n = 0; n < submitterCount; ++n) if (role.attack[submitters[n]] < 0) ++seats.honest;
  seats.count = activeSetInto(submitters, submitterCount, candidate, most, role.order, seats.active, role.number);
  noteReplacements(role, nonce, seats);
  // Refused with the quantile score stored at the last scoring; the reference rows use that of the same epoch.
  if (crowded && rules.sortitionQuantileOf !== 'instant-same-row') touchPassive(topic, role, seats);
  for (let n = 0; n < submitterCount; ++n) role.touched[submitters[n]] = nonce.block;
}

/** EMA score with which each submitter is compared: a newcomer's where it has none, less the penalty for epochs missed. */
function takeStanding(topic: Topic, nonce: Nonce, role: RoleColumns): void {
  const { rules } = topic;
  const { submitters, submitterCount, standing, touched, candidate } = role;
  const newcomer = startingScore(topic, role);
  const previousStart = nonce.block - rules.epochLength;
  for (let n = 0; n < submitterCount; ++n) {
    const x = submitters[n];
    if (Number.isNaN(standing[x])) {
      candidate[x] = newcomer;
      continue;
    }
    if (rules.livenessPenalty) {
      const missed = missedEpochs(touched[x], previousStart, rules.epochLength);
      if (missed > 0) standing[x] = penalisedScore(standing[x], newcomer, rules.meritSortitionAlpha, missed);
    }
    candidate[x] = standing[x];
  }
}

/** Who came in and who fell out although it submitted, against the nonce before. */
function noteReplacements(role: RoleColumns, nonce: Nonce, seats: Seats): void {
  const { wasActive, submitters, submitterCount, standing } = role;
  const { active, count } = seats;
  seats.replaced = 0;
  seats.addedScore = NaN;
  seats.removedScore = NaN;
  if (!role.irregular && count === role.count) {
    if (nonce.epoch === 0) wasActive.fill(1);
    return;
  }
  let added = 0;
  let addedScored = 0;
  let removed = 0;
  let removedScored = 0;
  let l = 0;
  for (let n = 0; n < submitterCount; ++n) {
    const x = submitters[n];
    const isActive = l < count && active[l] === x;
    if (isActive) ++l;
    if (isActive === (wasActive[x] === 1)) continue;
    if (isActive) ++seats.replaced;
    if (Number.isNaN(standing[x])) continue;
    if (isActive) {
      added += standing[x];
      ++addedScored;
    } else {
      removed += standing[x];
      ++removedScored;
    }
  }
  if (nonce.epoch === 0) seats.replaced = 0;
  else {
    if (addedScored > 0) seats.addedScore = added / addedScored;
    if (removedScored > 0) seats.removedScore = removed / removedScored;
  }
  wasActive.fill(0);
  for (let n = 0; n < count; ++n) wasActive[active[n]] = 1;
}

/** Passive update: those who submitted and got no seat drift towards the role's quantile score. */
export function touchPassive(topic: Topic, role: RoleColumns, seats: Seats): void {
  const { rules } = topic;
  const { submitters, submitterCount, standing } = role;
  let l = 0;
  for (let n = 0; n < submitterCount; ++n) {
    const x = submitters[n];
    if (l < seats.count && seats.active[l] === x) {
      ++l;
      continue;
    }
    // A newcomer refused takes the newcomers' score, if there is one yet, and drifts from the next epoch on.
    if (rules.newcomersFollowLowest && Number.isNaN(standing[x])) standing[x] = role.newcomerScore;
    else standing[x] = updatedScore(rules.meritSortitionAlpha, role.quantileScore, standing[x]);
  }
}

/** Where an actor without an EMA score stands: at the newcomers' score in versions that have one, else at 0. */
export function startingScore(topic: Topic, role: RoleColumns): number {
  return topic.rules.newcomersFollowLowest && !Number.isNaN(role.newcomerScore) ? role.newcomerScore : 0;
}
