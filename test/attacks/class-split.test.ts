import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attacks } from '../../sim/index.ts';
import type { Forecaster, Inferer, Reputer } from '../../sim/policies/policy.ts';
import { type ClassShares, classSharesInto } from '../../sim/protocol/class-shares.ts';
import { modifiedEntropy } from '../../sim/protocol/modified-entropy.ts';
import { births, forecasterView, infererView, judgedView, reputerView, valuesOf } from '../policies/views.ts';
import { allClose, close } from '../support/close.ts';
import { actsHonestlyOtherwise } from './as-honest.ts';
import { planOf } from './attack-setting.ts';

type Values = Record<string, number | string>;

/** Entropy of a class whose rewards stay as they are. */
function entropyOf(rewards: readonly number[]): number {
  const sum = rewards.reduce((total, reward) => total + reward, 0);
  const count = rewards.length;
  return modifiedEntropy(
    Float64Array.from(rewards, (reward) => reward / sum),
    Int32Array.from({ length: count }, (_, l) => l),
    count,
    new Float64Array(count).fill(NaN),
    0.1,
    0.25,
  );
}

function shareOfReputers(rewards: readonly number[], F: number, G: number): number {
  const shares: ClassShares = { inferers: NaN, forecasters: NaN, reputers: NaN, gamma: NaN };
  classSharesInto(F, G, entropyOf(rewards), 0.3, shares);
  return shares.reputers;
}

describe('a class split into even keys', () => {
  it('has the entropy ln k of k keys that earn the same', () => {
    for (const k of [2, 3, 6, 32]) close(entropyOf(Array(k).fill(7)), Math.log(k), 1e-12);
  });

  it('lifts the share of its class from H / (F + G + H) to the same with ln k', () => {
    const [F, G] = [2, 0.5];
    for (const k of [2, 4, 6]) close(shareOfReputers(Array(k).fill(1), F, G), Math.log(k) / (2.5 + Math.log(k)), 1e-12);
    // Beside two honest reputers: one key with as much as both together, or two keys with half of that.
    const one = (8 / 9) ** 0.25 * (0.5 * Math.log(2) + 0.5 * Math.log(4)); // N_eff = 1 / (1/4 + 2/16) = 8/3 of 3
    const shift = Math.log(4) / (2.5 + Math.log(4)) - one / (2.5 + one);
    close(shareOfReputers([1, 1, 1, 1], F, G) - shareOfReputers([2, 1, 1], F, G), shift, 1e-12);
    close(shift, 0.0691, 0.01);
  });

  it('has the more entropy the more evenly a given reward is spread over its keys', () => {
    const weights = fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (rewards, evenness) => {
        const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
        const evened = rewards.map((reward) => evenness * mean + (1 - evenness) * reward);
        expect(entropyOf(evened)).toBeGreaterThanOrEqual(entropyOf(rewards) - 1e-12);
      }),
    );
  });

  it('holds stake in equal parts, or each half of the one before, or at random where it is played so', () => {
    const stakesOf = (values: Values, play: 'attack' | 'honest' | 'random' = 'attack') => {
      const plan = planOf('class-split', { identities: 3, stakeShare: 0.5, ...values }, { play });
      return [0, 1, 2].map((index) => plan.stakePerReputer?.(700, index) as number);
    };
    allClose(stakesOf({ evenness: 1 }), [700 / 3, 700 / 3, 700 / 3], 1e-12);
    allClose(stakesOf({ evenness: 0 }), [400, 200, 100], 1e-12);
    allClose(stakesOf({ evenness: 1 }, 'honest'), [400, 200, 100], 1e-12);
    const [a, b, c] = stakesOf({ evenness: 1 }, 'random');
    close(a + b + c, 700, 1e-12);
    expect(new Set([a, b, c]).size).toBe(3);
  });

  it('says the same under every key with full evenness, and its own without strength, in each class', () => {
    const answers = (strength: number) => {
      const changes = { strength: () => strength };
      const own = births(2);
      return ['inferers', 'forecasters', 'reputers'].map((role) => {
        const plan = planOf('class-split', { class: role, evenness: 1 }, changes);
        return own.map((birth, index) => {
          const errors = Float64Array.of(1 + index, 2, 3, 4, 5);
          if (role === 'inferers') {
            const mind = plan.inferer?.(index, birth) as Inferer;
            return [mind.infer(infererView({ error: 1 + index }))];
          }
          const out = new Float64Array(3);
          if (role === 'forecasters') {
            const mind = plan.forecaster?.(index, birth) as Forecaster;
            mind.observe?.(judgedView([0, 1, 2], [-1, -2, -3]));
            mind.forecastInto(forecasterView([9, 9, 9], { error: errors }), out, 0);
          } else {
            const mind = plan.reputer?.(index, birth) as Reputer;
            mind.reportInto(reputerView([-1, -2, -3], Array.from(errors)), out, 0);
          }
          return Array.from(out);
        });
      });
    };
    for (const [first, second] of answers(1)) expect(first).toEqual(second);
    for (const [first, second] of answers(0)) expect(first).not.toEqual(second);
    // Without strength: forecasts and reports with a tenth of each key's own errors.
    allClose(answers(0)[1][1], [-0.8, -1.8, -2.7], 1e-12);
    allClose(answers(0)[2][1], [-0.8, -1.8, -2.7], 1e-12);
  });

  it('has keys in its class alone, and takes the work of one model as far as they are even', () => {
    const { keys, work } = attacks['class-split'];
    const values = (changes: Values) => valuesOf(attacks['class-split'], changes);
    expect(keys(values({ class: 'forecasters', identities: 5 }))).toEqual({ inferers: 0, forecasters: 5, reputers: 0 });
    expect(work?.(values({ identities: 5, evenness: 1 }))).toBe(1);
    expect(work?.(values({ identities: 5, evenness: 0 }))).toBe(5);
  });

  // Played honestly its stake lies otherwise; with evenness 0 of reputers it does not.
  actsHonestlyOtherwise('class-split', { class: 'forecasters' });
});
