import type { ReputerPolicy } from '../policy.ts';
import { bornReportError, erringReputer } from './report-error.ts';

/** Reports every loss as it measures it. */
export const honest: ReputerPolicy = {
  name: 'honest',
  doc: 'Reports every loss with the small error and bias it was born with.',
  source: 'allora-simulator workloads/research at 816ce04',
  parameters: [],
  create: (_values, birth) => erringReputer(bornReportError(birth)),
};
