import type { ForecasterPolicy } from '../policy.ts';
import { bornForecastError, forecastErrorParameters } from './forecast-error.ts';
import { averagingForecaster, smoothingParameter } from './past-losses.ts';

/** Sees past data only: keeps one moving average of each inferer's reported losses, whatever the regime. */
export const ema: ForecasterPolicy = {
  name: 'ema',
  doc: 'Moving average of each inferer’s reported losses.',
  source: 'own model',
  parameters: [smoothingParameter, ...forecastErrorParameters],
  create: (values, birth, { inferers }) =>
    averagingForecaster(inferers, Number(values.smoothing), bornForecastError(values, birth)),
};
