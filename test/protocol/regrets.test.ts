import { describe, expect, it } from 'vitest';
import { initialRegret, isExperienced } from '../../sim/protocol/initial-regret.ts';
import { createRegrets, smoothedRegret, updateRegrets } from '../../sim/protocol/regrets.ts';
import { bundleLayout } from '../../sim/protocol/value-bundle.ts';
import { allClose, close } from '../support/close.ts';

describe('smoothedRegret', () => {
  it('moves by alpha towards network loss less own loss, also the first time, then from the initial regret', () => {
    close(smoothedRegret(0.1, -1, -3, 4, 99), 0.1 * 2 + 0.9 * 4, 1e-15);
    close(smoothedRegret(0.1, -1, -3, Number.NaN, -2), 0.1 * 2 + 0.9 * -2, 1e-15);
  });
});

describe('updateRegrets', () => {
  const layout = bundleLayout(2, 2, true);
  // Network losses: combined 1, naive 2; own losses of inferers 10, 20 and forecasters 30, 40; one-outs 3, 4, 5, 6; one-ins
  // 7, 8; implied without an inferer (0,0) 50, (0,1) 60, (1,0) 70, (1,1) 80.
  const losses = Float64Array.of(1, 2, 10, 20, 30, 40, 3, 4, 5, 6, 7, 8, 50, 60, 70, 80);
  const update = (given: Float64Array, alpha = 1) => {
    const regrets = createRegrets(3, 2);
    // Inferers 0 and 2 of three are active.
    updateRegrets(regrets, given, layout, Int32Array.of(0, 2), Int32Array.of(0, 1), alpha, 100);
    return regrets;
  };
  const none = Number.NaN;

  it('takes every family from its own pair of losses', () => {
    const regrets = update(losses);
    allClose(regrets.inferer, [1 - 10, none, 1 - 20], 0);
    allClose(regrets.forecaster, [1 - 30, 1 - 40], 0);
    allClose(regrets.naive, [2 - 10, none, 2 - 20], 0);
    allClose(regrets.oneOutInfererInferer, [3 - 10, none, 3 - 20, none, none, none, 4 - 10, none, 4 - 20], 0);
    allClose(regrets.oneOutInfererForecaster, [3 - 50, 3 - 70, none, none, 4 - 60, 4 - 80], 0);
    allClose(regrets.oneOutForecasterInferer, [5 - 10, none, 5 - 20, 6 - 10, none, 6 - 20], 0);
    allClose(regrets.oneOutForecasterForecaster, [5 - 30, 5 - 40, 6 - 30, 6 - 40], 0);
    allClose(regrets.oneInInferer, [7 - 10, none, 7 - 20, 8 - 10, none, 8 - 20], 0);
    allClose(regrets.oneInSelf, [7 - 30, 8 - 40], 0);
  });

  it('smooths every family from the initial regret', () => {
    const regrets = update(losses, 0.25);
    close(regrets.inferer[0], 0.25 * -9 + 75, 1e-15);
    close(regrets.oneInSelf[1], 0.25 * -32 + 75, 1e-15);
    close(regrets.oneOutInfererForecaster[5], 0.25 * -76 + 75, 1e-15);
  });

  it('leaves alone what has no loss', () => {
    const partial = losses.slice();
    partial[layout.inferer + 1] = none;
    partial[layout.oneOutForecaster] = none;
    partial[layout.impliedOneOut] = none;
    const regrets = update(partial);
    expect(regrets.inferer[2]).toBeNaN();
    expect(regrets.oneOutForecasterInferer[0]).toBeNaN();
    expect(regrets.oneOutInfererForecaster[0]).toBeNaN();
    expect(regrets.oneOutInfererForecaster[1]).toBe(3 - 70);
  });

  it('leaves forecasters’ regrets of one-out-inferer sets alone where implied one-outs are not reported', () => {
    const regrets = createRegrets(2, 2);
    const short = bundleLayout(2, 2, false);
    updateRegrets(regrets, losses, short, Int32Array.of(0, 1), Int32Array.of(0, 1), 1, 0);
    expect(regrets.oneOutInfererForecaster.every(Number.isNaN)).toBe(true);
    expect(regrets.oneInSelf[0]).toBe(7 - 30);
  });
});

describe('initialRegret', () => {
  const experienced = Float64Array.of(
    0.6445506208021189,
    1.0216386898413485,
    0.6092049398135028,
    0.6971588004566455,
    0.9030751421888253,
    0.8219035038858344,
  );
  const rule = {
    leastExperienced: 1,
    leastWorkers: Number.POSITIVE_INFINITY,
    quantile: 0.25,
    offset: 0.75 - 8.25 / 3,
    epsilon: 1e-4,
  };
  const of = (count: number, all: number, given = rule) =>
    initialRegret(experienced, count, experienced, all, given, 7, new Float64Array(12));

  it('lies two scales below the lower quartile of the experienced', () => {
    close(of(6, 6), 0.3354820760526412, 1e-14);
  });

  it('needs no more than one experienced worker, and none when nobody is asked for', () => {
    close(of(1, 6), experienced[0] + rule.offset * 1e-4, 1e-14);
    expect(of(0, 6, { ...rule, leastExperienced: 0 })).toBe(7);
    expect(of(2, 6, { ...rule, leastExperienced: 3 })).toBe(7);
  });

  it('reads no more than the given counts', () => {
    const [some, others] = [Float64Array.of(1, 3, 1e9), Float64Array.of(5, 7, -1e9)];
    const given = { ...rule, quantile: 0.5, epsilon: 0 };
    close(initialRegret(some, 2, others, 2, given, 7, new Float64Array(3)), 2 - 2 * Math.SQRT2, 1e-14);
    const later = { ...given, leastExperienced: 3, leastWorkers: 2 };
    expect(initialRegret(some, 2, others, 2, later, 7, new Float64Array(3))).toBe(6);
  });

  it('stays while nobody is experienced', () => {
    expect(of(0, 6)).toBe(7);
  });

  it('is the plain quartile of all while too few are experienced but enough are there', () => {
    const later = { ...rule, leastExperienced: 6, leastWorkers: 6 };
    close(of(5, 6, later), 0.6577026657157505, 1e-14);
    expect(of(5, 5, later)).toBe(7);
    close(of(6, 6, later), 0.3354820760526412, 1e-14);
  });

  it('counts as experienced who was paid 1/alpha times', () => {
    expect(isExperienced(9, 0.1)).toBe(false);
    expect(isExperienced(10, 0.1)).toBe(true);
    expect(isExperienced(1, 1)).toBe(true);
    expect(isExperienced(49, 1 / 49)).toBe(true);
    expect(isExperienced(1_000_000, 0)).toBe(false);
    expect(isExperienced(4, 0.25)).toBe(true);
    expect(isExperienced(3, 0.3)).toBe(false);
    expect(isExperienced(4, 0.3)).toBe(true);
  });
});
