import { describe, expect, it } from 'vitest';
import { lossFunctions } from '../../../sim/protocol/losses/registry.ts';
import { tanhDistance } from '../../../sim/protocol/losses/ztae.ts';

const loss = (name: string, parameters = {}) => lossFunctions[name].create(parameters);
const within = (value: number, expected: number, relative = 1e-12) =>
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(relative * Math.abs(expected));

describe('ztae', () => {
  it('matches the published value', () => {
    within(loss('ztae')(0.01, 0.02, 0.02), 0.2994769986957551);
  });
  it('is 2 tanh z for opposite predictions', () => {
    within(loss('ztae')(-1, 1, 2), 2 * Math.tanh(0.5), 1e-15);
  });
  it('subtracts the mean', () => {
    within(loss('ztae', { mean: 5 })(5.01, 5.02, 0.02), 0.2994769986957551);
  });
  it('tells predictions apart where both tangents have reached 1', () => {
    within(tanhDistance(30, 40), 2 * Math.exp(-60), 1e-8);
    within(tanhDistance(-30, -40), 2 * Math.exp(-60), 1e-8);
    expect(tanhDistance(1e300, 1e308)).toBe(0);
    expect(tanhDistance(-Infinity, 5)).toBeCloseTo(1 + Math.tanh(5), 15);
  });
  it('keeps its digits for neighbours', () => {
    within(tanhDistance(0.5, 0.5 + 2 ** -40), 2 ** -40 * (1 - Math.tanh(0.5) ** 2), 1e-11);
  });
  it('never is NaN for huge values', () => {
    expect(loss('ztae')(1e308, 1e308, 1e-300)).toBe(0);
    expect(loss('ztae')(-1e308, 1e308, 1e-300)).toBe(2);
  });
});

describe('zptae', () => {
  it('matches the published values', () => {
    within(loss('zptae')(0.01, 0.02, 0.02), 0.3112421155022001);
    within(loss('zptae')(1, -1, 1), 1.5422109854079407);
  });
  it('is the definition on both sides of a score of 1, for other parameters too', () => {
    const parameters = { alpha: 0.4, beta: 1.5, norm: 0.1, gamma: 3, mean: 1 };
    const bent = (x: number) => x / (1 + Math.abs(x) ** 1.5) ** (0.6 / 1.5);
    for (const [y, v] of [
      [1.2, 0.3],
      [-4, 9],
      [3, 3.5],
    ]) {
      const [a, b] = [(y - 1) / 2, (v - 1) / 2];
      within(loss('zptae', parameters)(y, v, 2), Math.abs(bent(a) - bent(b)) + (0.1 * Math.abs(a - b)) ** 3, 1e-13);
    }
  });
  it('grows like the power alpha of the error, then like the steep term', () => {
    const flat = loss('zptae', { norm: 0 });
    within(flat(0, 1e8, 1), 100, 1e-12);
    within(flat(0, 1e200, 1), 1e50, 1e-12);
    within(loss('zptae')(0, 1e10, 1), 1e32, 1e-12);
  });
  it('never is NaN for huge values', () => {
    for (const norm of [0, 0.01]) {
      const huge = loss('zptae', { norm });
      for (const [y, v] of [
        [1e308, -1e308],
        [1e308, 1e308],
        [0, 1e308],
      ]) {
        expect(huge(y, v, 1e-300)).not.toBeNaN();
        expect(huge(y, v, 1e-300)).toBeGreaterThanOrEqual(0);
      }
    }
  });
  it('refuses parameters out of bounds', () => {
    expect(() => loss('zptae', { alpha: 1.5 })).toThrow(RangeError);
    expect(() => loss('zptae', { beta: 0 })).toThrow(RangeError);
    expect(() => loss('zptae', { gamma: -4 })).toThrow(RangeError);
  });
});

describe('losses of standard scores', () => {
  it.each(['ztae', 'zptae', 'czar'])('%s refuses a standard deviation that is not above 0', (name) => {
    for (const wrong of [0, -1, Number.NaN, Infinity]) {
      expect(() => loss(name)(0, 1, wrong)).toThrow(`${name}: the standard deviation is ${wrong};`);
    }
  });
  it.each(['ztae', 'zptae', 'czar'])('%s depends on the ratio to the standard deviation only', (name) => {
    expect(loss(name)(0.5, -0.25, 1)).toBe(loss(name)(0.5 * 2 ** -20, -0.25 * 2 ** -20, 2 ** -20));
  });
});
