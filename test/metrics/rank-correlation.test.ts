import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankCorrelation } from '../../sim/index.ts';
import { spearman } from './spearman.ts';

describe('rankCorrelation', () => {
  it('is 1 when both rise together, however unevenly, and -1 when one falls', () => {
    expect(rankCorrelation([1, 2, 3, 4], [1, 10, 100, 1e9])).toBe(1);
    expect(rankCorrelation([3, 1, 2], [-3, -1, -2])).toBe(-1);
  });

  it('is 1 - 6 Σ d² / (n (n² - 1)) without ties: d are the differences of ranks', () => {
    // Ranks 1 2 3 4 5 against 2 1 4 3 5: Σ d² = 4, 1 - 24/120.
    expect(rankCorrelation([10, 20, 30, 40, 50], [2, 1, 4, 3, 5])).toBeCloseTo(0.8, 14);
    // Against 5 1 2 3 4: Σ d² = 16 + 1 + 1 + 1 + 1 = 20, 1 - 120/120.
    expect(rankCorrelation([1, 2, 3, 4, 5], [5, 1, 2, 3, 4])).toBeCloseTo(0, 14);
  });

  it('gives equal values the mean of their ranks', () => {
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 x 5).
    expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 14);
    // Ranks 1.5, 1.5, 3 against 1, 2.5, 2.5: 0.75 / 1.5.
    expect(rankCorrelation([0, 0, 7], [0, 4, 4])).toBeCloseTo(0.5, 14);
  });

  it('is null for fewer than three pairs, and where one of the two is constant', () => {
    expect(rankCorrelation([], [])).toBeNull();
    expect(rankCorrelation([1, 2], [1, 2])).toBeNull();
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(rankCorrelation([1, 2, 3], [5, 5, 5])).toBeNull();
  });

  it('leaves out pairs of which one has no value', () => {
    expect(rankCorrelation([1, NaN, 2, 3], [3, 9, 2, 1])).toBe(-1);
    expect(rankCorrelation([1, 2, 3, 0], [1, 2, 3, NaN])).toBe(1);
    expect(rankCorrelation([1, 2, 3], [1, NaN, 3])).toBeNull();
  });

  it('agrees with the plain definition, whatever the order of the pairs', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 12 }), (pairs) => {
        const of = (some: readonly (readonly [number, number])[]) =>
          rankCorrelation(
            some.map(([a]) => a),
            some.map(([, b]) => b),
          );
        const expected = spearman(
          pairs.map(([a]) => a),
          pairs.map(([, b]) => b),
        );
        const found = of(pairs);
        if (expected === null || found === null) expect(found).toBe(expected);
        else {
          expect(found).toBeCloseTo(expected, 12);
          expect(of([...pairs].reverse())).toBeCloseTo(expected, 12);
          expect(Math.abs(found)).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });
});
