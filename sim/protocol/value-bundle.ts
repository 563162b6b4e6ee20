/**
 * Where each value of an epoch stands in a flat array. Inferences, the losses that one reputer reports about them and the
 * network's losses all use this order, so that a loss judges the value at the same place.
 *
 * combined, naive, inferers (K), forecasters (F), one-out inferers (K), one-out forecasters (F), one-in forecasters (F),
 * and, where reputers report them, implied inferences of forecaster k with inferer j withheld (F rows of K).
 * NaN stands for: no such value.
 */
export interface BundleLayout {
  readonly inferers: number;
  readonly forecasters: number;
  readonly inferer: number;
  readonly forecaster: number;
  readonly oneOutInferer: number;
  readonly oneOutForecaster: number;
  readonly oneIn: number;
  /** Start of the implied one-outs; entry (k, j) at impliedOneOut + k * inferers + j. Equals `length` when not reported. */
  readonly impliedOneOut: number;
  readonly hasImpliedOneOuts: boolean;
  readonly length: number;
}

/** Places of the two network-wide values. */
export const combinedPlace = 0;
export const naivePlace = 1;

/** Layout for K active inferers and F active forecasters. */
export function bundleLayout(inferers: number, forecasters: number, hasImpliedOneOuts: boolean): BundleLayout {
  const inferer = 2;
  const forecaster = inferer + inferers;
  const oneOutInferer = forecaster + forecasters;
  const oneOutForecaster = oneOutInferer + inferers;
  const oneIn = oneOutForecaster + forecasters;
  const impliedOneOut = oneIn + forecasters;
  return {
    inferers,
    forecasters,
    inferer,
    forecaster,
    oneOutInferer,
    oneOutForecaster,
    oneIn,
    impliedOneOut,
    hasImpliedOneOuts,
    length: impliedOneOut + (hasImpliedOneOuts ? inferers * forecasters : 0),
  };
}
