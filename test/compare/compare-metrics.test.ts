import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMetrics } from '../../src/compare/compare-metrics.ts';
import type { Observation } from '../../src/compare/observation.ts';
import { type PairedValues, pairing } from '../../src/compare/pairs.ts';
import { metric, run, runs } from './made-up.ts';

const usual = { adjust: 'holm', confidence: 0.95 } as const;

const compared = (a: readonly Observation[], b: readonly Observation[], rules: Partial<typeof usual> = {}) =>
  compareMetrics(pairing(a, b).metrics, { ...usual, ...rules });

const only = (a: readonly Observation[], b: readonly Observation[]) => compared(a, b).rows[0];

/** A metric by name whose pairs differ by these amounts. */
const shifted = (name: string, ...differences: readonly number[]): PairedValues => ({
  point: '',
  metric: name,
  topic: '',
  unit: '1',
  on: 'both',
  seeds: differences.map((_, r) => String(r)),
  a: differences.map((_, r) => r),
  b: differences.map((difference, r) => r + difference),
});

describe('compareMetrics', () => {
  it('works out an example by hand: differences 1, 2, 3', () => {
    const row = only(runs(10, 20, 30), runs(11, 22, 33));
    // Mean 2, deviation 1, t with two degrees of freedom at 97.5 % = 4.302653.
    expect(row).toMatchObject({ n: 3, meanA: 20, meanB: 22, difference: 2, halfPairs: 0, bcaLow: null, bcaHigh: null });
    expect(row.low).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 6);
    expect(row.high).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 6);
    // t = 2 √3; P(|T| > t) = 1 - t / √(t² + 2) for two degrees of freedom.
    expect(row.p).toBeCloseTo(1 - Math.sqrt(12 / 14), 12);
    expect(row.adjustedP).toBe(row.p);
    expect(row.verdict).toBe('no clear difference');
    // Variances 100 and 121 over that of the differences, 1.
    expect(row.pairingGain).toBeCloseTo(221, 9);
    const scale = (row.effect ?? 0) / 2;
    expect(row.effectLow).toBeCloseTo(scale * (row.low ?? 0), 12);
    expect(row.effectHigh).toBeCloseTo(scale * (row.high ?? 0), 12);
  });
  it('says what B is: higher, lower, the same', () => {
    const verdict = (...differences: number[]) => compareMetrics([shifted('x', ...differences)], usual).rows[0].verdict;
    expect(verdict(1, 1.1, 0.9, 1)).toBe('higher');
    expect(verdict(-1, -1.1, -0.9, -1)).toBe('lower');
    expect(verdict(1, -1.1, 0.9, -1)).toBe('no clear difference');
    expect(verdict(0, 0, 0)).toBe('same');
    expect(only(runs(0, 0, 0), runs(0, 0, 1e-100)).verdict).toBe('no clear difference');
  });
  it('calls a difference clear that is the same in all pairs, though it has no effect size', () => {
    expect(only(runs(1, 2, 3), runs(2, 3, 4))).toMatchObject({
      verdict: 'higher',
      p: 0,
      effect: null,
      low: 1,
      high: 1,
    });
  });
  it('tests nothing with one pair', () => {
    const none = { low: null, high: null, p: null, adjustedP: null, effect: null, pairingGain: null };
    expect(only(runs(1), runs(3))).toMatchObject({ n: 1, difference: 2, verdict: 'not tested', ...none });
    expect(only(runs(1), runs(1))).toMatchObject({ n: 1, difference: 0, verdict: 'same', ...none });
    expect(compared(runs(1), runs(3)).tested).toBe(0);
  });
  it('says which side has no value, and keeps the mean of the other', () => {
    expect(only(runs(null, null), runs(1, 3))).toMatchObject({ verdict: 'no value in A', n: 0, meanA: null, meanB: 2 });
    expect(only(runs(1, 3), runs(null, null))).toMatchObject({ verdict: 'no value in B', n: 0, meanA: 2, meanB: null });
    expect(only(runs(null), runs(null)).verdict).toBe('no value');
    expect(only(runs(1, null), runs(null, 1))).toMatchObject({ verdict: 'no pair', halfPairs: 2, difference: null });
    const [a, b] = [[run('s', [metric('x', 1)])], [run('s', [metric('y', 2)])]];
    expect(compared(a, b).rows.map(({ verdict, halfPairs }) => [verdict, halfPairs])).toEqual([
      ['only in A', 0],
      ['only in B', 0],
    ]);
  });
  it('leaves pairs with one value out and counts them', () => {
    expect(only(runs(1, 2, null), runs(2, null, 5))).toMatchObject({ n: 1, halfPairs: 2, meanA: 1, meanB: 2 });
  });
  it('gives a bootstrap interval from five pairs on', () => {
    const row = compareMetrics([shifted('x', 1, 2, 3, 4, 10)], usual).rows[0];
    expect(row.bcaLow).toBeGreaterThanOrEqual(1);
    expect(row.bcaLow).toBeLessThan(4);
    expect(row.bcaHigh).toBeGreaterThan(4);
    expect(row.bcaHigh).toBeLessThanOrEqual(10);
    expect(compareMetrics([shifted('x', 1, 2, 3, 4)], usual).rows[0].bcaLow).toBeNull();
  });
  it('adjusts p over all metrics with two pairs, those that are the same included', () => {
    const clear = shifted('clear', 1, 1.3, 0.8, 1.1);
    const { rows, tested } = compareMetrics(
      [shifted('same', 0, 0, 0, 0), clear, shifted('other', 1, -1, 2, -2)],
      usual,
    );
    expect(tested).toBe(3);
    expect(rows[0].metric).toBe('clear');
    expect(rows[0].adjustedP).toBeCloseTo(3 * (rows[0].p ?? 0), 12);
  });
  it('calls nothing clear that is so only before the adjustment', () => {
    // t = 4.02 with three degrees of freedom, p = 0.028; with two more tests three times as much.
    const weak = shifted('weak', 1, 2, 3, 1.2);
    expect(compareMetrics([weak], usual).rows[0].verdict).toBe('higher');
    const noise = [shifted('n1', 1, -1, 2, -2), shifted('n2', 1, -1.5, 1.5, -1)];
    expect(compareMetrics([weak, ...noise], usual).rows[0]).toMatchObject({
      metric: 'weak',
      verdict: 'no clear difference',
    });
  });
  it('follows the rule of adjustment and the confidence', () => {
    const two = [shifted('a', 1, 2, 3, 1.2), shifted('b', 1, 2, 3, 1.3)];
    const adjusted = (adjust: 'holm' | 'bh') =>
      compareMetrics(two, { adjust, confidence: 0.95 }).rows.map(({ verdict }) => verdict);
    expect(adjusted('holm')).toEqual(['no clear difference', 'no clear difference']);
    expect(adjusted('bh')).toEqual(['higher', 'higher']);
    const strict = compareMetrics([two[0]], { adjust: 'holm', confidence: 0.99 }).rows[0];
    expect(strict.verdict).toBe('no clear difference');
    expect(strict.low).toBeLessThan(0);
  });
  it('puts clear differences first, largest effect first, and what has no difference last', () => {
    const metrics = [
      shifted('same', 0, 0, 0, 0),
      shifted('noise', 1, -1, 2, -2),
      shifted('alike', 1, 1, 1, 1),
      shifted('small', 1, 1.4, 0.6, 1.1),
      shifted('large', -1, -1.1, -0.9, -1),
      { ...shifted('gone', 1, 1), b: [null, null] },
    ];
    const { rows } = compareMetrics(metrics, usual);
    expect(rows.map((row) => row.metric)).toEqual(['large', 'small', 'alike', 'noise', 'gone', 'same']);
  });
  it('turns every sign when A and B change places', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(values, values, (one, other) => {
        const n = Math.min(one.length, other.length);
        const [a, b] = [runs(...one.slice(0, n)), runs(...other.slice(0, n))];
        const [forth, back] = [only(a, b), only(b, a)];
        expect(back.difference).toBeCloseTo(-(forth.difference ?? 0), 6);
        expect(back.p).toBeCloseTo(forth.p ?? 0, 9);
        const opposite: Record<string, string> = { higher: 'lower', lower: 'higher' };
        expect(back.verdict).toBe(opposite[forth.verdict] ?? forth.verdict);
      }),
      { numRuns: 50 },
    );
  });
});
