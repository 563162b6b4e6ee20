import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createForecastSet, type ForecastSet, measureForecastSet } from '../../sim/protocol/forecast-set.ts';
import { clampedOneOutsInto } from '../../sim/protocol/implied-one-outs-clamped.ts';
import { impliedWithout } from '../../sim/protocol/implied-one-outs-direct.ts';
import { ratioOneOutsInto } from '../../sim/protocol/implied-one-outs-ratio.ts';
import { weightedInference, weightRule } from '../../sim/protocol/weights.ts';

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
  fc.array(
    fc.tuple(
      fc.oneof(fc.double({ min: -spread, max: spread, noNaN: true }), fc.double({ min: -0.1, max: 0.1, noNaN: true })),
      fc.double({ min: -2, max: 2, noNaN: true }),
    ),
    { minLength: least, maxLength: most },
  );

const largestError = (set: ForecastSet, reference: (e: number) => number) => {
  let worst = 0;
  for (let e = 0; e < set.count; ++e) worst = Math.max(worst, Math.abs(set.without[e] - reference(e)));
  return worst;
};

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
        clampedOneOutsInto(set, clamped);
        expect(largestError(set, (e) => impliedWithout(set, e, clamped, Number.NaN))).toBeLessThan(1e-11);
        expect(largestError(set, (e) => byDefinition(shifted, e, clamped, Number.NaN))).toBeLessThan(1e-10);
      }),
      { seed: 2, numRuns: 60 },
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
        clampedOneOutsInto(set, clamped);
        expect(largestError(set, (e) => byDefinition(drawn, e, clamped, Number.NaN))).toBeLessThan(1e-10);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('come from running sums on a common scale, also when one inferer has nearly all weight', () => {
    fc.assert(
      fc.property(members(2, 60, 10), fc.double({ min: 0.05, max: 3, noNaN: true }), (drawn, scale) => {
        const set = setOf(drawn);
        const whole = ratioOneOutsInto(set, ratio, scale);
        expect(largestError(set, (e) => byDefinition(drawn, e, ratio, scale))).toBeLessThan(1e-11);
        expect(Math.abs(whole - byDefinition([...drawn, [0, 0]], drawn.length, ratio, scale))).toBeLessThan(1e-13);
      }),
      { seed: 4, numRuns: 300 },
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
