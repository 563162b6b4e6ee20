import type { ForecasterPolicy } from '../policy.ts';
import { bornForecastError, forecastErrorParameters } from './forecast-error.ts';
import { averagingForecaster } from './past-losses.ts';

/** Sees past data only: expects each inferer to do as it did when it was last judged. */
export const naive: ForecasterPolicy = {
  name: 'naive',
  doc: 'Each inferer’s last reported loss.',
  source: 'own model',
  parameters: forecastErrorParameters,
  create: (values, birth, { inferers }) => averagingForecaster(inferers, 1, bornForecastError(values, birth)),
};
