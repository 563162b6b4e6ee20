import { describe, expect, it } from 'vitest';
import { createWorld } from '../../sim/engine/step.ts';
import type { Reputer } from '../../sim/policies/policy.ts';
import { infererView, moments, reputerView } from '../policies/views.ts';
import { allClose, close } from '../support/close.ts';
import { forecasters, inferers, reputers, runTopic, smallScenario } from './small-scenario.ts';

/** Reports of two losses of 1, without error and one standard deviation too high. */
function twoReports(mind: Reputer): [number, number] {
  const out = new Float64Array(2);
  mind.reportInto(reputerView([0, 0], [0, 1]), out, 0);
  return [out[0], out[1]];
}

const exact = { errorFactor: 0, bias: 0 };

describe('an honest inferer', () => {
  it('shows these errors in a run: standard normal, times its own, times experience, times the scale', () => {
    const scenario = smallScenario({
      epochs: 4000,
      inferers: [inferers('honest', 1)],
      forecasters: [],
      reputers: [reputers('honest', 1)],
      set: { outperformerProbability: 0 },
    });
    const young: number[] = [];
    const errors: number[] = [];
    const topic = runTopic(scenario, ({ nonce: { epoch, inferences, step } }) => {
      const error = (inferences[0] - step.truth) / (step.scale * 0.5 * (1 + Math.exp(-0.1 * epoch)));
      (epoch < 20 ? young : errors).push(error);
    });
    const bias = topic.infererMinds[0].infer(infererView({ age: 0 }));
    const deviation = topic.infererMinds[0].infer(infererView({ age: 0, error: 1 })) - bias;
    const found = moments(errors);
    expect(Math.abs(found.mean - bias)).toBeLessThan((4 * deviation) / 63);
    expect(Math.abs(found.deviation / deviation - 1)).toBeLessThan(4 / 89);
    // If the young ones' experience were left out, their squares would be up to four times as large.
    expect(Math.abs(moments(young).deviation / deviation - 1)).toBeLessThan(0.6);
  });
});

describe('regime-ema', () => {
  it('learns in a run from the reported losses of the epochs before', () => {
    const expected = new Map<number, number>();
    const changes = { epochs: 20, forecasters: [forecasters('regime-ema', 1, { ...exact, smoothing: 1 })] };
    let compared = 0;
    runTopic(smallScenario({ ...changes, truth: { process: 'gbm-return' } }), ({ nonce, desk, windowsClosed }) => {
      const { epoch, layout } = nonce;
      // When nonce e is done, the forecasts made last are those of e + 1, which knew the losses of e - 1.
      if (windowsClosed !== epoch + 2) return;
      const said = Array.from(desk.forecasts.subarray(0, 12));
      const shift = epoch === 0 ? 0 : said[0] - (expected.get(0) as number);
      said.forEach((forecast, j) => {
        if (epoch === 0) expect(forecast).toBeNaN();
        // All forecasts share the bias it was born with.
        else expect(Math.abs(forecast - (expected.get(j) as number) - shift)).toBeLessThan(1e-12);
        expected.set(j, desk.losses[layout.inferer + j]);
      });
      ++compared;
      expect(Math.abs(shift)).toBeLessThan(0.25);
    });
    expect(compared).toBe(19);
  });
});

describe('an honest reputer', () => {
  it('errs in a run about each value by itself, as much in later epochs as in the first', () => {
    const scenario = smallScenario({ epochs: 300, reputers: [reputers('honest', 1)] });
    const errors: number[][] = [[], []];
    const topic = runTopic(scenario, ({ nonce: { epoch, layout }, desk: { reports, trueLoss } }) => {
      for (let v = 0; v < layout.inferer + 12; ++v) errors[epoch < 150 ? 0 : 1].push(reports[v] - trueLoss[v]);
    });
    const [bias, both] = twoReports(topic.reputerMinds[0]);
    for (const half of errors) {
      expect(half).toHaveLength(2100);
      const { mean, deviation } = moments(half);
      expect(Math.abs(mean - bias)).toBeLessThan((4 * (both - bias)) / 45);
      expect(Math.abs(deviation / (both - bias) - 1)).toBeLessThan(4 / 64);
    }
  });
});

describe('stake', () => {
  const topicWith = (median: number, sigma: number, count: number) => {
    const judges = [{ ...reputers('honest', count), stake: { median, sigma } }];
    return createWorld(smallScenario({ seed: 'stakes', reputers: judges })).topics[0];
  };

  it('is log-normal with the given median and sigma', () => {
    const logs = moments(Array.from(topicWith(100_000, 0.5, 4000).stake, Math.log));
    expect(Math.abs(logs.median - Math.log(100_000))).toBeLessThan(0.04); // four standard errors
    expect(Math.abs(logs.mean - Math.log(100_000))).toBeLessThan(0.032);
    expect(Math.abs(logs.deviation / 0.5 - 1)).toBeLessThan(0.045);
  });

  it('is the median for all when sigma is 0, and does not change in a run', () => {
    const { stake } = topicWith(5000, 0, 3);
    allClose(stake, [5000, 5000, 5000], 1e-14);
    const scenario = smallScenario({ epochs: 10 });
    const born = createWorld(scenario).topics[0].stake.slice();
    expect(runTopic(scenario).stake).toEqual(born);
  });

  it('weighs in the network’s losses', () => {
    runTopic(smallScenario({ epochs: 3 }), ({ nonce: { layout }, desk: { losses, reports }, stake }) => {
      const total = stake.reduce((sum, own) => sum + own, 0);
      const weighted = stake.reduce((sum, own, m) => sum + own * reports[m * layout.length], 0);
      close(losses[0], weighted / total, 1e-13);
    });
  });
});
