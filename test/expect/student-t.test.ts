import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanInterval } from '../../src/expect/interval.ts';
import { studentTQuantile, studentTWithin } from '../../src/expect/student-t.ts';

describe('studentTQuantile', () => {
  it.each([
    [1, 12.706204736432095],
    [2, 4.302652729911275],
    [3, 3.182446305284263],
    [4, 2.7764451051977987],
    [5, 2.5705818366147395],
    [10, 2.2281388519649385],
    [19, 2.0930240544082634],
    [30, 2.042272456301238],
    [100, 1.983971518523552],
    [1000, 1.9623390808264078],
  ])('has the tabulated 97.5 % point for %i degrees of freedom', (degrees, point) => {
    expect(studentTQuantile(0.975, degrees)).toBeCloseTo(point, 8);
  });
  it('is tan(π (p - 1/2)) for one degree of freedom', () => {
    for (const p of [0.01, 0.3, 0.75, 0.999]) {
      expect(studentTQuantile(p, 1)).toBeCloseTo(Math.tan(Math.PI * (p - 0.5)), 9);
    }
  });
  it('is (2p - 1) / sqrt(2 p (1 - p)) for two degrees of freedom', () => {
    for (const p of [0.01, 0.3, 0.75, 0.999]) {
      expect(studentTQuantile(p, 2)).toBeCloseTo((2 * p - 1) / Math.sqrt(2 * p * (1 - p)), 9);
    }
  });
  it('comes close to the normal quantile for many degrees of freedom', () => {
    expect(studentTQuantile(0.975, 20_000)).toBeCloseTo(1.959963985, 3);
  });
  it('is 0 in the middle and symmetric about it', () => {
    expect(studentTQuantile(0.5, 7)).toBe(0);
    expect(studentTQuantile(0.1, 7)).toBe(-studentTQuantile(0.9, 7));
  });
  it('undoes the probability', () => {
    const degrees = fc.integer({ min: 1, max: 200 });
    const within = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(degrees, within, (n, p) => {
        expect(studentTWithin(studentTQuantile((1 + p) / 2, n), n)).toBeCloseTo(p, 10);
      }),
      { seed: 7 },
    );
  });
  it('refuses what has no quantile', () => {
    for (const [p, degrees] of [
      [0, 3],
      [1, 3],
      [0.5, 0],
      [0.5, 1.5],
      [Number.NaN, 3],
    ]) {
      expect(() => studentTQuantile(p, degrees)).toThrow(RangeError);
    }
  });
});

describe('meanInterval', () => {
  it('is mean ± t s / √n', () => {
    // s = 1, t = 4.3027 for two degrees of freedom, √3 = 1.7321: half a width of 2.4841.
    const { n, mean, low, high } = meanInterval([1, 2, 3]);
    expect([n, mean]).toEqual([3, 2]);
    expect(low).toBeCloseTo(2 - 2.48414, 4);
    expect(high).toBeCloseTo(2 + 2.48414, 4);
  });
  it('has no width for equal values and for one value', () => {
    expect(meanInterval([0.5, 0.5, 0.5, 0.5])).toEqual({ n: 4, mean: 0.5, low: 0.5, high: 0.5 });
    expect(meanInterval([3])).toEqual({ n: 1, mean: 3, low: 3, high: 3 });
  });
});
