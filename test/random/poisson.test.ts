import { describe, expect, it } from 'vitest';
import { poisson } from '../../sim/random/index.ts';
import { chiSquareScore, keyOf, moments } from './trials.ts';

const key = keyOf({ purpose: 11 });

/** Probabilities of 0, 1, ... from a recurrence around the mode, normalised: an independent way. */
function probabilities(mean: number, count: number): number[] {
  const weights = new Array<number>(count).fill(0);
  const mode = Math.floor(mean);
  weights[mode] = 1;
  for (let k = mode + 1; k < count; ++k) weights[k] = (weights[k - 1] * mean) / k;
  for (let k = mode; k > 0; --k) weights[k - 1] = (weights[k] * k) / mean;
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

describe('poisson', () => {
  it('gives the committed numbers', () => {
    const found = [0.5, 3, 9.99, 10, 40, 1000, 1e6, 1e9].map((mean, n) => poisson(key, 0, n, mean));
    expect(found).toEqual([1, 2, 11, 9, 40, 961, 999816, 1000029952]);
  });

  it('is zero when none is expected', () => {
    for (let n = 0; n < 1000; ++n) expect(poisson(key, 0, n, 0)).toBe(0);
  });

  it('refuses a mean that is negative, no number or beyond its range', () => {
    expect(() => poisson(key, 0, 0, -1)).toThrow(RangeError);
    expect(() => poisson(key, 0, 0, Number.NaN)).toThrow(RangeError);
    expect(() => poisson(key, 0, 0, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it.each([0.05, 1, 3, 9.9, 10, 12.5, 40, 300])('has the exact probabilities at mean %f', (mean) => {
    const count = 150_000;
    const length = Math.ceil(mean + 12 * Math.sqrt(mean) + 12);
    const chances = probabilities(mean, length);
    const counts = new Array<number>(length).fill(0);
    for (let n = 0; n < count; ++n) ++counts[poisson(key, 1, n, mean)];
    // Neighbouring values are taken together until at least 20 are expected.
    const expected: number[] = [];
    const found: number[] = [];
    let chance = 0;
    let seen = 0;
    chances.forEach((p, k) => {
      chance += p * count;
      seen += counts[k];
      if (chance >= 20) {
        expected.push(chance);
        found.push(seen);
        chance = 0;
        seen = 0;
      }
    });
    expected[expected.length - 1] += chance;
    found[found.length - 1] += seen;
    expect(found.reduce((a, b) => a + b, 0)).toBe(count);
    expect(chiSquareScore(found, (bin) => expected[bin])).toBeLessThan(4);
  });

  it.each([3, 50, 1e4, 1e6, 1e9, 1e12])('has mean, variance and skewness of the distribution at mean %f', (mean) => {
    const count = 100_000;
    const root = Math.sqrt(mean);
    const [first, second, third] = moments(count, (n) => (poisson(key, 2, n, mean) - mean) / root);
    expect(Math.abs(first) * Math.sqrt(count)).toBeLessThan(4);
    // Variances of the square and the cube, from the cumulants of the scaled number.
    expect(Math.abs(second - 1) / Math.sqrt((2 + 1 / mean) / count)).toBeLessThan(4);
    expect(Math.abs(third - 1 / root) / Math.sqrt((15 + 65 / mean + 30 / mean ** 2) / count)).toBeLessThan(5);
  });
});
