import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampedWeight,
  ratioWeight,
  scaleOfSet,
  weightedInference,
  weightRule,
  weightsInto,
} from '../../sim/protocol/weights.ts';
import { close } from '../support/close.ts';
import { spreadNumber } from './spread-numbers.ts';

const clamped = weightRule('clamped', 3, 0.75, 0.01);
const ratio = weightRule('ratio-mad', 3, 0.75, 0.01);

describe('clampedWeight', () => {
  it.each([
    ['in the middle', 0, 0, 0.28604839469732846],
    ['at the midpoint c', 0.75, 1, 1.5],
    ['above the cap', 5, 5, 2.9964914692048334],
    ['between', 2, 5, 2.9310678902699228],
    ['at the anchor', -2, -2, 0.0007835709572871582],
    ['lifted to the anchor', -3, -2.5, 0.00017487379698341595],
    ['lifted, near the threshold', -5.4, -2.5, 1.3056590025418677e-7],
    ['lifted, below the threshold', -5.6, -2.5, 0],
    ['at the threshold', -5, 1, 9.672559899908807e-8],
    ['just below the threshold', -5.0001, 1, 0],
  ])('is as on chain %s: x %f of largest %f', (_, x, largest, weight) => {
    close(clampedWeight(x, largest, clamped), weight, 1e-13);
  });

  it('does not lift a set whose best is exactly at the anchor', () => {
    expect(clampedWeight(-5.05, -2, clamped)).toBe(0);
    expect(clampedWeight(-5.05, -2.1, clamped)).toBeGreaterThan(0);
  });
});

describe('ratioWeight', () => {
  it('is 1 for the best and phi gradient over phi gradient for others', () => {
    expect(ratioWeight(1.7, 1.7, ratio)).toBe(1);
    const gradient = (x: number) => 3 / (Math.exp(3 * (0.75 - x)) + 1);
    for (const [x, best] of [
      [0, 1],
      [-1, 0.5],
      [0.8, 2],
      [-3, -2],
      [-0.2, -0.1],
    ]) {
      close(ratioWeight(x, best, ratio), gradient(x) / gradient(best), 1e-13);
    }
  });

  it('keeps its digits where the textbook form overflows', () => {
    // Far below the midpoint the ratio is e^(p (x - best)).
    close(ratioWeight(-1001, -1000, ratio), Math.exp(-3), 1e-13);
    expect(ratioWeight(-1e6, 10, ratio)).toBe(0);
    expect(ratioWeight(1e6, 1e6, ratio)).toBe(1);
  });
});

/** Weights of a set word by word: scale, cap, lift to the anchor, threshold, gradient of phi. */
function plainWeights(
  regrets: readonly number[],
  isClamped: boolean,
  topicScale: number,
): { scale: number; weights: number[] } {
  const [p, c] = [3, 0.75];
  const n = regrets.length;
  const mean = regrets.reduce((a, b) => a + b) / n;
  const deviation = n > 1 ? Math.sqrt(regrets.reduce((a, r) => a + (r - mean) ** 2, 0) / (n - 1)) : 0;
  const scale = isClamped ? deviation + 0.01 : topicScale;
  const x = regrets.map((regret) => regret / scale);
  const best = Math.max(...x);
  const gradient = (y: number) => p / (1 + Math.exp(p * (c - y)));
  if (!isClamped) return { scale, weights: x.map((y) => gradient(y) / gradient(best)) };
  const lift = best < c - 8.25 / p ? c - 8.25 / p - best : 0;
  const lifted = x.map((y) => Math.min(y, c + 6.75 / p) + lift);
  return { scale, weights: lifted.map((y) => (y < c - 17.25 / p ? 0 : gradient(y))) };
}

describe('weights of a set', () => {
  it('are on the deviation of the set plus epsilon when clamped, on the common scale otherwise', () => {
    const regrets = Float64Array.of(1, 2, 3, 99);
    close(scaleOfSet(regrets, 3, clamped, 7), 1.01, 1e-15);
    expect(scaleOfSet(regrets, 3, ratio, 7)).toBe(7);
    expect(scaleOfSet(regrets, 1, clamped, 7)).toBe(0.01);
  });

  it('are equal when all regrets are equal', () => {
    for (const rule of [clamped, ratio]) {
      const weights = new Float64Array(4);
      weightsInto(Float64Array.of(0.3, 0.3, 0.3, 0.3), 4, rule, 0.2, weights);
      expect(new Set(weights).size).toBe(1);
      expect(weightedInference(Float64Array.of(0.3, 0.3), Float64Array.of(2, 4), 2, rule, 0.2, 1e-7)).toBe(3);
    }
  });

  it('give the same mean as summing weights by hand', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(spreadNumber(-8, 4), spreadNumber(-5, 5)), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.boolean(),
        (members, isClamped) => {
          const rule = isClamped ? clamped : ratio;
          const regrets = Float64Array.from(members, ([regret]) => regret);
          const values = Float64Array.from(members, ([, value]) => value);
          const weights = new Float64Array(members.length);
          weightsInto(regrets, members.length, rule, 0.4, weights);
          const sum = weights.reduce((a, b) => a + b, 0);
          const mean = weights.reduce((a, w, l) => a + w * values[l], 0) / Math.max(sum, 1e-7);
          const scale = Math.max(...values.map(Math.abs), 1e-300);
          expect(Math.abs(weightedInference(regrets, values, members.length, rule, 0.4, 1e-7) - mean)).toBeLessThan(
            1e-12 * scale,
          );
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('are their definition whether capped, lifted to the anchor, cut off or none of these', () => {
    const hits = { capped: 0, lifted: 0, cutOff: 0 };
    const member = fc.tuple(spreadNumber(-1, 1), spreadNumber(-5, 5));
    fc.assert(
      fc.property(
        fc.array(member, { minLength: 1, maxLength: 9 }),
        fc.constantFrom(-12, -3, -1, 0, 0.5, 4),
        fc.constantFrom(1, 1, 3),
        fc.boolean(),
        (members, shift, stretch, isClamped) => {
          const topicScale = 0.4;
          // Beside forty equal regrets a far one reaches the threshold.
          const far = members.length < 4 && stretch === 3 ? new Array<number>(40).fill(0.1) : [];
          const regrets = [...members.map(([regret]) => regret * stretch + shift), ...far];
          const values = [...members.map(([, value]) => value), ...far.map((_, l) => l / 10)];
          const rule = isClamped ? clamped : ratio;
          const { scale, weights } = plainWeights(regrets, isClamped, topicScale);
          const best = Math.max(...regrets) / scale;
          if (isClamped && best > clamped.cap) hits.capped += 1;
          if (isClamped && best < clamped.anchor) hits.lifted += 1;
          if (weights.includes(0)) hits.cutOff += 1;
          const n = regrets.length;
          // What stands beyond the set does not count and is not written.
          const padded = Float64Array.of(...regrets, 50, 50);
          const found = new Float64Array(n + 2).fill(-1);
          weightsInto(padded, n, rule, topicScale, found);
          close(scaleOfSet(padded, n, rule, topicScale), scale, 1e-13);
          for (let l = 0; l < n; ++l) expect(Math.abs(found[l] - weights[l])).toBeLessThan(1e-11 * weights[l] + 1e-300);
          expect([found[n], found[n + 1]]).toEqual([-1, -1]);
          const sum = weights.reduce((a, b) => a + b);
          const mean = weights.reduce((a, w, l) => a + w * (values[l] + 20), 0) / sum - 20;
          const floor = 1e-300;
          const inference = weightedInference(padded, Float64Array.of(...values, 9, 9), n, rule, topicScale, floor);
          expect(Math.abs(inference - mean)).toBeLessThan(1e-11);
        },
      ),
      { seed: 15, numRuns: 1000, endOnFailure: true },
    );
    expect(Math.min(...Object.values(hits))).toBeGreaterThan(15);
  });

  it('pass over a member without a value but keep its regret in scale and maximum', () => {
    const regrets = Float64Array.of(1, 0.4, 5);
    const weights = new Float64Array(3);
    weightsInto(regrets, 3, clamped, 0, weights);
    const mean = (weights[0] * 10 + weights[1] * 20) / (weights[0] + weights[1]);
    close(weightedInference(regrets, Float64Array.of(10, 20, Number.NaN), 3, clamped, 0, 1e-7), mean, 1e-14);
  });

  it('divide by the floor when all weight is gone', () => {
    // The best member has no value; the others fall below the zero threshold.
    const regrets = new Float64Array(40).fill(-400);
    regrets[39] = 40;
    const values = new Float64Array(40).fill(3);
    values[39] = Number.NaN;
    expect(weightedInference(regrets, values, 40, clamped, 0, 1e-7)).toBe(0);
    expect(weightedInference(regrets, values, 40, ratio, 1e-3, 1e-7)).toBe(0);
  });

  it('have no mean for an empty set', () => {
    expect(weightedInference(new Float64Array(1), new Float64Array(1), 0, clamped, 0, 1e-7)).toBeNaN();
  });
});
