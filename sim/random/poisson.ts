import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { uniform, uniformOfAttempt } from './uniform.ts';

/** ln(k!) less Stirling's formula, for k = 0 .. 9; the series below serves from 10 on. */
const STIRLING_ERROR = Float64Array.of(
  0,
  0.08106146679532726,
  0.0413406959554093,
  0.02767792568499834,
  0.020790672103765093,
  0.016644691189821193,
  0.013876128823070748,
  0.01189670994589177,
  0.010411265261972096,
  0.009255462182712733,
);

/** ln √(2π) */
const LOG_ROOT_TWO_PI = 0.9189385332046728;

/**
 * A Poisson number: how many events happen when `mean` are expected.
 *
 * Means below 10 by inversion of one uniform number. Others by transformed rejection with squeeze (Hörmann's PTRS,
 * 1993), each attempt with numbers of its own, so that the draw remains a function of its key.
 *
 * @param mean expected number, 0 to 10^15
 * @returns a whole number >= 0
 * @throws RangeError when the mean is negative, not a number or above 10^15
 */
export function poisson(key: Int32Array, subjectHigh: number, subjectLow: number, mean: number): number {
  if (!(mean >= 0 && mean <= 1e15)) throw new RangeError(`A Poisson mean lies between 0 and 1e15; got ${mean}.`);
  if (mean < 10) return byInversion(uniform(key, subjectHigh, subjectLow), mean);
  return byRejection(key, subjectHigh, subjectLow, mean);
}

/** The smallest k whose cumulated probability exceeds u. */
function byInversion(u: number, mean: number): number {
  let probability = exp(-mean);
  let rest = u - probability;
  let k = 0;
  // Probabilities that no longer change the sum end the search when u is closer to 1 than the sum can come.
  while (rest >= 0 && (probability > 1e-17 || k < mean)) {
    k += 1;
    probability *= mean / k;
    rest -= probability;
  }
  return k;
}

function byRejection(key: Int32Array, subjectHigh: number, subjectLow: number, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (let attempt = 1; ; attempt += 2) {
    const u = uniformOfAttempt(key, subjectHigh, subjectLow, attempt) - 0.5;
    const v = uniformOfAttempt(key, subjectHigh, subjectLow, attempt + 1);
    const margin = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / margin + b) * u + mean + 0.43);
    if (margin >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (margin < 0.013 && v > margin)) continue;
    if (log((v * inverseAlpha) / (a / (margin * margin) + b)) <= logProbability(k, mean)) return k;
  }
}

/**
 * ln of the probability of k when `mean` are expected. As Loader's saddle-point form, in which the large terms of
 * k ln(mean) - mean - ln(k!) have cancelled beforehand, so that it is accurate at any size.
 */
function logProbability(k: number, mean: number): number {
  if (k === 0) return -mean;
  const square = k * k;
  const stirlingError =
    k < 10 ? STIRLING_ERROR[k] : (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / k;
  return -LOG_ROOT_TWO_PI - 0.5 * log(k) - stirlingError - deviance(k, mean);
}

/** k ln(k / mean) + mean - k, without cancellation when k is near the mean. */
function deviance(k: number, mean: number): number {
  const difference = k - mean;
  if (Math.abs(difference) > 0.1 * (k + mean)) return k * log(k / mean) - difference;
  // ln(k / mean) = 2 artanh v with v = (k - mean) / (k + mean), |v| <= 0.1; the first term is taken together.
  const v = difference / (k + mean);
  const square = v * v;
  let power = 2 * k * v;
  let sum = difference * v;
  for (let n = 3; n <= 17; n += 2) {
    power *= square;
    sum += power / n;
  }
  return sum;
}
