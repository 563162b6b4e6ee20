import { BIAS, POWERS_OF_TWO, ROOTS_OF_TWO } from './tables.ts';

const POWERS = POWERS_OF_TWO;
const ROOTS = ROOTS_OF_TWO;

/** 128 / ln 2, nearest double. */
const PER_STEP = 184.6649652337873;
/** ln 2 / 128 as a multiple of 2^-42, so that 18 bits of steps times it are exact, and the rest of it. */
const STEP_HIGH = 0.0054152123482253955;
const STEP_LOW = -1.0082281460997769e-13;

/**
 * e^(high + low) for an exponent given as a sum of two doubles, |low| within a rounding error of high; high not NaN.
 *
 * As exp, but for the whole range: the power of two is applied in two factors, so that neither leaves the doubles and
 * a subnormal result is rounded once more only.
 */
export function splitExp(high: number, low: number): number {
  if (high > 709.8) return Number.POSITIVE_INFINITY;
  if (high < -746) return 0;
  const steps = Math.floor(high * PER_STEP + 0.5);
  const r = high - steps * STEP_HIGH - (steps * STEP_LOW - low);
  const j = (steps & 127) << 1;
  const square = r * r;
  const growth = r + square * (0.5 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120)));
  const mantissa = ROOTS[j] + (ROOTS[j + 1] + ROOTS[j] * growth);
  const second = high > 0 ? 64 : -64;
  return mantissa * POWERS[(steps >> 7) - second + BIAS] * POWERS[second + BIAS];
}
