/** Tables shared by the elementary functions; see fixed-point.ts for why they are the same bits on every engine. */
import { fromDouble, inverseTangent, naturalLogarithm, rootsOfTwo, toDouble } from './fixed-point.ts';

/** Entry BIAS + k of POWERS_OF_TWO is 2^k, for k = -1074 .. 1023. */
export const BIAS = 1074;
export const POWERS_OF_TWO: Float64Array = powersOfTwo();

/** Entries 2j and 2j + 1: 2^(j / 128) as a double and the rest of it as a second one, j = 0 .. 127. */
export const ROOTS_OF_TWO: Float64Array = rootsTable();

/**
 * Four entries for each of 256 intervals of [0.6875, 1.375), found by the eight bits of a double below its exponent:
 * a point c near the middle of the interval, 1 / c, and ln c as a multiple of 2^-42 (so that k ln 2 can be added to it
 * without rounding) and the rest of it. c has at most 21 bits and is chosen so that the double 1 / c happens to be
 * right to 2^-57. For the two intervals that touch 1, c is 1, so that logarithms near 1 lose nothing.
 */
export const LOGARITHMS: Float64Array = logarithmTable();

/**
 * Three entries for each of 256 intervals of [1/16, 16), 32 to an octave: the middle c, arctan c as a double and the
 * rest of it as a second one.
 */
export const ARCTANGENTS: Float64Array = arctangentTable();

function powersOfTwo(): Float64Array {
  const table = new Float64Array(BIAS + 1024);
  table[BIAS] = 1;
  for (let k = 1; k <= 1023; ++k) table[BIAS + k] = table[BIAS + k - 1] * 2;
  for (let k = 1; k <= BIAS; ++k) table[BIAS - k] = table[BIAS - k + 1] / 2;
  return table;
}

function rootsTable(): Float64Array {
  const table = new Float64Array(256);
  rootsOfTwo(7).forEach((value, j) => {
    table[2 * j] = toDouble(value);
    table[2 * j + 1] = toDouble(value - fromDouble(table[2 * j]));
  });
  return table;
}

function logarithmTable(): Float64Array {
  const table = new Float64Array(1024);
  let previous = 1048576;
  let logarithm = 0n;
  for (let i = 0; i < 256; ++i) {
    // In units of 2^-20: 160 intervals of 2^-9 up to 1, then 96 of 2^-8.
    const middle = i < 160 ? 720896 + 2048 * i + 1024 : 1048576 + 4096 * (i - 160) + 2048;
    const point = i === 159 || i === 160 ? 1048576 : pointWithExactInverse(middle);
    // From point to point, since the series is short for quotients near 1.
    logarithm = point === 1048576 ? 0n : logarithm + naturalLogarithm(BigInt(point), BigInt(previous));
    previous = point;
    table[4 * i] = point / 1048576;
    table[4 * i + 1] = 1048576 / point;
    table[4 * i + 2] = Math.round(toDouble(logarithm) * 2 ** 42) / 2 ** 42;
    table[4 * i + 3] = toDouble(logarithm - fromDouble(table[4 * i + 2]));
  }
  return table;
}

/**
 * The point nearest to the middle (in units of 2^-20), on its side towards 1, whose inverse as a double is right to
 * 2^-57. Towards 1, since there the logarithms are smallest and the distance from the point matters most.
 */
function pointWithExactInverse(middle: number): number {
  const step = middle < 1048576 ? 1 : -1;
  for (let point = middle; ; point += step) {
    const product = fromDouble(1048576 / point) * BigInt(point);
    const error = Math.abs(toDouble(product - fromDouble(1048576))) / 1048576;
    if (error < 2 ** -57) return point;
  }
}

function arctangentTable(): Float64Array {
  const table = new Float64Array(768);
  let previous = 0;
  let angle = 0n;
  for (let i = 0; i < 256; ++i) {
    // In units of 2^-10. Each angle is the one before plus the arctangent of (c - p) / (1 + c p).
    const middle = (65 + 2 * (i & 31)) << (i >> 5);
    angle += inverseTangent(BigInt(1024 * (middle - previous)), BigInt(1048576 + middle * previous));
    previous = middle;
    table[3 * i] = middle / 1024;
    table[3 * i + 1] = toDouble(angle);
    table[3 * i + 2] = toDouble(angle - fromDouble(table[3 * i + 1]));
  }
  return table;
}
