import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsettingPair } from '../../sim/attacks/offsetting-pair.ts';
import { findLossFunction } from '../../sim/protocol/losses/registry.ts';
import { createSynthesisWorkspace, networkInferencesInto } from '../../sim/protocol/network-inferences.ts';
import { createRegrets } from '../../sim/protocol/regrets.ts';
import { infererScoresInto } from '../../sim/protocol/scores.ts';
import { bundleLayout } from '../../sim/protocol/value-bundle.ts';
import { type WeightRuleName, weightRule } from '../../sim/protocol/weights.ts';
import { attack, inferers, reputers, runPair, smallScenario } from '../engine/small-scenario.ts';
import { infererView } from '../policies/views.ts';
import { planOf } from './plan-setting.ts';

/** The closed forms: log10 of expected squared losses, N equally good inferers, two of them a pair d deviations apart. */
const shared = (N: number) => 2 * Math.log10(N / (N - 1));
const pairScore = (N: number, d: number) => Math.log10((N - 1 + d * d) / (N + 2)) + shared(N);
const honestScore = (N: number) => Math.log10((N + 1) / (N + 2)) + shared(N);

/**
 * Scores of N inferers by the protocol's synthesis and score functions, all regrets alike. In each of 2 (N - 1) epochs one
 * model errs and the others are right, to both sides in turn: the errors' moments are then exactly those of independent
 * models with variance 1, and the means of losses are expected losses without any noise.
 *
 * @returns scores from the log10 of mean losses, the pair's last
 */
function scoresOf(N: number, delta: number, rule: WeightRuleName = 'ratio-mad'): Float64Array {
  const models = N - 1;
  const { inferer } = planOf(offsettingPair, { errorDeviation: 2, delta });
  const layout = bundleLayout(N, 0, false);
  const regrets = createRegrets(N, 0);
  regrets.inferer.fill(0.3);
  regrets.naive.fill(0.3);
  regrets.oneOutInfererInferer.fill(0.3);
  const inferences = new Float64Array(N);
  const values = new Float64Array(layout.length);
  const sums = new Float64Array(layout.length);
  const loss = findLossFunction('sqe')?.create({});
  if (loss === undefined) throw new Error('no squared error');
  for (let epoch = 0; epoch < 2 * models; ++epoch) {
    const size = (epoch % 2 === 0 ? 1 : -1) * Math.sqrt(models);
    for (let j = 0; j < N - 2; ++j) inferences[j] = epoch >> 1 === j ? size : 0;
    const centre = { normal: () => (epoch >> 1 === N - 2 ? size : 0) };
    // An old key's deviation is half of what it was at birth: 1.
    for (const side of [0, 1]) inferences[N - 2 + side] = inferer(side, centre).infer(infererView());
    networkInferencesInto(
      {
        inferers: Int32Array.from({ length: N }, (_, j) => j),
        forecasters: new Int32Array(0),
        inferences,
        forecasts: new Float64Array(0),
        regrets,
        previousLoss: 0,
        initialRegret: 0.3,
        allNew: false,
        rule: weightRule(rule, 3, 0.75, 0.01),
        commonScale: 0.5,
        weightFloor: 1e-9,
        bootstrapMedian: false,
        quirk: false,
      },
      layout,
      createSynthesisWorkspace(N, 0),
      values,
    );
    for (let v = 0; v < layout.length; ++v) sums[v] += loss(0, values[v], 1);
  }
  const scores = new Float64Array(N);
  infererScoresInto(
    sums.map((sum) => Math.log10(sum / (2 * models))),
    layout,
    scores,
  );
  return scores;
}

describe('an offsetting pair', () => {
  it('answers c + delta and c - delta around the model that it shares, in deviations of its error', () => {
    const { inferer } = planOf(offsettingPair, { pairs: 2, errorDeviation: 4, delta: 1.5 });
    const view = infererView({ truth: 100, scale: 10, error: 0.7 });
    // scale 10, deviation 4, half of it left at this age: 20.
    const model = { normal: (_epoch: number, pair: number) => (pair === 0 ? 0.25 : -1) };
    expect([0, 1, 2, 3].map((index) => inferer(index, model).infer(view))).toEqual([135, 75, 110, 50]);
  });

  it('may stand around a worse model or around the truth itself', () => {
    const view = infererView({ truth: 100, scale: 10 });
    const answers = (centreError: number) => {
      const { inferer } = planOf(offsettingPair, { errorDeviation: 2, centreError });
      return [0, 1].map((index) => inferer(index, { normal: () => 1 }).infer(view));
    };
    expect(answers(0)).toEqual([120, 80]);
    expect(answers(3)).toEqual([150, 110]);
  });

  it('does as two honest keys while it does not act, and stands half as far apart at half its strength', () => {
    const at = (strength: number, index: number, centre = 1) =>
      planOf(offsettingPair, { errorDeviation: 2 }, { strength: () => strength })
        .inferer(index, { normal: () => centre })
        .infer(infererView({ error: 0.5 }));
    expect([at(0, 0), at(0, 1)]).toEqual([0.5, 0.5]);
    expect([at(0.5, 0), at(0.5, 1), at(1, 0), at(1, 1)]).toEqual([2, 0, 3, -1]);
  });

  it('of 32 equal inferers with equal weights scores 0.0402 where an honest one scores 0.0146', () => {
    const scores = scoresOf(32, 2);
    expect(scores[31]).toBeCloseTo(0.0402, 4);
    expect(scores[30]).toBeCloseTo(0.0402, 4);
    for (const score of scores.subarray(0, 30)) expect(score).toBeCloseTo(0.0146, 4);
    expect(scores[31]).toBeCloseTo(Math.log10(35 / 34) + 2 * Math.log10(32 / 31), 12);
  });

  it('scores as the closed form says for any number of inferers and any delta, under every rule of weights', () => {
    const rules = fc.constantFrom<WeightRuleName>('clamped', 'ratio-std', 'ratio-mad');
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 40 }), fc.double({ min: 0, max: 6, noNaN: true }), rules, (N, d, rule) => {
        const scores = scoresOf(N, d, rule);
        expect(scores[N - 1]).toBeCloseTo(pairScore(N, d), 9);
        expect(scores[N - 2]).toBeCloseTo(pairScore(N, d), 9);
        expect(scores[0]).toBeCloseTo(honestScore(N), 9);
      }),
      { numRuns: 40 },
    );
  });

  it('gains nothing below delta = sqrt 2, where two honest keys with one model each would score the same', () => {
    for (const N of [4, 12, 32]) {
      expect(pairScore(N, Math.SQRT2)).toBeCloseTo(honestScore(N), 12);
      expect(scoresOf(N, 1.3)[N - 1]).toBeLessThan(scoresOf(N, 1.3)[0]);
      expect(scoresOf(N, 1.6)[N - 1]).toBeGreaterThan(scoresOf(N, 1.6)[0]);
    }
  });

  it('earns nearly twice the honest mean in a run with equal weights, and less than it where weights follow regrets', () => {
    const ratio = (pNorm: number) => {
      const scenario = smallScenario({
        epochs: 400,
        // All of one skill, their errors a thousand times the truth's scale: nothing in common.
        inferers: [inferers('random', 30, { factor: 1000 })],
        forecasters: [],
        reputers: [reputers('perfect', 1)],
        attacks: [attack('offsetting-pair', { errorDeviation: 2000 }, { start: 80 })],
        set: { pNorm },
      });
      const found = runPair(scenario).simulation.summary();
      return Number(found.find(({ name }) => name === 'attack_reward_ratio')?.value);
    };
    expect(ratio(0.001)).toBeGreaterThan(1.6);
    expect(ratio(3)).toBeLessThan(1);
  });
});
