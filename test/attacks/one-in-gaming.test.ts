import { describe, expect, it } from 'vitest';
import { attacks } from '../../sim/index.ts';
import type { Forecaster } from '../../sim/policies/policy.ts';
import { births, forecasterView, judgedView, valuesOf } from '../policies/views.ts';
import { allClose, close } from '../support/close.ts';
import { actsHonestlyOtherwise } from './as-honest.ts';
import { planOf } from './attack-setting.ts';

/** What each key says of the inferers at places 0, 1, 2 after they were judged once. */
function saidOf(loss: readonly number[], values: Record<string, number>, strength = 1): number[][] {
  const identities = values.identities ?? 3;
  const plan = planOf('one-in-gaming', values, { strength: () => strength });
  return births(identities).map((birth, index) => {
    const key = plan.forecaster?.(index, birth) as Forecaster;
    key.observe?.(judgedView([0, 1, 2], loss));
    const out = new Float64Array(3);
    key.forecastInto(forecasterView([9, 9, 9], { error: Float64Array.of(1, 2, 3) }), out, 0);
    return Array.from(out);
  });
}

describe('one forecast split over keys', () => {
  const losses = [-1, -2, -6]; // their mean is -3

  it('with no blend says of each inferer under one key only what it knows, and the mean under the others', () => {
    const said = saidOf(losses, { identities: 3, blend: 0, signalError: 0 });
    expect(said).toEqual([
      [-1, -3, -3],
      [-3, -2, -3],
      [-3, -3, -6],
    ]);
    expect(saidOf(losses, { identities: 2, blend: 0, signalError: 0 })).toEqual([
      [-1, -3, -6],
      [-3, -2, -3],
    ]);
  });

  it('with half a blend says half of it under the other keys', () => {
    const said = saidOf(losses, { identities: 2, blend: 0.5, signalError: 0 });
    expect(said).toEqual([
      [-1, -2.5, -6],
      [-2, -2, -4.5],
    ]);
  });

  it('with a full blend, or one key, says all of it under every key, with one error', () => {
    const copies = saidOf(losses, { identities: 3, blend: 1, signalError: 0.2 });
    for (const copy of copies) expect(copy).toEqual(copies[0]);
    allClose(saidOf(losses, { identities: 1, blend: 0, signalError: 0.2 })[0], copies[0], 1e-12);
    const errors = copies[0].map((said, j) => said - losses[j]);
    expect(new Set(errors.map((error) => error.toFixed(9))).size).toBe(3);
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(1);
  });

  it('adds up to the signal: what the keys say beyond the mean, without a blend', () => {
    const said = saidOf(losses, { identities: 3, blend: 0, signalError: 0 });
    losses.forEach((loss, j) => {
      close(
        said.reduce((sum, key) => sum + key[j] + 3, 0),
        loss + 3,
        1e-12,
      );
    });
  });

  it('without strength says what honest forecasters do, each with errors of its own', () => {
    for (const said of saidOf(losses, {}, 0)) allClose(said, [-0.9, -1.8, -5.7], 1e-12);
  });

  it('says nothing about who was never judged', () => {
    for (const said of saidOf([-1, NaN, -3], {})) expect(said[1]).toBeNaN();
  });

  it('takes the work of one forecaster, and is one with one key', () => {
    const values = valuesOf(attacks['one-in-gaming'], { identities: 5 });
    expect(attacks['one-in-gaming'].work?.(values)).toBe(1);
    expect(attacks['one-in-gaming'].single?.(values)).toEqual({ ...values, identities: 1 });
  });

  actsHonestlyOtherwise('one-in-gaming');
});
