import { describe, expect, it } from 'vitest';
import { estimateOfMean, estimateOfRatio } from '../../src/attack/measures/estimates.ts';

const parts = (above: readonly number[], below: readonly number[]) =>
  above.map((value, k) => ({ above: value, below: below[k] }));

describe('estimateOfMean', () => {
  it('is a mean with its t-interval', () => {
    // Deviation 1, t = 4.3027 for 2 degrees of freedom: half width 4.3027 / sqrt(3) = 2.4841.
    const { n, mean, low, high, interval } = estimateOfMean([1, 2, 3]);
    expect([n, mean, interval]).toEqual([3, 2, 't']);
    expect(low).toBeCloseTo(2 - 2.4841, 3);
    expect(high).toBeCloseTo(2 + 2.4841, 3);
  });
  it('leaves out seeds without a value', () => {
    expect(estimateOfMean([1, null, 3])).toMatchObject({ n: 2, mean: 2 });
  });
  it('has no interval for one seed, and no mean for none', () => {
    expect(estimateOfMean([4])).toEqual({ n: 1, mean: 4, low: null, high: null, interval: 'none', word: '' });
    expect(estimateOfMean([null])).toEqual({ n: 0, mean: null, low: null, high: null, interval: 'none', word: '' });
  });
});

describe('estimateOfRatio', () => {
  it('is the ratio of means, not the mean of ratios', () => {
    // 1/1 and 1/9: the mean of ratios would be 0.556.
    expect(estimateOfRatio(parts([1, 1], [1, 9])).mean).toBeCloseTo(0.2, 12);
  });
  it('has an interval from five seeds on, which holds the ratio', () => {
    expect(estimateOfRatio(parts([1, 2, 3, 4], [2, 2, 2, 2]))).toMatchObject({ interval: 'none', low: null });
    const { mean, low, high, interval } = estimateOfRatio(parts([1, 2, 3, 4, 5], [2, 2, 2, 2, 2]));
    expect([mean, interval]).toEqual([1.5, 'bca']);
    expect(low).toBeLessThan(1.5);
    expect(high).toBeGreaterThan(1.5);
  });
  it('has no width where above and below go together', () => {
    expect(estimateOfRatio(parts([1, 2, 3, 4, 5], [2, 4, 6, 8, 10]))).toMatchObject({ mean: 0.5, low: 0.5, high: 0.5 });
  });
  it('is unbounded where the denominator may be 0', () => {
    const around = estimateOfRatio(parts([1, 1, 1, 1, 1], [-2, -1, 1, 2, 1]));
    expect(around).toMatchObject({ low: null, high: null, word: 'unbounded' });
    expect(around.mean).toBeCloseTo(5, 12);
    expect(estimateOfRatio(parts([1], [0]))).toMatchObject({ mean: null, word: 'unbounded' });
  });
  it('says nothing of nothing over nothing', () => {
    expect(estimateOfRatio(parts([0, 0], [0, 0]))).toMatchObject({ n: 2, mean: null, word: '' });
  });
  it('divides by the size of a mean that points down, where it is told to', () => {
    expect(estimateOfRatio(parts([6], [-2]), { absolute: true }).mean).toBe(3);
    expect(estimateOfRatio(parts([6], [-2])).mean).toBe(-3);
  });
  it('is free where the attacker loses nothing', () => {
    expect(estimateOfRatio(parts([6, 6], [1, -1]), { freeBelowZero: true })).toMatchObject({
      mean: null,
      word: 'free',
    });
    expect(estimateOfRatio(parts([6, 6], [1, 2]), { freeBelowZero: true }).mean).toBe(4);
  });
  it('leaves out seeds with half of it', () => {
    expect(
      estimateOfRatio([
        { above: 1, below: null },
        { above: 3, below: 2 },
      ]),
    ).toMatchObject({ n: 1, mean: 1.5 });
  });
});
