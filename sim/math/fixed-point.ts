/**
 * Fixed-point numbers on BigInt: an integer v stands for v / 2^192.
 *
 * The tables of the elementary functions are made from these when the module loads. Integer arithmetic and the
 * conversion of a BigInt to a double (round to nearest, ties to even) are exactly specified by the language, so the
 * tables are the same bits on every engine, and 192 bits leave every entry of up to 106 bits right to the last one.
 */
const BITS = 192n;
const ONE = 1n << BITS;

/** The fixed-point number of a rational numerator / denominator, cut to 192 bits after the point. */
export function ratio(numerator: bigint, denominator: bigint): bigint {
  return (numerator << BITS) / denominator;
}

/** The fixed-point number of a double that is a whole multiple of 2^-128. */
export function fromDouble(value: number): bigint {
  return BigInt(value * 2 ** 128) << (BITS - 128n);
}

/** The double nearest to a fixed-point number (magnitudes of 2^-180 to 2^100). */
export function toDouble(value: bigint): number {
  return Number(value) * 2 ** -192;
}

/** arctan of a rational, |numerator / denominator| well below 1: Σ (-1)^n t^(2n+1) / (2n+1); the sign +1 gives artanh. */
function inverseTangentSeries(numerator: bigint, denominator: bigint, sign: bigint): bigint {
  let term = ratio(numerator, denominator);
  const square = (sign * term * term) >> BITS;
  let sum = term;
  for (let n = 3n; term !== 0n && term !== -1n; n += 2n) {
    term = (term * square) >> BITS;
    sum += term / n;
  }
  return sum;
}

/** arctan(numerator / denominator) in radians, fast for small quotients. */
export function inverseTangent(numerator: bigint, denominator: bigint): bigint {
  return inverseTangentSeries(numerator, denominator, -1n);
}

/** ln(numerator / denominator) = 2 artanh((numerator - denominator) / (numerator + denominator)). */
export function naturalLogarithm(numerator: bigint, denominator: bigint): bigint {
  return 2n * inverseTangentSeries(numerator - denominator, numerator + denominator, 1n);
}

function squareRoot(value: bigint): bigint {
  const target = value << BITS;
  let root = BigInt(Math.floor(Math.sqrt(toDouble(value)) * 2 ** 52)) << (BITS - 52n);
  for (let step = 0; step < 4; ++step) root = (root + target / root) >> 1n;
  return root;
}

/** 2^(j / 2^depth) for j = 0 .. 2^depth - 1, from repeated square roots of 2. */
export function rootsOfTwo(depth: number): bigint[] {
  let step = 2n * ONE;
  for (let level = 0; level < depth; ++level) step = squareRoot(step);
  const powers = [ONE];
  for (let j = 1; j < 1 << depth; ++j) powers.push((powers[j - 1] * step) >> BITS);
  return powers;
}
