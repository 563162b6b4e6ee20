import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanInterval } from '../../src/statistics/mean-interval.ts';
import { pairedDifference } from '../../src/statistics/paired.ts';
import { normalSample } from './samples.ts';

describe('pairedDifference', () => {
  it('is the mean of b - a with the interval of the t test', () => {
    // b - a = 0.7, -0.1, 0.9, 1.1, 0.4, 0.8; interval and p as scipy's ttest_rel has them.
    const found = pairedDifference([1.2, 2.3, 3.1, 4.8, 5, 3.3], [1.9, 2.2, 4, 5.9, 5.4, 4.1]);
    expect(found.n).toBe(6);
    expect(found.meanA).toBeCloseTo(19.7 / 6, 12);
    expect(found.meanB).toBeCloseTo(23.5 / 6, 12);
    expect(found.mean).toBeCloseTo(3.8 / 6, 12);
    expect(found.low).toBeCloseTo(0.18480956624416578, 11);
    expect(found.high).toBeCloseTo(1.081857100422501, 11);
    expect(found.p).toBeCloseTo(0.015064298997667959, 12);
  });
  it("has Hedges' g as its effect", () => {
    // Differences 1, 2, 3: 2 / 1, times J(2) = Γ(1) / (√1 Γ(1/2)) = 1/√π.
    expect(pairedDifference([0, 0, 0], [1, 2, 3]).effect).toBeCloseTo(2 / Math.sqrt(Math.PI), 14);
    // Ten differences, each 1.5 from their mean 2.5: J(9) = 0.913874891792552, near 1 - 3/35.
    const differences = [1, 1, 1, 1, 1, 4, 4, 4, 4, 4];
    const deviation = Math.sqrt(22.5 / 9);
    expect(pairedDifference(new Array(10).fill(0), differences).effect).toBeCloseTo(
      (0.913874891792552 * 2.5) / deviation,
      13,
    );
  });
  it('gains by pairing what the two have in common', () => {
    // Variances 1 and 1; the differences 1, 1, -2 have 3: worse than independent seeds.
    expect(pairedDifference([1, 2, 3], [2, 3, 1]).pairingGain).toBeCloseTo(2 / 3, 14);
    // Variances 500/3 and 490.25/3; the differences 0.5, 0, 0.5, 0 have 0.25/3.
    expect(pairedDifference([10, 20, 30, 40], [10.5, 20, 30.5, 40]).pairingGain).toBeCloseTo(990.25 / 0.25, 9);
  });
  it('gains nothing from values that have nothing in common', () => {
    const gain = pairedDifference(normalSample('a', 5000), normalSample('b', 5000)).pairingGain;
    expect(Math.abs(gain - 1)).toBeLessThan(0.06);
  });
  it('is certain of differences that are all the same', () => {
    expect(pairedDifference([1, 2, 4], [3, 4, 6])).toMatchObject({
      ...{ mean: 2, deviation: 0, low: 2, high: 2, p: 0, effect: Number.NaN, pairingGain: Number.POSITIVE_INFINITY },
    });
    expect(pairedDifference([1, 2, 4], [1, 2, 4])).toMatchObject({
      ...{ mean: 0, deviation: 0, low: 0, high: 0, p: 1, effect: Number.NaN, pairingGain: Number.POSITIVE_INFINITY },
    });
    expect(pairedDifference([5, 5], [5, 5])).toMatchObject({ p: 1, effect: Number.NaN, pairingGain: Number.NaN });
  });
  it('knows nothing of the spread of one pair, nor of the effect of two', () => {
    expect(pairedDifference([1], [3])).toEqual({
      ...{ n: 1, meanA: 1, meanB: 3, mean: 2, deviation: Number.NaN, low: 2, high: 2 },
      ...{ p: Number.NaN, effect: Number.NaN, pairingGain: Number.NaN },
    });
    const two = pairedDifference([0, 0], [1, 2]);
    expect(two.effect).toBeNaN();
    // t = 1.5 / 0.5 with one degree of freedom.
    expect(two.p).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(3), 14);
  });
  it('turns its sign with the two, and has the interval of the differences', () => {
    const value = fc.double({ noNaN: true, min: -50, max: 50 });
    const pairs = fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 15 });
    fc.assert(
      fc.property(pairs, (all) => {
        const a = all.map(([one]) => one);
        const b = all.map(([, other]) => other);
        const there = pairedDifference(a, b);
        const back = pairedDifference(b, a);
        expect(there).toMatchObject(meanInterval(all.map(([one, other]) => other - one)));
        expect(back.mean).toBeCloseTo(-there.mean, 10);
        expect(back.low).toBeCloseTo(-there.high, 10);
        expect(back.p).toBeCloseTo(there.p, 10);
      }),
      { seed: 10 },
    );
  });
  it('says p below 5 % just when the 95 % interval leaves out 0', () => {
    for (let k = 0; k < 200; ++k) {
      const b = normalSample(`pair ${k}`, 8).map((value) => value + 0.7);
      const { low, high, p } = pairedDifference(new Float64Array(8), b);
      expect(p < 0.05).toBe(low > 0 || high < 0);
    }
  });
  it('is refused for no pairs, unequal numbers and a confidence that is none', () => {
    expect(() => pairedDifference([], [])).toThrow(RangeError);
    expect(() => pairedDifference([1], [1, 2])).toThrow(RangeError);
    expect(() => pairedDifference([1], [2], 1)).toThrow(RangeError);
  });
});
