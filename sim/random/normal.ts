import { log } from '../math/log.ts';
import { uniform, uniformsInto } from './uniform.ts';

/**
 * The standard normal value below which a share u of the distribution lies, 0 < u < 1; within 1e-15 of its size.
 *
 * Rational approximations of degree 7/7 with the coefficients of Wichura's algorithm AS 241 (PPND16, Applied Statistics
 * 37, 1988): one in 0.180625 - q² for |q| = |u - 1/2| <= 0.425, else one in sqrt(-ln(tail share)). The polynomials are
 * summed in pairs, which a processor does side by side.
 */
export function normalQuantile(u: number): number {
  single[0] = u;
  toQuantile(single, 0);
  return single[0];
}

const single = new Float64Array(1);

/**
 * Puts the quantile of the share values[n] in its place. A function that is given and gives back no fraction needs no
 * object on the heap where it is not inlined.
 */
function toQuantile(values: Float64Array, n: number): void {
  const u = values[n];
  const q = u - 0.5;
  if (Math.abs(q) > 0.425) {
    values[n] = tailQuantile(u);
    return;
  }
  const r = 0.180625 - q * q;
  const square = r * r;
  const fourth = square * square;
  const above =
    3.387132872796366608 +
    1.3314166789178437745e2 * r +
    square * (1.9715909503065514427e3 + 1.3731693765509461125e4 * r) +
    fourth *
      (4.5921953931549871457e4 +
        6.726577092700870085e4 * r +
        square * (3.3430575583588128105e4 + 2.509080928730122672e3 * r));
  const below =
    1 +
    4.2313330701600911252e1 * r +
    square * (6.871870074920579083e2 + 5.3941960214247511077e3 * r) +
    fourth *
      (2.1213794301586595867e4 +
        3.930789580009271061e4 * r +
        square * (2.8729085735721942674e4 + 5.226495278852854561e3 * r));
  values[n] = (q * above) / below;
}

/** The same for shares below 0.075 or above 0.925. */
function tailQuantile(u: number): number {
  const distance = Math.sqrt(-log(Math.min(u, 1 - u)));
  const size = distance <= 5 ? nearTail(distance - 1.6) : farTail(distance - 5);
  return u < 0.5 ? -size : size;
}

function nearTail(r: number): number {
  const square = r * r;
  const fourth = square * square;
  const above =
    1.42343711074968357734 +
    4.6303378461565452959 * r +
    square * (5.7694972214606914055 + 3.64784832476320460504 * r) +
    fourth *
      (1.27045825245236838258 +
        2.4178072517745061177e-1 * r +
        square * (2.27238449892691845833e-2 + 7.7454501427834140764e-4 * r));
  const below =
    1 +
    2.05319162663775882187 * r +
    square * (1.6763848301838038494 + 6.8976733498510000455e-1 * r) +
    fourth *
      (1.4810397642748007459e-1 +
        1.51986665636164571966e-2 * r +
        square * (5.475938084995344946e-4 + 1.05075007164441684324e-9 * r));
  return above / below;
}

function farTail(r: number): number {
  const square = r * r;
  const fourth = square * square;
  const above =
    6.6579046435011037772 +
    5.4637849111641143699 * r +
    square * (1.7848265399172913358 + 2.9656057182850489123e-1 * r) +
    fourth *
      (2.6532189526576123093e-2 +
        1.2426609473880784386e-3 * r +
        square * (2.71155556874348757815e-5 + 2.01033439929228813265e-7 * r));
  const below =
    1 +
    5.9983220655588793769e-1 * r +
    square * (1.3692988092273580531e-1 + 1.48753612908506148525e-2 * r) +
    fourth *
      (7.868691311456132591e-4 +
        1.8463183175100546818e-5 * r +
        square * (1.4215117583164458887e-7 + 2.04426310338993978564e-15 * r));
  return above / below;
}

/** A standard normal number (mean 0, standard deviation 1), from one uniform number; arguments as for uniform. */
export function normal(key: Int32Array, subjectHigh: number, subjectLow: number): number {
  return normalQuantile(uniform(key, subjectHigh, subjectLow));
}

/** Fills out[offset ..] with the standard normal numbers about `count` subjects, the same bits as normal one by one. */
export function normalsInto(
  key: Int32Array,
  subjectsHigh: Int32Array,
  subjectsLow: Int32Array,
  count: number,
  out: Float64Array,
  offset: number,
): void {
  // In two passes, which is faster than one since each loop is small enough to be compiled in one piece.
  uniformsInto(key, subjectsHigh, subjectsLow, count, out, offset);
  const end = offset + count;
  for (let n = offset; n < end; ++n) toQuantile(out, n);
}
