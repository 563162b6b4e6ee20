/** Losses of the network: stake-weighted means of what reputers reported, entry by entry. */
import type { Big, Input, Maybe } from './numbers.ts';
import { big, maybeBig, maybeBigs, sum } from './numbers.ts';

/** One loss for every value of a network inference bundle; null where none was reported. */
export interface LossBundle<T = Maybe<Input>> {
  combined: T;
  naive: T;
  /** [j] */
  inferer: T[];
  /** [k] */
  forecaster: T[];
  /** [j'] */
  oneOutInferer: T[];
  /** [k'] */
  oneOutForecaster: T[];
  /** [k'] */
  oneInForecaster: T[];
  /** forecaster k's implied inference without inferer j', [k][j'] */
  oneOutInfererForecaster: T[][];
}

export type NetworkLosses = LossBundle<Maybe<Big>>;

/** Mean of one entry over the reputers that reported it, weighted by raw stake; absent if they hold nothing. */
export function networkLoss(reported: readonly Maybe<Input>[], stakes: readonly Input[]): Maybe<Big> {
  const entries = maybeBigs(reported);
  const stakeOf = entries.map((entry, m) => (entry === null ? big(0) : big(stakes[m])));
  const total = sum(stakeOf);
  if (total.isZero()) return null;
  return sum(entries.map((entry, m) => (entry === null ? big(0) : stakeOf[m].times(entry)))).div(total);
}

/**
 * Every entry's network loss.
 *
 * Entries about a worker are emitted only if that worker has a loss of its own: one-outs of inferers, one-outs and
 * one-ins of forecasters, and implied one-outs for both the forecaster and the withheld inferer.
 */
export function networkLosses(bundles: readonly LossBundle[], stakes: readonly Input[]): NetworkLosses {
  const over = (entry: (bundle: LossBundle) => Maybe<Input>): Maybe<Big> => networkLoss(bundles.map(entry), stakes);
  const each = (list: (bundle: LossBundle) => Maybe<Input>[]): Maybe<Big>[] =>
    bundles.length === 0 ? [] : list(bundles[0]).map((_, l) => over((bundle) => list(bundle)[l]));

  const inferer = each((bundle) => bundle.inferer);
  const forecaster = each((bundle) => bundle.forecaster);
  const ifKnown = (owner: readonly Maybe<Big>[], losses: readonly Maybe<Big>[]): Maybe<Big>[] =>
    losses.map((loss, l) => (owner[l] === null ? null : loss));
  return {
    combined: over((bundle) => bundle.combined),
    naive: over((bundle) => bundle.naive),
    inferer,
    forecaster,
    oneOutInferer: ifKnown(
      inferer,
      each((bundle) => bundle.oneOutInferer),
    ),
    oneOutForecaster: ifKnown(
      forecaster,
      each((bundle) => bundle.oneOutForecaster),
    ),
    oneInForecaster: ifKnown(
      forecaster,
      each((bundle) => bundle.oneInForecaster),
    ),
    oneOutInfererForecaster: forecaster.map((owner, k) =>
      ifKnown(
        inferer,
        each((bundle) => bundle.oneOutInfererForecaster[k]),
      ).map((loss) => (owner === null ? null : loss)),
    ),
  };
}

/** The entries of a bundle in one list: combined, naive, inferers, forecasters, implied one-outs, one-outs, one-ins. */
export function lossVector(bundle: LossBundle): Maybe<Big>[] {
  return [
    bundle.combined,
    bundle.naive,
    ...bundle.inferer,
    ...bundle.forecaster,
    ...bundle.oneOutInfererForecaster.flat(),
    ...bundle.oneOutInferer,
    ...bundle.oneOutForecaster,
    ...bundle.oneInForecaster,
  ].map(maybeBig);
}
