import { describe, expect, it } from 'vitest';
import { regretDispersion } from '../../sim/attacks/regret-dispersion.ts';
import { commonScale } from '../../sim/protocol/common-scale.ts';
import { type WeightRuleName, weightRule, weightsInto } from '../../sim/protocol/weights.ts';
import { infererView } from '../policies/views.ts';
import { planOf } from './plan-setting.ts';

const epsilon = 0.01;

/** Weight of a slightly worse honest inferer over that of the best, with bad keys who are so much worse. */
function level(rule: WeightRuleName, bad: number, worse: number): number {
  const honest = [0, -0.02, -0.04, -0.06, -0.08, -0.1, -0.12, -0.14];
  const regrets = Float64Array.from([...honest, ...Array.from({ length: bad }, () => -worse)]);
  const weights = new Float64Array(regrets.length);
  const scale =
    rule === 'clamped'
      ? NaN
      : commonScale(regrets, regrets.length, rule, epsilon, new Float64Array(2 * regrets.length));
  weightsInto(regrets, regrets.length, weightRule(rule, 3, 0.75, epsilon), scale, weights);
  return weights[7] / weights[0];
}

describe('regret dispersion', () => {
  it('multiplies each key’s own error, and is honest at strength 0', () => {
    const answer = (strength: number, noiseMultiple = 3) =>
      planOf(regretDispersion, { errorDeviation: 2, noiseMultiple }, { strength: () => strength })
        .inferer(0)
        .infer(infererView({ truth: 7, scale: 10, error: 0.5 }));
    expect([answer(0), answer(0.5), answer(1)]).toEqual([12, 17, 22]);
    expect(answer(1, 0)).toBe(7);
  });

  it('levels the weights of the honest under both rules that take a standard deviation, hardly under that of the MAD', () => {
    for (const rule of ['clamped', 'ratio-std'] as const) {
      expect(level(rule, 0, 0), rule).toBeLessThan(0.25);
      expect(level(rule, 2, 1), rule).toBeGreaterThan(0.35);
      expect(level(rule, 2, 10), rule).toBeGreaterThan(0.9);
    }
    expect(level('ratio-mad', 2, 10)).toBe(level('ratio-mad', 2, 1));
    expect(level('ratio-mad', 2, 10)).toBeLessThan(level('ratio-mad', 0, 0) + 0.2);
  });

  it('leaves m bad keys of N, however bad, sqrt(N (N - 1) / (m (N - m))) deviations behind the others', () => {
    // All others alike: the deviation is D sqrt(m (N - m) / (N (N - 1))), their distance D.
    for (const [N, m] of [
      [32, 2],
      [16, 2],
      [8, 1],
    ]) {
      for (const D of [1, 100]) {
        const regrets = Float64Array.from({ length: N }, (_, j) => (j < m ? -D : 0));
        const scale = commonScale(regrets, N, 'ratio-std', 0, new Float64Array(2 * N));
        expect(D / scale).toBeCloseTo(Math.sqrt((N * (N - 1)) / (m * (N - m))), 10);
        expect(commonScale(regrets, N, 'ratio-mad', epsilon, new Float64Array(2 * N))).toBe(epsilon);
      }
    }
  });
});
