import type { Forecaster, Inferer, Reputer } from '../policies/policy.ts';
import { overlay } from './overlay.ts';

/*
 * What keys do that cost as much as an attack's and follow no plan: the third of the controls. Inferers guess around the
 * latest truth, forecasters and reputers err ten times as much as the median honest one.
 */

/** Standard deviation of guesses, scales of the truth. */
const guessDeviation = 3;
/** log10 units, or a share of the loss where losses are raw. */
const wildDeviation = 1;

/** Acts as the attack's own mind does until `start`, at random from then on. */
export function randomInferer(mind: Inferer, start: number): Inferer {
  return overlay<Inferer>(mind, {
    infer(view) {
      if (view.epoch < start) return mind.infer(view);
      return (Number.isNaN(view.latestTruth) ? 0 : view.latestTruth) + view.scale * guessDeviation * view.error;
    },
  });
}

export function randomForecaster(mind: Forecaster, start: number): Forecaster {
  return overlay<Forecaster>(mind, {
    forecastInto(view, out, offset) {
      if (view.epoch < start) return mind.forecastInto(view, out, offset);
      const about = Number.isNaN(view.networkLoss) ? 0 : view.networkLoss;
      for (let j = 0; j < view.inferers; ++j) out[offset + j] = about + wildDeviation * view.error[j];
    },
  });
}

export function randomReputer(mind: Reputer, start: number): Reputer {
  return overlay<Reputer>(mind, {
    reportInto(view, out, offset) {
      if (view.epoch < start) return mind.reportInto(view, out, offset);
      for (let v = 0; v < view.values; ++v) {
        const error = wildDeviation * view.error[v];
        out[offset + v] = view.allowNegative ? view.loss[v] * (1 + error) : view.loss[v] + error;
      }
    },
  });
}
