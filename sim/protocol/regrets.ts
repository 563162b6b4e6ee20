import type { BundleLayout } from './value-bundle.ts';
import { combinedPlace, naivePlace } from './value-bundle.ts';

/**
 * All regrets of a topic, by registered actor: how much better a worker's loss was than the network's, smoothed over the
 * epochs in which it took part. Units of loss (log10 loss unless the topic allows negative losses). NaN: never observed.
 *
 * Matrices are row-major; the row is the worker withheld (or let in), the column the worker whose regret it is. They are
 * kept for every pair: a one-out regret cannot be derived from the combined ones.
 */
export interface Regrets {
  readonly inferers: number;
  readonly forecasters: number;
  /** Combined regrets R_j and R_k. */
  readonly inferer: Float64Array;
  readonly forecaster: Float64Array;
  /** Regret of each inferer in the network without forecasters. */
  readonly naive: Float64Array;
  /** Inferer withheld x inferer, x forecaster. */
  readonly oneOutInfererInferer: Float64Array;
  readonly oneOutInfererForecaster: Float64Array;
  /** Forecaster withheld x inferer, x forecaster. */
  readonly oneOutForecasterInferer: Float64Array;
  readonly oneOutForecasterForecaster: Float64Array;
  /** Forecaster let in alone x inferer, and its own regret there. */
  readonly oneInInferer: Float64Array;
  readonly oneInSelf: Float64Array;
}

export function createRegrets(inferers: number, forecasters: number): Regrets {
  const empty = (length: number) => new Float64Array(length).fill(NaN);
  return {
    inferers,
    forecasters,
    inferer: empty(inferers),
    forecaster: empty(forecasters),
    naive: empty(inferers),
    oneOutInfererInferer: empty(inferers * inferers),
    oneOutInfererForecaster: empty(inferers * forecasters),
    oneOutForecasterInferer: empty(forecasters * inferers),
    oneOutForecasterForecaster: empty(forecasters * forecasters),
    oneInInferer: empty(forecasters * inferers),
    oneInSelf: empty(forecasters),
  };
}

/**
 * One step of a regret: alpha (networkLoss - ownLoss) + (1 - alpha) previous. Also the first observation is smoothed, from
 * the topic's initial regret.
 */
export function smoothedRegret(
  alpha: number,
  networkLoss: number,
  ownLoss: number,
  previous: number,
  initial: number,
): number {
  const before = !Number.isNaN(previous) ? previous : initial;
  return alpha * (networkLoss - ownLoss) + (1 - alpha) * before;
}

/**
 * Updates all nine families of regrets from an epoch's network losses.
 *
 * | regret | network loss | own loss |
 * |---|---|---|
 * | combined | combined | inferer, forecaster |
 * | naive | naive | inferer |
 * | one-out inferer j' | one-out j' | inferers, j' itself too; forecasters' implied without j' |
 * | one-out forecaster k' | one-out k' | inferers; forecasters, k' itself too |
 * | one-in forecaster k' | one-in k' | inferers; forecaster k' |
 *
 * Only pairs with both losses are updated; all others stay as they are.
 *
 * Source: allora-chain x/emissions/keeper/inference_synthesis/network_regrets.go at v0.6.
 *
 * @param losses network losses in the order of `layout`; NaN: not judged
 * @param inferers registered place of each active inferer (layout.inferers of them)
 * @param forecasters registered place of each active forecaster
 * @param alpha alphaRegret, 0 to 1 per epoch
 * @param initial the topic's initial regret before this update
 */
export function updateRegrets(
  regrets: Regrets,
  losses: Float64Array,
  layout: BundleLayout,
  inferers: Int32Array,
  forecasters: Int32Array,
  alpha: number,
  initial: number,
): void {
  const K = layout.inferers;
  const F = layout.forecasters;
  const combined = losses[combinedPlace];
  const naive = losses[naivePlace];
  const infererLoss = layout.inferer;
  const forecasterLoss = layout.forecaster;
  stepRow(regrets.inferer, 0, inferers, K, alpha, combined, losses, infererLoss, 1, initial);
  stepRow(regrets.naive, 0, inferers, K, alpha, naive, losses, infererLoss, 1, initial);
  stepRow(regrets.forecaster, 0, forecasters, F, alpha, combined, losses, forecasterLoss, 1, initial);
  for (let out = 0; out < K; ++out) {
    const network = losses[layout.oneOutInferer + out];
    if (Number.isNaN(network)) continue;
    const row = inferers[out] * regrets.inferers;
    stepRow(regrets.oneOutInfererInferer, row, inferers, K, alpha, network, losses, infererLoss, 1, initial);
    if (!layout.hasImpliedOneOuts) continue;
    const forecasterRow = inferers[out] * regrets.forecasters;
    const own = layout.impliedOneOut + out;
    stepRow(regrets.oneOutInfererForecaster, forecasterRow, forecasters, F, alpha, network, losses, own, K, initial);
  }
  for (let out = 0; out < F; ++out) {
    const network = losses[layout.oneOutForecaster + out];
    if (Number.isNaN(network)) continue;
    const row = forecasters[out] * regrets.inferers;
    stepRow(regrets.oneOutForecasterInferer, row, inferers, K, alpha, network, losses, infererLoss, 1, initial);
    const square = forecasters[out] * regrets.forecasters;
    const other = regrets.oneOutForecasterForecaster;
    stepRow(other, square, forecasters, F, alpha, network, losses, forecasterLoss, 1, initial);
  }
  for (let only = 0; only < F; ++only) {
    const network = losses[layout.oneIn + only];
    if (Number.isNaN(network)) continue;
    const row = forecasters[only] * regrets.inferers;
    stepRow(regrets.oneInInferer, row, inferers, K, alpha, network, losses, infererLoss, 1, initial);
    step(regrets.oneInSelf, forecasters[only], alpha, network, losses[forecasterLoss + only], initial);
  }
}

/** One row of pairs: the network loss is the row's, the own losses stand `apart` places apart from `first` on. */
function stepRow(
  regret: Float64Array,
  row: number,
  columns: Int32Array,
  count: number,
  alpha: number,
  network: number,
  losses: Float64Array,
  first: number,
  apart: number,
  initial: number,
): void {
  // step(regret, row + columns[l], alpha, network, losses[first + l * apart], initial), its calls written out: where they
  // are not inlined every number that they are given or give back is an object on the heap.
  for (let l = 0; l < count; ++l) {
    const at = row + columns[l];
    const before = regret[at];
    const next =
      alpha * (network - losses[first + l * apart]) + (1 - alpha) * (!Number.isNaN(before) ? before : initial);
    if (!Number.isNaN(next)) regret[at] = next;
  }
}

function step(regret: Float64Array, at: number, alpha: number, network: number, own: number, initial: number): void {
  const next = smoothedRegret(alpha, network, own, regret[at], initial);
  if (!Number.isNaN(next)) regret[at] = next;
}
