import type { InfererPolicy } from '../policy.ts';
import { bornError, varyingErrorInferer } from './error-model.ts';

/**
 * Its model goes stale: the standard deviation is the honest one times 1 + growth s, s epochs after it was last trained. It
 * is trained when it registers and at every multiple of `retrainEvery` of its age, as long as that is below `staleFrom`.
 */
export const decaying: InfererPolicy = {
  name: 'decaying',
  doc: 'Honest, with an error that grows from epoch to epoch until the model is trained again.',
  source: 'own model',
  parameters: [
    {
      name: 'growth',
      kind: 'number',
      default: 0.02,
      minimum: 0,
      maximum: 1e6,
      unit: 'honest standard deviations per epoch',
      doc: 'How much the error grows in every epoch without training.',
    },
    {
      name: 'retrainEvery',
      kind: 'integer',
      default: 100,
      minimum: 0,
      maximum: 1e9,
      unit: 'epochs',
      doc: 'How often the model is trained; 0: only when it registers.',
    },
    {
      name: 'staleFrom',
      kind: 'integer',
      default: -1,
      minimum: -1,
      maximum: 1e9,
      unit: 'epochs since registration',
      doc: 'From when on it is never trained again; -1: never neglected.',
    },
  ],
  create: (values, birth) => {
    const growth = Number(values.growth);
    const every = Number(values.retrainEvery);
    const staleFrom = Number(values.staleFrom);
    const lastChance = staleFrom < 0 ? Number.POSITIVE_INFINITY : Math.max(staleFrom - 1, 0);
    return varyingErrorInferer(bornError(birth), (_regime, age) => {
      const until = Math.min(age, lastChance);
      const trained = every > 0 ? until - (until % every) : 0;
      return 1 + growth * (age - trained);
    });
  },
};
