import type { ParameterDeclaration } from '../../parameters/declaration.ts';
import { experienceFactor } from '../experience.ts';
import type { Forecaster, JudgedView } from '../policy.ts';
import type { ForecastError } from './forecast-error.ts';

/** How fast a moving average follows. */
export const smoothingParameter: ParameterDeclaration = {
  name: 'smoothing',
  kind: 'number',
  default: 0.1,
  exclusiveMinimum: 0,
  maximum: 1,
  unit: '1 per epoch',
  doc: 'Weight of the newest loss in the moving averages.',
};

/** A moving average with one more value in it; the first value is the average. */
export function follow(average: number, value: number, smoothing: number): number {
  return Number.isNaN(average) ? value : average + smoothing * (value - average);
}

/**
 * A forecaster that expects of each inferer the moving average of the network's losses for it, by registered place. Of an
 * inferer never judged it says nothing.
 *
 * @param smoothing weight of the newest loss; 1 makes it the last loss
 */
export function averagingForecaster(
  registered: number,
  smoothing: number,
  { deviation, bias }: ForecastError,
): Forecaster {
  const average = new Float64Array(registered).fill(NaN);
  return {
    forecastInto(view, out, offset) {
      const factor = experienceFactor(view.age);
      const { places, error, inferers } = view;
      for (let j = 0; j < inferers; ++j) {
        out[offset + j] = average[places[j]] + factor * (deviation * error[j] + bias);
      }
    },
    observe(view) {
      for (let j = 0; j < view.inferers; ++j) {
        const loss = view.loss[j];
        if (Number.isNaN(loss)) continue;
        const x = view.places[j];
        average[x] = follow(average[x], loss, smoothing);
      }
    },
  };
}

/** Mean of the network's losses for the inferers of a judged epoch; NaN when there are none. */
export function meanInfererLoss(view: JudgedView): number {
  let sum = 0;
  let count = 0;
  for (let j = 0; j < view.inferers; ++j) {
    const loss = view.loss[j];
    if (Number.isNaN(loss)) continue;
    sum += loss;
    count += 1;
  }
  return sum / count;
}
