import { median } from '../math/order-statistics.ts';
import { forecastImpliedInto } from './forecast-implied.ts';
import type { ForecastSet } from './forecast-set.ts';
import { createForecastSet } from './forecast-set.ts';
import type { Regrets } from './regrets.ts';
import type { BundleLayout } from './value-bundle.ts';
import { combinedPlace, naivePlace } from './value-bundle.ts';
import type { WeightRule } from './weights.ts';
import { scaleOfSet, weightedInference, weightsInto } from './weights.ts';

/** Everything that an epoch's network inferences follow from. */
export interface SynthesisInput {
  /** Registered places of the active inferers and forecasters, ascending; the layout says how many. */
  inferers: Int32Array;
  forecasters: Int32Array;
  /** One inference per active inferer, units of the target. */
  inferences: Float64Array;
  /** Forecasted losses, row k column j of the active ones; NaN where there is none. */
  forecasts: Float64Array;
  readonly regrets: Regrets;
  /** The network's latest combined loss; NaN before the first. */
  previousLoss: number;
  /** Regret of a worker never judged; 0 means that all workers are new. */
  initialRegret: number;
  /** All workers are new: plain means, forecasts without influence. On chain the same as initialRegret = 0. */
  allNew: boolean;
  readonly rule: WeightRule;
  /** The topic's scale of regrets, for the ratio rules. */
  commonScale: number;
  /** epsilonSafeDiv: floor of a sum of weights. */
  readonly weightFloor: number;
  /** Before any loss is known: the median and no naive inference (as at v0.6), or plain means. */
  readonly bootstrapMedian: boolean;
  /** Keep v0.6's slips about a withheld inferer. */
  readonly quirk: boolean;
  /** Every implied one-out by the plain form, which the fast ones are tested against; fast unless given. */
  readonly plain?: boolean;
}

/** Scratch memory and side results of a synthesis; allocated once for the largest active set. */
export interface SynthesisWorkspace {
  readonly set: ForecastSet;
  readonly regret: Float64Array;
  readonly value: Float64Array;
  readonly scratch: Float64Array;
  /** Implied inference of forecaster k without inferer j at k K + j. */
  readonly impliedOneOuts: Float64Array;
  /** Active forecasters with an implied inference, as places among the active ones. */
  readonly present: Int32Array;
  presentCount: number;
  /** Weights of the combined inference: inferers, then the present forecasters. Not normalised. */
  readonly combinedWeights: Float64Array;
  /** Values in the same order. */
  readonly combinedValues: Float64Array;
  combinedCount: number;
  /** Scale that its regrets were divided by, units of loss; NaN where no weights were made. */
  combinedScale: number;
}

export function createSynthesisWorkspace(inferers: number, forecasters: number): SynthesisWorkspace {
  const workers = inferers + forecasters + 1;
  return {
    set: createForecastSet(inferers),
    regret: new Float64Array(workers),
    value: new Float64Array(workers),
    scratch: new Float64Array(2 * workers),
    impliedOneOuts: new Float64Array(inferers * forecasters),
    present: new Int32Array(forecasters + 1),
    presentCount: 0,
    combinedWeights: new Float64Array(workers),
    combinedValues: new Float64Array(workers),
    combinedCount: 0,
    combinedScale: NaN,
  };
}

/**
 * The network's inferences of an epoch: combined, naive, and with each worker withheld or let in.
 *
 * - No inferer: nothing (all NaN). One inferer: combined = naive = its inference, nothing else.
 * - Before any loss: see `bootstrapMedian`.
 * - Otherwise every set has its own regrets; a missing regret is the initial one. A forecaster without an implied inference
 *   belongs to no set. One-out and one-in forecaster need more than one forecaster.
 *
 * Source: allora-chain network_inference_builder.go and network_inferences.go at v0.6 and v0.17.
 *
 * @param values receives the bundle in the order of `layout`, units of the target
 */
export function networkInferencesInto(
  input: SynthesisInput,
  layout: BundleLayout,
  workspace: SynthesisWorkspace,
  values: Float64Array,
): void {
  const K = layout.inferers;
  const { inferences } = input;
  values.fill(NaN, 0, layout.length);
  workspace.presentCount = 0;
  workspace.combinedCount = K;
  workspace.combinedScale = NaN;
  for (let j = 0; j < K; ++j) {
    values[layout.inferer + j] = inferences[j];
    workspace.combinedValues[j] = inferences[j];
    workspace.combinedWeights[j] = 1;
  }
  if (K === 0) return;
  if (K === 1) {
    values[combinedPlace] = inferences[0];
    values[naivePlace] = inferences[0];
    return;
  }
  const known = !Number.isNaN(input.previousLoss);
  if (!known && input.bootstrapMedian) {
    values[combinedPlace] = median(inferences, K, workspace.scratch);
    values[naivePlace] = 0;
    return;
  }
  if (known) impliedInto(input, layout, workspace, values);
  if (input.allNew) meansInto(inferences, layout, workspace, values);
  else weightedInto(input, layout, workspace, values);
}

/** Forecast-implied inferences, whole and with each inferer withheld, and who has one. */
function impliedInto(
  input: SynthesisInput,
  layout: BundleLayout,
  workspace: SynthesisWorkspace,
  values: Float64Array,
): void {
  const K = layout.inferers;
  const { impliedOneOuts, present } = workspace;
  let n = 0;
  for (let k = 0; k < layout.forecasters; ++k) {
    const implied = forecastImpliedInto(
      input.inferences,
      K,
      input.forecasts,
      k * K,
      input.previousLoss,
      input.allNew,
      input.rule,
      input.commonScale,
      input.quirk,
      workspace.set,
      impliedOneOuts,
      k * K,
      input.plain,
    );
    if (Number.isNaN(implied)) continue;
    values[layout.forecaster + k] = implied;
    present[n++] = k;
    if (layout.hasImpliedOneOuts) {
      for (let j = 0; j < K; ++j) values[layout.impliedOneOut + k * K + j] = impliedOneOuts[k * K + j];
    }
  }
  workspace.presentCount = n;
}

/** While all workers are new every network inference is the plain mean of the inferers in its set. */
function meansInto(
  inferences: Float64Array,
  layout: BundleLayout,
  workspace: SynthesisWorkspace,
  values: Float64Array,
): void {
  const K = layout.inferers;
  let sum = 0;
  for (let j = 0; j < K; ++j) sum += inferences[j];
  values[combinedPlace] = sum / K;
  values[naivePlace] = sum / K;
  for (let out = 0; out < K; ++out) {
    let rest = 0;
    for (let j = 0; j < K; ++j) if (j !== out) rest += inferences[j];
    values[layout.oneOutInferer + out] = rest / (K - 1);
  }
  if (workspace.presentCount < 2) return;
  for (let n = 0; n < workspace.presentCount; ++n) {
    values[layout.oneOutForecaster + workspace.present[n]] = sum / K;
    values[layout.oneIn + workspace.present[n]] = sum / K;
  }
}

/** Every set by its own regrets. */
function weightedInto(
  input: SynthesisInput,
  layout: BundleLayout,
  workspace: SynthesisWorkspace,
  values: Float64Array,
): void {
  const K = layout.inferers;
  const { inferers, forecasters, inferences, regrets, rule, commonScale, weightFloor, initialRegret } = input;
  const { regret, value, present, presentCount, impliedOneOuts } = workspace;
  const count = K + presentCount;
  const implied = layout.forecaster;

  for (let j = 0; j < K; ++j) regret[j] = known(regrets.naive[inferers[j]], initialRegret);
  values[naivePlace] = weightedInference(regret, inferences, K, rule, commonScale, weightFloor);

  for (let j = 0; j < K; ++j) {
    regret[j] = known(regrets.inferer[inferers[j]], initialRegret);
    value[j] = inferences[j];
  }
  for (let n = 0; n < presentCount; ++n) {
    regret[K + n] = known(regrets.forecaster[forecasters[present[n]]], initialRegret);
    value[K + n] = values[implied + present[n]];
  }
  values[combinedPlace] = weightedInference(regret, value, count, rule, commonScale, weightFloor);
  weightsInto(regret, count, rule, commonScale, workspace.combinedWeights);
  workspace.combinedScale = scaleOfSet(regret, count, rule, commonScale);
  for (let l = 0; l < count; ++l) workspace.combinedValues[l] = value[l];
  workspace.combinedCount = count;

  // One-out inferer: the others' own regrets of that set, implied inferences made without the withheld one.
  for (let out = 0; out < K; ++out) {
    const row = inferers[out] * regrets.inferers;
    const forecasterRow = inferers[out] * regrets.forecasters;
    let l = 0;
    for (let j = 0; j < K; ++j) {
      if (j === out) continue;
      regret[l] = known(regrets.oneOutInfererInferer[row + inferers[j]], initialRegret);
      value[l++] = inferences[j];
    }
    for (let n = 0; n < presentCount; ++n) {
      const k = present[n];
      regret[l] = known(regrets.oneOutInfererForecaster[forecasterRow + forecasters[k]], initialRegret);
      value[l++] = impliedOneOuts[k * K + out];
    }
    values[layout.oneOutInferer + out] = weightedInference(regret, value, l, rule, commonScale, weightFloor);
  }
  if (presentCount < 2) return;

  // From here on the first K values are all inferers'.
  for (let j = 0; j < K; ++j) value[j] = inferences[j];
  for (let n = 0; n < presentCount; ++n) {
    const out = present[n];
    const row = forecasters[out] * regrets.inferers;
    const square = forecasters[out] * regrets.forecasters;
    for (let j = 0; j < K; ++j) regret[j] = known(regrets.oneOutForecasterInferer[row + inferers[j]], initialRegret);
    let l = K;
    for (let other = 0; other < presentCount; ++other) {
      if (other === n) continue;
      const k = present[other];
      regret[l] = known(regrets.oneOutForecasterForecaster[square + forecasters[k]], initialRegret);
      value[l++] = values[implied + k];
    }
    values[layout.oneOutForecaster + out] = weightedInference(regret, value, l, rule, commonScale, weightFloor);
  }
  for (let n = 0; n < presentCount; ++n) {
    const only = present[n];
    const row = forecasters[only] * regrets.inferers;
    for (let j = 0; j < K; ++j) regret[j] = known(regrets.oneInInferer[row + inferers[j]], initialRegret);
    regret[K] = known(regrets.oneInSelf[forecasters[only]], initialRegret);
    value[K] = values[implied + only];
    values[layout.oneIn + only] = weightedInference(regret, value, K + 1, rule, commonScale, weightFloor);
  }
}

/** A stored regret, or the initial one where none is stored. */
function known(regret: number, initial: number): number {
  return !Number.isNaN(regret) ? regret : initial;
}
