import { BIAS, LOGARITHMS, POWERS_OF_TWO } from './tables.ts';

const POWERS = POWERS_OF_TWO;
const TABLE = LOGARITHMS;
const DOUBLE = new Float64Array(1);
const WORDS = new Int32Array(DOUBLE.buffer);
const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0];

/** ln 2 as a multiple of 2^-42, so that an exponent times it is exact, and the rest of it. */
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;

/**
 * ln(1 + x), at most 1 unit in the last place off (0.76 measured), also where 1 + x would round x away; the same bits on
 * every engine.
 *
 * As log, of the sum u = 1 + x, with the rounding error of the sum added to the remainder. log1p(-1) = -infinity;
 * below -1 the result is NaN; log1p(-0) is -0.
 */
export function log1p(x: number): number {
  if (!(x > -1 && x < Number.POSITIVE_INFINITY)) return rareLog1p(x);
  if (x === 0) return x; // keeps the sign of zero
  const u = 1 + x;
  const added = u - 1;
  const error = 1 - (u - added) + (x - added);
  DOUBLE[0] = u;
  const offset = WORDS[HIGH] - 0x3fe60000;
  const k = offset >> 20;
  const i = (offset >> 10) & 0x3fc;
  const scale = POWERS[BIAS - k];
  const main = (u * scale - TABLE[i]) * TABLE[i + 1];
  const extra = error * scale * TABLE[i + 1];
  const r = main + extra;
  const whole = k * LN2_HIGH + TABLE[i + 2];
  const high = whole + main;
  const low = whole - high + main + (k * LN2_LOW + TABLE[i + 3] + extra);
  const square = r * r;
  const tail = -0.5 + r * (1 / 3) + square * (-0.25 + r * 0.2 + square * (-1 / 6 + r * (1 / 7)));
  return high + (low + square * tail);
}

function rareLog1p(x: number): number {
  if (x === -1) return Number.NEGATIVE_INFINITY;
  return x === Number.POSITIVE_INFINITY ? x : Number.NaN;
}
