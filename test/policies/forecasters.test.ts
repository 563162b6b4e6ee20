import { describe, expect, it } from 'vitest';
import { forecasterPolicies, type ParameterValue } from '../../sim/index.ts';
import { bornForecastError } from '../../sim/policies/forecasters/forecast-error.ts';
import type { Birth, Forecaster, ForecasterView } from '../../sim/policies/policy.ts';
import { forecasters, runTopic, smallScenario } from '../engine/small-scenario.ts';
import { allClose, close } from '../support/close.ts';
import { births, bornWith, forecasterView, judgedView, moments } from './views.ts';

function forecaster(
  policy: string,
  values: Record<string, ParameterValue> = {},
  birth: Birth = bornWith(),
  inferers = 3,
  regimes = 2,
): Forecaster {
  const declared = forecasterPolicies[policy].parameters.map(({ name, default: value }) => [name, value]);
  return forecasterPolicies[policy].create({ ...Object.fromEntries(declared), ...values }, birth, inferers, regimes);
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

  it('learns in a run from the reported losses of the epochs before', () => {
    const expected = new Map<number, number>();
    const changes = { epochs: 20, forecasters: [forecasters('regime-ema', 1, { ...exact, smoothing: 1 })] };
    runTopic(smallScenario({ ...changes, truth: { process: 'gbm-return' } }), (topic) => {
      const born = topic.forecasterMinds.length;
      expect(born).toBe(1);
      const said = Array.from(topic.forecasts.subarray(0, 12));
      const shift = topic.epoch === 0 ? 0 : said[0] - (expected.get(0) as number);
      said.forEach((forecast, j) => {
        if (topic.epoch === 0) expect(forecast).toBeNaN();
        // All forecasts share the bias it was born with.
        else expect(Math.abs(forecast - (expected.get(j) as number) - shift)).toBeLessThan(1e-12);
        expected.set(j, topic.losses[topic.layout.inferer + j]);
      });
      expect(Math.abs(shift)).toBeLessThan(0.25);
    });
  });
});

describe.each(Object.keys(forecasterPolicies))('forecaster policy %s', (policy) => {
  it('writes its own row and nothing else, and leaves the view as it was', () => {
    const mind = forecaster(policy, {}, births(1)[0]);
    mind.observe?.(judgedView([0, 1, 2], [-1, -2, -3]));
    const view = forecasterView([-1, -2, -3]);
    const before = structuredClone(view);
    const out = new Float64Array(9).fill(7);
    mind.forecastInto(view, out, 3);
    expect(Array.from(out.subarray(0, 3))).toEqual([7, 7, 7]);
    expect(Array.from(out.subarray(6))).toEqual([7, 7, 7]);
    expect(out.subarray(3, 6).some((loss) => loss === 7)).toBe(false);
    expect(view).toEqual(before);
  });

  it('is changed by every one of its parameters', () => {
    const runOf = (values: Record<string, ParameterValue>) =>
      Array.from(runTopic(smallScenario({ epochs: 15, forecasters: [forecasters(policy, 2, values)] })).forecasts);
    const usual = runOf({});
    for (const { name, default: value } of forecasterPolicies[policy].parameters) {
      expect(runOf({ [name]: Number(value) + 0.5 }), name).not.toEqual(usual);
    }
  });
});
