import { describe, expect, it } from 'vitest';
import { identity, logNormal, normal, normalQuantile, normalsInto } from '../../sim/random/index.ts';
import { keyOf, moments } from './trials.ts';

describe('normalQuantile', () => {
  it('gives the values of tables', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.25)).toBeCloseTo(-0.6744897501960817, 14);
    expect(normalQuantile(0.925)).toBeCloseTo(1.4395314709384572, 14);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 14);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 13);
    expect(normalQuantile(2 ** -53)).toBeCloseTo(-8.209536151601387, 13);
  });
  it('is antisymmetric to the last bit', () => {
    for (const u of [2 ** -53, 2 ** -40, 0.0625, 0.125, 0.3125, 0.4375]) {
      expect(normalQuantile(1 - u)).toBe(-normalQuantile(u));
    }
  });
  it('rises all along, over the joints of its pieces too', () => {
    const farJoint = 1.3887943864964021e-11;
    for (const joint of [0.075, 0.5, 0.925, farJoint]) {
      let last = Number.NEGATIVE_INFINITY;
      for (let n = -50; n <= 50; ++n) {
        const z = normalQuantile(joint * (1 + n * 1e-9));
        expect(z).toBeGreaterThan(last);
        last = z;
      }
    }
  });
});

describe('normal', () => {
  const count = 400_000;
  const key = keyOf({ purpose: 9 });

  it('gives the committed numbers', () => {
    const actor = identity('honest', 3);
    expect([normal(key, 0, 0), normal(key, 0, 1), normal(key, actor.high, actor.low)]).toEqual([
      -0.15840715488509313, 0.022574741964943624, -1.8428997357512895,
    ]);
  });
  it('has the moments 0, 1, 0 and 3', () => {
    const [first, second, third, fourth] = moments(count, (n) => normal(key, 0, n));
    expect(Math.abs(first) / Math.sqrt(1 / count)).toBeLessThan(4);
    expect(Math.abs(second - 1) / Math.sqrt(2 / count)).toBeLessThan(4);
    expect(Math.abs(third) / Math.sqrt(15 / count)).toBeLessThan(4);
    expect(Math.abs(fourth - 3) / Math.sqrt(96 / count)).toBeLessThan(4);
  });
  it('has as many large values as it should', () => {
    const tails = {
      1: 0.31731050786291415,
      2: 0.04550026389635839,
      3: 0.0026997960632601866,
      4: 0.00006334248366623973,
    };
    for (const [edge, share] of Object.entries(tails)) {
      let beyond = 0;
      for (let n = 0; n < count; ++n) if (Math.abs(normal(key, 1, n)) > Number(edge)) ++beyond;
      expect(Math.abs(beyond - count * share) / Math.sqrt(count * share)).toBeLessThan(4);
    }
  });
  it('has nothing in common with the same draws of the next epoch', () => {
    const next = keyOf({ purpose: 9, epoch: 2 });
    let product = 0;
    for (let n = 0; n < 100_000; ++n) product += normal(key, 0, n) * normal(next, 0, n);
    expect(Math.abs(product) / Math.sqrt(100_000)).toBeLessThan(4);
  });
  it('gives in bulk the same bits as one by one, and writes nothing else', () => {
    const high = Int32Array.from({ length: 5000 }, (_, n) => n * 77777);
    const low = Int32Array.from({ length: 5000 }, (_, n) => -n);
    const out = new Float64Array(5004).fill(9);
    normalsInto(key, high, low, 5000, out, 2);
    const different = Array.from(out.subarray(2, 5002)).filter((z, n) => !Object.is(z, normal(key, high[n], low[n])));
    expect(different).toEqual([]);
    expect([out[0], out[1], out[5002], out[5003]]).toEqual([9, 9, 9, 9]);
  });
});

describe('logNormal', () => {
  it('is its median when there is no spread', () => {
    expect(logNormal(keyOf(), 0, 5, 0, 0)).toBe(1);
  });
  it('has the mean e^(mu + sigma²/2), and half of it below e^mu', () => {
    const count = 200_000;
    const key = keyOf({ purpose: 10 });
    const mu = 0.3;
    const sigma = 0.5;
    const expected = Math.exp(mu + sigma * sigma * 0.5);
    const variance = expected * expected * (Math.exp(sigma * sigma) - 1);
    const [mean] = moments(count, (n) => logNormal(key, 0, n, mu, sigma));
    expect(Math.abs(mean - expected) / Math.sqrt(variance / count)).toBeLessThan(4);
    let below = 0;
    for (let n = 0; n < count; ++n) if (logNormal(key, 0, n, mu, sigma) < Math.exp(mu)) ++below;
    expect(Math.abs(below - count / 2) / Math.sqrt(count / 4)).toBeLessThan(4);
  });
});
