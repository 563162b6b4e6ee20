import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviation, mean, moments } from '../../src/statistics/moments.ts';

describe('moments', () => {
  it('are the mean and the standard deviation of a sample', () => {
    // Squares of the distances to 5: 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, over 7.
    const { n, mean, deviation } = moments([2, 4, 4, 4, 5, 5, 7, 9]);
    expect([n, mean]).toEqual([8, 5]);
    expect(deviation).toBeCloseTo(Math.sqrt(32 / 7), 14);
  });
  it('have no deviation for a single value', () => {
    expect(moments([3])).toEqual({ n: 1, mean: 3, deviation: Number.NaN });
  });
  it('are exact for equal values', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e200, max: 1e200 }), fc.integer({ min: 2, max: 50 }), (value, n) => {
        // Plus 0 turns -0 into 0.
        expect(moments(new Array(n).fill(value))).toEqual({ n, mean: value + 0, deviation: 0 });
      }),
      { seed: 1 },
    );
  });
  it('lose nothing far from 0', () => {
    // 1e9 + 1, 2, 3: the deviation is 1.
    const found = moments([1e9 + 1, 1e9 + 2, 1e9 + 3]);
    expect(found).toEqual({ n: 3, mean: 1e9 + 2, deviation: 1 });
  });
  it('follow shifts and scales', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -100, max: 100 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, (x) => {
        const of = moments(x);
        const moved = moments(x.map((value) => 5 - 3 * value));
        expect(moved.mean).toBeCloseTo(5 - 3 * of.mean, 10);
        expect(moved.deviation).toBeCloseTo(3 * of.deviation, 10);
      }),
      { seed: 2 },
    );
  });
  it('become NaN with a NaN among the values', () => {
    expect(moments([1, Number.NaN, 3])).toEqual({ n: 3, mean: Number.NaN, deviation: Number.NaN });
  });
  it('are refused for no values', () => {
    for (const of of [moments, mean, deviation]) expect(() => of([])).toThrow(RangeError);
  });
});
