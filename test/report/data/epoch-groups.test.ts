import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRows, EpochGroups, type GroupSums, type Points, thinned } from '../../../src/report/data/epoch-groups.ts';

/** Groups of the values of consecutive epochs, one recorded in `every`. */
function grouped(values: readonly number[], most: number, every = 1): { groups: EpochGroups; sums: GroupSums } {
  const groups = new EpochGroups(most, every);
  const sums = groups.column();
  values.forEach((value, r) => {
    groups.reach(r * every);
    groups.countEpoch(r * every);
    addRows(sums, Float64Array.of(value), Int32Array.of(0), Int32Array.of(groups.place(r * every)));
  });
  return { groups, sums };
}

function points(values: readonly number[], most: number, drawn = most, every = 1): Points & { means: number[] } {
  const { groups, sums } = grouped(values, most, every);
  const found = thinned(groups, drawn);
  return { ...found, means: [...found.mean(sums)] };
}

describe('EpochGroups', () => {
  it('keeps every epoch of a short run', () => {
    const found = points([3, 1, 2], 4);
    expect(found.epochsPerPoint).toBe(1);
    expect([...found.epoch]).toEqual([0, 1, 2]);
    expect(found.means).toEqual([3, 1, 2]);
  });

  it('joins neighbours when the run grows beyond its groups', () => {
    const found = points([1, 3, 5, 7, 9], 4);
    expect(found.epochsPerPoint).toBe(2);
    expect([...found.epoch]).toEqual([0.5, 2.5, 4]);
    expect(found.means).toEqual([2, 6, 9]);
  });

  it('does not count what is no number, and has a gap where there is no number at all', () => {
    expect(points([1, Number.NaN, Number.NaN, Number.NaN, Number.POSITIVE_INFINITY, 4], 4).means).toEqual([
      1,
      Number.NaN,
      4,
    ]);
  });

  it('starts with groups as wide as the distance of the recorded epochs', () => {
    const found = points([1, 2, 3], 4, 4, 10);
    expect(found.epochsPerPoint).toBe(10);
    expect([...found.epoch]).toEqual([0, 10, 20]);
    expect(found.means).toEqual([1, 2, 3]);
  });

  it('never has more groups than asked for, and loses nothing', () => {
    const values = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 16 }), (some, drawn) => {
        const { groups, sums } = grouped(some, 16);
        const found = thinned(groups, drawn);
        expect(found.epoch.length).toBeLessThanOrEqual(drawn);
        const total = found.sum(sums).reduce((sum, value) => sum + value, 0);
        expect(total).toBe(some.reduce((sum, value) => sum + value, 0));
      }),
    );
  });
});
