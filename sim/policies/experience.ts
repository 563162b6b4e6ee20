import { exp } from '../math/exp.ts';

/** Learning by doing: 0.1 per epoch. */
const learning = 0.1;

/**
 * Factor on the errors of inferers and forecasters, xp = (1 + e^(-0.1 age)) / 2: 1 at birth, towards 0.5 with age.
 *
 * Source: research workload of the allora-simulator at commit 816ce04, with the sign of the exponent mended (without it
 * errors would grow without bound).
 *
 * @param age epochs since registration
 */
export function experienceFactor(age: number): number {
  return 0.5 * (1 + exp(-learning * age));
}
