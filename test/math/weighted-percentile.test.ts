import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightedPercentilesInto } from '../../sim/math/index.ts';

function percentiles(values: number[], weights: number[], percentages: number[]): number[] {
  const out = new Float64Array(percentages.length);
  const order = new Int32Array(values.length);
  const percentagesArray = Float64Array.from(percentages);
  const weightsArray = Float64Array.from(weights);
  weightedPercentilesInto(Float64Array.from(values), weightsArray, values.length, percentagesArray, order, out);
  return Array.from(out);
}

describe('weightedPercentilesInto', () => {
  it('gives the worked example', () => {
    const found = percentiles([10, 12, 9], [1, 2, 1], [2.28, 15.87, 50, 84.13, 97.72]);
    // Positions of 9, 10, 12: 0.125, 0.375, 0.75.
    [9, 9 + (0.1587 - 0.125) / 0.25, 10 + (2 * 0.125) / 0.375, 12, 12].forEach((value, p) => {
      expect(found[p]).toBeCloseTo(value, 13);
    });
  });
  it('is the only value when there is one', () => {
    expect(percentiles([7], [0.2], [0, 50, 100])).toEqual([7, 7, 7]);
  });
  it('is not a number when no weight is left, or nobody is there', () => {
    expect(percentiles([1, 2], [0, 0], [50])).toEqual([Number.NaN]);
    expect(percentiles([], [], [50])).toEqual([Number.NaN]);
  });
  it('keeps members of weight zero', () => {
    // Positions of 1, 2, 3: 0.25, 0.5, 0.75; without the middle one the line from 1 to 3 would give 2 too, so move it.
    expect(percentiles([1, 2.5, 3], [1, 0, 1], [50])).toEqual([2.5]);
  });
  it('orders equal values by their index, so the result jumps when two of them change places', () => {
    const before = percentiles([1, 2, 2, 5], [1, 4, 1, 2], [75])[0];
    const after = percentiles([1, 2, 2, 5], [1, 1, 4, 2], [75])[0];
    // Positions 0.6875 and 0.875 against 0.5 and 0.875.
    expect(before).toBeCloseTo(2 + (3 * (0.75 - 0.6875)) / 0.1875, 13);
    expect(after).toBeCloseTo(2 + (3 * (0.75 - 0.5)) / 0.375, 13);
  });
  it('lies between the smallest and the largest and rises with the percentage, also for many members', () => {
    const member = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 200 }), (members) => {
        const values = members.map(([value]) => value);
        const weights = members.map(([, weight]) => weight);
        fc.pre(weights.some((weight) => weight > 0));
        const found = percentiles(values, weights, [0, 10, 50, 90, 100]);
        expect(found[0]).toBe(Math.min(...values));
        expect(found[4]).toBe(Math.max(...values));
        for (let p = 1; p < 5; ++p) expect(found[p]).toBeGreaterThanOrEqual(found[p - 1] - 1e-12);
      }),
      { seed: 3 },
    );
  });
  it('gives for many members what a plain stable sort gives', () => {
    const member = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.array(member, { minLength: 65, maxLength: 120 }), (members) => {
        const sorted = [...members].sort(([a], [b]) => a - b);
        const all = percentiles(
          members.map(([value]) => value),
          members.map(([, weight]) => weight),
          [13, 50, 77],
        );
        const ordered = percentiles(
          sorted.map(([value]) => value),
          sorted.map(([, weight]) => weight),
          [13, 50, 77],
        );
        expect(all).toEqual(ordered);
      }),
      { seed: 4 },
    );
  });
});
