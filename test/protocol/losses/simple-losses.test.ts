import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLossFunction, lossFunctions } from '../../../sim/protocol/losses/registry.ts';
import { logLoss } from '../../../sim/protocol/losses/reported-loss.ts';
import { spreadNumber } from '../spread-numbers.ts';

const loss = (name: string, parameters = {}) => lossFunctions[name].create(parameters);
const within = (value: number, expected: number, relative: number) =>
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(relative * Math.abs(expected));
const number = (size: number) => fc.oneof(spreadNumber(-size, size), spreadNumber(-size, size));

describe('squared and absolute error', () => {
  it('are the square and the size of the difference', () => {
    expect(loss('sqe')(1, 4, 1)).toBe(9);
    expect(loss('abse')(1, -3, 1)).toBe(4);
  });
});

describe('huber', () => {
  it('is half the square up to delta and linear beyond', () => {
    expect(loss('huber', { delta: 2 })(0, 3, 1)).toBe(4);
    expect(loss('huber', { delta: 2 })(0, -2, 1)).toBe(2);
    expect(loss('huber')(0, 0.5, 1)).toBe(0.125);
    expect(loss('huber')(0, -3, 1)).toBe(2.5);
  });
  it('joins its two branches without a step', () => {
    const half = loss('huber', { delta: 0.7 });
    within(half(0, 0.7 + 1e-9, 1) - half(0, 0.7, 1), 0.7e-9, 1e-6);
  });
  it('stays finite where the square would overflow', () => {
    expect(loss('huber')(0, 1e200, 1)).toBe(1e200);
  });
  it('refuses a delta that is not above 0', () => {
    for (const delta of [0, -1, Number.NaN, Infinity, 'wide']) {
      expect(() => loss('huber', { delta })).toThrow(/^delta is .*; expected a finite number, more than 0\.$/);
    }
  });
});

describe('logcosh', () => {
  it('matches the published value and the definition', () => {
    within(loss('logcosh')(0, 1, 1), 0.433781, 1e-6);
    within(loss('logcosh')(0, 1, 1), 0.4337808304830272, 1e-15);
    for (const d of [0.1, 0.5, 1.5, 1.999, 2.001, 3, 10]) {
      within(loss('logcosh')(0, d, 1), Math.log(Math.cosh(d)), 1e-12);
    }
  });
  it('keeps its digits for tiny errors: half the square', () => {
    for (const d of [1e-3, 1e-8, 1e-100]) within(loss('logcosh')(0, d, 1), (d * d) / 2, 1e-15 + d * d);
  });
  it('grows linearly for errors whose cosh overflows', () => {
    within(loss('logcosh')(0, 5000, 1), 5000 - Math.LN2, 1e-15);
    expect(loss('logcosh')(-1e308, 1e308, 1)).toBe(Infinity);
  });
});

describe('bce', () => {
  const bce = loss('bce');
  it('matches the published value', () => {
    within(bce(1, 0.9, 1), 0.105361, 1e-5);
    within(bce(1, 0.9, 1), 0.1053605156578263, 1e-15);
    within(bce(0, 0.1, 1), 0.1053605156578263, 1e-15);
  });
  it('is 0 for certainty that is right and infinite for certainty that is wrong', () => {
    expect([bce(0, 0, 1), bce(1, 1, 1), bce(-0, 0, 1)]).toEqual([0, 0, 0]);
    expect([bce(0, 1, 1), bce(1, 0, 1)]).toEqual([Infinity, Infinity]);
  });
  it('clips a prediction at 1e-15 and calls a loss up to 1e-15 none', () => {
    within(bce(1, 1e-300, 1), 15 * Math.LN10, 1e-14);
    expect(bce(1, 1 - 2 ** -53, 1)).toBe(0);
    within(bce(0, 1e-16, 1), 1e-15, 1e-14);
    within(bce(0.5, 0, 1), 7.5 * Math.LN10, 1e-13);
    within(bce(0.25, 1, 1), 0.75 * 15 * Math.LN10, 1e-3);
  });
  it('is smallest, the entropy of the truth, where the prediction is the truth', () => {
    within(bce(0.5, 0.5, 1), Math.LN2, 1e-15);
    fc.assert(
      fc.property(spreadNumber(0.01, 0.99), spreadNumber(0.01, 0.99), (y, v) => {
        expect(bce(y, v, 1)).toBeGreaterThanOrEqual(bce(y, y, 1) - 1e-15);
      }),
      { seed: 5 },
    );
  });
  it('refuses what is no probability', () => {
    for (const wrong of [-1e-9, 1.000001, Number.NaN]) {
      expect(() => bce(wrong, 0.5, 1)).toThrow(/^bce: the truth is/);
      expect(() => bce(0.5, wrong, 1)).toThrow(/^bce: the prediction is/);
    }
  });
});

describe('poisson', () => {
  const poisson = loss('poisson');
  it('is v - y ln v, which can be negative', () => {
    within(poisson(5, 4, 1), -2.931472, 1e-6);
    within(poisson(5, 4, 1), 4 - 10 * Math.LN2, 1e-15);
    within(poisson(2, 3, 1), 0.8027754226637804, 1e-15);
  });
  it('raises an intensity below 1e-7 to it', () => {
    within(poisson(2, 0, 1), 1e-7 + 14 * Math.LN10, 1e-14);
    expect(poisson(0, 0, 1)).toBe(1e-7);
  });
  it('is smallest where the prediction is the truth', () => {
    for (const v of [0.5, 1.9, 2.1, 8]) expect(poisson(2, v, 1)).toBeGreaterThan(poisson(2, 2, 1));
  });
  it('refuses negative and infinite counts', () => {
    for (const wrong of [-1, Number.NaN, Infinity]) {
      expect(() => poisson(wrong, 1, 1)).toThrow(/^poisson: the truth is/);
      expect(() => poisson(1, wrong, 1)).toThrow(/^poisson: the prediction is/);
    }
  });
});

describe('every loss of a difference', () => {
  it.each(['sqe', 'abse', 'huber', 'logcosh', 'ztae', 'zptae'])(
    '%s is the same when truth and prediction swap',
    (name) => {
      const symmetric = loss(name);
      fc.assert(
        fc.property(number(1e3), number(1e3), (y, v) => {
          expect(symmetric(y, v, 2)).toBe(symmetric(v, y, 2));
          expect(symmetric(y, v, 2)).toBe(symmetric(-y, -v, 2));
          expect(symmetric(y, y, 2)).toBe(0);
          expect(symmetric(y, v, 2)).toBeGreaterThanOrEqual(0);
        }),
        { seed: 5 },
      );
    },
  );
  it.each(['sqe', 'abse', 'huber', 'logcosh', 'ztae', 'zptae'])(
    '%s never falls as the prediction moves away',
    (name) => {
      const growing = loss(name);
      fc.assert(
        fc.property(number(20), spreadNumber(0, 20), spreadNumber(1.001, 3), (y, d, k) => {
          expect(growing(y, y + k * d, 2)).toBeGreaterThanOrEqual(growing(y, y + d, 2) * (1 - 1e-12) - 1e-15);
        }),
        { seed: 5 },
      );
    },
  );
});

describe('the registry', () => {
  it('holds nine losses under their own names, only poisson with raw reports', () => {
    expect(Object.keys(lossFunctions)).toHaveLength(9);
    for (const [key, entry] of Object.entries(lossFunctions)) {
      expect(entry.name).toBe(key);
      expect(entry.allowNegative).toBe(key === 'poisson');
    }
  });
  it('finds a loss by name or alias in any case, and nothing else', () => {
    for (const alias of ['sqe', 'MSE', 'Se', 'squared_error']) expect(findLossFunction(alias)?.name).toBe('sqe');
    for (const alias of ['mae', 'ae', 'absolute_error']) expect(findLossFunction(alias)?.name).toBe('abse');
    expect(findLossFunction('LOG_COSH')?.name).toBe('logcosh');
    expect(findLossFunction('binary_cross_entropy')?.name).toBe('bce');
    for (const unknown of ['', 'mse2', 'toString', '__proto__']) expect(findLossFunction(unknown)).toBeUndefined();
  });
  it('uses no name or alias twice', () => {
    const names = Object.values(lossFunctions).flatMap((entry) => [entry.name, ...entry.aliases]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('logLoss', () => {
  it('is the base-10 logarithm, from 1e-12 upwards', () => {
    expect(logLoss(0.001)).toBe(-3);
    expect(logLoss(1e-12)).toBe(-12);
    expect(logLoss(0)).toBe(-12);
    expect(logLoss(Infinity)).toBe(Infinity);
  });
});
