import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanInterval } from '../../src/statistics/mean-interval.ts';

describe('meanInterval', () => {
  it('is mean ± t s / √n', () => {
    // s = 1, t = 4.3027 for two degrees of freedom, √3 = 1.7321: half a width of 2.4841.
    const { n, mean, low, high } = meanInterval([1, 2, 3]);
    expect([n, mean]).toEqual([3, 2]);
    expect(low).toBeCloseTo(2 - 2.48414, 4);
    expect(high).toBeCloseTo(2 + 2.48414, 4);
  });
  it('has no width for equal values and for one value', () => {
    expect(meanInterval([0.5, 0.5, 0.5, 0.5])).toEqual({ n: 4, mean: 0.5, deviation: 0, low: 0.5, high: 0.5 });
    expect(meanInterval([3])).toEqual({ n: 1, mean: 3, deviation: Number.NaN, low: 3, high: 3 });
  });
  it('is exact about equal values whose sum is not', () => {
    expect(meanInterval([0.1, 0.1, 0.1])).toEqual({ n: 3, mean: 0.1, deviation: 0, low: 0.1, high: 0.1 });
  });
  it('is wider for more confidence', () => {
    // t = 0.8165 for 50 % and two degrees of freedom.
    expect(meanInterval([1, 2, 3], 0.5).high).toBeCloseTo(2 + 0.816496580927726 / Math.sqrt(3), 12);
  });
  it('follows shifts and scales, and does not ask for the order', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -100, max: 100 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(values, (x) => {
        const of = meanInterval(x);
        const turned = meanInterval([...x].reverse().map((value) => 7 - 2 * value));
        expect(turned.low).toBeCloseTo(7 - 2 * of.high, 9);
        expect(turned.high).toBeCloseTo(7 - 2 * of.low, 9);
      }),
      { seed: 8 },
    );
  });
  it('is NaN with a NaN among the values: the caller leaves them out', () => {
    expect(meanInterval([1, Number.NaN, 2])).toMatchObject({ mean: Number.NaN, low: Number.NaN, high: Number.NaN });
  });
  it('is refused for no values and for a confidence that is none', () => {
    expect(() => meanInterval([])).toThrow(RangeError);
    for (const confidence of [0, 1, -0.5, Number.NaN]) {
      expect(() => meanInterval([1, 2], confidence)).toThrow(RangeError);
    }
  });
});
