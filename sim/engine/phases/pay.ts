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
 * Divides the topic's reward of the epoch among classes and actors.
 *
 * Simplified: amounts are ALLO as doubles; there are no accounts and no truncation to uallo yet.
 *
 * @returns whether the epoch was paid; it is not when a smoothed fraction is 0 and has no logarithm
 */
export function pay(topic: Topic, nonce: Nonce): boolean {
  const { rules, utility, desk } = topic;
  const { losses, infererScore, forecasterScore, shares } = desk;
  const K = nonce.inferers.count;
  const F = nonce.forecasters.count;
  const R = nonce.reputers.count;
  const { taskRewardAlpha: alpha, betaEntropy: beta, epsilon } = rules;

  reputerFractionsInto(desk.activeStake, desk.reputerScore, R, rules.pRewardReputer, desk.reputerFraction);
  desk.reputerEntropy = entropyOf(topic.reputers, nonce.reputers, desk.reputerFraction, alpha, beta);

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
    desk.infererFraction,
  );
  desk.infererEntropy = entropyOf(topic.inferers, nonce.inferers, desk.infererFraction, alpha, beta);

  pushScores(topic.forecasterScoreWindow, forecasterScore, F);
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
  const payable = !Number.isNaN(shares.inferers + shares.forecasters + shares.reputers);
  const pool = payable ? topic.rewardPerEpoch : 0;

  desk.paidReputers = credit(
    topic.reputers,
    nonce.reputers,
    desk.reputerFraction,
    pool * shares.reputers,
    desk.reputerReward,
  );
  desk.paidInferers = credit(
    topic.inferers,
    nonce.inferers,
    desk.infererFraction,
    pool * shares.inferers,
    desk.infererReward,
  );
  desk.paidForecasters = credit(
    topic.forecasters,
    nonce.forecasters,
    desk.forecasterFraction,
    pool * shares.forecasters,
    desk.forecasterReward,
  );
  desk.paid = desk.paidReputers + desk.paidInferers + desk.paidForecasters;
  return payable;
}

function entropyOf(role: RoleColumns, seats: Seats, fractions: Float64Array, alpha: number, beta: number): number {
  return modifiedEntropy(fractions, seats.active, seats.count, role.smoothedFraction, alpha, beta);
}

/** Pays a class, and hands back what was paid. */
function credit(role: RoleColumns, seats: Seats, fractions: Float64Array, pool: number, rewards: Float64Array): number {
  let paid = 0;
  for (let l = 0; l < seats.count; ++l) {
    const reward = pool * fractions[l];
    rewards[l] = reward > 0 ? reward : 0;
    if (!(reward > 0)) continue;
    const x = seats.active[l];
    role.earned[x] += reward;
    ++role.inclusions[x];
    paid += reward;
  }
  return paid;
}
