import { median } from '../math/order-statistics.ts';
import type { ForecastSet } from './forecast-set.ts';
import { measureForecastSet } from './forecast-set.ts';
import { clampedOneOutsInto } from './implied-one-outs-clamped.ts';
import { ratioOneOutsInto } from './implied-one-outs-ratio.ts';
import type { WeightRule } from './weights.ts';

/** Forecasted regret R_jk = L_prev - f_kj: how much better than the network inferer j is expected to be. */
export function forecastedRegret(previousLoss: number, forecastedLoss: number): number {
  return previousLoss - forecastedLoss;
}

/**
 * Forecast-implied inference of one forecaster, with nobody and with each inferer withheld.
 *
 * I_k = Σ_j w_jk I_j / Σ_j w_jk over the inferers that k forecasts and that have an inference, with
 * w_k = weights(R_jk). A withheld inferer's forecasts are stripped first. Without any inferer left there is no implied
 * inference (NaN). While all inferers are new it is the median of the inferences.
 *
 * Source: allora-chain forecast_implied.go at v0.6 and v0.17.
 *
 * @param inferences K values of the active inferers, units of the target
 * @param forecasts forecasted losses; K entries from `offset` on, NaN where there is none
 * @param previousLoss the network's latest combined loss, same scale as the forecasts
 * @param quirk keep v0.6's slips: an only inferer withheld still counts, and the median keeps the withheld one
 * @param oneOuts receives K inferences from `oneOutOffset` on: entry j is I_k without inferer j
 * @param plain the plain forms, which the fast ones are tested against
 * @returns I_k, units of the target; NaN if there is none
 */
export function forecastImpliedInto(
  inferences: Float64Array,
  inferers: number,
  forecasts: Float64Array,
  offset: number,
  previousLoss: number,
  allNew: boolean,
  rule: WeightRule,
  commonScale: number,
  quirk: boolean,
  set: ForecastSet,
  oneOuts: Float64Array,
  oneOutOffset: number,
  plain = false,
): number {
  const { regret, value, place, without } = set;
  let n = 0;
  for (let j = 0; j < inferers; ++j) {
    const forecast = forecasts[offset + j];
    if (Number.isNaN(forecast)) continue;
    regret[n] = forecastedRegret(previousLoss, forecast);
    value[n] = inferences[j];
    place[n] = j;
    ++n;
  }
  set.count = n;
  let implied: number;
  if (n === 0) implied = NaN;
  else if (n === 1) {
    implied = value[0];
    without[0] = quirk ? implied : NaN;
  } else if (allNew) implied = mediansInto(set, quirk);
  else {
    measureForecastSet(set, rule.epsilon, plain);
    implied = rule.clamped ? clampedOneOutsInto(set, rule, plain) : ratioOneOutsInto(set, rule, commonScale, plain);
  }
  if (n === inferers) {
    for (let e = 0; e < n; ++e) oneOuts[oneOutOffset + e] = without[e];
  } else {
    for (let j = 0; j < inferers; ++j) oneOuts[oneOutOffset + j] = implied;
    for (let e = 0; e < n; ++e) oneOuts[oneOutOffset + place[e]] = without[e];
  }
  return implied;
}

/** While all inferers are new: the median of the inferences, with nobody and with each withheld. */
function mediansInto(set: ForecastSet, quirk: boolean): number {
  const { value, count, without, smooth, scratch } = set;
  const whole = median(value, count, scratch);
  for (let e = 0; e < count; ++e) {
    if (quirk) {
      without[e] = whole;
      continue;
    }
    for (let j = 0; j < count - 1; ++j) smooth[j] = value[j < e ? j : j + 1];
    without[e] = median(smooth, count - 1, scratch);
  }
  return whole;
}
