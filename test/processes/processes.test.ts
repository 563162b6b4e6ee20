import { describe, expect, it } from 'vitest';
import type { FormulaTree } from '../../sim/math/index.ts';
import type { ParameterValue } from '../../sim/parameters/declaration.ts';
import { truthProcesses } from '../../sim/processes/registry.ts';
import type { TruthInputs, TruthStep } from '../../sim/processes/truth-process.ts';
import { identity } from '../../sim/random/identity.ts';
import { rootKey } from '../../sim/random/root-key.ts';

type Parameters = Record<string, ParameterValue>;

const symbol = (name: string): FormulaTree => ({ type: 'symbol', name });
const call = (name: string, ...parts: FormulaTree[]): FormulaTree => ({ type: 'call', name, arguments: parts });

/** What the caller hands on beside the parameters: a file of a thousand rows, and a formula that uses all its symbols. */
const inputs: Readonly<Record<string, TruthInputs>> = {
  csv: { series: Float64Array.from({ length: 1000 }, (_, row) => (row * 7) % 11) },
  expression: {
    formula: call(
      'add',
      call('multiply', { type: 'number', value: 0.5 }, symbol('previous')),
      call('add', symbol('normal'), call('divide', symbol('uniform'), call('add', symbol('t'), symbol('uniform')))),
    ),
  },
};

interface Setting {
  readonly seed?: string;
  readonly topic?: string;
  readonly given?: TruthInputs;
}

function start(name: string, parameters: Parameters = {}, setting: Setting = {}) {
  const { seed = 'processes', topic = 'topic', given = inputs[name] } = setting;
  const { high, low } = identity(topic);
  return truthProcesses[name].create(parameters, rootKey(seed), high, low, given);
}

function pathOf(name: string, epochs: number, parameters: Parameters = {}, setting: Setting = {}): TruthStep[] {
  const path = start(name, parameters, setting);
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

const links: Readonly<Record<string, readonly string[]>> = {
  probability: ['probability', 'logit'],
  count: ['not-negative', 'log'],
};

describe('every truth process', () => {
  const names = Object.keys(truthProcesses);
  it('stands in the registry under its own name', () => {
    expect(names).toHaveLength(12);
    for (const name of names) expect(truthProcesses[name].name).toBe(name);
  });
  it.each(names)('%s gives the same path for the same seed and topic, another one for others', (name) => {
    const truths = truthsOf(pathOf(name, 50));
    expect(truthsOf(pathOf(name, 50))).toEqual(truths);
    for (const other of [{ seed: 'other' }, { topic: 'other' }]) {
      const theirs = truthsOf(pathOf(name, 50, {}, other));
      if (name === 'csv') expect(theirs).toEqual(truths);
      else expect(theirs).not.toEqual(truths);
    }
  });
  it.each(names)('%s gives truths of its domain', (name) => {
    const { domain, link } = truthProcesses[name];
    const truths = truthsOf(pathOf(name, 500));
    if (domain !== undefined) for (const truth of truths) expect(truth).toBeGreaterThanOrEqual(0);
    if (domain === 'probability') for (const truth of truths) expect(truth).toBeLessThanOrEqual(1);
    expect([domain, link]).toEqual(links[name] ?? [undefined, undefined]);
  });
  it.each(names)('%s is changed by every one of its parameters', (name) => {
    const usual = pathOf(name, 200);
    for (const { name: parameter, kind, default: value, choices } of truthProcesses[name].parameters) {
      if (kind === 'text') continue; // read by the caller, who hands on what they stand for
      if (parameter === 'onExhaustion') {
        expect(pathOf(name, 1001, { onExhaustion: 'loop' })).toHaveLength(1001);
        continue;
      }
      if (parameter === 'errorsOn') {
        for (const link of choices ?? []) expect(start(name, { errorsOn: link }).link).toBe(link);
        continue;
      }
      const other = value === 0 ? 0.5 : Number(value) * 0.9;
      expect(pathOf(name, 200, { [parameter]: other }), parameter).not.toEqual(usual);
    }
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
    for (const { name: parameter, kind } of truthProcesses[name].parameters) {
      if (kind === 'number')
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
    const firsts = Array.from(
      { length: 4000 },
      (_, seed) => pathOf('ar1', 1, { phi: 0.95 }, { seed: `${seed}` })[0].truth,
    );
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
    'calm.drift': 1,
    'calm.volatility': 0.1,
    'turbulent.drift': -1,
    'turbulent.volatility': 0.4,
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
    const firsts = Array.from(
      { length: 2000 },
      (_, seed) => pathOf('regime-switching', 1, {}, { seed: `${seed}` })[0].regime,
    );
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

describe('seasonal', () => {
  const quiet = { mean: 3, amplitude: 2, period: 8, innovation: 0 };
  it('without noise is a sine of the given period around the mean', () => {
    const root = Math.SQRT1_2;
    const expected = [0, root, 1, root, 0, -root, -1, -root].map((height) => 3 + 2 * height);
    const truths = truthsOf(pathOf('seasonal', 800, quiet));
    for (const [epoch, truth] of truths.entries()) expect(truth).toBeCloseTo(expected[epoch % 8], 14);
    expect(truths.slice(792)).toEqual(truths.slice(0, 8));
  });
  it('starts where the phase says', () => {
    const truths = truthsOf(pathOf('seasonal', 3, { ...quiet, phase: 0.25 }));
    expect(truths).toEqual([5, 3 + 2 * Math.SQRT1_2, 3]);
  });
  it('takes periods that are no whole number of epochs', () => {
    const truths = truthsOf(pathOf('seasonal', 6, { ...quiet, period: 2.5 }));
    expect(truths[5]).toBe(truths[0]);
    expect(truths[1]).toBeCloseTo(3 + 2 * Math.sin((2 * Math.PI) / 2.5), 14);
  });
  it('has the noise of ar1 around it, whose innovation is the scale', () => {
    const noise = { phi: 0.7, innovation: 0.3 };
    const around = truthsOf(pathOf('ar1', 100, noise));
    const season = truthsOf(pathOf('seasonal', 100, { ...quiet, innovation: 0 }));
    for (const [epoch, { truth, scale }] of pathOf('seasonal', 100, { ...quiet, ...noise }).entries()) {
      expect(truth).toBeCloseTo(season[epoch] + around[epoch], 13);
      expect(scale).toBe(0.3);
    }
  });
});

describe('probability', () => {
  it('is the logistic of ar1', () => {
    const logits = truthsOf(pathOf('ar1', 300, { mean: -1, phi: 0.95, innovation: 0.3 }));
    for (const [epoch, { truth, scale }] of pathOf('probability', 300, { mean: -1 }).entries()) {
      expect(truth).toBeCloseTo(1 / (1 + Math.exp(-logits[epoch])), 14);
      expect(scale).toBe(0.3);
    }
  });
  it('never reaches 0 or 1, however wild', () => {
    for (const { truth } of pathOf('probability', 500, { innovation: 100 })) {
      expect(truth).toBeGreaterThanOrEqual(1e-12);
      expect(truth).toBeLessThanOrEqual(1 - 1e-12);
    }
  });
});

describe('count', () => {
  it('has whole numbers around the mean, with the spread of a Poisson number where the intensity is constant', () => {
    const counts = truthsOf(pathOf('count', epochs, { mean: 7, innovation: 0 }));
    for (const truth of counts) expect(Number.isInteger(truth)).toBe(true);
    near(mean(counts), 7, Math.sqrt(7) * perMean);
    near(deviation(counts) ** 2, 7, Math.sqrt(7 + 2 * 49) * perMean);
    for (const lag of [1, 2]) near(autocorrelation(counts, lag), 0, perMean);
  });
  it('keeps its mean under a moving intensity, and shows the intensity’s memory and spread', () => {
    const counts = truthsOf(pathOf('count', epochs, { mean: 20, phi: 0.8, innovation: 0.3 }));
    // Log intensity has variance 0.09/0.36 = 0.25; intensity the relative variance e^0.25 - 1.
    const spread = 400 * (Math.exp(0.25) - 1);
    near(mean(counts), 20, Math.sqrt(20 + spread * 9) * perMean);
    near(deviation(counts) ** 2 / (20 + spread), 1, 8 * perMean);
    near(autocorrelation(counts, 1), (400 * (Math.exp(0.2) - 1)) / (20 + spread), 5 * perMean);
  });
  it('has as its scale the deviation of the logarithm, of intensity and draw together', () => {
    expect(pathOf('count', 1, { mean: 25, innovation: 0.2 })[0].scale).toBeCloseTo(Math.sqrt(0.04 + 0.04), 15);
    const logs = truthsOf(pathOf('count', epochs, { mean: 400, phi: 0.9, innovation: 0 })).map(Math.log);
    near(deviation(logs) / 0.05, 1, perMean);
  });
  it('stays countable for any parameters', () => {
    for (const { truth } of pathOf('count', 100, { mean: 1e9, phi: 0.99, innovation: 50 })) {
      expect(Number.isFinite(truth)).toBe(true);
    }
  });
});

describe('csv', () => {
  const given = { series: Float64Array.of(1, 3, 2, 6) };
  const named = { file: 'prices.csv', column: 'close' };
  it('gives one row per epoch, and with loop begins again', () => {
    expect(truthsOf(pathOf('csv', 4, named, { given }))).toEqual([1, 3, 2, 6]);
    expect(truthsOf(pathOf('csv', 10, { ...named, onExhaustion: 'loop' }, { given }))).toEqual([
      1, 3, 2, 6, 1, 3, 2, 6, 1, 3,
    ]);
  });
  it('stops with the row and the file where rows run out', () => {
    expect(() => pathOf('csv', 5, named, { given })).toThrow(
      new RangeError(
        'csv: epoch 4 asks for row 5 of prices.csv, column close, which has 4; expected fewer epochs, more rows or onExhaustion: loop.',
      ),
    );
  });
  it('takes its scale from the changes from row to row, or as it is told', () => {
    // Changes 2, -1, 4: mean 5/3, squares around it 114/9, over 2.
    expect(pathOf('csv', 1, named, { given })[0].scale).toBeCloseTo(Math.sqrt(114 / 18), 14);
    expect(pathOf('csv', 1, { ...named, scale: 0.25 }, { given })[0].scale).toBe(0.25);
  });
  it('wants a scale where the changes have no spread, and truths at all', () => {
    const flat = { series: Float64Array.of(5, 5, 5) };
    expect(() => start('csv', named, { given: flat })).toThrow('prices.csv, column close has no spread of changes');
    expect(start('csv', { ...named, scale: 1 }, { given: flat }).expectedScales).toEqual([1]);
    expect(() => start('csv', named, { given: {} })).toThrow('csv: prices.csv, column close gave no truths.');
  });
});

describe('expression', () => {
  it('counts epochs from 0 and remembers its last truth, the initial one before the first', () => {
    const given = { formula: call('add', symbol('t'), call('multiply', symbol('previous'), symbol('previous'))) };
    expect(truthsOf(pathOf('expression', 4, { initial: 2 }, { given }))).toEqual([4, 17, 291, 84684]);
    expect(truthsOf(pathOf('expression', 3, {}, { given }))).toEqual([0, 1, 3]);
  });
  it('draws a normal and a uniform number each epoch, which have nothing to do with each other', () => {
    const normals = truthsOf(pathOf('expression', epochs, {}, { given: { formula: symbol('normal') } }));
    const uniforms = truthsOf(pathOf('expression', epochs, {}, { given: { formula: symbol('uniform') } }));
    near(mean(normals), 0, perMean);
    near(deviation(normals), 1, perMean);
    near(mean(uniforms), 0.5, perMean / Math.sqrt(12));
    near(mean(normals.map((z, at) => z * (uniforms[at] - 0.5))), 0, perMean / Math.sqrt(12));
    // The same normal numbers as other processes have: truths of one seed are comparable.
    expect(normals.slice(0, 100)).toEqual(truthsOf(pathOf('gbm-return', 100, { drift: 0, volatility: 1 })));
  });
  it('has the scale it is given', () => {
    expect(pathOf('expression', 2, { scale: 0.7 }).map((step) => step.scale)).toEqual([0.7, 0.7]);
    expect(() => start('expression', { scale: 0 })).toThrow('scale is 0; expected a finite number, more than 0.');
  });
  it('stops where the formula gives no finite number, and refuses what it was not told', () => {
    const formula = call('divide', symbol('t'), call('subtract', symbol('t'), { type: 'number', value: 3 }));
    expect(() => pathOf('expression', 5, { formula: 't / (t - 3)' }, { given: { formula } })).toThrow(
      new RangeError('expression: t / (t - 3) is Infinity in epoch 3; expected a finite number.'),
    );
    expect(() => start('expression', { formula: 't' }, { given: {} })).toThrow('the formula t was not parsed');
    expect(() => start('expression', {}, { given: { formula: symbol('truth') } })).toThrow('names truth');
  });
});
