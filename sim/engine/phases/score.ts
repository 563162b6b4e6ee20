import { quantile } from '../../math/order-statistics.ts';
import { takeReports } from '../../protocol/consensus.ts';
import { listenInto } from '../../protocol/listening.ts';
import { forecasterScoresInto, infererScoresInto } from '../../protocol/scores.ts';
import { newcomerScore, updatedScore } from '../../protocol/sortition.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import { ImpossibleStateError } from '../simulation.ts';
import type { Topic } from '../topic.ts';
import { touchPassive } from './give-seats.ts';

/** Scores of reputers (with their listening coefficients), inferers and forecasters, and what the scores do to standings. */
export function score(topic: Topic): void {
  const { rules, layout, reputers, consensus } = topic;
  const R = reputers.activeCount;
  takeReports(consensus.losses, topic.reports, layout.length, R, layout.length);
  const outcome = listenInto(
    consensus,
    topic.activeStake,
    rules.listening,
    topic.activeCoefficient,
    topic.reputerScore,
    topic.adjustedStake,
  );
  if (outcome.broken) {
    throw new ImpossibleStateError(topic.epoch, 'score', `topic ${topic.name}: a listening coefficient is not finite`);
  }
  for (let m = 0; m < R; ++m) topic.coefficient[reputers.active[m]] = topic.activeCoefficient[m];
  infererScoresInto(topic.losses, layout, topic.infererScore);
  forecasterScoresInto(topic.losses, layout, topic.forecasterScore);

  stand(topic, topic.inferers, topic.infererScore, rules.activeInfererQuantile, topic.inferers.activeCount > 1);
  stand(
    topic,
    topic.forecasters,
    topic.forecasterScore,
    rules.activeForecasterQuantile,
    topic.forecasters.activeCount > 1,
  );
  stand(topic, reputers, topic.reputerScore, rules.activeReputerQuantile, true);
}

/** Active update of the role's EMA scores, its quantile score and its newcomers' score. A lone worker is left as it is. */
function stand(topic: Topic, role: RoleColumns, scores: Float64Array, q: number, counts: boolean): void {
  if (!counts) return;
  const { rules, scratch } = topic;
  const { active, activeCount, standing, candidate } = role;
  let n = 0;
  for (let l = 0; l < activeCount; ++l) {
    if (Number.isNaN(scores[l])) continue;
    const x = active[l];
    const isNew = Number.isNaN(standing[x]);
    const before = isNew && rules.newcomersFollowLowest && topic.epoch > 0 ? role.newcomerScore : standing[x];
    standing[x] = updatedScore(rules.meritSortitionAlpha, scores[l], before);
    role.touched[x] = topic.block;
    candidate[n] = rules.sortitionQuantileOf === 'ema' ? standing[x] : scores[l];
    ++n;
  }
  role.quantileScore = quantile(candidate, n, q, scratch);
  if (rules.sortitionQuantileOf === 'instant-same-row') touchPassive(topic, role);
  if (!rules.newcomersFollowLowest) return;
  n = 0;
  for (let l = 0; l < activeCount; ++l) if (!Number.isNaN(standing[active[l]])) candidate[n++] = standing[active[l]];
  if (n > 0) role.newcomerScore = newcomerScore(candidate, n, rules.lambdaInitialScore);
}
