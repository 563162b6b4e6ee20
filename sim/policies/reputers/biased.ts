import type { ReputerPolicy } from '../policy.ts';
import { bornReportError, erringReputer } from './report-error.ts';

/** Sees everybody too dark, or too bright. */
export const biased: ReputerPolicy = {
  name: 'biased',
  doc: 'Honest error, but a constant bias in place of the one it was born with.',
  source: 'allora-simulator workloads/research at 816ce04',
  parameters: [
    {
      name: 'bias',
      kind: 'number',
      default: 0.3,
      minimum: -100,
      maximum: 100,
      unit: 'log10 loss; where losses may be negative, a share of the loss',
      doc: 'Added to every loss; 0.3 reports all losses twice as large as they are.',
    },
  ],
  create: (values, birth) => erringReputer({ deviation: bornReportError(birth).deviation, bias: Number(values.bias) }),
};
