import type { ReputerPolicy } from '../policy.ts';
import { bornReportError, erringReputer } from './report-error.ts';

const traitAbsence = 0;

/** Not always there. */
export const offline: ReputerPolicy = {
  name: 'offline',
  doc: 'Honest, but in some epochs it reports nothing, by chance.',
  source: 'own model',
  parameters: [
    {
      name: 'probability',
      kind: 'number',
      default: 0.3,
      minimum: 0,
      maximum: 1,
      unit: '1',
      doc: 'Probability that it is absent in an epoch.',
    },
  ],
  create: (values, birth) => {
    const probability = Number(values.probability);
    return {
      ...erringReputer(bornReportError(birth)),
      submits: (epoch) => birth.own.uniform(epoch, traitAbsence) >= probability,
    };
  },
};
