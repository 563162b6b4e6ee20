import { experienceFactor } from '../experience.ts';
import type { ForecasterPolicy } from '../policy.ts';
import { bornForecastError, forecastErrorParameters } from './forecast-error.ts';
import { follow, meanInfererLoss, smoothingParameter } from './past-losses.ts';

/**
 * Tells nobody from anybody: one number for all inferers of an epoch, a moving average of their mean reported loss with one
 * error. Before anything was judged it says nothing.
 */
export const flat: ForecasterPolicy = {
  name: 'flat',
  doc: 'One number for all inferers of an epoch: a moving average of their mean reported loss.',
  source: 'own model',
  parameters: [smoothingParameter, ...forecastErrorParameters],
  create: (values, birth) => {
    const smoothing = Number(values.smoothing);
    const { deviation, bias } = bornForecastError(values, birth);
    let average = NaN;
    return {
      forecastInto(view, out, offset) {
        const forecast = average + experienceFactor(view.age) * (deviation * view.commonError + bias);
        for (let j = 0; j < view.inferers; ++j) out[offset + j] = forecast;
      },
      observe(view) {
        const loss = meanInfererLoss(view);
        if (!Number.isNaN(loss)) average = follow(average, loss, smoothing);
      },
    };
  },
};
