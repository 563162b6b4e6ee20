import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossing, interpolated, isotonic } from '../../src/statistics/isotonic.ts';

describe('isotonic', () => {
  it('leaves a monotone sequence as it is', () => {
    expect(isotonic([1, 2, 2, 5], true)).toEqual([1, 2, 2, 5]);
    expect(isotonic([5, 2, 2, 1], false)).toEqual([5, 2, 2, 1]);
  });
  it('puts the mean for values that go the wrong way', () => {
    expect(isotonic([1, 3, 2, 4], true)).toEqual([1, 2.5, 2.5, 4]);
    expect(isotonic([3, 2, 1], true)).toEqual([2, 2, 2]);
  });
  it('never falls, and keeps the sum', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1 }), (values) => {
        const found = isotonic(values, true);
        found.forEach((value, k) => {
          if (k > 0) expect(value).toBeGreaterThanOrEqual(found[k - 1]);
        });
        const total = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0);
        expect(total(found)).toBeCloseTo(total(values), 6);
      }),
    );
  });
});

describe('crossing', () => {
  it('lies on the straight line between neighbours', () => {
    expect(crossing([1, 2, 4], [0.2, 0.5, 1.5], 1)).toBe(3);
    expect(crossing([1, 2, 4], [1.5, 0.5, 0.2], 1)).toBe(1.5);
  });
  it('may lie on a point', () => {
    expect(crossing([1, 2], [1, 2], 1)).toBe(1);
    expect(crossing([1, 2], [0, 1], 1)).toBe(2);
  });
  it('is null where the level is not reached', () => {
    expect(crossing([1, 2, 4], [0.2, 0.5, 0.9], 1)).toBeNull();
    expect(crossing([1], [1], 1)).toBeNull();
  });
});

describe('interpolated', () => {
  it('follows straight lines', () => {
    expect(interpolated([1, 2, 4], [10, 20, 60], 3)).toBe(40);
    expect(interpolated([1, 2, 4], [10, 20, 60], 1)).toBe(10);
    expect(interpolated([1, 2, 4], [10, 20, 60], 4)).toBe(60);
  });
});
