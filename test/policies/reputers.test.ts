import { describe, expect, it } from 'vitest';
import { createTopic } from '../../sim/engine/topic.ts';
import { type ParameterValue, reputerPolicies } from '../../sim/index.ts';
import type { Birth, Reputer, ReputerView } from '../../sim/policies/policy.ts';
import { rootKey } from '../../sim/random/root-key.ts';
import { reputers, runTopic, smallScenario } from '../engine/small-scenario.ts';
import { allClose, close } from '../support/close.ts';
import { births, bornWith, moments, reputerView } from './views.ts';

function reputer(policy: string, values: Record<string, ParameterValue> = {}, birth: Birth = bornWith()): Reputer {
  const declared = reputerPolicies[policy].parameters.map(({ name, default: value }) => [name, value]);
  return reputerPolicies[policy].create({ ...Object.fromEntries(declared), ...values }, birth);
}

function reportsOf(mind: Reputer, view: ReputerView): number[] {
  const out = new Float64Array(view.values);
  mind.reportInto(view, out, 0);
  return Array.from(out);
}

describe('an honest reputer', () => {
  it('reports log losses with an error of 0.1 for each value, and a bias', () => {
    const view = reputerView([-2, -1, 0.5], [1, -2, 0]);
    allClose(reportsOf(reputer('honest'), view), [-1.9, -1.2, 0.5], 1e-14);
    allClose(reportsOf(reputer('honest', {}, bornWith([1, 2])), view), [-1.775, -1.15, 0.6], 1e-14);
  });

  it('reports nothing about values that are not there', () => {
    expect(reportsOf(reputer('honest'), reputerView([NaN, -1], [0, 0]))).toEqual([NaN, -1]);
  });

  it('errs in proportion to the loss where losses are raw and may be negative', () => {
    const view = reputerView([-20, 10, 0], [1, 1, 1], true);
    allClose(reportsOf(reputer('honest', {}, bornWith([0, 2])), view), [-24, 12, 0], 1e-14);
  });

  it('is born with an error 10^N(log10 0.1, log10 1.25) and a bias N(0, 0.05)', () => {
    const crowd = births(10_000).map((birth) => reportsOf(reputer('honest', {}, birth), reputerView([0, 0], [0, 1])));
    const biases = moments(crowd.map(([bias]) => bias));
    expect(Math.abs(biases.mean)).toBeLessThan(0.002);
    expect(Math.abs(biases.deviation / 0.05 - 1)).toBeLessThan(0.03);
    const logs = moments(crowd.map(([bias, both]) => Math.log10(both - bias)));
    expect(Math.abs(logs.mean + 1)).toBeLessThan(0.04 * Math.log10(1.25));
    expect(Math.abs(logs.deviation / Math.log10(1.25) - 1)).toBeLessThan(0.03);
  });

  it('errs in a run about each value by itself, as much in later epochs as in the first', () => {
    const scenario = smallScenario({ epochs: 300, reputers: [reputers('honest', 1)] });
    const errors: number[][] = [[], []];
    const topic = runTopic(scenario, ({ epoch, layout, reports, trueLoss }) => {
      for (let v = 0; v < layout.inferer + 12; ++v) errors[epoch < 150 ? 0 : 1].push(reports[v] - trueLoss[v]);
    });
    const [bias, both] = reportsOf(topic.reputerMinds[0], reputerView([0, 0], [0, 1]));
    for (const half of errors) {
      expect(half).toHaveLength(2100);
      const { mean, deviation } = moments(half);
      expect(Math.abs(mean - bias)).toBeLessThan((4 * (both - bias)) / 45);
      expect(Math.abs(deviation / (both - bias) - 1)).toBeLessThan(4 / 64);
    }
  });
});

describe('a noisy reputer', () => {
  it('has its standard deviation multiplied, never its bias', () => {
    const birth = bornWith([0.4, 0.9]);
    const [honestBias, honest] = reportsOf(reputer('honest', {}, birth), reputerView([0, 0], [0, 1]));
    for (const factor of [0, 1, 5, 50]) {
      const [bias, both] = reportsOf(reputer('noisy', { factor }, birth), reputerView([0, 0], [0, 1]));
      close(bias, honestBias, 1e-15);
      expect(Math.abs(both - bias - factor * (honest - honestBias))).toBeLessThan(1e-13);
    }
  });
});

describe('stake', () => {
  const topicWith = (median: number, sigma: number, count: number) => {
    const scenario = smallScenario({ reputers: [{ ...reputers('honest', count), stake: { median, sigma } }] });
    return createTopic(scenario, scenario.topics[0], rootKey('stakes'), {});
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
    const born = createTopic(scenario, scenario.topics[0], rootKey(scenario.seed), {}).stake;
    expect(runTopic(scenario).stake).toEqual(born);
  });

  it('weighs in the network’s losses', () => {
    runTopic(smallScenario({ epochs: 3 }), ({ losses, reports, layout, stake }) => {
      const total = stake.reduce((sum, own) => sum + own, 0);
      const weighted = stake.reduce((sum, own, m) => sum + own * reports[m * layout.length], 0);
      close(losses[0], weighted / total, 1e-13);
    });
  });
});

describe.each(Object.keys(reputerPolicies))('reputer policy %s', (policy) => {
  it('writes its own row and nothing else, and leaves the view as it was', () => {
    const view = reputerView([-1, -2], [0.5, -0.5]);
    const before = structuredClone(view);
    const out = new Float64Array(6).fill(7);
    reputer(policy, {}, births(1)[0]).reportInto(view, out, 2);
    expect(out.filter((report) => report === 7)).toHaveLength(4);
    expect([out[0], out[1], out[4], out[5]]).toEqual([7, 7, 7, 7]);
    expect(view).toEqual(before);
  });

  it('is changed by every one of its parameters', () => {
    const view = reputerView([-1, -2], [0.5, -0.5]);
    for (const { name, default: value } of reputerPolicies[policy].parameters) {
      const other = reputer(policy, { [name]: Number(value) + 1 });
      expect(reportsOf(other, view), name).not.toEqual(reportsOf(reputer(policy), view));
    }
  });
});
