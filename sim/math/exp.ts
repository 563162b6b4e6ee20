import { splitExp } from './split-exp.ts';
import { BIAS, POWERS_OF_TWO, ROOTS_OF_TWO } from './tables.ts';

// Bound here as well, so that the compiler sees constants of this module.
const POWERS = POWERS_OF_TWO;
const ROOTS = ROOTS_OF_TWO;

/** 128 / ln 2, nearest double. */
const PER_STEP = 184.6649652337873;
/** ln 2 / 128 as a multiple of 2^-42, so that 18 bits of steps times it are exact, and the rest of it. */
const STEP_HIGH = 0.0054152123482253955;
const STEP_LOW = -1.0082281460997769e-13;

/**
 * e^x, at most 1 unit in the last place off (0.52 measured, 0.75 where the result is subnormal), the same bits on
 * every engine.
 *
 * x = k ln 2 / 128 + r with |r| < 0.0028, so e^x = 2^(k >> 7) · 2^((k & 127) / 128) · e^r. The second factor is in a
 * table, e^r is its series up to r^5 (the rest is below 2^-60). Overflows to infinity, underflows through the
 * subnormals to 0; NaN stays NaN.
 */
export function exp(x: number): number {
  if (!(Math.abs(x) < 708)) return rareExp(x);
  const steps = Math.floor(x * PER_STEP + 0.5);
  const r = x - steps * STEP_HIGH - steps * STEP_LOW;
  const k = steps | 0;
  const j = (k & 127) << 1;
  const root = ROOTS[j];
  const square = r * r;
  const growth = r + square * (0.5 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120)));
  return (root + (ROOTS[j + 1] + root * growth)) * POWERS[(k >> 7) + BIAS];
}

/** Arguments whose result is near the limits of doubles or beyond, and NaN. */
function rareExp(x: number): number {
  return Number.isNaN(x) ? x : splitExp(x, 0);
}
