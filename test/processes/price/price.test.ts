import { describe, expect, it } from 'vitest';
import type { ParameterValue } from '../../../sim/parameters/declaration.ts';
import type { PriceInputs } from '../../../sim/processes/price/price-process.ts';
import { priceProcesses } from '../../../sim/processes/price/registry.ts';
import { drawKeyInto, identity, normal, rootKey } from '../../../sim/random/index.ts';
import { purposePriceInnovation } from '../../../sim/random/purposes.ts';

const start = (
  name: string,
  parameters: Record<string, ParameterValue> = {},
  inputs: PriceInputs = {},
  seed = 'prices',
) => priceProcesses[name].create(parameters, rootKey(seed), inputs);
const days = (count: number) => Array.from({ length: count }, (_, day) => day);

describe('processes of the price', () => {
  it('are these, go by their own names and say what they do', () => {
    expect(Object.keys(priceProcesses)).toEqual(['constant', 'gbm', 'csv']);
    for (const [name, process] of Object.entries(priceProcesses)) {
      expect(process.name).toBe(name);
      expect(process.doc).toMatch(/\.$/);
      expect(process.source.length).toBeGreaterThan(5);
    }
  });

  it.each(Object.keys(priceProcesses))('of which %s holds a price for the whole day, above 0', (name) => {
    const path = start(name, {}, { series: Float64Array.of(1, 2, 0.5) });
    for (const day of days(100)) {
      expect(path.at(day)).toBeGreaterThan(0);
      expect(path.at(day + 0.999)).toBe(path.at(day));
    }
  });

  it('refuse what lies outside of their bounds', () => {
    expect(() => start('constant', { price: 0 })).toThrow('price is 0; expected a finite number, more than 0.');
    expect(() => start('gbm', { volatility: -1 })).toThrow('volatility is -1');
    expect(() => start('gbm', { initialPrice: 0 })).toThrow('initialPrice is 0');
  });
});

describe('a constant price', () => {
  it('is what it is given, 1 unless given', () => {
    expect([0, 1, 1e5].map((day) => start('constant', { price: 0.3 }).at(day))).toEqual([0.3, 0.3, 0.3]);
    expect(start('constant').at(4)).toBe(1);
  });
});

describe('a price that is a geometric Brownian motion', () => {
  it('starts at the initial price and grows by one normal return a day', () => {
    const { high, low } = identity('price');
    const key = new Int32Array(4);
    const path = start('gbm', { initialPrice: 2, drift: 0.01, volatility: 0.1 });
    let sum = 0;
    expect(path.at(0)).toBe(2);
    for (const day of [1, 2, 3]) {
      drawKeyInto(rootKey('prices'), high, low, day, purposePriceInnovation, key);
      sum += 0.01 + 0.1 * normal(key, 0, 0);
      expect(path.at(day)).toBeCloseTo(2 * Math.exp(sum), 12);
    }
  });

  it('is the same path in whatever order days are asked for', () => {
    const forward = start('gbm');
    const prices = days(300).map((day) => forward.at(day));
    const backward = start('gbm');
    expect(
      days(300)
        .map((day) => backward.at(299 - day))
        .reverse(),
    ).toEqual(prices);
    expect(start('gbm').at(200)).toBe(prices[200]);
  });

  it('is another path with another seed, and grows steadily without volatility', () => {
    expect(start('gbm', {}, {}, 'another').at(1)).not.toBe(start('gbm').at(1));
    expect(start('gbm', { drift: 0.01, volatility: 0 }).at(100)).toBeCloseTo(Math.E, 12);
  });

  it('has returns of the given mean and standard deviation', () => {
    const path = start('gbm', { drift: 0.002, volatility: 0.04 });
    const count = 20_000;
    const returns = days(count).map((day) => Math.log(path.at(day + 1) / path.at(day)));
    const mean = returns.reduce((sum, r) => sum + r, 0) / count;
    const deviation = Math.sqrt(returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / count);
    expect(Math.abs(mean - 0.002)).toBeLessThan((4 * 0.04) / Math.sqrt(count));
    expect(Math.abs(deviation - 0.04)).toBeLessThan((4 * 0.04) / Math.sqrt(2 * count));
  });
});

describe('a price from a file', () => {
  const parameters = { file: 'allo.csv', column: 'close' };

  it('is that of the day’s row, and the last one afterwards', () => {
    const path = start('csv', parameters, { series: Float64Array.of(0.5, 0.25, 4) });
    expect([0, 1, 2, 3, 1000, 1].map((day) => path.at(day))).toEqual([0.5, 0.25, 4, 4, 4, 0.25]);
  });

  it('must be there, and above 0 in every row', () => {
    expect(() => start('csv', parameters)).toThrow('csv: allo.csv, column close gave no prices.');
    expect(() => start('csv', parameters, { series: Float64Array.of(1, 0) })).toThrow(
      'csv: row 2 of allo.csv, column close is 0; expected a price above 0.',
    );
    for (const wrong of [NaN, Infinity, -1]) {
      expect(() => start('csv', parameters, { series: Float64Array.of(wrong) })).toThrow(`is ${wrong};`);
    }
  });
});
