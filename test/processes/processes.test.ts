import { describe, expect, it } from 'vitest';
import type { ParameterValue } from '../../sim/parameters/declaration.ts';
import { truthProcesses } from '../../sim/processes/registry.ts';
import type { TruthStep } from '../../sim/processes/truth-process.ts';
import { identity } from '../../sim/random/identity.ts';
import { rootKey } from '../../sim/random/root-key.ts';

type Parameters = Record<string, ParameterValue>;

function start(name: string, parameters: Parameters = {}, seed = 'processes', topic = 'topic') {
  const { high, low } = identity(topic);
  return truthProcesses[name].create(parameters, rootKey(seed), high, low);
}

function pathOf(name: string, epochs: number, parameters: Parameters = {}, seed?: string, topic?: string): TruthStep[] {
  const path = start(name, parameters, seed, topic);
  return Array.from({ length: epochs }, (_, epoch) => {
    const step = { truth: Number.NaN, scale: Number.NaN, regime: Number.NaN };
    path.step(epoch, step);
    return step;
  });
}

const truthsOf = (steps: TruthStep[]) => steps.map((step) => step.truth);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
function deviation(values: number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
function autocorrelation(values: number[], lag: number): number {
  const centre = mean(values);
  const products = values.slice(lag).map((value, at) => (value - centre) * (values[at] - centre));
  return mean(products) / deviation(values) ** 2;
}
/** Asserts that a figure lies within four of its standard errors. */
const near = (value: number, expected: number, standardError: number) =>
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThan(4 * standardError);

const epochs = 20_000;
const perMean = 1 / Math.sqrt(epochs);

describe('every truth process', () => {
  const names = Object.keys(truthProcesses);
  it('stands in the registry under its own name', () => {
    expect(names).toHaveLength(7);
    for (const name of names) expect(truthProcesses[name].name).toBe(name);
  });
  it.each(names)('%s gives the same path for the same seed and topic, another one for others', (name) => {
    expect(pathOf(name, 50)).toEqual(pathOf(name, 50));
    expect(truthsOf(pathOf(name, 50))).not.toEqual(truthsOf(pathOf(name, 50, {}, 'other')));
    expect(truthsOf(pathOf(name, 50))).not.toEqual(truthsOf(pathOf(name, 50, {}, 'processes', 'other')));
  });
  it.each(names)('%s gives finite truths, positive scales and a regime that it has', (name) => {
    for (const { truth, scale, regime } of pathOf(name, 500)) {
      expect(Number.isFinite(truth)).toBe(true);
      expect(scale).toBeGreaterThan(0);
      expect(truthProcesses[name].regimes[regime]).toBeDefined();
    }
  });
  it.each(names)('%s declares its regimes and scales one by one', (name) => {
    const { expectedScales, stationary } = start(name);
    expect(stationary).toHaveLength(truthProcesses[name].regimes.length);
    expect(stationary?.reduce((sum, share) => sum + share, 0)).toBe(1);
    if (name === 'gbm-price') expect(expectedScales).toBeUndefined();
    else for (const { regime, scale } of pathOf(name, 100)) expect(scale).toBe(expectedScales?.[regime]);
  });
  it.each(names)('%s refuses parameters out of bounds', (name) => {
    for (const { name: parameter } of truthProcesses[name].parameters) {
      expect(() => start(name, { [parameter]: Number.NaN })).toThrow(`${parameter} is NaN; expected a finite number`);
    }
  });
});

describe('gbm-return', () => {
  it('draws independent returns around the drift', () => {
    const returns = truthsOf(pathOf('gbm-return', epochs, { drift: 0.02, volatility: 0.5 }));
    near(mean(returns), 0.02, 0.5 * perMean);
    near(deviation(returns), 0.5, (0.5 * perMean) / Math.SQRT2);
    for (const lag of [1, 2, 7]) near(autocorrelation(returns, lag), 0, perMean);
  });
});

describe('gbm-price', () => {
  it('grows by the returns of gbm-return, the first included', () => {
    const parameters = { drift: 0.001, volatility: 0.03 };
    const returns = truthsOf(pathOf('gbm-return', 200, parameters));
    const prices = pathOf('gbm-price', 200, { ...parameters, initialPrice: 7 });
    let sum = 0;
    for (const [epoch, { truth, scale }] of prices.entries()) {
      sum += returns[epoch];
      expect(Math.abs(truth / (7 * Math.exp(sum)) - 1)).toBeLessThan(1e-12);
      expect(scale).toBe(truth * 0.03);
    }
  });
  it('never reaches 0, however wild', () => {
    for (const { truth } of pathOf('gbm-price', 2000, { volatility: 0.3, drift: -0.02 }))
      expect(truth).toBeGreaterThan(0);
  });
});

describe('ar1', () => {
  it('has the mean, the spread and the memory of its stationary distribution', () => {
    const values = truthsOf(pathOf('ar1', epochs, { mean: 5, phi: 0.8, innovation: 0.6 }));
    near(mean(values), 5, 3 * perMean);
    near(deviation(values), 1, 2 * perMean);
    for (const lag of [1, 2, 5]) near(autocorrelation(values, lag), 0.8 ** lag, 2 * perMean);
  });
  it('is stationary from the first epoch on', () => {
    const firsts = Array.from({ length: 4000 }, (_, seed) => pathOf('ar1', 1, { phi: 0.95 }, `${seed}`)[0].truth);
    near(deviation(firsts), 0.1 / Math.sqrt(1 - 0.95 ** 2), (0.32 / Math.sqrt(4000)) * 0.8);
  });
  it('takes steps of the innovation only', () => {
    const values = truthsOf(pathOf('ar1', epochs, { phi: 0.8, innovation: 0.6 }));
    const steps = values.slice(1).map((value, at) => value - 0.8 * values[at]);
    near(deviation(steps), 0.6, (0.6 * perMean) / Math.SQRT2);
    near(autocorrelation(steps, 1), 0, perMean);
  });
});

describe('ornstein-uhlenbeck', () => {
  it('is ar1 with the memory e^(-theta) and the spread volatility / sqrt(2 theta)', () => {
    const steps = pathOf('ornstein-uhlenbeck', epochs, { mean: -2, theta: 0.5, volatility: 1 });
    const values = truthsOf(steps);
    near(mean(values), -2, 2 * perMean);
    near(deviation(values), 1, 1.5 * perMean);
    for (const lag of [1, 3]) near(autocorrelation(values, lag), Math.exp(-0.5 * lag), 2 * perMean);
    expect(steps[0].scale).toBeCloseTo(Math.sqrt(1 - Math.exp(-1)), 14);
  });
  it('diffuses like a random walk where it hardly returns', () => {
    expect(pathOf('ornstein-uhlenbeck', 1, { theta: 1e-9, volatility: 0.3 })[0].scale).toBeCloseTo(0.3, 9);
  });
});

describe('regime-switching', () => {
  const parameters = {
    calmDrift: 1,
    calmVolatility: 0.1,
    turbulentDrift: -1,
    turbulentVolatility: 0.4,
    stayProbability: 0.9,
  };
  const steps = pathOf('regime-switching', epochs, parameters);

  it('stays in its regime as often as it should, and so holds each half of the time', () => {
    const stays = steps.slice(1).map((step, at) => (step.regime === steps[at].regime ? 1 : 0));
    near(mean(stays), 0.9, Math.sqrt(0.09) * perMean);
    near(mean(steps.map((step) => step.regime)), 0.5, 0.5 * Math.sqrt(1.8 / 0.2) * perMean);
  });
  it('draws from the drift and volatility of its regime', () => {
    for (const [regime, drift, volatility] of [
      [0, 1, 0.1],
      [1, -1, 0.4],
    ]) {
      const own = truthsOf(steps.filter((step) => step.regime === regime));
      near(mean(own), drift, volatility / Math.sqrt(own.length));
      near(deviation(own), volatility, volatility / Math.sqrt(2 * own.length));
    }
  });
  it('starts in either regime alike', () => {
    const firsts = Array.from({ length: 2000 }, (_, seed) => pathOf('regime-switching', 1, {}, `${seed}`)[0].regime);
    near(mean(firsts), 0.5, 0.5 / Math.sqrt(2000));
  });
  it('never changes with a stay probability of 1 and always with 0', () => {
    const regimes = (stayProbability: number) =>
      pathOf('regime-switching', 200, { stayProbability }).map((step) => step.regime);
    expect(new Set(regimes(1)).size).toBe(1);
    for (const [at, regime] of regimes(0).slice(1).entries()) expect(regime).toBe(1 - regimes(0)[at]);
  });
});

describe('jump-diffusion', () => {
  const parameters = { drift: 0.1, volatility: 1, jumpRate: 0.5, jumpMean: 2, jumpVolatility: 1.5 };
  it('has the mean and spread of a return with its jumps', () => {
    const steps = pathOf('jump-diffusion', epochs, parameters);
    const spread = Math.sqrt(1 + 0.5 * (4 + 2.25));
    expect(steps[0].scale).toBeCloseTo(spread, 14);
    near(mean(truthsOf(steps)), 0.1 + 0.5 * 2, spread * perMean);
    near(deviation(truthsOf(steps)), spread, 1.5 * spread * perMean);
  });
  it('without jumps is gbm-return', () => {
    const plain = { drift: 0.1, volatility: 0.2 };
    const jumping = pathOf('jump-diffusion', 100, { ...plain, jumpRate: 0 });
    expect(truthsOf(jumping)).toEqual(truthsOf(pathOf('gbm-return', 100, plain)));
  });
});

describe('student-t', () => {
  it('has the volatility asked for and heavier tails than a normal', () => {
    const returns = truthsOf(pathOf('student-t', epochs, { drift: 1, volatility: 0.5, degreesOfFreedom: 6 }));
    near(mean(returns), 1, 0.5 * perMean);
    near(deviation(returns), 0.5, 0.5 * perMean * 1.2);
    // The fourth moment of t with 6 degrees of freedom is 6 times the squared variance; of a normal, 3 times.
    expect(mean(returns.map((value) => ((value - 1) / 0.5) ** 4))).toBeGreaterThan(4);
  });
  it('is near a normal for many degrees of freedom', () => {
    const returns = truthsOf(pathOf('student-t', epochs, { volatility: 1, degreesOfFreedom: 1e6 }));
    near(mean(returns.map((value) => value ** 4)), 3, Math.sqrt(96) * perMean);
  });
});
