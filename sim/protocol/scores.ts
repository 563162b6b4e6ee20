import type { BundleLayout } from './value-bundle.ts';
import { combinedPlace, naivePlace } from './value-bundle.ts';

/**
 * Inferer scores T_j = L_(-j) - L: how much worse the network would have been without the inferer. Positive is useful.
 *
 * A lone inferer scores 0. Without a loss for the set without j there is no score (NaN).
 *
 * Source: allora-chain x/emissions/module/rewards/scores.go at v0.6.
 *
 * @param losses network losses in the order of `layout`
 * @param scores receives one score per active inferer, units of loss
 * @returns how many inferers were judged
 */
export function infererScoresInto(losses: Float64Array, layout: BundleLayout, scores: Float64Array): number {
  const judged = countPresent(losses, layout.inferer, layout.inferers);
  for (let j = 0; j < layout.inferers; ++j) {
    const own = losses[layout.inferer + j];
    if (judged === 1) scores[j] = !Number.isNaN(own) ? 0 : NaN;
    else scores[j] = losses[layout.oneOutInferer + j] - losses[combinedPlace];
  }
  return judged;
}

/**
 * Forecaster scores T_k = (1 - f) (L_(-k) - L) + f (L_naive - L_(+k)) with f = 1 / 2^(N-1), N forecasters judged: what the
 * network would lose without the forecaster, blended with what it alone adds to the naive network.
 *
 * A lone forecaster scores 0.
 *
 * Source: allora-chain x/emissions/module/rewards/scores.go at v0.6.
 *
 * @param scores receives one score per active forecaster, units of loss; NaN without the losses it needs
 * @returns how many forecasters were judged
 */
export function forecasterScoresInto(losses: Float64Array, layout: BundleLayout, scores: Float64Array): number {
  const judged = countPresent(losses, layout.forecaster, layout.forecasters);
  const share = oneInShare(judged);
  for (let k = 0; k < layout.forecasters; ++k) {
    const own = losses[layout.forecaster + k];
    if (judged === 1) {
      scores[k] = !Number.isNaN(own) ? 0 : NaN;
      continue;
    }
    const oneOut = losses[layout.oneOutForecaster + k] - losses[combinedPlace];
    const oneIn = losses[naivePlace] - losses[layout.oneIn + k];
    scores[k] = (1 - share) * oneOut + share * oneIn;
  }
  return judged;
}

/** f = 1 / 2^(N-1): how much of a forecaster's score is what it alone adds. 1 for one forecaster, 1/4 for three. */
export function oneInShare(forecasters: number): number {
  let share = 1;
  for (let n = 1; n < forecasters; ++n) share *= 0.5;
  return share;
}

function countPresent(losses: Float64Array, from: number, count: number): number {
  let present = 0;
  for (let l = from; l < from + count; ++l) if (!Number.isNaN(losses[l])) ++present;
  return present;
}
