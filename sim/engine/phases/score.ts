import { quantile } from '../../math/order-statistics.ts';
import { takeReports } from '../../protocol/consensus.ts';
import { listenInto } from '../../protocol/listening.ts';
import { forecasterScoresInto, infererScoresInto } from '../../protocol/scores.ts';
import { newcomerScore, updatedScore } from '../../protocol/sortition.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import type { Seats } from '../../state/seats.ts';
import type { Nonce } from '../nonce.ts';
import { ImpossibleStateError } from '../simulation.ts';
import type { Topic } from '../topic.ts';
import { touchPassive } from './give-seats.ts';
import { findSubmitters, type Mind } from './submitters.ts';

/** Scores of reputers (with their listening coefficients), inferers and forecasters, and what the scores do to standings. */
export function score(topic: Topic, nonce: Nonce): void {
  const { rules, desk } = topic;
  const { layout } = nonce;
  const { consensus } = desk;
  const { active, count: R } = nonce.reputers;
  takeReports(consensus.losses, desk.reports, layout.length, R, layout.length);
  const outcome = listenInto(
    consensus,
    desk.activeStake,
    rules.listening,
    desk.activeCoefficient,
    desk.reputerScore,
    desk.adjustedStake,
    topic.plain,
  );
  if (outcome.broken) {
    throw new ImpossibleStateError(nonce.epoch, 'score', `topic ${topic.name}: a listening coefficient is not finite`);
  }
  for (let m = 0; m < R; ++m) topic.coefficient[active[m]] = desk.activeCoefficient[m];
  infererScoresInto(desk.losses, layout, desk.infererScore);
  forecasterScoresInto(desk.losses, layout, desk.forecasterScore);

  const { activeInfererQuantile, activeForecasterQuantile, activeReputerQuantile } = rules;
  const { inferers, forecasters, reputers } = nonce;
  // A lone worker's standing is left as it is.
  if (inferers.count > 1)
    stand(topic, nonce, topic.inferers, topic.infererMinds, inferers, desk.infererScore, activeInfererQuantile);
  if (forecasters.count > 1)
    stand(
      topic,
      nonce,
      topic.forecasters,
      topic.forecasterMinds,
      forecasters,
      desk.forecasterScore,
      activeForecasterQuantile,
    );
  stand(topic, nonce, topic.reputers, topic.reputerMinds, reputers, desk.reputerScore, activeReputerQuantile);
}

/** Active update of the role's EMA scores, its quantile score and its newcomers' score. */
function stand(
  topic: Topic,
  nonce: Nonce,
  role: RoleColumns,
  minds: readonly Mind[],
  seats: Seats,
  scores: Float64Array,
  q: number,
): void {
  const { rules } = topic;
  const { scratch } = topic.desk;
  const { active, count } = seats;
  const { standing, candidate } = role;
  let n = 0;
  for (let l = 0; l < count; ++l) {
    if (Number.isNaN(scores[l])) continue;
    const x = active[l];
    const before = Number.isNaN(standing[x]) && rules.newcomersFollowLowest ? role.newcomerScore : standing[x];
    standing[x] = updatedScore(rules.meritSortitionAlpha, scores[l], before);
    candidate[n] = rules.sortitionQuantileOf === 'ema' ? standing[x] : scores[l];
    ++n;
  }
  role.quantileScore = quantile(candidate, n, q, scratch);
  if (rules.sortitionQuantileOf === 'instant-same-row') {
    // Those at hand may be the submitters of a later window by now.
    if (role.irregular) findSubmitters(role, minds, nonce.epoch);
    touchPassive(topic, role, seats);
  }
  if (!rules.newcomersFollowLowest) return;
  n = 0;
  for (let l = 0; l < count; ++l) if (!Number.isNaN(standing[active[l]])) candidate[n++] = standing[active[l]];
  if (n > 0) role.newcomerScore = newcomerScore(candidate, n, rules.lambdaInitialScore);
}
