import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';

/** Modified entropy of a class with a single actor: ln(2)/4, as the chain writes it. */
export const singleActorEntropy = 0.173286795139986;

/**
 * Effective number of participants, N_eff = 1 / Σ f².
 *
 * N when all earn the same, 1 when one takes everything.
 *
 * @param fractions reward fractions f
 */
export function effectiveNumber(fractions: Float64Array, count: number): number {
  let squares = 0;
  for (let l = 0; l < count; ++l) squares += fractions[l] * fractions[l];
  return 1 / squares;
}

/**
 * Smooths a class's reward fractions and gives its modified entropy, (N_eff / N)^beta · -Σ f ln f.
 *
 * e = EMA of the fractions (the first time the fraction itself), N_eff = 1/Σ e² of the EMAs as they are, f = e / Σ e, which
 * is also what is kept for the next epoch.
 *
 * At its limits: ln N when all N earn the same for long; the constant ln(2)/4 for one actor; 0 for nobody. A smoothed
 * fraction of 0 has no logarithm: NaN, and the topic is not paid.
 *
 * Source: white paper, modified entropy; allora-chain x/emissions/module/rewards at v0.6 (the factor stands outside the
 * sum there, inside the logarithm in the documentation).
 *
 * @param fractions this epoch's fractions, per active actor; NaN: takes no part
 * @param actors registered place of each active actor
 * @param smoothed kept fractions by registered place, NaN before the first; updated
 * @param alpha taskRewardAlpha
 * @param beta betaEntropy
 * @returns natural-logarithm units
 */
export function modifiedEntropy(
  fractions: Float64Array,
  actors: Int32Array,
  count: number,
  smoothed: Float64Array,
  alpha: number,
  beta: number,
): number {
  let participants = 0;
  let sum = 0;
  let squares = 0;
  for (let l = 0; l < count; ++l) {
    const fraction = fractions[l];
    if (Number.isNaN(fraction)) continue;
    const before = smoothed[actors[l]];
    const next = !Number.isNaN(before) ? alpha * fraction + (1 - alpha) * before : fraction;
    smoothed[actors[l]] = next;
    sum += next;
    squares += next * next;
    ++participants;
  }
  if (participants === 0) return 0;
  let entropy = 0;
  for (let l = 0; l < count; ++l) {
    if (Number.isNaN(fractions[l])) continue;
    const share = smoothed[actors[l]] / sum;
    smoothed[actors[l]] = share;
    entropy -= share > 0 ? share * log(share) : NaN;
  }
  if (participants === 1) return singleActorEntropy;
  return entropy * exp(beta * log(1 / squares / participants));
}
