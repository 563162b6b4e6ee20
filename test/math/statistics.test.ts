import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentialMovingAverage, mean, sampleStandardDeviation } from '../../sim/math/index.ts';

describe('mean', () => {
  it('averages the first values only', () => {
    expect(mean(Float64Array.of(1, 2, 6, 100), 3)).toBe(3);
  });
  it('is not a number when there are none', () => {
    expect(mean(Float64Array.of(1), 0)).toBeNaN();
  });
});

describe('sampleStandardDeviation', () => {
  it('divides by one less than the head count', () => {
    expect(sampleStandardDeviation(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9), 8)).toBeCloseTo(Math.sqrt(32 / 7), 15);
    expect(sampleStandardDeviation(Float64Array.of(1, 3, 100), 2)).toBe(Math.SQRT2);
  });
  it('is zero for one value and for none', () => {
    expect(sampleStandardDeviation(Float64Array.of(5), 1)).toBe(0);
    expect(sampleStandardDeviation(Float64Array.of(5), 0)).toBe(0);
  });
  it('is exactly zero when all are equal, whatever their mean rounds to', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e150, max: 1e150 }),
        fc.integer({ min: 2, max: 30 }),
        (value, count) => {
          expect(sampleStandardDeviation(new Float64Array(count).fill(value), count)).toBe(0);
        },
      ),
      { seed: 1 },
    );
  });
  it('keeps its digits when the values have a large common part', () => {
    expect(sampleStandardDeviation(Float64Array.of(1e8, 1e8 + 1, 1e8 + 2), 3)).toBe(1);
    expect(sampleStandardDeviation(Float64Array.of(1e15, 1e15 + 1, 1e15 + 2), 3)).toBe(1);
  });
});

describe('exponentialMovingAverage', () => {
  it('moves by its share towards the current value', () => {
    expect(exponentialMovingAverage(0.25, 8, 4, false)).toBe(5);
  });
  it('starts at the first value', () => {
    expect(exponentialMovingAverage(0.25, 8, 4, true)).toBe(8);
  });
  it('leaves a constant as it is, to the last bit', () => {
    // 0.1 x 0.7 + 0.9 x 0.7 is 0.7000000000000001 in doubles.
    expect(exponentialMovingAverage(0.1, 0.7, 0.7, false)).toBe(0.7);
  });
});
