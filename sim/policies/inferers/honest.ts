import type { InfererPolicy } from '../policy.ts';
import { bornError, errorModelInferer } from './error-model.ts';

/** Answers with the error and bias it was born with, less of both with experience. */
export const honest: InfererPolicy = {
  name: 'honest',
  doc: 'Truth plus its own error and bias; both halve with experience, and again in epochs in which it outperforms.',
  source: 'allora-simulator workloads/research at 816ce04',
  parameters: [],
  create: (_values, birth) => errorModelInferer(bornError(birth)),
};
