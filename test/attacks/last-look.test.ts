import { describe, expect, it } from 'vitest';
import { lastLook } from '../../sim/attacks/last-look.ts';
import type { Inferer } from '../../sim/policies/policy.ts';
import {
  attack,
  everything,
  inferers,
  reputers,
  rowsOf,
  runColumns,
  runPair,
  smallScenario,
} from '../engine/small-scenario.ts';
import { births, infererView, judgedView, type Values } from '../policies/views.ts';
import { planOf } from './plan-setting.ts';

const honest: Inferer = { infer: () => 0 };
const everythingSeen = { wait: 1, missProbability: 0, withhold: 1e6, errorDeviation: 2 };

/** A plan whose keys stand behind three honest inferers, and its first key. */
function lookerOf(values: Values = {}, changes: Parameters<typeof planOf>[2] = {}) {
  const { plan, inferer } = planOf(lastLook, { ...everythingSeen, ...values }, { knowledge: 'last-look', ...changes });
  births(3, 'others').forEach((draws, place) => {
    expect(plan.overInferer?.(honest, { place, number: place, of: 3, draws, stake: 0 })).toBe(honest);
  });
  return inferer(0);
}

const seen = (values: readonly number[]) => ({
  seen: Float64Array.from(values),
  seenPlaces: Int32Array.from(values.keys()),
  seenCount: values.length,
});

describe('a last look', () => {
  it('blends all that it sees with its own model: of equal records, the plain mean', () => {
    // Its own model says 2; nobody has been judged.
    expect(lookerOf().infer(infererView({ truth: 1, error: 1, ...seen([4, 6, 8]) }))).toBeCloseTo(5, 12);
  });

  it('weighs by the inverse of smoothed losses, its own model by its record before it began', () => {
    const key = lookerOf({}, { start: 5 });
    const places = [0, 1, 2, 3];
    // log10 losses 0, -1, -1 and, of its own model, 0: weights 1, 10, 10 and 1.
    key.observe?.(judgedView(places, [0, -1, -1, 0], 0, { epoch: 4 }));
    const view = infererView({ truth: 1, error: 1, ...seen([4, 6, 8]) });
    expect(key.infer(view)).toBeCloseTo((4 + 60 + 80 + 2) / 22, 12);
    // What its answers were worth after that says nothing about its model.
    key.observe?.(judgedView(places, [0, -1, -1, -9], 0, { epoch: 5 }));
    expect(key.infer(view)).toBeCloseTo((4 + 60 + 80 + 2) / 22, 12);
  });

  it('blends as much as it should, and answers with its own model where it does not act or sees nobody', () => {
    const view = infererView({ truth: 1, error: 1, ...seen([4, 6, 8]) });
    expect(lookerOf({ blend: 0.5 }).infer(view)).toBeCloseTo(3.5, 12);
    expect(lookerOf({ blend: 0 }).infer(view)).toBe(2);
    expect(lookerOf({}, { strength: () => 0 }).infer(view)).toBe(2);
    expect(lookerOf().infer(infererView({ truth: 1, error: 1 }))).toBe(2);
  });

  it('sees as many of the others’ answers as it has waited for', () => {
    const epochs = Array.from({ length: 2000 }, (_, epoch) => epoch);
    const key = lookerOf({ wait: 0.5 });
    // Its own model and the others say 0 but for the first, who says 1: a mean of 1/4, 1/3 or 0 of 3, 2 or fewer.
    const means = epochs.map((epoch) => key.infer(infererView({ epoch, ...seen([1, 0, 0]) })));
    const share = (value: number) => means.filter((mean) => Math.abs(mean - value) < 1e-12).length / epochs.length;
    expect(Math.abs(share(1 / 4) - 1 / 8)).toBeLessThan(0.03);
    expect(Math.abs(share(1 / 3) - 2 / 8)).toBeLessThan(0.03);
    expect(Math.abs(share(0) - 5 / 8)).toBeLessThan(0.04);
  });

  it('keeps back what lies too far from the others', () => {
    const view = (truth: number) => infererView({ truth, ...seen([-1, 0, 1]) });
    const key = lookerOf({ blend: 0, withhold: 2 });
    const limit = 2 * Math.sqrt(2 / 3);
    expect(key.infer(view(limit - 0.01))).toBe(limit - 0.01);
    expect(key.infer(view(limit + 0.01))).toBeNaN();
    expect(key.infer(view(-limit - 0.01))).toBeNaN();
  });

  it('misses the window with the fourth power of its wait, and never while it does not act', () => {
    const missed = (wait: number) => {
      const { plan } = planOf(lastLook, { wait, missProbability: 0.8 }, { strength: (epoch) => (epoch < 100 ? 0 : 1) });
      const key = plan.inferer?.(0, births(1)[0]);
      const late = Array.from({ length: 4100 }, (_, epoch) => key?.submits?.(epoch, epoch) === false);
      expect(late.slice(0, 100).some((one) => one)).toBe(false);
      return late.filter((one) => one).length / 4000;
    };
    expect(missed(0)).toBe(0);
    expect(Math.abs(missed(0.5) - 0.05)).toBeLessThan(0.015);
    expect(Math.abs(missed(1) - 0.8)).toBeLessThan(0.03);
  });

  it('in a run leaves no seat to keys that keep their answers back, and all to the others', () => {
    const scenario = smallScenario({
      epochs: 40,
      record: everything,
      inferers: [inferers('honest', 6)],
      attacks: [attack('last-look', { ...everythingSeen, blend: 0, withhold: 0.7 }, { start: 10 })],
    });
    const { tables } = runColumns(scenario);
    const rows = rowsOf(tables.actors).filter(({ role }) => role === 'inferer');
    let revealed = 0;
    for (let epoch = 0; epoch < 40; ++epoch) {
      const now = rows.filter((row) => row.epoch === epoch);
      const seated = now.filter(({ active }) => active === 1);
      const keys = seated.filter(({ policy }) => policy === 'last-look');
      expect(seated.length - keys.length).toBe(6);
      for (const { value } of seated) expect(value).not.toBeNaN();
      if (epoch < 10) expect(keys).toHaveLength(2);
      else revealed += keys.length;
    }
    expect(revealed).toBeGreaterThan(5);
    expect(revealed).toBeLessThan(55);
    expect(tables.epochs.numbers.combined_loss.every((loss) => !Number.isNaN(loss))).toBe(true);
  });

  it('of 14 equal models is better than any of them, by nearly the factor of the mean of all', () => {
    const { tables } = runPair(
      smallScenario({
        epochs: 500,
        record: everything,
        inferers: [inferers('random', 12, { factor: 1000 })],
        forecasters: [],
        reputers: [reputers('perfect', 1)],
        attacks: [attack('last-look', { ...everythingSeen, errorDeviation: 2000 }, { start: 100 })],
        set: { pNorm: 0.001 },
      }),
    );
    const rows = rowsOf(tables.actors).filter(({ role, epoch }) => role === 'inferer' && Number(epoch) >= 100);
    const meanLoss = (isKey: boolean) => {
      const losses = rows.filter(({ policy }) => (policy === 'last-look') === isKey).map(({ loss }) => Number(loss));
      return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    };
    // log10 13 = 1.11 with equal weights; weights that follow smoothed losses waste some of it.
    const gain = meanLoss(false) - meanLoss(true);
    expect(gain).toBeGreaterThan(0.85);
    expect(gain).toBeLessThan(1.2);
  });
});
