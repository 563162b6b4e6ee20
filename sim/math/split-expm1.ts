import { BIAS, POWERS_OF_TWO, ROOTS_OF_TWO } from './tables.ts';

const POWERS = POWERS_OF_TWO;
const ROOTS = ROOTS_OF_TWO;

/** 128 / ln 2, nearest double. */
const PER_STEP = 184.6649652337873;
/** ln 2 / 128 as a multiple of 2^-42, so that 18 bits of steps times it are exact, and the rest of it. */
const STEP_HIGH = 0.0054152123482253955;
const STEP_LOW = -1.0082281460997769e-13;

/**
 * e^x - 1 for |x| <= 40 as an unevaluated sum of two doubles: out[0] the larger, out[1] a correction. The sum is within
 * 0.2 units in the last place of the value.
 *
 * Below 1/4 in magnitude x plus its series up to x^14; elsewhere the table and series of exp, less 1, which is exact
 * but for the smaller part.
 */
export function splitExpm1Into(x: number, out: Float64Array): void {
  if (x > -0.25 && x < 0.25) {
    const cubic =
      SERIES_3 + x * (SERIES_4 + x * (SERIES_5 + x * (SERIES_6 + x * (SERIES_7 + x * (SERIES_8 + x * upper(x))))));
    out[0] = x;
    out[1] = x * x * (0.5 + x * cubic);
    return;
  }
  const steps = Math.floor(x * PER_STEP + 0.5);
  const r = x - steps * STEP_HIGH - steps * STEP_LOW;
  const j = (steps & 127) << 1;
  const square = r * r;
  const growth = r + square * (0.5 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120)));
  const scale = POWERS[(steps >> 7) + BIAS];
  const root = ROOTS[j] * scale;
  const rest = ROOTS[j + 1] * scale + root * growth;
  const less = root - 1;
  out[0] = less;
  out[1] = (root >= 1 ? root - less - 1 : root - (less + 1)) + rest;
}

const SERIES_3 = 1 / 6;
const SERIES_4 = 1 / 24;
const SERIES_5 = 1 / 120;
const SERIES_6 = 1 / 720;
const SERIES_7 = 1 / 5040;
const SERIES_8 = 1 / 40320;

/** The series' coefficients of x^9 and up: 1/9! + x/10! + ... + x^5/14!. */
function upper(x: number): number {
  const top = 1 / 479001600 + x * (1 / 6227020800 + x * (1 / 87178291200));
  return 1 / 362880 + x * (1 / 3628800 + x * (1 / 39916800 + x * top));
}
