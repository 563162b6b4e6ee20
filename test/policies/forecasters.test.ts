import { describe, expect, it } from 'vitest';
import { bornForecastError } from '../../sim/policies/forecasters/forecast-error.ts';
import type { Birth, Forecaster, ForecasterView } from '../../sim/policies/policy.ts';
import { forecasterPolicies } from '../../sim/policies/registry.ts';
import { allClose, close } from '../support/close.ts';
import { births, bornWith, forecasterView, judgedView, moments, setting, type Values, valuesOf } from './views.ts';

function forecaster(policy: string, values: Values = {}, birth: Birth = bornWith()): Forecaster {
  return forecasterPolicies[policy].create(valuesOf(forecasterPolicies[policy], values), birth, setting());
}

function forecastsOf(mind: Forecaster, view: ForecasterView): number[] {
  const out = new Float64Array(view.inferers);
  mind.forecastInto(view, out, 0);
  return Array.from(out);
}

const exact = { errorFactor: 0, bias: 0 };

describe('the errors that forecasters are born with', () => {
  it('are 10^N(log10 0.1, log10 1.25) and a bias N(0, 0.05), in log10 loss', () => {
    const values = { errorFactor: 1, bias: 0 };
    const one = bornForecastError(values, bornWith([1, 2]));
    allClose([one.deviation, one.bias], [0.125, 0.1], 1e-14);
    const crowd = births(10_000).map((birth) => bornForecastError(values, birth));
    const logs = moments(crowd.map(({ deviation }) => Math.log10(deviation)));
    expect(Math.abs(logs.mean + 1)).toBeLessThan(0.04 * Math.log10(1.25));
    expect(Math.abs(logs.deviation / Math.log10(1.25) - 1)).toBeLessThan(0.03);
    const biases = moments(crowd.map(({ bias }) => bias));
    expect(Math.abs(biases.mean)).toBeLessThan(0.002);
    expect(Math.abs(biases.deviation / 0.05 - 1)).toBeLessThan(0.03);
  });

  it('are multiplied by errorFactor and shifted by bias, each alone', () => {
    const birth = bornWith([0, 1]);
    const found = bornForecastError({ errorFactor: 3, bias: -2 }, birth);
    allClose([found.deviation, found.bias], [0.3, -1.95], 1e-14);
  });
});

describe('peeking', () => {
  it('without errors sees each true loss where nobody outperforms', () => {
    expect(forecastsOf(forecaster('peeking', exact), forecasterView([-2, -1, 0.5]))).toEqual([-2, -1, 0.5]);
  });

  it('senses an outperformance as far as its sensitivity goes', () => {
    const view = forecasterView([-2, -1], { usualLoss: Float64Array.of(-1.4, -1) });
    const sensed = (chance: number) => {
      const birth = bornWith([], [0.5, 0.5, chance]);
      return (-1.4 - forecastsOf(forecaster('peeking', exact, birth), view)[0]) / 0.6;
    };
    close(sensed(0.5), 0.5, 1e-14);
    close(sensed(0.7), 1 / (1 + Math.exp(-2)), 1e-13);
    expect(sensed(1e-9)).toBeLessThan(0.007);
    expect(sensed(1 - 1e-9)).toBeGreaterThan(0.993);
  });

  it('blurs each loss by an error of its own, less with experience', () => {
    const error = Float64Array.of(1, -2, 0);
    const young = forecasterView([0, 0, 0], { age: 0, error });
    const mind = forecaster('peeking', { bias: 0.5 });
    allClose(forecastsOf(mind, young), [0.6, 0.3, 0.5], 1e-14);
    allClose(forecastsOf(mind, forecasterView([0, 0, 0], { error })), [0.3, 0.15, 0.25], 1e-14);
  });
});

describe('regime-ema', () => {
  it('says nothing about inferers it never saw', () => {
    const mind = forecaster('regime-ema', exact);
    expect(forecastsOf(mind, forecasterView([0, 0, 0]))).toEqual([NaN, NaN, NaN]);
    mind.observe?.(judgedView([0, 2], [-1, -3]));
    expect(forecastsOf(mind, forecasterView([0, 0, 0]))).toEqual([-1, NaN, -3]);
  });

  it('keeps a moving average per regime and expects the latest one to go on', () => {
    const mind = forecaster('regime-ema', { ...exact, smoothing: 0.25 });
    mind.observe?.(judgedView([0], [-4], 0));
    mind.observe?.(judgedView([0], [-2], 0));
    mind.observe?.(judgedView([0], [1], 1));
    const of = (latestRegime: number) => forecastsOf(mind, forecasterView([9], { latestRegime }))[0];
    expect(of(0)).toBe(-3.5); // -4 + (−2 + 4)/4
    expect(of(1)).toBe(1);
    expect(of(-1)).toBe(-2.375); // all together: −3.5 + (1 + 3.5)/4
  });

  it('goes by other regimes where it saw an inferer in those only', () => {
    const mind = forecaster('regime-ema', exact);
    mind.observe?.(judgedView([0], [-4], 0));
    expect(forecastsOf(mind, forecasterView([0], { latestRegime: 1 }))).toEqual([-4]);
  });

  it('goes by registered place, not by seat, and passes over losses that are not there', () => {
    const mind = forecaster('regime-ema', exact);
    mind.observe?.(judgedView([2, 0], [-1, NaN]));
    const view = forecasterView([0, 0], { places: Int32Array.of(0, 2) });
    expect(forecastsOf(mind, view)).toEqual([NaN, -1]);
  });

  it('never looks at the true losses of the epoch it forecasts', () => {
    const mind = forecaster('regime-ema', exact);
    mind.observe?.(judgedView([0, 1, 2], [-1, -2, -3]));
    expect(forecastsOf(mind, forecasterView([5, 6, 7]))).toEqual(forecastsOf(mind, forecasterView([0, 0, 0])));
  });
});

describe('ema', () => {
  it('keeps one moving average for each inferer, whatever the regime', () => {
    const mind = forecaster('ema', { ...exact, smoothing: 0.25 });
    mind.observe?.(judgedView([0], [-4], 0));
    mind.observe?.(judgedView([2, 0], [7, -2], 1));
    for (const latestRegime of [-1, 0, 1]) {
      expect(forecastsOf(mind, forecasterView([0, 0, 0], { latestRegime }))).toEqual([-3.5, NaN, 7]);
    }
  });
});

describe('naive', () => {
  it('expects the last loss again, and keeps it while nothing new is known', () => {
    const mind = forecaster('naive', exact);
    mind.observe?.(judgedView([0, 1], [-4, -3]));
    mind.observe?.(judgedView([1, 0], [-1, NaN], 1));
    expect(forecastsOf(mind, forecasterView([0, 0, 0]))).toEqual([-4, -1, NaN]);
  });
});

describe('flat', () => {
  it('has one number for all: the moving average of the mean loss of those that were judged', () => {
    const mind = forecaster('flat', { ...exact, smoothing: 0.5 });
    expect(forecastsOf(mind, forecasterView([0, 0]))).toEqual([NaN, NaN]);
    mind.observe?.(judgedView([0, 1, 2], [-4, -2, NaN]));
    expect(forecastsOf(mind, forecasterView([5, 6, 7]))).toEqual([-3, -3, -3]);
    mind.observe?.(judgedView([2], [1]));
    mind.observe?.(judgedView([2], [NaN]));
    expect(forecastsOf(mind, forecasterView([0]))).toEqual([-1]);
  });

  it('errs about all of them alike', () => {
    const mind = forecaster('flat', { bias: 0.5 });
    mind.observe?.(judgedView([0], [-2]));
    const error = Float64Array.of(3, -3);
    allClose(forecastsOf(mind, forecasterView([0, 0], { error, commonError: 2 })), [-1.65, -1.65], 1e-14);
    allClose(forecastsOf(mind, forecasterView([0, 0], { age: 0, commonError: 2 })), [-1.3, -1.3], 1e-14);
  });
});

describe('regime-oracle', () => {
  it('without errors expects what is expected in the present regime, not what was drawn', () => {
    const view = forecasterView([-2, -1, 0.5], { regimeLoss: Float64Array.of(-3, -1.5, 0) });
    expect(forecastsOf(forecaster('regime-oracle', exact), view)).toEqual([-3, -1.5, 0]);
    const noisy = { ...view, error: Float64Array.of(1, 0, -2), age: 0 };
    allClose(forecastsOf(forecaster('regime-oracle'), noisy), [-2.9, -1.5, -0.2], 1e-14);
  });
});

/** What a policy gets to see of the epoch it forecasts, beside what was judged before. */
const seen: Readonly<Record<string, readonly (keyof ForecasterView)[]>> = {
  peeking: ['loss', 'usualLoss'],
  'regime-oracle': ['regimeLoss'],
};

describe.each(Object.keys(forecasterPolicies))('forecaster policy %s', (policy) => {
  /** One that has seen three epochs. */
  function experienced(values: Values = {}, birth = births(1)[0]): Forecaster {
    const mind = forecaster(policy, values, birth);
    mind.observe?.(judgedView([0, 1, 2], [-1, -2, -3]));
    mind.observe?.(judgedView([2, 0], [-5, -1.5], 1));
    mind.observe?.(judgedView([0, 1], [-2, -2.5]));
    return mind;
  }
  const now = (changes: Partial<ForecasterView> = {}) =>
    forecasterView([-1, -2, -3], { error: Float64Array.of(1, -0.5, 0.3), commonError: 0.7, age: 3, ...changes });

  it('writes its own row and nothing else, and leaves the view as it was', () => {
    const view = now();
    const before = structuredClone(view);
    const out = new Float64Array(9).fill(7);
    experienced().forecastInto(view, out, 3);
    expect(Array.from(out.subarray(0, 3))).toEqual([7, 7, 7]);
    expect(Array.from(out.subarray(6))).toEqual([7, 7, 7]);
    expect(out.subarray(3, 6).some((loss) => loss === 7)).toBe(false);
    expect(view).toEqual(before);
  });

  it('is changed by every one of its parameters', () => {
    const usual = forecastsOf(experienced(), now());
    for (const { name, default: value } of forecasterPolicies[policy].parameters) {
      expect(forecastsOf(experienced({ [name]: Number(value) + 0.5 }), now()), name).not.toEqual(usual);
    }
  });

  it('sees of the present epoch what it asks for, and nothing else', () => {
    const usual = forecastsOf(experienced(), now());
    const known = seen[policy] ?? [];
    for (const column of ['loss', 'usualLoss', 'regimeLoss'] as const) {
      const changed = forecastsOf(experienced(), now({ [column]: Float64Array.of(8, 9, 10) }));
      if (known.includes(column)) expect(changed).not.toEqual(usual);
      else expect(changed).toEqual(usual);
    }
    const asked = known.filter((column) => column !== 'loss');
    expect(forecasterPolicies[policy].needs ?? []).toEqual(asked);
  });

  it('has a noisy and a biased variant', () => {
    const silent = forecastsOf(experienced(exact, bornWith()), now());
    const noisy = forecastsOf(experienced({ errorFactor: 20 }, bornWith()), now({ age: 0 }));
    const errors = policy === 'flat' ? [0.7, 0.7, 0.7] : [1, -0.5, 0.3];
    const biased = forecastsOf(experienced({ errorFactor: 0, bias: 3 }, bornWith()), now({ age: 0 }));
    for (let j = 0; j < 3; ++j) {
      close(noisy[j] - silent[j], 2 * errors[j], 1e-13);
      close(biased[j] - silent[j], 3, 1e-13);
    }
  });

  it('forgets nothing by being asked', () => {
    const mind = experienced();
    const first = forecastsOf(mind, now());
    for (let n = 0; n < 3; ++n) forecastsOf(mind, now({ age: n }));
    expect(forecastsOf(mind, now())).toEqual(first);
  });

  it('keeps nothing of the view of a judged epoch', () => {
    const mind = forecaster(policy, {}, births(1)[0]);
    const judged = judgedView([0, 1, 2], [-1, -2, -3]);
    mind.observe?.(judged);
    const first = forecastsOf(mind, now());
    judged.loss.fill(100);
    judged.losses.fill(100);
    judged.places.fill(0);
    expect(forecastsOf(mind, now())).toEqual(first);
  });
});
