import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { phi } from '../math/phi.ts';

/**
 * Reward fractions of inferers or forecasters: phi(T / (s + epsilon)) normalised over the role, phi(x) = ln(1 + e^(p(x-c))).
 *
 * Everybody the same when the deviation s of recent scores is below epsilon. Even the worst gets a little.
 *
 * Source: white paper, rewards; allora-chain x/emissions/module/rewards/worker_rewards.go at v0.6.
 *
 * @param scores instantaneous scores, units of loss; NaN: no score, no fraction
 * @param deviation standard deviation of the score window
 * @param epsilon topic epsilon, units of loss
 * @param p pRewardInference or pRewardForecast
 * @param c cRewardInference or cRewardForecast
 * @param fractions receives the fractions; they sum to 1 (NaN where there is no score)
 */
export function workerFractionsInto(
  scores: Float64Array,
  count: number,
  deviation: number,
  epsilon: number,
  p: number,
  c: number,
  fractions: Float64Array,
): void {
  let sum = 0;
  for (let l = 0; l < count; ++l) {
    const score = scores[l];
    const merit = Number.isNaN(score) ? NaN : deviation < epsilon ? 1 : phi(score / (deviation + epsilon), p, c);
    fractions[l] = merit;
    if (!Number.isNaN(merit)) sum += merit;
  }
  // All merits underflowed to zero: phi is e^(p(x-c)) there, so the exponents decide.
  if (sum === 0) softmaxInto(scores, count, p / (deviation + epsilon), fractions);
  else for (let l = 0; l < count; ++l) fractions[l] /= sum;
}

/** Fractions proportional to e^(steepness score). */
function softmaxInto(scores: Float64Array, count: number, steepness: number, fractions: Float64Array): void {
  let best = -Infinity;
  for (let l = 0; l < count; ++l) if (scores[l] > best) best = scores[l];
  let sum = 0;
  for (let l = 0; l < count; ++l) {
    if (Number.isNaN(scores[l])) continue;
    fractions[l] = exp(steepness * (scores[l] - best));
    sum += fractions[l];
  }
  for (let l = 0; l < count; ++l) fractions[l] /= sum;
}

/**
 * Reward fractions of reputers: (S_m score_m)^p normalised.
 *
 * Source: allora-chain x/emissions/module/rewards/reputer_rewards.go at v0.6.
 *
 * @param stakes raw stakes, own and delegated, ALLO
 * @param scores reputer scores, dimensionless
 * @param p pRewardReputer
 * @param fractions receives the fractions; they sum to 1
 */
export function reputerFractionsInto(
  stakes: Float64Array,
  scores: Float64Array,
  count: number,
  p: number,
  fractions: Float64Array,
): void {
  let largest = 0;
  for (let m = 0; m < count; ++m) {
    fractions[m] = stakes[m] * scores[m];
    if (fractions[m] > largest) largest = fractions[m];
  }
  let sum = 0;
  for (let m = 0; m < count; ++m) {
    const relative = fractions[m] / largest;
    fractions[m] = p === 1 ? relative : relative > 0 ? exp(p * log(relative)) : 0;
    sum += fractions[m];
  }
  for (let m = 0; m < count; ++m) fractions[m] /= sum;
}
