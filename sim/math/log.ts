import { BIAS, LOGARITHMS, POWERS_OF_TWO } from './tables.ts';

const POWERS = POWERS_OF_TWO;
const TABLE = LOGARITHMS;
const DOUBLE = new Float64Array(1);
const WORDS = new Int32Array(DOUBLE.buffer);
/** Which of the two words holds sign and exponent. */
const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0];

/** ln 2 as a multiple of 2^-42, so that an exponent times it is exact, and the rest of it. */
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;

/**
 * ln x, at most 1 unit in the last place off (0.76 measured), the same bits on every engine.
 *
 * x = 2^k · c · (1 + r) with c and ln c from a table and |r| < 2^-8: ln x = k ln 2 + ln c + ln(1 + r), the last by its
 * series up to r^7 (the rest is below 2^-58 of r). ln 0 = -infinity; negative arguments give NaN.
 */
export function log(x: number): number {
  if (!(x >= 2.2250738585072014e-308 && x < Number.POSITIVE_INFINITY)) return rareLog(x);
  DOUBLE[0] = x;
  const offset = WORDS[HIGH] - 0x3fe60000;
  const k = offset >> 20;
  const i = (offset >> 10) & 0x3fc;
  const r = (x * POWERS[BIAS - k] - TABLE[i]) * TABLE[i + 1];
  const whole = k * LN2_HIGH + TABLE[i + 2];
  const high = whole + r;
  const low = whole - high + r + (k * LN2_LOW + TABLE[i + 3]);
  const square = r * r;
  const tail = -0.5 + r * (1 / 3) + square * (-0.25 + r * 0.2 + square * (-1 / 6 + r * (1 / 7)));
  return high + (low + square * tail);
}

/** Subnormals, zero, negative numbers, infinity and NaN. */
function rareLog(x: number): number {
  if (x > 0) return x === Number.POSITIVE_INFINITY ? x : log(x * 2 ** 52) - 52 * LN2_HIGH - 52 * LN2_LOW;
  return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
}
