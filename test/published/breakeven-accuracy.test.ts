import { beforeAll, describe, expect, it } from 'vitest';
import { lossFunctions } from '../../sim/protocol/losses/registry.ts';
import { drawKeyInto } from '../../sim/random/draw-key.ts';
import { normal } from '../../sim/random/normal.ts';
import { rootKey } from '../../sim/random/root-key.ts';
import { Observations } from './standard-errors.ts';

/*
 * Predictions v = rho y + s e of truths y, with y and e standard normal, are as good as the constant 0 for every symmetric
 * loss at one and the same share of right signs: at rho = 1 - sqrt(1 - s²), where v - y is distributed as y is, signs are
 * right in 1/2 + arctan(rho/s)/pi of all cases. Source: arXiv 2609.36061.
 */

const count = 200_000;
const truths = new Float64Array(count);
const noise = new Float64Array(count);

beforeAll(() => {
  const root = rootKey('breakeven');
  const key = new Int32Array(4);
  for (const [purpose, values] of [truths, noise].entries()) {
    drawKeyInto(root, 0, 0, 0, purpose, key);
    for (let n = 0; n < count; ++n) values[n] = normal(key, 0, n);
  }
});

describe('published: one breakeven directional accuracy', () => {
  it.each([
    [0.25, 0.540215],
    [0.5, 0.583333],
    [0.75, 0.634973],
    [1, 0.75],
  ])('with noise %f every symmetric loss breaks even at an accuracy of %f', (s, accuracy) => {
    const rho = 1 - Math.sqrt(1 - s * s);
    expect(Math.abs(0.5 + Math.atan(rho / s) / Math.PI - accuracy)).toBeLessThan(5e-7);

    const hits = new Observations();
    for (let n = 0; n < count; ++n) hits.add((rho * truths[n] + s * noise[n]) * truths[n] > 0 ? 1 : 0);
    expect(Math.abs(hits.mean - accuracy)).toBeLessThan(4 * hits.standardError);

    for (const name of ['sqe', 'abse', 'huber', 'logcosh']) {
      const loss = lossFunctions[name].create({});
      const excess = new Observations();
      const constant = new Observations();
      for (let n = 0; n < count; ++n) {
        const own = loss(truths[n], rho * truths[n] + s * noise[n], 1);
        const ofZero = loss(truths[n], 0, 1);
        excess.add(own - ofZero);
        constant.add(ofZero);
      }
      const ratio = 1 + excess.mean / constant.mean;
      expect(Math.abs(ratio - 1), name).toBeLessThan((4 * excess.standardError) / constant.mean);
    }
  });

  it('is missed by predictions a little less and beaten by some a little more skilled', () => {
    const squaredError = lossFunctions.sqe.create({});
    for (const [change, sign] of [
      [-0.05, 1],
      [0.05, -1],
    ]) {
      const rho = 1 - Math.sqrt(0.75) + change;
      const excess = new Observations();
      for (let n = 0; n < count; ++n) {
        excess.add(squaredError(truths[n], rho * truths[n] + 0.5 * noise[n], 1) - squaredError(truths[n], 0, 1));
      }
      expect(sign * excess.mean).toBeGreaterThan(4 * excess.standardError);
    }
  });
});
