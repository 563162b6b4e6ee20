import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '../../src/statistics/normal.ts';

/** Distance in units of the value expected. */
const relative = (found: number, expected: number): number => Math.abs(found - expected) / Math.abs(expected);

describe('normalQuantile', () => {
  // To 18 digits, from arithmetic of 40 digits.
  it.each([
    [0.975, 1.95996398454005424],
    [0.995, 2.57582930354890076],
    [0.9, 1.28155156554460047],
    [0.3, -0.524400512708040784],
    [1e-10, -6.3613409024040562],
    [1e-300, -37.0470962993611992],
  ])('of %d is %d', (p, z) => {
    expect(relative(normalQuantile(p), z)).toBeLessThan(1e-15);
  });
  it('is 0 in the middle, infinite at the ends, and refused outside', () => {
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY]);
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });
  it('undoes the probability, whichever of its formulas holds', () => {
    const p = fc.oneof(
      fc.double({ noNaN: true, min: 1e-6, max: 0.999999 }),
      fc.constantFrom(1e-200, 1e-30, 1e-12, 0.0749, 0.0751),
    );
    fc.assert(
      fc.property(p, (share) => {
        // The slope of ln Φ turns a rounding of z into one z times as large.
        expect(relative(normalCdf(normalQuantile(share)), share)).toBeLessThan(
          1e-14 + 1e-15 * normalQuantile(share) ** 2,
        );
      }),
      { seed: 4 },
    );
  });
});

describe('normalCdf', () => {
  it.each([
    [-37, 5.72557122252457682e-300],
    [-10, 7.61985302416052607e-24],
    [-5, 2.86651571879193912e-7],
    [-2, 0.0227501319481792072],
    [-1, 0.158655253931457051],
    [0, 0.5],
    [0.5, 0.691462461274013104],
    [1, 0.841344746068542949],
    [1.96, 0.975002104851779564],
    [3, 0.998650101968369905],
  ])('at %d is %d', (x, p) => {
    expect(relative(normalCdf(x), p)).toBeLessThan(1e-15);
  });
  it('is the same on both sides of where its formulas meet', () => {
    for (const x of [-1.2, 1.2]) {
      // The density there is 0.194.
      expect(normalCdf(x + 1e-9) - normalCdf(x - 1e-9)).toBeCloseTo(2e-9 * 0.19418605498, 15);
    }
  });
  it('ends at 0 and 1, and is NaN of NaN', () => {
    expect([Number.NEGATIVE_INFINITY, -100, 100, Number.POSITIVE_INFINITY].map(normalCdf)).toEqual([0, 0, 1, 1]);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });
  it('of x and of -x add up to 1', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -8, max: 8 }), (x) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15);
      }),
      { seed: 5 },
    );
  });
});
