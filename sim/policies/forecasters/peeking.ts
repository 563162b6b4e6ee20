import { exp } from '../../math/exp.ts';
import { experienceFactor } from '../experience.ts';
import type { ForecasterPolicy } from '../policy.ts';
import { bornForecastError, forecastErrorParameters } from './forecast-error.ts';

const traitSensitivity = 2;

/**
 * Sees the true loss of each inferer this epoch and blurs it: c l_j + (1 - c) l0_j + xp (e z + b), where l0_j is the loss
 * without the epoch's outperformance (of specialists: the loss expected over all regimes) and c = 1/(1 + e^(-10 (U - 1/2)))
 * how well it senses the context.
 *
 * A controlled experiment, not a model that could be deployed: it makes any combination look good.
 */
export const peeking: ForecasterPolicy = {
  name: 'peeking',
  doc: 'Sees this epoch’s true losses and blurs them: an experiment, not a model that could be deployed.',
  source: 'allora-simulator workloads/research at 816ce04, mended: it is told who outperforms',
  parameters: forecastErrorParameters,
  needs: ['usualLoss'],
  create: (values, birth) => {
    const { deviation, bias } = bornForecastError(values, birth);
    const sensitivity = 1 / (1 + exp(-10 * (birth.uniform(traitSensitivity) - 0.5)));
    return {
      forecastInto(view, out, offset) {
        const factor = experienceFactor(view.age);
        const { loss, usualLoss, error, inferers } = view;
        for (let j = 0; j < inferers; ++j) {
          const sensed = sensitivity * loss[j] + (1 - sensitivity) * usualLoss[j];
          out[offset + j] = sensed + factor * (deviation * error[j] + bias);
        }
      },
    };
  },
};
