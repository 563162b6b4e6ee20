import { describe, expect, it } from 'vitest';
import { plagiarism } from '../../sim/attacks/plagiarism.ts';
import type { Inferer, JudgedView } from '../../sim/policies/policy.ts';
import { combinedPlace } from '../../sim/protocol/value-bundle.ts';
import { attack, everything, inferers, rowsOf, runColumns, smallScenario } from '../engine/small-scenario.ts';
import { births, infererView, judgedView, type Values } from '../policies/views.ts';
import { planOf } from './plan-setting.ts';

const honest: Inferer = { infer: () => 0 };

/** A plan that knows three honest inferers, and its first key. Nobody hides copies unless the values say so. */
function copierOf(values: Values = {}, changes: Parameters<typeof planOf>[2] = {}) {
  const { plan, inferer } = planOf(plagiarism, { identities: 2, jitter: 0, ...values }, changes);
  births(3, 'originals').forEach((draws, place) => {
    const mind = plan.overInferer?.(honest, { place, number: place, of: 3, draws, stake: 0 });
    expect(mind).toBe(honest);
  });
  return inferer(0);
}

/** An epoch in which inferers at 0 to 2 and the keys at 3 and 4 answered these, with these losses. */
function judged(epoch: number, answers: readonly number[], losses: readonly number[], combined = 0): JudgedView {
  const view = judgedView([0, 1, 2, 3, 4], losses, 0, { epoch, inferences: Float64Array.from(answers) });
  view.values[combinedPlace] = combined;
  return view;
}

const seen = (values: readonly number[]) => ({
  seen: Float64Array.from(values),
  seenPlaces: Int32Array.from(values.keys()),
  seenCount: values.length,
});

describe('a plagiarist', () => {
  it('answers honestly until there is something to copy, and whenever it does not act', () => {
    const view = infererView({ epoch: 9, truth: 5, error: 0.5 });
    expect(copierOf({ errorDeviation: 2 }).infer(view)).toBe(5.5);
    const idle = copierOf({ errorDeviation: 2 }, { strength: () => 0 });
    idle.observe?.(judged(4, [1, 2, 3, 0, 0], [-1, -2, -3, 0, 0]));
    expect(idle.infer(view)).toBe(5.5);
  });

  it('copies the newest public answer of the inferer with the lowest smoothed loss, never its own', () => {
    const key = copierOf();
    key.observe?.(judged(4, [10, 20, 30, 40, 50], [-1, -3, -2, -9, -9]));
    expect(key.infer(infererView({ epoch: 9 }))).toBe(20);
    // One good epoch does not make the third inferer the best.
    key.observe?.(judged(5, [11, 21, 31, 41, 51], [-1, -3, -4, -9, -9]));
    expect(key.infer(infererView({ epoch: 9 }))).toBe(21);
    key.observe?.(judged(6, [12, 22, 32, 42, 52], [-1, 9, -4, -9, -9]));
    expect(key.infer(infererView({ epoch: 9 }))).toBe(32);
  });

  it('copies what the network answered, and reads an epoch once for all keys', () => {
    const key = copierOf({ target: 'consensus', lag: 1 });
    const first = judged(4, [10, 20, 30, 0, 0], [0, 0, 0, 0, 0], 17);
    key.observe?.(first);
    key.observe?.(first);
    expect(key.infer(infererView({ truth: -1 }))).toBe(-1); // nothing is that old yet
    key.observe?.(judged(5, [10, 20, 30, 0, 0], [0, 0, 0, 0, 0], 18));
    expect(key.infer(infererView())).toBe(17);
  });

  it('with a last look copies an answer of the very epoch: the best one, the mean, or anybody’s', () => {
    const best = copierOf({}, { knowledge: 'last-look' });
    best.observe?.(judged(4, [10, 20, 30, 0, 0], [-1, -3, -2, 0, 0]));
    expect(best.infer(infererView({ epoch: 9, ...seen([7, 8, 9]) }))).toBe(8);
    const mean = copierOf({ target: 'consensus' }, { knowledge: 'last-look' });
    expect(mean.infer(infererView({ epoch: 9, ...seen([7, 8, 12]) }))).toBe(9);
    const any = copierOf({ target: 'random' }, { knowledge: 'last-look' });
    const picks = Array.from({ length: 300 }, (_, epoch) => any.infer(infererView({ epoch, ...seen([7, 8, 9]) })));
    for (const value of [7, 8, 9]) expect(picks.filter((pick) => pick === value).length).toBeGreaterThan(70);
  });

  it('reads public answers of topics whose truth is a probability in the units in which it answers', () => {
    const key = copierOf({}, { toErrorSpace: (value) => Math.log(value / (1 - value)) });
    key.observe?.(judged(4, [0.5, 0.8, 0.5, 0.5, 0.5], [0, -1, 0, 0, 0]));
    expect(key.infer(infererView())).toBeCloseTo(Math.log(4), 12);
  });

  it('hides the copy behind a jitter, and blends it with its own model at half its strength', () => {
    const at = (strength: number, jitter: number) => {
      const key = copierOf({ errorDeviation: 2, jitter }, { strength: () => strength });
      key.observe?.(judged(4, [10, 20, 30, 0, 0], [0, -1, 0, 0, 0]));
      return key.infer(infererView({ scale: 10, error: 0.5 }));
    };
    expect([at(1, 0.2), at(1, 0), at(0.5, 0)]).toEqual([21, 20, 12.5]);
  });

  it('in a run says to the bit what another inferer says in the same epoch, from its start to its end', () => {
    const scenario = smallScenario({
      epochs: 40,
      record: everything,
      inferers: [inferers('honest', 6)],
      truth: { process: 'probability' },
      loss: { method: 'bce' },
      attacks: [
        attack('plagiarism', { identities: 2, jitter: 0 }, { knowledge: 'last-look', start: 15, duration: 20 }),
      ],
    });
    const rows = rowsOf(runColumns(scenario).tables.actors).filter(({ role }) => role === 'inferer');
    for (let epoch = 0; epoch < 40; ++epoch) {
      const now = rows.filter((row) => row.epoch === epoch);
      const originals = now.filter(({ policy }) => policy !== 'plagiarism').map(({ value }) => Number(value));
      const copies = now.filter(({ policy }) => policy === 'plagiarism').map(({ value }) => Number(value));
      expect(copies).toHaveLength(epoch < 35 ? 2 : 0);
      for (const copy of copies) {
        const nearest = Math.min(...originals.map((value) => Math.abs(value / copy - 1)));
        if (epoch >= 15) expect(nearest).toBeLessThan(1e-12);
        else expect(nearest).toBeGreaterThan(1e-9);
      }
    }
  });
});
