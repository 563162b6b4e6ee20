import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepInto, type OutlierStatistics, updateOutlierStatistics } from '../../sim/protocol/outlier-resistant.ts';
import { spreadNumber } from './spread-numbers.ts';

const fresh = (): OutlierStatistics => ({ median: 0, medianAbsoluteDeviation: 0 });

function updated(values: number[], statistics = fresh(), alpha = 0.2): OutlierStatistics {
  updateOutlierStatistics(Float64Array.from(values), values.length, alpha, statistics, new Float64Array(values.length));
  return statistics;
}

function kept(values: number[], statistics: OutlierStatistics, threshold = 11): number[] {
  const keep = new Uint8Array(values.length).fill(9);
  const count = keepInto(Float64Array.from(values), values.length, statistics, threshold, keep);
  expect(count).toBe(keep.filter((mark) => mark === 1).length);
  return [...keep];
}

describe('updateOutlierStatistics', () => {
  it('takes median and MAD as they are the first time', () => {
    expect(updated([1, 2, 4, 8, 100])).toEqual({ median: 4, medianAbsoluteDeviation: 3 });
  });
  it('then replaces the median and moves the MAD a fifth of the way', () => {
    const statistics = updated([1, 2, 4, 8, 100]);
    updated([10, 20, 30], statistics);
    expect(statistics.median).toBe(20);
    expect(statistics.medianAbsoluteDeviation).toBeCloseTo(0.2 * 10 + 0.8 * 3, 14);
  });
  it('starts afresh after a MAD of 0', () => {
    const statistics = updated([5, 5, 5]);
    expect(statistics).toEqual({ median: 5, medianAbsoluteDeviation: 0 });
    expect(updated([1, 3], statistics)).toEqual({ median: 2, medianAbsoluteDeviation: 1 });
  });
  it('changes nothing when there are no inferences', () => {
    expect(updated([], { median: 3, medianAbsoluteDeviation: 2 })).toEqual({ median: 3, medianAbsoluteDeviation: 2 });
  });
  it('reads only the first values', () => {
    const statistics = fresh();
    updateOutlierStatistics(Float64Array.of(1, 2, 3, 900), 3, 0.2, statistics, new Float64Array(3));
    expect(statistics).toEqual({ median: 2, medianAbsoluteDeviation: 1 });
  });
});

describe('keepInto', () => {
  it('keeps what lies within the threshold, the border included', () => {
    const statistics = { median: 100, medianAbsoluteDeviation: 2 };
    expect(kept([78, 77.9, 100, 122, 122.1], statistics)).toEqual([1, 0, 1, 1, 0]);
  });
  it('keeps everything while the stored median or MAD is 0', () => {
    expect(kept([1, 1e9], { median: 0, medianAbsoluteDeviation: 2 })).toEqual([1, 1]);
    expect(kept([1, 1e9], { median: 5, medianAbsoluteDeviation: 0 })).toEqual([1, 1]);
  });
  it('always keeps at least half of the inferences it has just seen for the first time', () => {
    fc.assert(
      fc.property(fc.array(spreadNumber(-1e6, 1e6), { minLength: 1, maxLength: 40 }), (values) => {
        const marks = kept(values, updated(values), 1);
        expect(2 * marks.filter((mark) => mark === 1).length).toBeGreaterThanOrEqual(values.length);
      }),
      { seed: 5 },
    );
  });
});
