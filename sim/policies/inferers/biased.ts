import type { InfererPolicy } from '../policy.ts';
import { bornError, errorModelInferer } from './error-model.ts';

/** Errs to the same side, always. */
export const biased: InfererPolicy = {
  name: 'biased',
  doc: 'Honest error, but a constant bias in place of the one it was born with.',
  source: 'allora-simulator workloads/research at 816ce04',
  parameters: [
    {
      name: 'bias',
      kind: 'number',
      default: 2,
      minimum: -1e6,
      maximum: 1e6,
      unit: 'standard deviations of its own error',
      doc: 'How far to which side it errs.',
    },
  ],
  create: (values, birth) => {
    const { deviation } = bornError(birth);
    return errorModelInferer({ deviation, bias: Number(values.bias) * deviation });
  },
};
