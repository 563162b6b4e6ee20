/** How a topic's reward is divided among the three classes; the shares sum to 1. */
export interface ClassShares {
  inferers: number;
  forecasters: number;
  reputers: number;
  /** Normalisation that keeps what inferers and forecasters get together independent of chi. */
  gamma: number;
}

/**
 * Class shares from the modified entropies F, G, H and the forecasting utility chi.
 *
 * gamma = (F+G) / ((1-chi) F + chi G); U = (1-chi) gamma F / (F+G+H), V = chi gamma G / (F+G+H), W = H / (F+G+H).
 * With F = G = 0 (no worker can be paid) gamma is 0 and everything is W. All three 0: no shares (NaN).
 *
 * Source: white paper, topic rewards; allora-chain x/emissions/module/rewards at v0.6.
 */
export function classSharesInto(
  inferersEntropy: number,
  forecastersEntropy: number,
  reputersEntropy: number,
  chi: number,
  shares: ClassShares,
): void {
  const workers = inferersEntropy + forecastersEntropy;
  const all = workers + reputersEntropy;
  const blended = (1 - chi) * inferersEntropy + chi * forecastersEntropy;
  shares.gamma = blended === 0 && workers === 0 ? 0 : workers / blended;
  shares.inferers = ((1 - chi) * shares.gamma * inferersEntropy) / all;
  shares.forecasters = (chi * shares.gamma * forecastersEntropy) / all;
  shares.reputers = reputersEntropy / all;
}

/** G is 0 without forecasters or with at most one inferer: then forecasting adds nothing that could be paid. */
export function forecastersEntropyCounts(inferers: number, forecasters: number): boolean {
  return forecasters > 0 && inferers > 1;
}
