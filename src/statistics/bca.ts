import { normalCdf, normalQuantile } from './normal.ts';
import { quantile } from './quantile.ts';

/** In the unit of what it is an interval of. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Interval of an estimate from its values in resamples, bias-corrected and accelerated (BCa): between the quantiles
 * Φ(z0 + (z0 ∓ z) / (1 - a (z0 ∓ z))) of the resamples. Efron and Tibshirani, An Introduction to the Bootstrap (1993),
 * section 14.3.
 *
 * z0 is the normal quantile of the share of resamples below the estimate, ties counting half; a is a sixth of the skewness
 * of the jackknife, Σ d³ / (6 (Σ d²)^(3/2)), d being mean less value. z0 = a = 0 leaves the plain quantiles Φ(∓z).
 *
 * Resamples that do not differ leave no width. NaN marks resamples and jackknife values that could not be
 * computed: they are left out. Without any left, or without an estimate, both ends are NaN.
 *
 * @param resampled estimates from the resamples
 * @param leftOut estimates with one observation left out, one for each
 * @param z half width of the interval in standard deviations: the normal quantile (1 + confidence) / 2, or more
 */
export function intervalOfResamples(
  estimate: number,
  resampled: Float64Array,
  leftOut: Float64Array,
  z: number,
): Interval {
  const sorted = withoutLastNaN(resampled.slice().sort());
  if (Number.isNaN(estimate) || sorted.length === 0) return { low: Number.NaN, high: Number.NaN };
  const spread = sorted[sorted.length - 1] - sorted[0];
  // Sums in another order differ in their last digits; such resamples tie with the estimate.
  const alike = 1e-12 * spread + 4 * Number.EPSILON * Math.abs(estimate);
  const bias = normalQuantile(shareBelow(sorted, estimate, alike));
  const a = acceleration(leftOut);
  return { low: quantile(sorted, level(bias, a, -z)), high: quantile(sorted, level(bias, a, z)) };
}

/** The values before the NaN, which sorting puts last. */
function withoutLastNaN(sorted: Float64Array): Float64Array {
  let count = sorted.length;
  while (count > 0 && Number.isNaN(sorted[count - 1])) --count;
  return sorted.subarray(0, count);
}

/** Φ(z0 + (z0 + z) / (1 - a (z0 + z))); at its limit where a skewness is too strong for the formula. */
function level(bias: number, a: number, z: number): number {
  const moved = bias + z;
  const shrink = 1 - a * moved;
  if (shrink <= 0) return moved < 0 ? 0 : 1;
  return normalCdf(bias + moved / shrink);
}

/** Share of the values below the estimate, ties counting half; half a value away from 0 and 1, where z0 would be infinite. */
function shareBelow(sorted: Float64Array, estimate: number, alike: number): number {
  const count = sorted.length;
  const below = countBelow(sorted, estimate - alike);
  const notAbove = countBelow(sorted, estimate + alike);
  const share = (below + notAbove) / (2 * count);
  return Math.min(Math.max(share, 0.5 / count), 1 - 0.5 / count);
}

function countBelow(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function acceleration(leftOut: Float64Array): number {
  let count = 0;
  let sum = 0;
  for (let k = 0; k < leftOut.length; ++k) {
    if (Number.isNaN(leftOut[k])) continue;
    ++count;
    sum += leftOut[k];
  }
  const mean = sum / count;
  let squares = 0;
  let cubes = 0;
  for (let k = 0; k < leftOut.length; ++k) {
    const d = mean - leftOut[k];
    if (Number.isNaN(d)) continue;
    squares += d * d;
    cubes += d * d * d;
  }
  const a = cubes / (6 * squares * Math.sqrt(squares));
  // Without spread, or with one whose cube is no double, there is no skewness to be had.
  return Number.isFinite(a) ? a : 0;
}
