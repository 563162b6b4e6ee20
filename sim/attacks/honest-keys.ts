import { errorModelInferer } from '../policies/inferers/error-model.ts';
import type { Forecaster, Inferer, JudgedView, Reputer } from '../policies/policy.ts';

/*
 * What an attacker's keys do when they do not attack: as the median honest actor of their role, so that nobody can tell them
 * from honest ones.
 */

/** Share of the newest loss in a forecaster's memory. */
const smoothing = 0.1;
/** Of forecasts and reports of the median honest actor, log10 loss. */
export const usualError = 0.1;

/** @param deviation standard deviation of its errors, scales of the truth; 2 is that of the median honest inferer */
export function honestInferer(deviation: number): Inferer {
  return errorModelInferer({ deviation, bias: 0 });
}

/** Smoothed public losses of every inferer, by registered place; NaN of those never judged. One memory may serve many minds. */
export interface LossMemory {
  readonly average: Float64Array;
  /** Learns from a judged epoch, once however often it is told of it. */
  observe(view: JudgedView): void;
}

export function createLossMemory(inferers: number): LossMemory {
  const average = new Float64Array(inferers).fill(NaN);
  let newest = -1;
  return {
    average,
    observe({ epoch, inferers: active, places, loss }) {
      if (epoch <= newest) return;
      newest = epoch;
      for (let j = 0; j < active; ++j) {
        if (Number.isNaN(loss[j])) continue;
        const x = places[j];
        average[x] = Number.isNaN(average[x]) ? loss[j] : average[x] + smoothing * (loss[j] - average[x]);
      }
    },
  };
}

/** Mean of the losses that are known of these places; NaN of none. */
export function meanKnown(losses: Float64Array, places: Int32Array, count: number): number {
  let sum = 0;
  let known = 0;
  for (let j = 0; j < count; ++j) {
    const loss = losses[places[j]];
    if (Number.isNaN(loss)) continue;
    sum += loss;
    ++known;
  }
  return sum / known;
}

/** Forecasts the smoothed past losses, with the usual error. */
export function honestForecaster(inferers: number): Forecaster & { readonly memory: LossMemory } {
  const memory = createLossMemory(inferers);
  return {
    memory,
    forecastInto({ places, error, inferers: active }, out, offset) {
      for (let j = 0; j < active; ++j) out[offset + j] = memory.average[places[j]] + usualError * error[j];
    },
    observe: memory.observe,
  };
}

/** @param noise standard deviation of its errors: log10 units, or a share of the loss where losses are raw */
export function honestReputer(noise = usualError): Reputer {
  return {
    reportInto(view, out, offset) {
      for (let v = 0; v < view.values; ++v) out[offset + v] = withError(view.loss[v], noise * view.error[v], view);
    },
  };
}

/** A loss with an error: log10 losses by addition, raw ones relative to their size. */
export function withError(loss: number, error: number, { allowNegative }: { readonly allowNegative: boolean }): number {
  return allowNegative ? loss * (1 + error) : loss + error;
}
