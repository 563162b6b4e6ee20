import { classSharesInto, forecastersEntropyCounts } from '../../protocol/class-shares.ts';
import { stepForecastingUtility } from '../../protocol/forecasting-utility.ts';
import { modifiedEntropy } from '../../protocol/modified-entropy.ts';
import { reputerFractionsInto, workerFractionsInto } from '../../protocol/reward-fractions.ts';
import { pushScores, windowDeviation } from '../../protocol/score-window.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import type { Seats } from '../../state/seats.ts';
import type { Nonce } from '../nonce.ts';
import type { Topic } from '../topic.ts';

/**
 * Fractions of the classes and of the actors within them, by which the topic's reward of the epoch is divided.
 *
 * @returns whether it can be: not when a smoothed fraction is 0 and has no logarithm
 */
export function divide(topic: Topic, nonce: Nonce): boolean {
  const { rules, utility, desk } = topic;
  const { losses, infererScore, forecasterScore, shares } = desk;
  const K = nonce.inferers.count;
  const F = nonce.forecasters.count;
  const R = nonce.reputers.count;
  const { taskRewardAlpha: alpha, betaEntropy: beta, epsilon } = rules;

  reputerFractionsInto(desk.activeStake, desk.reputerScore, R, rules.pRewardReputer, desk.reputerFraction);
  desk.reputerEntropy = entropyOf(topic.reputers, nonce.reputers, desk.reputerFraction, alpha, beta);

  pushScores(topic.infererScoreWindow, byNumber(topic.inferers, nonce.inferers, infererScore), K);
  const infererDeviation = windowDeviation(topic.infererScoreWindow);
  const { pRewardInference, cRewardInference, pRewardForecast, cRewardForecast } = rules;
  workerFractionsInto(
    infererScore,
    K,
    infererDeviation,
    epsilon,
    pRewardInference,
    cRewardInference,
    desk.infererFraction,
  );
  desk.infererEntropy = entropyOf(topic.inferers, nonce.inferers, desk.infererFraction, alpha, beta);

  pushScores(topic.forecasterScoreWindow, byNumber(topic.forecasters, nonce.forecasters, forecasterScore), F);
  const deviation = windowDeviation(topic.forecasterScoreWindow);
  workerFractionsInto(
    forecasterScore,
    F,
    deviation,
    epsilon,
    pRewardForecast,
    cRewardForecast,
    desk.forecasterFraction,
  );
  const entropy = entropyOf(topic.forecasters, nonce.forecasters, desk.forecasterFraction, alpha, beta);
  desk.forecasterEntropy = forecastersEntropyCounts(K, F) ? entropy : 0;

  desk.taskScore = losses[1] - losses[0];
  let best = 0;
  for (let j = 0; j < K; ++j) if (infererScore[j] > best) best = infererScore[j];
  stepForecastingUtility(utility, desk.taskScore, best, alpha);
  classSharesInto(desk.infererEntropy, desk.forecasterEntropy, desk.reputerEntropy, utility.chi, shares);
  return !Number.isNaN(shares.inferers + shares.forecasters + shares.reputers);
}

/** Scores in the order of the actors' numbers, on which it hangs which scores of an epoch are still in a window. */
function byNumber(role: RoleColumns, { active, count }: Seats, scores: Float64Array): Float64Array {
  if (!role.reordered) return scores;
  const seats = Array.from({ length: count }, (_, l) => l);
  seats.sort((a, b) => role.number[active[a]] - role.number[active[b]]);
  return Float64Array.from(seats, (l) => scores[l]);
}

function entropyOf(role: RoleColumns, seats: Seats, fractions: Float64Array, alpha: number, beta: number): number {
  return modifiedEntropy(fractions, seats.active, seats.count, role.smoothedFraction, alpha, beta);
}
