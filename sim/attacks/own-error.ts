import { experienceFactor } from '../policies/experience.ts';
import type { InfererView } from '../policies/policy.ts';

/**
 * Standard deviation of the error that a key's model has in an epoch, in the units of `view.truth`: with experience it falls
 * to half of what it was at birth. Attackers' keys never outperform.
 *
 * @param deviation at birth, scales of the truth
 */
export function ownError({ scale, age }: InfererView, deviation: number): number {
  return scale * experienceFactor(age) * deviation;
}
