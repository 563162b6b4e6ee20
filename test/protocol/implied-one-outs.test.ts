import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createForecastSet, type ForecastSet, measureForecastSet } from '../../sim/protocol/forecast-set.ts';
import { clampedOneOutsInto } from '../../sim/protocol/implied-one-outs-clamped.ts';
import { impliedWithout } from '../../sim/protocol/implied-one-outs-direct.ts';
import { ratioOneOutsInto } from '../../sim/protocol/implied-one-outs-ratio.ts';
import { weightedInference, weightRule } from '../../sim/protocol/weights.ts';
import { spreadNumber } from './spread-numbers.ts';

function setOf(members: readonly (readonly [number, number])[]): ForecastSet {
  const set = createForecastSet(members.length);
  members.forEach(([regret, value], e) => {
    set.regret[e] = regret;
    set.value[e] = value;
  });
  set.count = members.length;
  measureForecastSet(set, 0.01);
  return set;
}

/** The mean without entry e from nothing but the weights of the others. */
function byDefinition(
  members: readonly (readonly [number, number])[],
  e: number,
  rule: ReturnType<typeof weightRule>,
  scale: number,
) {
  const rest = members.filter((_, j) => j !== e);
  const regrets = Float64Array.from(rest, ([regret]) => regret);
  const values = Float64Array.from(rest, ([, value]) => value);
  return weightedInference(regrets, values, rest.length, rule, scale, 0);
}

const members = (least: number, most: number, spread: number) =>
  fc.array(fc.tuple(fc.oneof(spreadNumber(-spread, spread), spreadNumber(-0.1, 0.1)), spreadNumber(-2, 2)), {
    minLength: least,
    maxLength: most,
  });

/** The error of the mean with nobody withheld. */
const errorOfWhole = (set: ForecastSet, whole: number, rule: ReturnType<typeof weightRule>, scale: number) =>
  Math.abs(whole - weightedInference(set.regret, set.value, set.count, rule, scale, 0));

const largestError = (set: ForecastSet, reference: (e: number) => number) => {
  let worst = 0;
  for (let e = 0; e < set.count; ++e) worst = Math.max(worst, Math.abs(set.without[e] - reference(e)));
  return worst;
};

describe('the measure of a forecast set', () => {
  const deviationOf = (list: readonly number[]) => {
    if (list.length < 2) return 0;
    const mean = list.reduce((a, b) => a + b, 0) / list.length;
    return Math.sqrt(list.reduce((a, r) => a + (r - mean) ** 2, 0) / (list.length - 1));
  };

  it.each([
    ['ordinary regrets', [0.4, -0.2, 0.1, 0.3, -0.5]],
    ['the best one first', [3, 1, 2]],
    ['two of them', [0.5, 0.1]],
    ['equal ones', [0.2, 0.2, 0.2]],
    ['one beside which the others hardly differ', [0.1, 1e8, 0.2, 0.4]],
  ])('holds the deviation of all and of the rest, the largest and the second: %s', (_, regrets) => {
    const set = setOf(regrets.map((regret) => [regret, 1] as const));
    const sorted = regrets.toSorted((a, b) => b - a);
    expect([set.largest, set.second, set.regret[set.best]]).toEqual([sorted[0], sorted[1], sorted[0]]);
    const near = (value: number, expected: number) => expect(Math.abs(value - expected)).toBeLessThan(1e-13 * expected);
    near(set.scale, deviationOf(regrets) + 0.01);
    regrets.forEach((_regret, e) => {
      near(1 / set.perScaleWithout[e], deviationOf(regrets.filter((_other, j) => j !== e)) + 0.01);
    });
  });
});

describe('implied inferences with each inferer withheld', () => {
  const clamped = weightRule('clamped', 3, 0.75, 0.01);
  const ratio = weightRule('ratio-mad', 3, 0.75, 0.01);

  it.each([
    ['moderate regrets', 1, 0],
    ['regrets past cap and threshold', 40, 0],
    ['hopeless sets under the anchor', 3, -200],
    ['sets that the anchor holds for some only', 2, -4],
  ])('agree with the plain sums to 1e-11 when interpolated: %s', (_, spread, shift) => {
    fc.assert(
      fc.property(members(20, 120, spread), (drawn) => {
        const shifted = drawn.map(([regret, value]) => [regret + shift, value] as const);
        const set = setOf(shifted);
        const whole = clampedOneOutsInto(set, clamped);
        expect(errorOfWhole(set, whole, clamped, Number.NaN)).toBeLessThan(1e-13);
        expect(largestError(set, (e) => impliedWithout(set, e, clamped, Number.NaN))).toBeLessThan(1e-11);
        expect(largestError(set, (e) => byDefinition(shifted, e, clamped, Number.NaN))).toBeLessThan(1e-10);
      }),
      { seed: 2, numRuns: 60, endOnFailure: true },
    );
  });

  it('agree with the plain sums where outliers cross cap or threshold as others are withheld', () => {
    const outlier = fc.tuple(spreadNumber(1.2, 5), fc.boolean(), spreadNumber(-2, 2));
    fc.assert(
      fc.property(members(40, 120, 1), fc.array(outlier, { minLength: 1, maxLength: 3 }), (cluster, outliers) => {
        const drawn = [...cluster, ...outliers.map(([size, isGood, value]) => [isGood ? size : -size, value] as const)];
        const set = setOf(drawn);
        const whole = clampedOneOutsInto(set, clamped);
        expect(errorOfWhole(set, whole, clamped, Number.NaN)).toBeLessThan(1e-13);
        expect(largestError(set, (e) => impliedWithout(set, e, clamped, Number.NaN))).toBeLessThan(1e-11);
      }),
      { seed: 6, numRuns: 300, endOnFailure: true },
    );
  });

  it('agree with the plain sums where several far out hardly change the scale one by one', () => {
    const cluster = fc.array(fc.tuple(spreadNumber(-1, 1), spreadNumber(-2, 2)), { minLength: 280, maxLength: 320 });
    const outliers = fc.array(fc.tuple(spreadNumber(0.97, 1.03), spreadNumber(-2, 2)), { minLength: 6, maxLength: 9 });
    fc.assert(
      fc.property(cluster, outliers, spreadNumber(0, 0.2), fc.constantFrom(1, -1), (near, far, width, side) => {
        const drawn = [
          ...near.map(([regret, value]) => [regret * width, value] as const),
          ...far.map(([size, value]) => [side * size, value] as const),
        ];
        const set = setOf(drawn);
        const whole = clampedOneOutsInto(set, clamped);
        expect(errorOfWhole(set, whole, clamped, Number.NaN)).toBeLessThan(1e-13);
        expect(largestError(set, (e) => impliedWithout(set, e, clamped, Number.NaN))).toBeLessThan(1e-11);
      }),
      { seed: 16, numRuns: 60, endOnFailure: true },
    );
  });

  it('agree with the plain sums where the best regret lies at the anchor', () => {
    fc.assert(
      fc.property(members(30, 80, 1), spreadNumber(0.9, 1.1), (drawn, part) => {
        const regrets = drawn.map(([regret]) => regret);
        const mean = regrets.reduce((a, b) => a + b) / regrets.length;
        const deviation = Math.sqrt(regrets.reduce((a, r) => a + (r - mean) ** 2, 0) / (regrets.length - 1));
        const shift = -2 * (deviation + 0.01) * part - Math.max(...regrets);
        const shifted = drawn.map(([regret, value]) => [regret + shift, value] as const);
        const set = setOf(shifted);
        const whole = clampedOneOutsInto(set, clamped);
        expect(errorOfWhole(set, whole, clamped, Number.NaN)).toBeLessThan(1e-13);
        expect(largestError(set, (e) => impliedWithout(set, e, clamped, Number.NaN))).toBeLessThan(1e-11);
      }),
      { seed: 7, numRuns: 300, endOnFailure: true },
    );
  });

  it('are interpolated at all: an ordinary large set needs far fewer exponentials than sums', () => {
    // Were the plain form used throughout, this would hold to the last bit.
    const drawn = Array.from({ length: 100 }, (_, j) => [Math.sin(j * 1.7), Math.cos(j * 2.3)] as const);
    const set = setOf(drawn);
    clampedOneOutsInto(set, clamped);
    const exact = [...Array(100).keys()].filter((e) => set.without[e] === impliedWithout(set, e, clamped, Number.NaN));
    expect(exact.length).toBeLessThan(60);
  });

  it('agree with the definition for small sets', () => {
    fc.assert(
      fc.property(members(2, 12, 20), (drawn) => {
        const set = setOf(drawn);
        const whole = clampedOneOutsInto(set, clamped);
        expect(errorOfWhole(set, whole, clamped, Number.NaN)).toBeLessThan(1e-13);
        expect(largestError(set, (e) => byDefinition(drawn, e, clamped, Number.NaN))).toBeLessThan(1e-10);
      }),
      { seed: 3, numRuns: 300, endOnFailure: true },
    );
  });

  it('come from running sums on a common scale, also when one inferer has nearly all weight', () => {
    fc.assert(
      fc.property(members(2, 60, 10), spreadNumber(0.05, 3), (drawn, scale) => {
        const set = setOf(drawn);
        const whole = ratioOneOutsInto(set, ratio, scale);
        expect(largestError(set, (e) => byDefinition(drawn, e, ratio, scale))).toBeLessThan(1e-11);
        expect(Math.abs(whole - byDefinition([...drawn, [0, 0]], drawn.length, ratio, scale))).toBeLessThan(1e-13);
      }),
      { seed: 4, numRuns: 300, endOnFailure: true },
    );
  });

  it('have equal regrets stand for equal weights', () => {
    const set = setOf([
      [0.2, 1],
      [0.2, 2],
      [0.2, 6],
    ]);
    expect(clampedOneOutsInto(set, clamped)).toBeCloseTo(3, 14);
    expect([...set.without.subarray(0, 3)]).toEqual([4, 3.5, 1.5]);
  });
});
