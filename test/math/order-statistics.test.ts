import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, medianAbsoluteDeviation, quantile, sortAscending } from '../../sim/math/index.ts';

const scratch = new Float64Array(400);

const manyValues = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 300 });

describe('sortAscending', () => {
  it('orders few and many values like the built-in sort', () => {
    fc.assert(
      fc.property(manyValues, (values) => {
        const ours = Float64Array.from(values);
        sortAscending(ours, ours.length);
        // -0 and 0 are equal here, the built-in sort puts -0 first.
        expect(Array.from(ours, (value) => value + 0)).toEqual(
          Array.from(Float64Array.from(values).sort(), (value) => value + 0),
        );
      }),
      { seed: 1, numRuns: 200 },
    );
  });
  it('leaves what lies beyond the count alone', () => {
    const values = Float64Array.of(3, 1, 2, 0);
    sortAscending(values, 3);
    expect(values).toEqual(Float64Array.of(1, 2, 3, 0));
  });
});

describe('median', () => {
  it('is the middle value, or the mean of the two middle ones', () => {
    expect(median(Float64Array.of(9, 1, 5), 3, scratch)).toBe(5);
    expect(median(Float64Array.of(9, 1, 5, 7), 4, scratch)).toBe(6);
    expect(median(Float64Array.of(4), 1, scratch)).toBe(4);
  });
  it('does not change the values', () => {
    const values = Float64Array.of(9, 1, 5);
    median(values, 3, scratch);
    expect(values).toEqual(Float64Array.of(9, 1, 5));
  });
  it('is not a number when there are none', () => {
    expect(median(Float64Array.of(4), 0, scratch)).toBeNaN();
  });
  it('has as many values below as above', () => {
    fc.assert(
      fc.property(manyValues, (values) => {
        const middle = median(Float64Array.from(values), values.length, scratch);
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
      }),
      { seed: 2 },
    );
  });
});

describe('medianAbsoluteDeviation', () => {
  it('is the median distance from the median, without a factor', () => {
    // Median 2; distances 1, 1, 0, 0, 2, 4, 7.
    expect(medianAbsoluteDeviation(Float64Array.of(1, 1, 2, 2, 4, 6, 9), 7, scratch)).toBe(1);
  });
  it('takes the mean of the two middle distances of an even number', () => {
    // Median 2.5; distances 1.5, 0.5, 0.5, 7.5.
    expect(medianAbsoluteDeviation(Float64Array.of(1, 2, 3, 10), 4, scratch)).toBe(1);
  });
  it('is zero for one value', () => {
    expect(medianAbsoluteDeviation(Float64Array.of(3), 1, scratch)).toBe(0);
  });
});

describe('quantile', () => {
  it('interpolates between the neighbours of the position', () => {
    expect(quantile(Float64Array.of(4, 1, 3, 2), 4, 0.25, scratch)).toBe(1.75);
  });
  it('runs from the smallest to the largest', () => {
    const values = Float64Array.of(4, 1, 3, 2);
    expect(quantile(values, 4, 0, scratch)).toBe(1);
    expect(quantile(values, 4, 1, scratch)).toBe(4);
    expect(quantile(values, 4, 0.5, scratch)).toBe(2.5);
  });
  it('is the value itself when there is one, and zero when there are none', () => {
    expect(quantile(Float64Array.of(7), 1, 0.3, scratch)).toBe(7);
    expect(quantile(Float64Array.of(7), 0, 0.3, scratch)).toBe(0);
  });
});
