import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentTQuantile, studentTTwoSided, studentTWithin } from '../../src/statistics/student-t.ts';

describe('studentTQuantile', () => {
  // To 17 digits and more, from arithmetic of 40 digits.
  it.each([
    [1, 12.706204736174705],
    [2, 4.3026527297494639],
    [3, 3.1824463052837096],
    [4, 2.7764451051977944],
    [5, 2.5705818356363155],
    [10, 2.2281388519862747],
    [19, 2.0930240544083098],
    [30, 2.0422724563012383],
    [100, 1.9839715185235523],
    [1000, 1.9623390808264085],
  ])('has the tabulated 97.5 % point for %i degrees of freedom', (degrees, point) => {
    expect(studentTQuantile(0.975, degrees)).toBeCloseTo(point, 12);
  });
  it.each([
    [4, 0.9, 1.53320627405894391],
    [9, 0.95, 1.83311293265623717],
    [4, 0.995, 4.60409487134999323],
    [19, 0.99, 2.53948319062396262],
    [29, 0.975, 2.0452296421327043],
    [120, 0.9995, 3.37345376856250038],
    [1000, 0.95, 1.64637881728546472],
  ])('has, for %i degrees of freedom, %d of the distribution below %d', (degrees, p, point) => {
    expect(studentTQuantile(p, degrees)).toBeCloseTo(point, 12);
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
    expect(studentTQuantile(0.125, 7)).toBe(-studentTQuantile(0.875, 7));
  });
  it('reaches into the farthest tails', () => {
    // One degree of freedom: 1 / (π t) lies beyond a large t. Many: the normal tail.
    expect(studentTQuantile(1e-200, 1) * Math.PI * 1e-200).toBeCloseTo(-1, 12);
    expect(studentTQuantile(1e-10, 1_000_000_000)).toBeCloseTo(-6.3613409024, 5);
    for (const degrees of [1, 2, 3, 30, 1000]) {
      for (const p of [1e-100, 1e-10, 1e-3, 0.4999]) {
        expect(studentTTwoSided(studentTQuantile(p, degrees), degrees) / (2 * p)).toBeCloseTo(1, 10);
      }
    }
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

describe('studentTTwoSided', () => {
  // To 18 digits, from arithmetic of 40 digits.
  it.each([
    [2, 3, 0.139325968558843177],
    [2.5, 9, 0.0338618276829857392],
    [8, 19, 1.67595468828181374e-7],
    [15, 29, 3.3590540615815953e-15],
    [40, 100, 2.46210760214007082e-63],
  ])('beyond %d with %i degrees of freedom is %d, small ones included', (t, degrees, p) => {
    expect(studentTTwoSided(t, degrees) / p).toBeCloseTo(1, 12);
    expect(studentTTwoSided(-t, degrees)).toBe(studentTTwoSided(t, degrees));
  });
  it('is 1 - 2/π atan t for one degree of freedom and 1 - t / √(2 + t²) for two', () => {
    for (const t of [0.1, 0.9, 1.1, 3, 50]) {
      expect(studentTTwoSided(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 14);
      expect(studentTTwoSided(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 14);
    }
  });
  it('and what lies within make 1', () => {
    const t = fc.double({ noNaN: true, min: -30, max: 30 });
    fc.assert(
      fc.property(t, fc.integer({ min: 1, max: 3000 }), (value, degrees) => {
        expect(studentTTwoSided(value, degrees) + studentTWithin(value, degrees)).toBeCloseTo(1, 15);
      }),
      { seed: 6 },
    );
  });
  it('is 1 at 0 and 0 at infinity; NaN of NaN; refused for degrees that are none', () => {
    expect([0, Number.NEGATIVE_INFINITY].map((t) => studentTTwoSided(t, 5))).toEqual([1, 0]);
    expect(studentTTwoSided(Number.NaN, 5)).toBeNaN();
    for (const degrees of [0, 1.5, Number.NaN]) {
      expect(() => studentTTwoSided(1, degrees)).toThrow(RangeError);
      expect(() => studentTWithin(1, degrees)).toThrow(RangeError);
    }
  });
});
