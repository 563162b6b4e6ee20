import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concentration, lorenzCurve } from '../../../src/report/data/concentration.ts';
import { rankCorrelation } from '../../../src/report/data/rank-correlation.ts';

describe('concentration', () => {
  it('is nothing among equals', () => {
    expect(concentration([5, 5, 5, 5])).toMatchObject({ gini: 0, hhi: 0.25, nakamoto: 3, largest: 0.25 });
  });

  it('is all when one holds everything', () => {
    expect(concentration([0, 0, 0, 8])).toMatchObject({ gini: 0.75, hhi: 1, nakamoto: 1, largest: 1 });
  });

  it('is as worked by hand for 1, 2 and 5', () => {
    // Gini: (-2 x 1 + 0 x 2 + 2 x 5) / (3 x 8) = 1/3; HHI: 30/64; the largest alone has more than half.
    const found = concentration([5, 1, 2]);
    expect(found).toMatchObject({ holders: 3, total: 8, hhi: 30 / 64, nakamoto: 1 });
    expect(found?.gini).toBeCloseTo(1 / 3, 15);
  });

  it('is not defined when nobody holds anything', () => {
    expect(concentration([])).toBeUndefined();
    expect(concentration([0, 0])).toBeUndefined();
    expect(lorenzCurve([0])).toEqual([]);
  });

  it('stays within its limits', () => {
    const amounts = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(amounts, (some) => {
        const found = concentration(some);
        if (found === undefined) return;
        expect(found.gini).toBeGreaterThanOrEqual(-1e-12);
        expect(found.gini).toBeLessThanOrEqual(1 - 1 / some.length + 1e-12);
        expect(1 / found.hhi).toBeLessThanOrEqual(some.length + 1e-9);
        expect(found.nakamoto).toBeLessThanOrEqual(Math.floor(some.length / 2) + 1);
      }),
    );
  });
});

describe('lorenzCurve', () => {
  it('goes through the shares of the poorest', () => {
    expect(lorenzCurve([3, 1])).toEqual([
      { holders: 0, amount: 0 },
      { holders: 0.5, amount: 0.25 },
      { holders: 1, amount: 1 },
    ]);
  });

  it('has at most so many steps, ends at one, and lies below the diagonal', () => {
    const points = lorenzCurve(
      Array.from({ length: 512 }, (_, k) => k),
      64,
    );
    expect(points.length).toBe(65);
    expect(points.at(-1)).toEqual({ holders: 1, amount: 1 });
    for (const { holders, amount } of points) expect(amount).toBeLessThanOrEqual(holders);
  });
});

describe('rankCorrelation', () => {
  it('is one for anything that rises together and minus one for what falls', () => {
    expect(rankCorrelation([1, 2, 3, 4], [1, 10, 100, 1_000]).rho).toBe(1);
    expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1]).rho).toBe(-1);
  });

  it('is as worked by hand: 1 - 6 Σd² / (n (n² - 1))', () => {
    // Ranks 1 2 3 4 5 against 2 1 4 3 5: Σd² = 4, so 1 - 24/120 = 0.8.
    const { n, rho, low, high } = rankCorrelation([1, 2, 3, 4, 5], [20, 10, 40, 30, 50]);
    expect(n).toBe(5);
    expect(rho).toBeCloseTo(0.8, 12);
    expect(low).toBeLessThan(0.8);
    expect(high).toBeGreaterThan(0.8);
  });

  it('takes what differs by rounding only as a tie', () => {
    expect(rankCorrelation([1, 2, 3], [0.1 + 0.2, 0.3, 0.3]).rho).toBeNaN();
  });

  it('is not defined for fewer than two, and has no interval for fewer than five', () => {
    expect(rankCorrelation([1], [1]).rho).toBeNaN();
    expect(rankCorrelation([1, 2, 3], [1, 2, 3]).low).toBeNaN();
  });
});
