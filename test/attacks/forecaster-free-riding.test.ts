import { describe, expect, it } from 'vitest';
import { attacks } from '../../sim/index.ts';
import type { Forecaster } from '../../sim/policies/policy.ts';
import { type ClassShares, classSharesInto } from '../../sim/protocol/class-shares.ts';
import { stepForecastingUtility } from '../../sim/protocol/forecasting-utility.ts';
import { modifiedEntropy } from '../../sim/protocol/modified-entropy.ts';
import { births, forecasterView, judgedView, valuesOf } from '../policies/views.ts';
import { close } from '../support/close.ts';
import { actsHonestlyOtherwise } from './as-honest.ts';
import { planOf } from './attack-setting.ts';

type Values = Record<string, number>;

/** Two keys of the attack; inferers at places 0, 1, 2 were judged so, epoch by epoch. */
function keysAfter(judged: readonly (readonly number[])[], values: Values = {}, strength = 1): Forecaster[] {
  const plan = planOf('forecaster-free-riding', values, { strength: () => strength });
  const keys = births(2).map((birth, index) => plan.forecaster?.(index, birth) as Forecaster);
  judged.forEach((loss, epoch) => {
    for (const key of keys) key.observe?.(judgedView([0, 1, 2], loss, 0, { epoch }));
  });
  return keys;
}

function saidBy(key: Forecaster, error = [0, 0, 0]): number[] {
  const out = new Float64Array(3);
  key.forecastInto(forecasterView([9, 9, 9], { error: Float64Array.from(error) }), out, 0);
  return Array.from(out);
}

describe('a forecaster who rides for free', () => {
  it.each([
    [0, [-1, -2, -6]],
    [0.5, [-2, -2.5, -4.5]],
    [1, [-3, -3, -3]],
  ])('drawn together by %f says %j of losses -1, -2, -6', (shrinkage, said) => {
    const keys = keysAfter([[-1, -2, -6]], { shrinkage });
    // Its own error plays no part.
    for (const key of keys) expect(saidBy(key, [1, -1, 2])).toEqual(said);
  });

  it('repeats the newest losses, or those of as many judged epochs ago as it says', () => {
    const judged = [
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8],
    ];
    for (const lag of [0, 1, 2]) {
      const [key] = keysAfter(judged, { lag, shrinkage: 0 });
      expect(saidBy(key)).toEqual(judged[2 - lag]);
    }
    const [tooOld] = keysAfter(judged, { lag: 3, shrinkage: 0 });
    expect(saidBy(tooOld)).toEqual([NaN, NaN, NaN]);
  });

  it('says nothing about who was never judged, and counts the others only in the mean', () => {
    const [key] = keysAfter([[-1, NaN, -3]], { shrinkage: 0.5 });
    expect(saidBy(key)).toEqual([-1.5, NaN, -2.5]);
  });

  it('remembers who was not judged in the latest epoch', () => {
    const judged = [
      [-1, -2, -3],
      [-4, NaN, -6],
      [-7, NaN, -9],
    ];
    expect(saidBy(keysAfter(judged, { shrinkage: 0 })[0])).toEqual([-7, -2, -9]);
    expect(saidBy(keysAfter(judged, { shrinkage: 0, lag: 1 })[0])).toEqual([-4, -2, -6]);
  });

  it('at half strength says half of what an honest forecaster would, and half of the echo', () => {
    const judged = [
      [0, 0, 0],
      [1, 2, 3],
    ];
    const [honest] = keysAfter(judged, {}, 0);
    const [half] = keysAfter(judged, { shrinkage: 0 }, 0.5);
    // Smoothed by 0.1, with an error of 0.1 standard deviations.
    saidBy(honest, [1, 1, 1]).forEach((said, j) => {
      close(said, 0.1 * (j + 1) + 0.1, 1e-12);
    });
    saidBy(half, [1, 1, 1]).forEach((said, j) => {
      close(said, (0.1 * (j + 1) + 0.1 + (j + 1)) / 2, 1e-12);
    });
  });

  it('does no work', () => {
    expect(attacks['forecaster-free-riding'].work?.(valuesOf(attacks['forecaster-free-riding']))).toBe(0);
  });

  it('is paid the floor of chi for adding nothing: 8 inferers, 2 copies and 4 reputers who all earn alike', () => {
    const even = (count: number) =>
      modifiedEntropy(
        new Float64Array(count).fill(1 / count),
        Int32Array.from({ length: count }, (_, l) => l),
        count,
        new Float64Array(count).fill(NaN),
        0.1,
        0.25,
      );
    const utility = { tau: 0, chi: NaN };
    // Without forecasts the network would do as well: task score 0, while inferers are worth something.
    stepForecastingUtility(utility, 0, 0.2, 0.1);
    expect(utility.chi).toBe(0.1);
    const shares: ClassShares = { inferers: NaN, forecasters: NaN, reputers: NaN, gamma: NaN };
    classSharesInto(even(8), even(2), even(4), utility.chi, shares);
    // F, G, H = 3, 1, 2 times ln 2: gamma = 4 / (0.9 · 3 + 0.1 · 1), V = 0.1 gamma · 1 / 6.
    close(shares.forecasters, (0.1 * (4 / 2.8)) / 6, 1e-12);
    // What harms the network is paid the same.
    stepForecastingUtility(utility, -1, 0.2, 0.1);
    expect(utility.chi).toBe(0.1);
  });

  actsHonestlyOtherwise('forecaster-free-riding');
});
