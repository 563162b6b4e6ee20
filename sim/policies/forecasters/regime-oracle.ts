import { experienceFactor } from '../experience.ts';
import type { ForecasterPolicy } from '../policy.ts';
import { bornForecastError, forecastErrorParameters } from './forecast-error.ts';

/**
 * Knows each inferer's expected loss in the present regime and blurs it: l_j + xp (e z + b), with l_j the loss expected of j
 * in the regime of this epoch, whatever it drew. It senses the context, not the luck.
 *
 * A controlled experiment like `peeking`: the best that a forecaster could do who knew the regime and everybody's skill.
 */
export const regimeOracle: ForecasterPolicy = {
  name: 'regime-oracle',
  doc: 'Knows the present regime and everybody’s expected loss in it, not their luck: an experiment.',
  source: 'own model, after the allora-simulator workloads/research at 816ce04',
  parameters: forecastErrorParameters,
  needs: ['regimeLoss'],
  create: (values, birth) => {
    const { deviation, bias } = bornForecastError(values, birth);
    return {
      forecastInto(view, out, offset) {
        const factor = experienceFactor(view.age);
        const { regimeLoss, error, inferers } = view;
        for (let j = 0; j < inferers; ++j) out[offset + j] = regimeLoss[j] + factor * (deviation * error[j] + bias);
      },
    };
  },
};
