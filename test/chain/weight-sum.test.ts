import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWeightSum, setWeight, weightSum } from '../../sim/chain/weight-sum.ts';

const weights = () => fc.double({ min: 0, max: 1e30, noNaN: true });
const changes = () => fc.array(fc.tuple(fc.nat(40), weights()), { maxLength: 200 });

describe('weightSum', () => {
  it('is 0 without weights and the weight of a single one', () => {
    const sum = createWeightSum();
    expect(weightSum(sum)).toBe(0);
    setWeight(sum, 0, 5);
    expect(weightSum(sum)).toBe(5);
  });
  it('grows with the places that are used', () => {
    const sum = createWeightSum();
    for (let place = 0; place < 1000; ++place) setWeight(sum, place, place);
    expect(weightSum(sum)).toBe(499_500);
    setWeight(sum, 999, 0);
    expect(weightSum(sum)).toBe(498_501);
    expect(sum.leaves).toBe(1024);
  });
  it('takes a first weight at a high place', () => {
    const sum = createWeightSum();
    setWeight(sum, 100, 3);
    setWeight(sum, 0, 4);
    expect(weightSum(sum)).toBe(7);
  });
  it('is the sum of the latest weights within rounding', () => {
    fc.assert(
      fc.property(changes(), (all) => {
        const sum = createWeightSum();
        const latest = new Map<number, number>();
        for (const [place, weight] of all) {
          setWeight(sum, place, weight);
          latest.set(place, weight);
        }
        const expected = [...latest.values()].reduce((total, one) => total + one, 0);
        expect(Math.abs(weightSum(sum) - expected)).toBeLessThanOrEqual(1e-12 * expected);
      }),
    );
  });
  it('is the same to the last bit however the weights came to be', () => {
    fc.assert(
      fc.property(fc.array(weights(), { minLength: 1, maxLength: 40 }), changes(), fc.boolean(), (last, before, up) => {
        const sum = createWeightSum();
        for (const [place, weight] of before) setWeight(sum, place, weight);
        for (let place = last.length; place <= 40; ++place) setWeight(sum, place, 0);
        const order = last.map((_, place) => (up ? place : last.length - 1 - place));
        for (const place of order) setWeight(sum, place, last[place]);
        const fresh = createWeightSum();
        for (let place = 0; place < last.length; ++place) setWeight(fresh, place, last[place]);
        expect(weightSum(sum)).toBe(weightSum(fresh));
      }),
    );
  });
});
