import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from '../../src/statistics/quantile.ts';

describe('quantile', () => {
  it('lies on the line between two ranks', () => {
    // h = 3 q: 0.3 between 10 and 20, 1.5 between 20 and 40, 2.7 between 40 and 80.
    const values = [10, 20, 40, 80];
    expect(quantile(values, 0.1)).toBeCloseTo(13, 12);
    expect(quantile(values, 0.5)).toBe(30);
    expect(quantile(values, 0.9)).toBeCloseTo(68, 12);
  });
  it('is the least value for 0, the largest for 1, the middle one for 1/2', () => {
    expect([0, 0.5, 1].map((q) => quantile([1, 5, 7], q))).toEqual([1, 5, 7]);
  });
  it('is the only value there is', () => {
    expect([0, 0.3, 1].map((q) => quantile([4], q))).toEqual([4, 4, 4]);
  });
  it('rises with the share and stays within the values', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 20 });
    const share = fc.double({ noNaN: true, min: 0, max: 1 });
    fc.assert(
      fc.property(values, share, share, (x, one, other) => {
        const sorted = Float64Array.from(x).sort();
        const low = quantile(sorted, Math.min(one, other));
        const high = quantile(sorted, Math.max(one, other));
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(sorted[0]);
        expect(high).toBeLessThanOrEqual(sorted[sorted.length - 1]);
      }),
      { seed: 3 },
    );
  });
  it('is refused for no values and for shares outside 0 to 1', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    for (const q of [-0.01, 1.01, Number.NaN]) expect(() => quantile([1, 2], q)).toThrow(RangeError);
  });
});
