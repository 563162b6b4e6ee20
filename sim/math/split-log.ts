import { BIAS, LOGARITHMS, POWERS_OF_TWO } from './tables.ts';

const POWERS = POWERS_OF_TWO;
const TABLE = LOGARITHMS;
const DOUBLE = new Float64Array(1);
const WORDS = new Int32Array(DOUBLE.buffer);
const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0];

/** ln 2 as a multiple of 2^-42, so that an exponent times it is exact, and the rest of it. */
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;

/** 2^27 + 1: multiplying by it and subtracting again keeps the upper 26 bits of a double. */
const SPLITTER = 134217729;

/**
 * ln x for finite x > 0 as an unevaluated sum of two doubles, within 2^-65 of the value: out[0] is the nearest double,
 * out[1] the rest. For the functions that need a logarithm finer than their own result.
 *
 * As log, but r is cut to 26 bits (so that r c and r² are exact) and the cut-off part is carried along.
 */
export function splitLogInto(x: number, out: Float64Array): void {
  const subnormal = x < 2.2250738585072014e-308;
  const y = subnormal ? x * 2 ** 54 : x;
  DOUBLE[0] = y;
  const offset = WORDS[HIGH] - 0x3fe60000;
  const k = offset >> 20;
  const i = (offset >> 10) & 0x3fc;
  const f = y * POWERS[BIAS - k] - TABLE[i];
  const quotient = f * TABLE[i + 1];
  const spread = quotient * SPLITTER;
  const r = spread - (spread - quotient);
  const rest = (f - r * TABLE[i]) * TABLE[i + 1];

  const exponent = subnormal ? k - 54 : k;
  const whole = exponent * LN2_HIGH + TABLE[i + 2];
  const half = -0.5 * r * r;
  const first = whole + r;
  const firstError = whole - first + r;
  const second = first + half;
  const secondError = first - second + half;
  const q = quotient;
  const cube = 1 / 3 + q * (-0.25 + q * (0.2 + q * (-1 / 6 + q * (1 / 7 + q * (-0.125 + q * (1 / 9))))));
  const small = exponent * LN2_LOW + TABLE[i + 3] + rest * (1 - 0.5 * (r + q)) + q * q * q * cube;
  const low = firstError + secondError + small;
  out[0] = second + low;
  out[1] = second - out[0] + low;
}
