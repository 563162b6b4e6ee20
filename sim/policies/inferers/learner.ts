import { exp } from '../../math/exp.ts';
import type { InfererPolicy } from '../policy.ts';
import { bornError, varyingErrorInferer } from './error-model.ts';

/**
 * Starts poor and learns: its standard deviation is the honest one times floor + (initial - floor) e^(-rate age), on top of
 * the experience that all inferers gain.
 */
export const learner: InfererPolicy = {
  name: 'learner',
  doc: 'Honest, with an error that decays with age from a large multiple of the honest one to a floor.',
  source: 'own model',
  parameters: [
    {
      name: 'initial',
      kind: 'number',
      default: 3,
      minimum: 0,
      maximum: 1e6,
      unit: 'times the honest standard deviation',
      doc: 'Its error when it registers.',
    },
    {
      name: 'floor',
      kind: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1e6,
      unit: 'times the honest standard deviation',
      doc: 'What its error comes down to.',
    },
    {
      name: 'rate',
      kind: 'number',
      default: 0.02,
      minimum: 0,
      maximum: 1e6,
      unit: 'per epoch',
      doc: 'How fast: after 1/rate epochs 37 % of the way are left.',
    },
  ],
  create: (values, birth) => {
    const floor = Number(values.floor);
    const above = Number(values.initial) - floor;
    const rate = Number(values.rate);
    return varyingErrorInferer(bornError(birth), (_regime, age) => floor + above * exp(-rate * age));
  },
};
