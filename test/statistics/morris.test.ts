import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { elementaryEffects, morrisIndices } from '../../src/statistics/morris.ts';

type Model = (x: readonly number[]) => number;

const LEVELS = [0, 1 / 3, 2 / 3, 1];

/** Trajectories on the four-level grid: from a random place, each factor in random order by two levels up or down. */
function trajectories(count: number, factors: number, seed: string): number[][] {
  const random = seedrandom.alea(seed);
  const below = (n: number): number => Math.floor(random() * n);
  return Array.from({ length: count }, () => {
    const levels = Array.from({ length: factors }, () => below(4));
    const order = levels.map((_, i) => i);
    for (let k = factors - 1; k > 0; --k) {
      const other = below(k + 1);
      [order[k], order[other]] = [order[other], order[k]];
    }
    const rows = [levels.map((level) => LEVELS[level])];
    for (const i of order) {
      levels[i] = (levels[i] + 2) % 4;
      rows.push(levels.map((level) => LEVELS[level]));
    }
    return rows;
  }).flat();
}

/** All elementary effects of a factor on the four-level grid: both steps of two levels, from every place of the others. */
function enumeratedEffects(model: Model, factors: number, factor: number): number[] {
  const effects: number[] = [];
  for (let place = 0; place < 4 ** factors; ++place) {
    const levels = Array.from({ length: factors }, (_, i) => Math.floor(place / 4 ** i) % 4);
    if (levels[factor] > 1) continue;
    const from = levels.map((level) => LEVELS[level]);
    const to = from.map((value, i) => (i === factor ? LEVELS[levels[i] + 2] : value));
    effects.push((model(to) - model(from)) / (to[factor] - from[factor]));
  }
  return effects;
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('elementaryEffects', () => {
  it('are the slopes of the steps, by the factor that moves', () => {
    const positions = [
      [0, 1],
      [0, 0.5],
      [1, 0.5],
      [1, 0],
      [0.5, 0],
      [0.5, 1],
    ];
    // First: y moves by -0.5 and the output by -3, then x by 1 and 2; second: x by -0.5 and 4, then y by 1 and 5.
    const effects = elementaryEffects(positions, [10, 7, 9, 1, 5, 10], 2);
    expect(effects.map((one) => [...one])).toEqual([
      [2, -8],
      [6, 5],
    ]);
  });
  it('are NaN on both sides of a run without a value, and there alone', () => {
    const positions = [0, 0.5].flatMap((start) => [
      [start, start],
      [start + 0.5, start],
      [start + 0.5, start + 0.5],
    ]);
    const effects = elementaryEffects(positions, [1, Number.NaN, 3, 1, 2, 4], 2);
    expect(effects.map((one) => [...one])).toEqual([
      [Number.NaN, 2],
      [Number.NaN, 4],
    ]);
  });
  it('are none without trajectories', () => {
    expect(elementaryEffects([], [], 2)).toEqual([new Float64Array(), new Float64Array()]);
  });
  it('are refused for rows that are no trajectories', () => {
    const ends = [
      [0, 0],
      [1, 0],
    ];
    expect(() => elementaryEffects(ends, [1, 2], 2)).toThrow('3 rows each');
    expect(() => elementaryEffects([...ends, [1, 1]], [1, 2], 2)).toThrow('2 outputs');
    expect(() => elementaryEffects([...ends, [0, 0]], [1, 2, 3], 2)).toThrow('moves factor 0 twice');
    expect(() => elementaryEffects([...ends, [0, 1]], [1, 2, 3], 2)).toThrow('more than one factor moves');
    expect(() => elementaryEffects([...ends, [1, 0]], [1, 2, 3], 2)).toThrow('no factor moves');
  });
});

describe('morrisIndices', () => {
  it('are mean, mean size and standard deviation', () => {
    // Effects -1, 1, 3: mean 1, mean size 5/3, deviation 2.
    const [{ n, mu, muStar, sigma }] = morrisIndices([Float64Array.of(-1, 1, 3)]);
    expect([n, mu, sigma]).toEqual([3, 1, 2]);
    expect(muStar).toBeCloseTo(5 / 3, 15);
  });
  it('come within three standard errors of those of the enumerated four-level grid', () => {
    // Straight, bent, in pairs of both signs, and of no effect.
    const model: Model = ([a, b, c, d, e]) => 2 * a + 3 * b * b - 4 * (c - 0.6) * (d - 0.3) + Math.exp(b * c) + 0 * e;
    const count = 200;
    const positions = trajectories(count, 5, 'grid');
    const found = morrisIndices(elementaryEffects(positions, positions.map(model), 5));
    let farthest = 0;
    found.forEach((index, i) => {
      const all = enumeratedEffects(model, 5, i);
      expect(all).toHaveLength(512);
      const sizes = all.map(Math.abs);
      const moment = (values: readonly number[], k: number): number =>
        average(values.map((value) => (value - average(values)) ** k));
      const sigma = Math.sqrt(moment(all, 2));
      const exact = [average(all), average(sizes), sigma];
      // Of a standard deviation: √(m4 - m2²) / (2 σ √r).
      const errors = [
        sigma,
        Math.sqrt(moment(sizes, 2)),
        sigma > 1e-9 ? Math.sqrt(moment(all, 4) - sigma ** 4) / (2 * sigma) : 0,
      ].map((one) => one / Math.sqrt(count) + 1e-12);
      const got = [index.mu, index.muStar, index.sigma];
      console.log(
        `Morris, factor ${i + 1}: mu, mu*, sigma ${got.map((value) => value.toFixed(3)).join(', ')} of ${exact.map((value) => value.toFixed(3)).join(', ')}`,
      );
      got.forEach((value, k) => {
        farthest = Math.max(farthest, Math.abs(value - exact[k]) / errors[k]);
        expect(Math.abs(value - exact[k])).toBeLessThan(3 * errors[k]);
      });
    });
    console.log(
      `Morris, ${count} trajectories: at most ${farthest.toFixed(2)} standard errors from the enumerated grid`,
    );
  });
  it('are the coefficients of a linear model, without deviation', () => {
    const coefficients = [4, -2, 0.5, 0];
    const positions = trajectories(20, 4, 'linear');
    const outputs = positions.map((x) => 1 + x.reduce((sum, value, i) => sum + coefficients[i] * value, 0));
    morrisIndices(elementaryEffects(positions, outputs, 4)).forEach((index, i) => {
      expect(index.mu).toBeCloseTo(coefficients[i], 13);
      expect(index.muStar).toBeCloseTo(Math.abs(coefficients[i]), 13);
      expect(index.sigma).toBeCloseTo(0, 13);
      expect(index.muStarHigh - index.muStarLow).toBeCloseTo(0, 13);
    });
    // On a grid of quarters and eighths nothing is rounded.
    const corners = [
      [0.25, 0.5],
      [0.75, 0.5],
      [0.75, 1],
    ];
    const [x, y] = morrisIndices(
      elementaryEffects(
        corners,
        corners.map(([a, b]) => 4 * a - 2 * b),
        2,
      ),
    );
    expect([x.mu, x.muStar, y.mu, y.muStar]).toEqual([4, 4, -2, 2]);
  });
  it('lie in their intervals, which hold the enumerated values about as often as they promise', () => {
    const model: Model = ([a, b, c]) => a + 2 * a * b + c * c;
    const all = enumeratedEffects(model, 3, 0);
    let held = 0;
    for (let k = 0; k < 200; ++k) {
      const positions = trajectories(20, 3, `interval ${k}`);
      const [index] = morrisIndices(elementaryEffects(positions, positions.map(model), 3), { resamples: 300 });
      expect(index.muLow).toBeLessThan(index.mu);
      expect(index.muHigh).toBeGreaterThan(index.mu);
      if (index.muStarLow <= average(all) && average(all) <= index.muStarHigh) ++held;
    }
    expect(held / 200).toBeGreaterThan(0.9);
    expect(held / 200).toBeLessThan(0.99);
  });
  it('leave out effects that are NaN', () => {
    const holes = Float64Array.of(1, Number.NaN, 2, 4, Number.NaN);
    expect(morrisIndices([holes])).toEqual(morrisIndices([Float64Array.of(1, 2, 4)]));
  });
  it('have no deviation for one trajectory, and nothing at all for none', () => {
    const nothing = { sigma: Number.NaN, sigmaLow: Number.NaN, sigmaHigh: Number.NaN };
    const [one, none] = morrisIndices([Float64Array.of(-3), Float64Array.of(Number.NaN)]);
    expect(one).toEqual({
      ...{ n: 1, mu: -3, muLow: -3, muHigh: -3, muStar: 3, muStarLow: 3, muStarHigh: 3 },
      ...nothing,
    });
    expect(none).toEqual({
      ...{ n: 0, mu: Number.NaN, muLow: Number.NaN, muHigh: Number.NaN },
      ...{ muStar: Number.NaN, muStarLow: Number.NaN, muStarHigh: Number.NaN },
      ...nothing,
    });
  });
  it('are the same for the same seed', () => {
    const effects = [Float64Array.of(1, 2, 4, 9, 3), Float64Array.of(1, 2, 4, 9, 3)];
    expect(morrisIndices(effects, { seed: 'one' })).toEqual(morrisIndices(effects, { seed: 'one' }));
    expect(morrisIndices(effects, { seed: 'one' })).not.toEqual(morrisIndices(effects, { seed: 'two' }));
    expect(() => morrisIndices(effects, { resamples: 0 })).toThrow(RangeError);
  });
});
