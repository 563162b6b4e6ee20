import { classSharesInto, forecastersEntropyCounts } from '../../protocol/class-shares.ts';
import { stepForecastingUtility } from '../../protocol/forecasting-utility.ts';
import { modifiedEntropy } from '../../protocol/modified-entropy.ts';
import { reputerFractionsInto, workerFractionsInto } from '../../protocol/reward-fractions.ts';
import { pushScores, windowDeviation } from '../../protocol/score-window.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import type { Topic } from '../topic.ts';

/**
 * Divides the topic's reward of the epoch among classes and actors.
 *
 * Simplified: amounts are ALLO as doubles; there are no accounts and no truncation to uallo yet.
 *
 * @returns whether the epoch was paid; it is not when a smoothed fraction is 0 and has no logarithm
 */
export function pay(topic: Topic): boolean {
  const { rules, losses, infererScore, forecasterScore, shares, utility } = topic;
  const K = topic.inferers.activeCount;
  const F = topic.forecasters.activeCount;
  const R = topic.reputers.activeCount;
  const { taskRewardAlpha: alpha, betaEntropy: beta, epsilon } = rules;

  reputerFractionsInto(topic.activeStake, topic.reputerScore, R, rules.pRewardReputer, topic.reputerFraction);
  topic.reputerEntropy = entropyOf(topic.reputers, topic.reputerFraction, alpha, beta);

  pushScores(topic.infererScoreWindow, infererScore, K);
  const infererDeviation = windowDeviation(topic.infererScoreWindow);
  const { pRewardInference, cRewardInference, pRewardForecast, cRewardForecast } = rules;
  workerFractionsInto(
    infererScore,
    K,
    infererDeviation,
    epsilon,
    pRewardInference,
    cRewardInference,
    topic.infererFraction,
  );
  topic.infererEntropy = entropyOf(topic.inferers, topic.infererFraction, alpha, beta);

  pushScores(topic.forecasterScoreWindow, forecasterScore, F);
  const deviation = windowDeviation(topic.forecasterScoreWindow);
  workerFractionsInto(
    forecasterScore,
    F,
    deviation,
    epsilon,
    pRewardForecast,
    cRewardForecast,
    topic.forecasterFraction,
  );
  const entropy = entropyOf(topic.forecasters, topic.forecasterFraction, alpha, beta);
  topic.forecasterEntropy = forecastersEntropyCounts(K, F) ? entropy : 0;

  topic.taskScore = losses[1] - losses[0];
  let best = 0;
  for (let j = 0; j < K; ++j) if (infererScore[j] > best) best = infererScore[j];
  stepForecastingUtility(utility, topic.taskScore, best, alpha);
  classSharesInto(topic.infererEntropy, topic.forecasterEntropy, topic.reputerEntropy, utility.chi, shares);
  topic.paid = 0;
  if (Number.isNaN(shares.inferers + shares.forecasters + shares.reputers)) return false;

  credit(topic, topic.reputers, topic.reputerFraction, shares.reputers);
  credit(topic, topic.inferers, topic.infererFraction, shares.inferers);
  credit(topic, topic.forecasters, topic.forecasterFraction, shares.forecasters);
  return true;
}

function entropyOf(role: RoleColumns, fractions: Float64Array, alpha: number, beta: number): number {
  return modifiedEntropy(fractions, role.active, role.activeCount, role.smoothedFraction, alpha, beta);
}

function credit(topic: Topic, role: RoleColumns, fractions: Float64Array, share: number): void {
  const pool = topic.rewardPerEpoch * share;
  for (let l = 0; l < role.activeCount; ++l) {
    const reward = pool * fractions[l];
    if (!(reward > 0)) continue;
    const x = role.active[l];
    role.earned[x] += reward;
    ++role.inclusions[x];
    topic.paid += reward;
  }
}
