import type { BundleLayout } from './value-bundle.ts';
import { combinedPlace, naivePlace } from './value-bundle.ts';

/**
 * Network loss of every value in the bundle: the stake-weighted mean over the reputers who reported it,
 * L_z = Σ S_m loss_mz / Σ S_m. Of log losses this is a weighted geometric mean of losses.
 *
 * The weights are raw stakes; listening coefficients play no part here. What nobody reported, or only reputers without
 * stake, stays absent (NaN). Values with a worker withheld count only if the workers in question have a loss themselves.
 *
 * Source: allora-chain x/emissions/keeper/inference_synthesis/network_losses.go at v0.6.
 *
 * @param reports row m holds reputer m's losses in the order of `layout`, NaN where it reported none
 * @param stride entries from one row to the next
 * @param stakes own and delegated stake of each reputer, ALLO
 * @param stakeSums scratch, as long as the layout
 * @param losses receives the network losses
 * @returns whether the epoch can be judged: combined and naive loss exist
 */
export function networkLossesInto(
  reports: Float64Array,
  stride: number,
  stakes: Float64Array,
  reputers: number,
  layout: BundleLayout,
  stakeSums: Float64Array,
  losses: Float64Array,
): boolean {
  const V = layout.length;
  losses.fill(0, 0, V);
  stakeSums.fill(0, 0, V);
  for (let m = 0; m < reputers; ++m) {
    const row = m * stride;
    const stake = stakes[m];
    for (let v = 0; v < V; ++v) {
      const loss = reports[row + v];
      if (Number.isNaN(loss)) continue;
      losses[v] += stake * loss;
      stakeSums[v] += stake;
    }
  }
  for (let v = 0; v < V; ++v) losses[v] = stakeSums[v] > 0 ? losses[v] / stakeSums[v] : NaN;
  dropUnaccompanied(layout, losses);
  return !Number.isNaN(losses[combinedPlace]) && !Number.isNaN(losses[naivePlace]);
}

/** A value about a worker is kept only if the worker has a loss of its own in the same bundle. */
function dropUnaccompanied(layout: BundleLayout, losses: Float64Array): void {
  const K = layout.inferers;
  const F = layout.forecasters;
  for (let j = 0; j < K; ++j) {
    if (!Number.isNaN(losses[layout.inferer + j])) continue;
    losses[layout.oneOutInferer + j] = NaN;
    if (layout.hasImpliedOneOuts) for (let k = 0; k < F; ++k) losses[layout.impliedOneOut + k * K + j] = NaN;
  }
  for (let k = 0; k < F; ++k) {
    if (!Number.isNaN(losses[layout.forecaster + k])) continue;
    losses[layout.oneOutForecaster + k] = NaN;
    losses[layout.oneIn + k] = NaN;
    if (layout.hasImpliedOneOuts) losses.fill(NaN, layout.impliedOneOut + k * K, layout.impliedOneOut + (k + 1) * K);
  }
}
