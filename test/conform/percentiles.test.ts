import { describe, expect, it } from 'vitest';
import { percentilesNearest } from '../../src/conform/percentiles.ts';

const none = [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN];

describe('percentiles to compare with', () => {
  it('are the weighted ones where every value stands apart', () => {
    const percentiles = percentilesNearest(none, Float64Array.of(10, 12, 9), Float64Array.of(1, 2, 1));
    [9, 9.1348, 10.6666667, 12, 12].forEach((expected, n) => {
      expect(percentiles[n]).toBeCloseTo(expected, 6);
    });
  });

  it('may stand in either order where two values coincide to within rounding, and only there', () => {
    const weights = Float64Array.of(1, 5, 2);
    const one = percentilesNearest(none, Float64Array.of(1, 1, 3), weights);
    const other = percentilesNearest(none, Float64Array.of(1, 3, 1), Float64Array.of(5, 2, 1));
    const isNear = (a: Float64Array, b: Float64Array) => a.every((value, n) => Math.abs(value - b[n]) < 1e-12);
    const nearTo = (expected: Float64Array, second: number) =>
      percentilesNearest([...expected], Float64Array.of(1, second, 3), weights);
    expect(isNear(one, other)).toBe(false);
    expect(isNear(nearTo(other, 1 - 2e-16), other)).toBe(true);
    expect(isNear(nearTo(one, 1 - 2e-16), one)).toBe(true);
    expect(isNear(nearTo(one, 0.999), one)).toBe(false);
  });
});
