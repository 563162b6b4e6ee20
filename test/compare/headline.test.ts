import { describe, expect, it } from 'vitest';
import { compareMetrics } from '../../src/compare/compare-metrics.ts';
import { headline } from '../../src/compare/headline.ts';
import type { Observation } from '../../src/compare/observation.ts';
import { pairing } from '../../src/compare/pairs.ts';
import { metric, run, runs } from './made-up.ts';

const said = (a: readonly Observation[], b: readonly Observation[]): string[] => {
  const { rows, tested } = compareMetrics(pairing(a, b).metrics, { adjust: 'holm', confidence: 0.95 });
  return headline(rows, tested, 0.95);
};

describe('headline', () => {
  it('counts the clear differences and names the clearest with interval and n', () => {
    expect(said(runs(1, 2, 3, 4), runs(2, 3.1, 3.9, 5))).toEqual([
      'B differs clearly from A in 1 of 1 metric tested, n = 4 pairs each.',
      'skill of eth is higher in B by 1 (B less A: 95 % interval 0.87 to 1.13, n = 4).',
    ]);
  });
  it('says when nothing is clear, and how many pairs there were at least and at most', () => {
    const both = (value: number) => [metric('skill', value), metric('late', value > 2 ? null : value)];
    const a = [1, 2, 3].map((value) => run(String(value), both(value)));
    const b = [1, 2, 3].map((value) =>
      run(
        String(value),
        both(value).map((one) => ({ ...one })),
      ),
    );
    expect(said(a, b)).toEqual(['No clear difference between A and B in any of 2 metrics tested, n = 2 to 3 pairs.']);
  });
  it('says of single runs that n = 1 tells nothing', () => {
    expect(said(runs(1), runs(2))).toEqual([
      'One run of each: 1 of 1 metric differ. With n = 1 nothing tells chance from cause: no intervals, no p.',
    ]);
  });
  it('says when there is nothing to compare', () => {
    expect(said(runs(null), runs(2))).toEqual(['A and B have no metric with a value on both sides.']);
  });
});
