import type { InfererPolicy } from '../policy.ts';
import { bornError, errorModelInferer } from './error-model.ts';

const traitPresence = 0;

/** There now and then. */
export const intermittent: InfererPolicy = {
  name: 'intermittent',
  doc: 'Honest, but submits in some epochs only, by chance.',
  source: 'own model',
  parameters: [
    {
      name: 'probability',
      kind: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      unit: '1',
      doc: 'Probability that it submits in an epoch.',
    },
  ],
  create: (values, birth) => {
    const probability = Number(values.probability);
    return {
      ...errorModelInferer(bornError(birth)),
      submits: (epoch) => birth.own.uniform(epoch, traitPresence) < probability,
    };
  },
};
