import { type Interval, intervalOfResamples } from './bca.ts';
import { mean } from './moments.ts';
import { type ResamplingOptions, resampling, uniforms } from './resampling.ts';
import { studentTQuantile } from './student-t.ts';

export interface BootstrapOptions extends ResamplingOptions {
  /**
   * What the interval is of; the mean unless given. It must not depend on the order of the values, and may reorder the array
   * it gets, which is used again for the next resample. NaN says that it has no value for a resample: that one is left out.
   */
  readonly statistic?: (values: Float64Array) => number;
}

/**
 * Interval of a statistic of independent values by the bootstrap, bias-corrected and accelerated (BCa): resamples of the
 * same size are drawn with replacement, and the interval lies between two quantiles of their statistics, see
 * `intervalOfResamples`. No shape of the distribution is assumed. 2 000 resamples unless told otherwise.
 *
 * Resamples of few values spread too little, by √((n - 1) / n), and normal quantiles take their spread for known. Both are
 * made good as Hesterberg (American Statistician 69, 2015) does for plain quantiles: z is √(n / (n - 1)) times the t quantile
 * of n - 1 degrees of freedom. Of intervals for the mean of 5 normal values, 91 % hold it, without this 83 %.
 *
 * The order of the values is irrelevant. Equal values, a single one included, have no width: low and high are the
 * statistic itself. For statistics of pairs or rows, hand in row numbers.
 *
 * @param values at least one, all finite: the caller leaves out runs without a value; with a NaN both ends are NaN
 * @throws RangeError for no values, or options out of their range
 */
export function bcaInterval(values: ArrayLike<number>, options: BootstrapOptions = {}): Interval {
  if (values.length === 0) throw new RangeError('No values have no interval.');
  const { confidence, resamples, seed } = resampling(options, 2000);
  const { statistic = mean } = options;
  const sorted = Float64Array.from(values).sort();
  const estimate = statistic(sorted.slice());
  const n = sorted.length;
  if (n === 1) return { low: estimate, high: estimate };
  const z = Math.sqrt(n / (n - 1)) * studentTQuantile((1 + confidence) / 2, n - 1);
  const random = uniforms(seed);
  const [resampled, leftOut] =
    statistic === mean
      ? [meansOfResamples(sorted, estimate, resamples, random), meansWithoutOne(sorted, estimate)]
      : [statisticsOfResamples(sorted, statistic, resamples, random), statisticsWithoutOne(sorted, statistic)];
  return intervalOfResamples(estimate, resampled, leftOut, z);
}

function statisticsOfResamples(
  values: Float64Array,
  statistic: (values: Float64Array) => number,
  resamples: number,
  random: () => number,
): Float64Array {
  const n = values.length;
  const sample = new Float64Array(n);
  const found = new Float64Array(resamples);
  for (let r = 0; r < resamples; ++r) {
    for (let k = 0; k < n; ++k) sample[k] = values[(random() * n) | 0];
    found[r] = statistic(sample);
  }
  return found;
}

function statisticsWithoutOne(values: Float64Array, statistic: (values: Float64Array) => number): Float64Array {
  const n = values.length;
  const sample = new Float64Array(n - 1);
  const found = new Float64Array(n);
  for (let left = 0; left < n; ++left) {
    for (let k = 0; k < n - 1; ++k) sample[k] = values[k < left ? k : k + 1];
    found[left] = statistic(sample);
  }
  return found;
}

/** What `statisticsOfResamples` gives for the mean, quicker and without loss where the values lie far from 0. */
function meansOfResamples(values: Float64Array, center: number, resamples: number, random: () => number): Float64Array {
  const n = values.length;
  const offsets = values.map((value) => value - center);
  const found = new Float64Array(resamples);
  for (let r = 0; r < resamples; ++r) {
    let sum = 0;
    for (let k = 0; k < n; ++k) sum += offsets[(random() * n) | 0];
    found[r] = center + sum / n;
  }
  return found;
}

/** What `statisticsWithoutOne` gives for the mean. */
function meansWithoutOne(values: Float64Array, center: number): Float64Array {
  const others = values.length - 1;
  return values.map((value) => center + (center - value) / others);
}
