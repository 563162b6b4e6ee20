import { describe, expect, it } from 'vitest';
import { studentT } from '../../sim/random/index.ts';
import { chiSquareScore, keyOf } from './trials.ts';

const key = keyOf({ purpose: 12 });

/** Shares below t in closed form, for the degrees of freedom that have a short one. */
const shareBelow: Record<number, (t: number) => number> = {
  1: (t) => 0.5 + Math.atan(t) / Math.PI,
  2: (t) => 0.5 + t / (2 * Math.sqrt(2 + t * t)),
  3: (t) => 0.5 + (t / Math.sqrt(3) / (1 + (t * t) / 3) + Math.atan(t / Math.sqrt(3))) / Math.PI,
  4: (t) => {
    const x = t / Math.sqrt(4 + t * t);
    return 0.5 + (3 * x - x ** 3) / 4;
  },
};

describe('studentT', () => {
  it('gives the committed numbers', () => {
    expect([0.5, 1, 3, 30, 1e6].map((freedom, n) => studentT(key, 0, n, freedom))).toEqual([
      9.434384997931154, 2.22333257285317, 0.31694725042362476, 1.0071584009351588, 0.2385077863868753,
    ]);
  });

  it('refuses degrees of freedom that are not positive and finite', () => {
    expect(() => studentT(key, 0, 0, 0)).toThrow(RangeError);
    expect(() => studentT(key, 0, 0, Number.NaN)).toThrow(RangeError);
    expect(() => studentT(key, 0, 0, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it.each([1, 2, 3, 4])('has the exact distribution with %i degrees of freedom, tails included', (freedom) => {
    const count = 100_000;
    const bins = 200;
    const counts = new Int32Array(bins);
    for (let n = 0; n < count; ++n) {
      const share = shareBelow[freedom](studentT(key, 1, n, freedom));
      ++counts[Math.min(bins - 1, Math.floor(share * bins))];
    }
    expect(Math.abs(chiSquareScore(counts, () => count / bins))).toBeLessThan(4);
  });

  it.each([10, 1e9])('has variance ν / (ν - 2) with %f degrees of freedom', (freedom) => {
    const count = 200_000;
    const variance = freedom / (freedom - 2);
    const fourth = (3 * freedom * freedom) / (freedom - 2) / (freedom - 4);
    let sum = 0;
    let squares = 0;
    for (let n = 0; n < count; ++n) {
      const t = studentT(key, 2, n, freedom);
      sum += t;
      squares += t * t;
    }
    expect(Math.abs(sum / count) / Math.sqrt(variance / count)).toBeLessThan(4);
    expect(Math.abs(squares / count - variance) / Math.sqrt((fourth - variance * variance) / count)).toBeLessThan(4);
  });

  it('is never NaN, with few degrees of freedom either', () => {
    for (const freedom of [0.01, 0.1, 0.5]) {
      for (let n = 0; n < 5000; ++n) expect(studentT(key, 3, n, freedom)).not.toBeNaN();
    }
  });
});
