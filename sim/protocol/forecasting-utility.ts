/** How much the forecasters' task is worth, carried from epoch to epoch. */
export interface ForecastingUtility {
  /** Smoothed ratio of the forecasters' task score to the best inferer's score; not clipped. */
  tau: number;
  /** Share of weight that goes to forecasting, 0.1 to 0.5. */
  chi: number;
}

/** chi as a function of tau: 0.1 below 0, 0.5 from 1 on, 0.1 + 0.4 tau between. */
export function utilityOfRatio(tau: number): number {
  return tau < 0 ? 0.1 : tau >= 1 ? 0.5 : 0.4 * tau + 0.1;
}

/**
 * One step of the forecasting utility.
 *
 * ratio = T_F / T_max where T_max is the best inferer score and 0 at least; with T_max = 0 only the sign of T_F counts;
 * with T_F = 0 as well, chi is 0.5 and tau starts again from 0.
 *
 * Source: white paper, forecaster utility; allora-chain x/emissions/module/rewards at v0.6, where the running maximum of the
 * scores starts at zero.
 *
 * @param taskScore T_F = L_naive - L, units of loss
 * @param bestScore largest inferer score of the epoch, or 0
 * @param alpha taskRewardAlpha
 */
export function stepForecastingUtility(
  utility: ForecastingUtility,
  taskScore: number,
  bestScore: number,
  alpha: number,
): void {
  const best = bestScore > 0 ? bestScore : 0;
  if (best === 0 && taskScore === 0) {
    utility.tau = 0;
    utility.chi = 0.5;
    return;
  }
  const ratio = best > 0 ? taskScore / best : taskScore > 0 ? 1 : -1;
  utility.tau = alpha * ratio + (1 - alpha) * utility.tau;
  utility.chi = utilityOfRatio(utility.tau);
}
