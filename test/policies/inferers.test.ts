import { describe, expect, it } from 'vitest';
import { infererPolicies, type ParameterValue } from '../../sim/index.ts';
import { experienceFactor } from '../../sim/policies/experience.ts';
import type { Birth } from '../../sim/policies/policy.ts';
import { inferers, reputers, runTopic, smallScenario } from '../engine/small-scenario.ts';
import { close } from '../support/close.ts';
import { births, bornWith, infererView, moments } from './views.ts';

function inferer(policy: string, values: Record<string, ParameterValue> = {}, birth: Birth = bornWith()) {
  const declared = infererPolicies[policy].parameters.map(({ name, default: value }) => [name, value]);
  return infererPolicies[policy].create({ ...Object.fromEntries(declared), ...values }, birth);
}

/** Error at birth as standard deviation and bias, in scales of the truth. */
function errorOf(policy: string, values: Record<string, ParameterValue> = {}, birth?: Birth) {
  const mind = inferer(policy, values, birth);
  const bias = mind.infer(infererView({ age: 0 }));
  return { bias, deviation: mind.infer(infererView({ age: 0, error: 1 })) - bias };
}

describe('experience', () => {
  it('halves errors with age: 1 at birth, 0.684 after ten epochs, 1/2 in the end', () => {
    expect(experienceFactor(0)).toBe(1);
    close(experienceFactor(10), 0.5 * (1 + Math.exp(-1)), 1e-15);
    expect(experienceFactor(10_000)).toBe(0.5);
    for (let age = 1; age < 100; ++age) expect(experienceFactor(age)).toBeLessThan(experienceFactor(age - 1));
  });
});

describe('an honest inferer', () => {
  it('who is average errs by two scales of the truth at birth, without bias', () => {
    const { deviation, bias } = errorOf('honest');
    close(deviation, 2, 1e-14);
    expect(bias).toBe(0);
  });

  it('is born with an error 10^N(log10 2, log10 1.5) and a bias N(0, 0.5)', () => {
    close(errorOf('honest', {}, bornWith([1, 0])).deviation, 3, 1e-14);
    close(errorOf('honest', {}, bornWith([-1, 0])).deviation, 2 / 1.5, 1e-14);
    close(errorOf('honest', {}, bornWith([0, -3])).bias, -1.5, 1e-14);
  });

  it('has these moments over a crowd, error and bias having nothing to do with each other', () => {
    const crowd = births(10_000).map((birth) => errorOf('honest', {}, birth));
    const logs = moments(crowd.map(({ deviation }) => Math.log10(deviation)));
    const biases = moments(crowd.map(({ bias }) => bias));
    // Standard errors: sd/100 of a mean, sd/141 of a deviation; four of them.
    expect(Math.abs(logs.mean - Math.log10(2))).toBeLessThan(0.04 * Math.log10(1.5));
    expect(Math.abs(logs.deviation / Math.log10(1.5) - 1)).toBeLessThan(0.03);
    expect(Math.abs(biases.mean)).toBeLessThan(0.02);
    expect(Math.abs(biases.deviation / 0.5 - 1)).toBeLessThan(0.03);
    const product = moments(crowd.map(({ deviation, bias }) => (Math.log10(deviation) - logs.mean) * bias)).mean;
    expect(Math.abs(product / (logs.deviation * biases.deviation))).toBeLessThan(0.04);
  });

  it('errs half as much, bias included, when it outperforms', () => {
    const mind = inferer('honest', {}, bornWith([0.3, 0.8]));
    const usual = mind.infer(infererView({ age: 3, error: -1.2 }));
    close(mind.infer(infererView({ age: 3, error: -1.2, outperforms: true })), usual / 2, 1e-15);
  });

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
    const topic = runTopic(scenario, ({ epoch, inferences, step }) => {
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

describe('a noisy inferer', () => {
  it('has its standard deviation multiplied, never its bias', () => {
    const birth = bornWith([0.4, 0.9]);
    const honest = errorOf('honest', {}, birth);
    for (const factor of [0, 1, 5, 20]) {
      const noisy = errorOf('noisy', { factor }, birth);
      close(noisy.deviation, factor * honest.deviation, 1e-12);
      close(noisy.bias, honest.bias, 1e-15);
    }
    close(errorOf('noisy', {}, birth).deviation, 5 * honest.deviation, 1e-14);
  });
});

describe('a biased inferer', () => {
  it('errs by a number of its own standard deviations to one side, whatever bias it was born with', () => {
    for (const normals of [
      [0, 0],
      [1, 5],
      [-1, -5],
    ]) {
      const { deviation, bias } = errorOf('biased', { bias: -3 }, bornWith(normals));
      close(deviation, errorOf('honest', {}, bornWith(normals)).deviation, 1e-13);
      close(bias, -3 * deviation, 1e-13);
    }
    close(errorOf('biased').bias, 4, 1e-14); // two times two
  });
});

describe.each(Object.keys(infererPolicies))('inferer policy %s', (policy) => {
  it('moves with the truth and in proportion to the scale', () => {
    const mind = inferer(policy, {}, births(1)[0]);
    const view = { age: 7, error: 0.7 };
    const error = mind.infer(infererView(view));
    expect(error).not.toBe(0);
    close(mind.infer(infererView({ ...view, truth: 100 })), 100 + error, 1e-14);
    close(mind.infer(infererView({ ...view, scale: 8 })), 8 * error, 1e-15);
  });

  it('has no memory: the same view gets the same answer', () => {
    const mind = inferer(policy, {}, births(1)[0]);
    const first = mind.infer(infererView({ error: 0.7 }));
    for (let epoch = 0; epoch < 5; ++epoch) mind.infer(infererView({ error: epoch, age: epoch }));
    expect(mind.infer(infererView({ error: 0.7 }))).toBe(first);
  });

  it('is changed by every one of its parameters', () => {
    for (const { name, default: value } of infererPolicies[policy].parameters) {
      const other = { [name]: Number(value) + 1 };
      expect(errorOf(policy, other, bornWith([0.1, 0.2])), name).not.toEqual(errorOf(policy, {}, bornWith([0.1, 0.2])));
    }
  });
});
