import type { InfererPolicy } from '../policy.ts';
import { bornError, errorModelInferer } from './error-model.ts';

/** An honest inferer with a poor model. */
export const noisy: InfererPolicy = {
  name: 'noisy',
  doc: 'Honest, with an error several times as large; the bias is not touched.',
  source: 'allora-simulator workloads/research at 816ce04',
  parameters: [
    {
      name: 'factor',
      kind: 'number',
      default: 5,
      minimum: 0,
      maximum: 1e6,
      unit: 'times the honest standard deviation',
      doc: 'How much larger the error is.',
    },
  ],
  create: (values, birth) => {
    const born = bornError(birth);
    return errorModelInferer({ deviation: born.deviation * Number(values.factor), bias: born.bias });
  },
};
