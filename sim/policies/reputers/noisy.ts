import type { ReputerPolicy } from '../policy.ts';
import { bornReportError, erringReputer } from './report-error.ts';

/** An honest reputer that measures poorly. */
export const noisy: ReputerPolicy = {
  name: 'noisy',
  doc: 'Honest, with an error several times as large.',
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
    const born = bornReportError(birth);
    return erringReputer({ deviation: Number(values.factor) * born.deviation, bias: born.bias });
  },
};
