import { experienceFactor } from '../experience.ts';
import type { ForecasterPolicy } from '../policy.ts';
import { bornForecastError, forecastErrorParameters } from './forecast-error.ts';
import { follow, smoothingParameter } from './past-losses.ts';

/**
 * Sees past data only: keeps a moving average of each inferer's reported losses per regime, and expects the regime of the
 * latest known truth to go on. Where it has seen an inferer in other regimes only, it goes by all that it has seen of it;
 * of an inferer never seen it says nothing.
 */
export const regimeEma: ForecasterPolicy = {
  name: 'regime-ema',
  doc: 'Per-regime moving average of each inferer’s reported losses, for the regime of the latest known truth.',
  source: 'own model; the default of scenarios',
  parameters: [smoothingParameter, ...forecastErrorParameters],
  create: (values, birth, { inferers: registered, regimes }) => {
    const smoothing = Number(values.smoothing);
    const { deviation, bias } = bornForecastError(values, birth);
    // Row r: averages in regime r, by registered place; the last row: over all regimes.
    const average = new Float64Array((regimes.length + 1) * registered).fill(NaN);
    const overall = regimes.length * registered;
    const learn = (at: number, loss: number) => {
      average[at] = follow(average[at], loss, smoothing);
    };
    return {
      forecastInto(view, out, offset) {
        const factor = experienceFactor(view.age);
        const { places, error, inferers } = view;
        const row = view.latestRegime < 0 ? overall : view.latestRegime * registered;
        for (let j = 0; j < inferers; ++j) {
          const own = average[row + places[j]];
          const expected = Number.isNaN(own) ? average[overall + places[j]] : own;
          out[offset + j] = expected + factor * (deviation * error[j] + bias);
        }
      },
      observe(view) {
        for (let j = 0; j < view.inferers; ++j) {
          const loss = view.loss[j];
          if (Number.isNaN(loss)) continue;
          learn(view.regime * registered + view.places[j], loss);
          learn(overall + view.places[j], loss);
        }
      },
    };
  },
};
