import { describe, expect, it } from 'vitest';
import { createExpectedLoss, logMoment } from '../../sim/policies/expected-loss.ts';
import { fromErrorSpace } from '../../sim/processes/error-link.ts';
import { lossFunctions } from '../../sim/protocol/losses/registry.ts';
import { logLoss } from '../../sim/protocol/losses/reported-loss.ts';
import { close } from '../support/close.ts';

/** Mean of f over a standard normal number, by small steps; nodes are off the places where logarithms have their poles. */
function normalMean(f: (z: number) => number, poles: readonly number[] = []): number {
  const edges = [-12, ...poles, 12];
  let sum = 0;
  for (let n = 0; n + 1 < edges.length; ++n) {
    // With z = middle + half tanh(sinh t) the steps crowd at the ends, where a pole may be.
    const middle = (edges[n] + edges[n + 1]) / 2;
    const half = (edges[n + 1] - edges[n]) / 2;
    for (let step = -160; step <= 160; ++step) {
      const t = step / 50;
      const u = (Math.PI / 2) * Math.sinh(t);
      const z = middle + half * Math.tanh(u);
      const weight = ((Math.PI / 2) * Math.cosh(t)) / Math.cosh(u) ** 2;
      if (weight < 1e-14 || z === edges[n] || z === edges[n + 1]) continue;
      sum += (f(z) * Math.exp((-z * z) / 2) * weight * half) / 50;
    }
  }
  return sum / Math.sqrt(2 * Math.PI);
}

const loss = (method: string) => lossFunctions[method].create({});
const expected = (method: string) => createExpectedLoss(loss(method), method, false);

describe('the log-moment of a shifted normal number', () => {
  it('has the values of the specification', () => {
    for (const [x, value] of [
      [0, -0.551712],
      [0.5, -0.447515],
      [1, -0.181097],
      [2, 0.451972],
    ]) {
      expect(Math.abs(logMoment(x) - value)).toBeLessThan(1e-6);
      expect(logMoment(-x)).toBe(logMoment(x));
    }
  });

  it('agrees with the integral it stands for, between the points of its table and beyond its end', () => {
    for (const x of [0, 0.013, 0.3, 1.01, 2.72, 5.5, 7.3, 7.97, 7.999, 8, 8.5, 11]) {
      const integral = normalMean((z) => 2 * Math.log10(Math.abs(z + x)), [-x]);
      expect(Math.abs(logMoment(x) - integral), `at ${x}`).toBeLessThan(5e-8);
    }
  });

  it('is the logarithm of the square for large shifts', () => {
    close(logMoment(1e5), 10, 1e-10);
    expect(Number.isFinite(logMoment(1e300))).toBe(true);
  });

  it('rises all along', () => {
    let last = logMoment(0);
    for (let n = 1; n < 1000; ++n) {
      const next = logMoment(n / 100);
      expect(next).toBeGreaterThan(last);
      last = next;
    }
  });
});

describe('the expected loss of a normal error', () => {
  it('is exact for squared and absolute error', () => {
    expect(Math.abs(expected('sqe')(0.01, 2, 1) - (2 * Math.log10(0.02) - 0.447515))).toBeLessThan(1e-6);
    expect(Math.abs(expected('abse')(0.01, 2, 1) - (Math.log10(0.02) - 0.447515 / 2))).toBeLessThan(1e-6);
  });

  it('is the loss of the bias where there is no spread, and the least reported loss where there is neither', () => {
    close(expected('sqe')(0.1, 0, -3), 2 * Math.log10(0.3), 1e-14);
    close(expected('abse')(0.1, 0, -3), Math.log10(0.3), 1e-14);
    for (const method of ['sqe', 'abse', 'huber', 'logcosh']) {
      expect(expected(method)(1, 0, 0)).toBe(-12);
      expect(expected(method)(0, 1, 1)).toBe(-12);
      expect(expected(method)(1e-9, 1e-9, 0)).toBe(-12);
    }
  });

  it('grows by the scale: ten times the scale, two more in log squared error', () => {
    const sqe = expected('sqe');
    close(sqe(0.4, 1.3, 0.2) - sqe(0.04, 1.3, 0.2), 2, 1e-12);
  });

  it.each([
    ['huber', [0.3, 1.7, 0.4]],
    ['huber', [1, 0.11, -0.3]],
    ['logcosh', [2, 1.03, 0]],
    ['ztae', [0.02, 1.5, 0.2]],
    ['zptae', [0.02, 0.77, -0.9]],
    ['czar', [5, 1.2, 0.5]],
  ] as const)('is near the mean of log losses under %s at %j', (method, [scale, deviation, bias]) => {
    const integral = normalMean(
      (z) => logLoss(loss(method)(0, scale * (deviation * z + bias), scale)),
      [-bias / deviation],
    );
    expect(Math.abs(expected(method)(scale, deviation, bias) - integral)).toBeLessThan(0.005);
  });

  it('by quantiles is a few thousandths off the exact one', () => {
    const byQuantiles = createExpectedLoss(loss('sqe'), 'formula', false);
    for (const [scale, deviation, bias] of [
      [1, 1, 0],
      [0.01, 2, 0.5],
      [7, 0.3, -2],
      [1e-4, 1.234, 0],
    ]) {
      const error = byQuantiles(scale, deviation, bias) - expected('sqe')(scale, deviation, bias);
      expect(Math.abs(error)).toBeLessThan(0.006);
    }
  });

  it('tells losses apart that look at the scale, at the score or at both', () => {
    const formula = createExpectedLoss((y, v, s) => Math.abs(v - y) ** 1.5 / Math.sqrt(s), 'formula', false);
    for (const [scale, deviation] of [
      [0.5, 1],
      [4, 1],
      [4, 0.3],
    ]) {
      const integral = normalMean(
        (z) => 1.5 * Math.log10(scale * deviation * Math.abs(z)) - 0.5 * Math.log10(scale),
        [0],
      );
      expect(Math.abs(formula(scale, deviation, 0) - integral)).toBeLessThan(0.004);
    }
    const score = expected('ztae');
    expect(score(0.02, 1.3, 0.4)).toBe(score(500, 1.3, 0.4));
  });

  it('is of the raw loss where losses may be negative', () => {
    const cubic = createExpectedLoss((y, v) => (v - y) ** 2 - 5, 'formula', true);
    // E (2 (Z + 0.5))² - 5 = 0
    expect(Math.abs(cubic(2, 1, 0.5))).toBeLessThan(0.03);
    const poisson = createExpectedLoss(loss('poisson'), 'poisson', true, {
      centre: Math.log(5),
      toTarget: (value) => fromErrorSpace('log', value),
    });
    // E (5 e^(sZ) - 5 (ln 5 + sZ))
    close(poisson(0.4, 1, 0), 5 * Math.exp(0.08) - 5 * Math.log(5), 0.002);
  });

  it('takes errors of a probability at its logit', () => {
    const space = { centre: 0, toTarget: (value: number) => fromErrorSpace('logit', value) };
    const bce = createExpectedLoss(loss('bce'), 'bce', false, space);
    const integral = normalMean((z) => {
      const v = 1 / (1 + Math.exp(-0.3 * (2 * z + 0.5)));
      return Math.log10(-0.5 * Math.log(v) - 0.5 * Math.log(1 - v));
    });
    expect(Math.abs(bce(0.3, 2, 0.5) - integral)).toBeLessThan(0.001);
  });

  it('says the same whatever it was asked before', () => {
    const asked = expected('huber');
    const first = asked(0.3, 1.7, 0.4);
    for (let n = 0; n < 3000; ++n) asked(0.3, 1 + n / 100, n / 500);
    expect(asked(0.3, 1.7, 0.4)).toBe(first);
    expect(expected('huber')(0.3, 1.7, 0.4)).toBe(first);
  });
});
