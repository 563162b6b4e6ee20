import { describe, expect, it } from 'vitest';

import { experienceFactor } from '../../sim/policies/experience.ts';
import type { Forecaster, Inferer } from '../../sim/policies/policy.ts';
import { births, forecasterView, infererView, judgedView } from '../policies/views.ts';
import { close } from '../support/close.ts';
import { actsHonestlyOtherwise } from './as-honest.ts';
import { attackSetting, planOf } from './attack-setting.ts';

const members = 3;
const epochs = Array.from({ length: 400 }, (_, epoch) => epoch);

type Values = Record<string, number | boolean>;

function cartel(values: Values, strength = 1) {
  const plan = planOf(
    'forecaster-inferer-cartel',
    { members, ...values },
    { strength: () => strength, inferers: 3 + members },
  );
  const own = births(members + 1);
  return {
    inferers: own.slice(1).map((birth, index) => plan.inferer?.(index, birth) as Inferer),
    forecaster: plan.forecaster?.(0, own[0]) as Forecaster,
  };
}

/** By how much each member errs in an epoch, in units of what it would without a plan. */
function factors(values: Values, epoch: number, strength = 1): number[] {
  const view = infererView({ epoch, error: 1, age: 0 });
  return cartel({ errorDeviation: 2, ...values }, strength).inferers.map(
    (mind) => mind.infer(view) / (2 * experienceFactor(0)),
  );
}

describe('a cartel of inferers and forecasters', () => {
  it('errs as usual or so many times as much, in the share of epochs that it says', () => {
    const found = epochs.flatMap((epoch) => factors({ noise: 10, probability: 0.3 }, epoch));
    const noisy = found.filter((factor) => Math.abs(factor - 10) < 1e-9).length;
    const calm = found.filter((factor) => Math.abs(factor - 1) < 1e-9).length;
    expect(noisy + calm).toBe(400 * members);
    expect(Math.abs(noisy / (400 * members) - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 1200));
  });

  it('is noisy each in its own epochs, or all together', () => {
    const kinds = (together: boolean) =>
      epochs.map((epoch) => new Set(factors({ noise: 10, probability: 0.5, together }, epoch)).size);
    expect(Math.max(...kinds(true))).toBe(1);
    // All three alike in a quarter of the epochs.
    const alike = kinds(false).filter((kind) => kind === 1).length;
    expect(Math.abs(alike / 400 - 0.25)).toBeLessThan(0.09);
  });

  it('at half strength errs half as much more', () => {
    const full = factors({ noise: 9, probability: 1 }, 5);
    const half = factors({ noise: 9, probability: 1 }, 5, 0.5);
    full.forEach((factor) => {
      close(factor, 9, 1e-12);
    });
    half.forEach((factor) => {
      close(factor, 5, 1e-12);
    });
    expect(factors({ noise: 9, probability: 1 }, 5, 0)).toEqual([1, 1, 1]);
  });

  it('forecasts its own members by a plan that its forecasters alone know, and all others as anybody would', () => {
    const values = { noise: 10, probability: 0.5, together: true };
    const { forecaster } = cartel(values);
    const { draws } = attackSetting();
    const places = [0, 1, 2, 3, 4, 5];
    const isNoisy = (epoch: number) => draws.own.uniform(epoch, 0) < 0.5;
    for (const epoch of epochs.slice(0, 40)) {
      const own = isNoisy(epoch) ? 0 : -2;
      forecaster.observe?.(judgedView(places, [-1, -1, -1, own, own, own], 0, { epoch }));
    }
    const seen = new Set<number>();
    for (const epoch of epochs.slice(40, 80)) {
      const out = new Float64Array(6);
      forecaster.forecastInto(forecasterView([9, 9, 9, 9, 9, 9], { epoch }), out, 0);
      const own = isNoisy(epoch) ? 0 : -2;
      seen.add(own);
      for (const j of [0, 1, 2]) close(out[j], -1, 1e-12);
      for (const j of [3, 4, 5]) close(out[j], own, 1e-12);
    }
    expect(seen.size).toBe(2);
  });

  it('knows of a member what anybody knows until it has seen it both ways', () => {
    const { forecaster } = cartel({ probability: 0.5, together: true });
    const out = new Float64Array(6);
    forecaster.forecastInto(forecasterView([9, 9, 9, 9, 9, 9]), out, 0);
    expect(Array.from(out)).toEqual(Array(6).fill(NaN));
  });

  actsHonestlyOtherwise('forecaster-inferer-cartel');
});
