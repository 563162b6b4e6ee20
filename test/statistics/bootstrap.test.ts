import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { intervalOfResamples } from '../../src/statistics/bca.ts';
import { bcaInterval } from '../../src/statistics/bootstrap.ts';
import { deviation, mean } from '../../src/statistics/moments.ts';
import { normalCdf, normalQuantile } from '../../src/statistics/normal.ts';
import { normalSample } from './samples.ts';

/** Scores of 26 children, Efron and Tibshirani (1993), table 14.1. */
const SPATIAL = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];

/** Variance with the divisor n. */
function variance(values: ArrayLike<number>): number {
  const center = mean(values);
  let sum = 0;
  for (let k = 0; k < values.length; ++k) sum += (values[k] - center) ** 2;
  return sum / values.length;
}

function resamplesOf(values: readonly number[], statistic: (values: number[]) => number, count: number, seed: string) {
  const random = seedrandom.alea(seed);
  return Array.from({ length: count }, () => statistic(values.map(() => values[Math.floor(random() * values.length)])));
}

const withoutOne = (values: readonly number[], statistic: (values: number[]) => number): number[] =>
  values.map((_, left) => statistic(values.filter((_, k) => k !== left)));

/** The textbook's formulas as they stand, for estimates without ties. */
function textbookInterval(estimate: number, resampled: readonly number[], leftOut: readonly number[], z: number) {
  const bias = normalQuantile(resampled.filter((value) => value < estimate).length / resampled.length);
  const center = leftOut.reduce((sum, value) => sum + value, 0) / leftOut.length;
  const sumOfPowers = (k: number): number => leftOut.reduce((sum, value) => sum + (center - value) ** k, 0);
  const a = sumOfPowers(3) / (6 * sumOfPowers(2) ** 1.5);
  const sorted = [...resampled].sort((one, other) => one - other);
  const at = (side: number): number => {
    const share = normalCdf(bias + (bias + side) / (1 - a * (bias + side)));
    const place = share * (sorted.length - 1);
    const rank = Math.floor(place);
    return sorted[rank] + (place - rank) * (sorted[Math.min(rank + 1, sorted.length - 1)] - sorted[rank]);
  };
  return { bias, a, low: at(-z), high: at(z) };
}

describe('intervalOfResamples', () => {
  it("has the textbook's interval of a variance", () => {
    // There, from 2 000 resamples: 171.5, z0 = 0.146, a = 0.061, 115.8 to 259.6 with 90 % confidence.
    const estimate = variance(SPATIAL);
    expect(estimate).toBeCloseTo(171.5, 1);
    const resampled = resamplesOf(SPATIAL, variance, 20_000, 'spatial');
    const leftOut = withoutOne(SPATIAL, variance);
    const plain = textbookInterval(estimate, resampled, leftOut, normalQuantile(0.95));
    expect(plain.a).toBeCloseTo(0.061, 3);
    expect(Math.abs(plain.bias - 0.146)).toBeLessThan(0.05);
    const { low, high } = intervalOfResamples(
      estimate,
      Float64Array.from(resampled),
      Float64Array.from(leftOut),
      normalQuantile(0.95),
    );
    // Their 2 000 resamples leave an end of the interval uncertain by about 2.
    expect(Math.abs(low - 115.8)).toBeLessThan(4);
    expect(Math.abs(high - 259.6)).toBeLessThan(5);
    expect(low).toBeCloseTo(plain.low, 6);
    expect(high).toBeCloseTo(plain.high, 6);
  });
  it('lies between plain quantiles where nothing is biased and nothing skew', () => {
    // 101 values 0 ... 100 around 50; Φ(±1) = 0.158655 and 0.841345 of the way.
    const resampled = Float64Array.from({ length: 101 }, (_, k) => k);
    const { low, high } = intervalOfResamples(50, resampled, Float64Array.of(1, 2, 3), 1);
    expect(low).toBeCloseTo(15.8655253931, 9);
    expect(high).toBeCloseTo(84.1344746069, 9);
  });
  it('moves by twice the bias', () => {
    // 84 of 101 below the estimate and one tie: z0 = 0.96849, ends at Φ(2 z0 ± 1).
    const resampled = Float64Array.from({ length: 101 }, (_, k) => k);
    const { low, high } = intervalOfResamples(84, resampled, Float64Array.of(1, 2, 3), 1);
    const bias = normalQuantile(84.5 / 101);
    expect(low).toBeCloseTo(100 * normalCdf(2 * bias - 1), 9);
    expect(high).toBeCloseTo(100 * normalCdf(2 * bias + 1), 9);
  });
  it('stays finite where all resamples lie on one side of the estimate', () => {
    const resampled = Float64Array.of(1, 2, 3, 4);
    for (const estimate of [0, 9]) {
      const { low, high } = intervalOfResamples(estimate, resampled, Float64Array.of(1, 2), 1.96);
      expect(low).toBeGreaterThanOrEqual(1);
      expect(high).toBeLessThanOrEqual(4);
      expect(low).toBeLessThanOrEqual(high);
    }
  });
  it('ends at the outermost resample where the skewness is too strong for the formula', () => {
    const resampled = Float64Array.from({ length: 101 }, (_, k) => k);
    const leftOut = new Float64Array(400).fill(1);
    leftOut[0] = 0;
    // a is nearly 1/6, so that 1 - 7 a < 0.
    expect(intervalOfResamples(50, resampled, leftOut, 7).high).toBe(100);
  });
  it('is the estimate where resamples do not differ', () => {
    expect(intervalOfResamples(3, Float64Array.of(3, 3, 3), Float64Array.of(3, 3), 1.96)).toEqual({ low: 3, high: 3 });
  });
  it('takes a jackknife without spread, or none, for one without skewness', () => {
    const resampled = Float64Array.from({ length: 101 }, (_, k) => k);
    const even = intervalOfResamples(50, resampled, Float64Array.of(1, 2, 3), 1);
    expect(intervalOfResamples(50, resampled, Float64Array.of(4, 4, 4), 1)).toEqual(even);
    expect(intervalOfResamples(50, resampled, new Float64Array(), 1)).toEqual(even);
  });
  it('leaves out what could not be computed', () => {
    const some = Float64Array.of(1, Number.NaN, 2, 3, Number.NaN, 4);
    const jackknife = Float64Array.of(2, Number.NaN, 3, 7);
    expect(intervalOfResamples(2.5, some, jackknife, 1)).toEqual(
      intervalOfResamples(2.5, Float64Array.of(1, 2, 3, 4), Float64Array.of(2, 3, 7), 1),
    );
    const none = { low: Number.NaN, high: Number.NaN };
    expect(intervalOfResamples(2, Float64Array.of(Number.NaN), jackknife, 1)).toEqual(none);
    expect(intervalOfResamples(Number.NaN, some, jackknife, 1)).toEqual(none);
  });
});

describe('bcaInterval', () => {
  const values = [...normalSample('bca', 12)].map(Math.exp);
  it('is what the formulas say, for the mean and for any statistic', () => {
    const sorted = [...values].sort((one, other) => one - other);
    // √(12/11) times the 97.5 % point of t with 11 degrees of freedom.
    const z = Math.sqrt(12 / 11) * 2.200985160082949;
    for (const statistic of [mean, deviation]) {
      const plain = textbookInterval(
        statistic(sorted),
        resamplesOf(sorted, statistic, 2000, 'plain'),
        withoutOne(sorted, statistic),
        z,
      );
      const { low, high } = bcaInterval(values, { seed: 'plain', statistic });
      expect(low).toBeCloseTo(plain.low, 10);
      expect(high).toBeCloseTo(plain.high, 10);
    }
  });
  it('takes the same way for the mean as for any other statistic', () => {
    const other = bcaInterval(values, { statistic: (sample) => mean(sample) });
    const { low, high } = bcaInterval(values);
    expect(low).toBeCloseTo(other.low, 12);
    expect(high).toBeCloseTo(other.high, 12);
  });
  it('is the value itself for one value, and for values that are all the same', () => {
    expect(bcaInterval([3])).toEqual({ low: 3, high: 3 });
    expect(bcaInterval([0.1, 0.1, 0.1])).toEqual({ low: 0.1, high: 0.1 });
    expect(bcaInterval([0.1, 0.1, 0.1], { statistic: deviation })).toEqual({ low: 0, high: 0 });
  });
  it('spans two values', () => {
    expect(bcaInterval([1, 2])).toEqual({ low: 1, high: 2 });
  });
  it('is the same for the same seed and another for another', () => {
    expect(bcaInterval(values, { seed: 'one' })).toEqual(bcaInterval(values, { seed: 'one' }));
    expect(bcaInterval(values, { seed: 'one' })).not.toEqual(bcaInterval(values, { seed: 'two' }));
    expect(bcaInterval(values)).toEqual(bcaInterval(values, { seed: 'bootstrap', confidence: 0.95, resamples: 2000 }));
  });
  it('is wider for more confidence', () => {
    const narrow = bcaInterval(values, { confidence: 0.5 });
    const wide = bcaInterval(values, { confidence: 0.99 });
    expect(wide.low).toBeLessThan(narrow.low);
    expect(wide.high).toBeGreaterThan(narrow.high);
  });
  it('reaches farther to the side of a long tail', () => {
    const { low, high } = bcaInterval(values);
    expect(high - mean(values)).toBeGreaterThan(1.3 * (mean(values) - low));
  });
  it('does not ask for the order of the values', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(values, { minLength: values.length }), (shuffled) => {
        expect(bcaInterval(shuffled, { resamples: 200 })).toEqual(bcaInterval(values, { resamples: 200 }));
      }),
      { seed: 9, numRuns: 20 },
    );
  });
  it('follows shifts and scales', () => {
    const { low, high } = bcaInterval(values);
    const moved = bcaInterval(values.map((value) => 1e6 + 8 * value));
    expect(moved.low).toBeCloseTo(1e6 + 8 * low, 8);
    expect(moved.high).toBeCloseTo(1e6 + 8 * high, 8);
  });
  it('has a width for values whose cubes are too small or too large for a double', () => {
    for (const unit of [1e-150, 1e150]) {
      const { low, high } = bcaInterval([unit, 2 * unit, 3 * unit, 5 * unit]);
      expect(low / unit).toBeGreaterThan(0.9);
      expect(low / unit).toBeLessThan(2);
      expect(high / unit).toBeGreaterThan(3);
      expect(high / unit).toBeLessThan(5.1);
    }
  });
  it('leaves the values as they are', () => {
    const given = Float64Array.of(3, 1, 2);
    bcaInterval(given, { statistic: (sample) => sample.sort()[1] });
    expect([...given]).toEqual([3, 1, 2]);
  });
  it('lets the statistic do what it likes with the array it gets', () => {
    const careless = bcaInterval(values, {
      statistic: (sample) => {
        const found = mean(sample);
        sample.fill(0);
        return found;
      },
    });
    expect(careless).toEqual(bcaInterval(values, { statistic: (sample) => mean(sample) }));
  });
  it('leaves out resamples for which the statistic has no value', () => {
    const ratio = (sample: Float64Array): number => (deviation(sample) === 0 ? Number.NaN : 1 / deviation(sample));
    const { low, high } = bcaInterval([1, 2, 4], { statistic: ratio });
    expect(low).toBeGreaterThan(0);
    expect(high).toBeLessThan(2);
  });
  it('is NaN where there is no estimate, such as with a NaN among the values', () => {
    const none = { low: Number.NaN, high: Number.NaN };
    expect(bcaInterval([1, Number.NaN, 2])).toEqual(none);
    expect(bcaInterval([1, Number.POSITIVE_INFINITY, 2])).toEqual(none);
    expect(bcaInterval([1], { statistic: deviation })).toEqual(none);
  });
  it('is refused for no values and for options out of their range', () => {
    expect(() => bcaInterval([])).toThrow(RangeError);
    for (const confidence of [0, 1, Number.NaN]) expect(() => bcaInterval([1, 2], { confidence })).toThrow(RangeError);
    for (const resamples of [0, 1.5, Number.NaN]) expect(() => bcaInterval([1, 2], { resamples })).toThrow(RangeError);
  });
});
