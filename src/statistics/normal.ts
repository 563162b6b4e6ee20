/*
 * Rational approximations of the normal quantile, coefficients from the constant term up: Wichura, algorithm AS 241, PPND16
 * (Applied Statistics 37, 1988).
 */
const MIDDLE_ABOVE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const MIDDLE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const NEAR_ABOVE = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const NEAR_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_ABOVE = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; --k) sum = sum * x + coefficients[k];
  return sum;
}

/**
 * The point below which a standard normal variable lies with probability p, within 1e-15 of its size; -∞ for p = 0, ∞ for
 * p = 1. Approximated in (p - 1/2)² in the middle, in √(-ln of the tail) outside.
 *
 * @param p between 0 and 1
 * @throws RangeError for another p
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A normal quantile is asked for between 0 and 1; got ${p}.`);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(MIDDLE_ABOVE, r)) / polynomial(MIDDLE_BELOW, r);
  }
  const tail = Math.min(p, 1 - p);
  if (tail === 0) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-Math.log(tail));
  const size =
    r <= 5
      ? polynomial(NEAR_ABOVE, r - 1.6) / polynomial(NEAR_BELOW, r - 1.6)
      : polynomial(FAR_ABOVE, r - 5) / polynomial(FAR_BELOW, r - 5);
  return q < 0 ? -size : size;
}

/**
 * Probability Φ(x) that a standard normal variable lies below x; in the lower tail, too, within 1e-15 of its size.
 *
 * Near the middle 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + ...); in the tails Laplace's continued fraction
 * Φ(-x) = φ(x) / (x + 1/(x + 2/(x + 3/(x + ...)))). Abramowitz and Stegun, 26.2.11 and 26.2.14.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x < -MIDDLE) return lowerTail(-x);
  if (x > MIDDLE) return 1 - lowerTail(x);
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-18; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + density(x) * sum;
}

/** Where the series gives way to the fraction. */
const MIDDLE = 1.2;

/**
 * Φ(-x) for x > MIDDLE, with as many steps of the fraction as 16 digits take: the fewer, the farther out. What stands below
 * step k is about the y with y = x + k / y.
 */
function lowerTail(x: number): number {
  if (x > 40) return 0;
  const steps = 16 + Math.ceil(250 / (x * x));
  let fraction = 0.5 * (x + Math.sqrt(x * x + 4 * steps));
  for (let k = steps; k >= 1; --k) fraction = x + k / fraction;
  return density(x) / fraction;
}

/** e^(-x²/2) / √(2π). The square is split in two, the first part exact, or its rounding would show in the exponential. */
function density(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  const rest = (x - coarse) * (x + coarse);
  return (Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * rest)) / Math.sqrt(2 * Math.PI);
}
