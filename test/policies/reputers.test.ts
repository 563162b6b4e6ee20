import { describe, expect, it } from 'vitest';
import type { Birth, Reputer, ReputerView } from '../../sim/policies/policy.ts';
import { reputerPolicies } from '../../sim/policies/registry.ts';
import { bundleLayout } from '../../sim/protocol/value-bundle.ts';
import { allClose, close } from '../support/close.ts';
import { births, bornWith, judgedBundle, moments, reputerView, setting, type Values, valuesOf } from './views.ts';

function reputer(policy: string, values: Values = {}, birth: Birth = bornWith()): Reputer {
  return reputerPolicies[policy].create(valuesOf(reputerPolicies[policy], values), birth, setting());
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
    const view = reputerView([-20, 10, 0], [1, 1, 1], { allowNegative: true });
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

describe('a biased reputer', () => {
  it('has a bias in place of the one it was born with, and an honest error', () => {
    const birth = bornWith([1, 2]);
    allClose(reportsOf(reputer('biased', { bias: -1 }, birth), reputerView([-2, 0], [0, 1])), [-3, -0.875], 1e-14);
    allClose(reportsOf(reputer('biased', {}, birth), reputerView([-2], [0])), [-1.7], 1e-14);
  });

  it('is biased by a share of the loss where losses are raw', () => {
    const view = reputerView([-20, 10], [0, 0], { allowNegative: true });
    expect(reportsOf(reputer('biased', { bias: 0.5 }), view)).toEqual([-30, 15]);
  });
});

describe('an offline reputer', () => {
  it('is absent with the given probability, and else honest', () => {
    const birth = births(1)[0];
    const mind = reputer('offline', { probability: 0.2 }, birth);
    let present = 0;
    for (let epoch = 0; epoch < 10_000; ++epoch) if (mind.submits?.(epoch, epoch)) present += 1;
    expect(Math.abs(present - 8000)).toBeLessThan(4 * Math.sqrt(10_000 * 0.16));
    const view = reputerView([-1, -2], [1, -1]);
    expect(reportsOf(mind, view)).toEqual(reportsOf(reputer('honest', {}, birth), view));
  });

  it('is always or never there at the ends', () => {
    for (const probability of [0, 1]) {
      const mind = reputer('offline', { probability }, births(1)[0]);
      for (let epoch = 0; epoch < 50; ++epoch) expect(mind.submits?.(epoch, epoch)).toBe(probability === 0);
    }
  });
});

describe('a lazy reputer', () => {
  // Of three inferers and two forecasters, inferers 0 and 2 and forecaster 1 were active: combined, naive, two inferers, the
  // forecaster, two one-outs, one one-out, one one-in, and two implied one-outs.
  const small = bundleLayout(2, 1, true);
  const losses = Array.from({ length: small.length }, (_, v) => -v - 1);
  const judged = judgedBundle(small, [0, 2], [1], losses);
  const full = bundleLayout(3, 2, true);
  const view = (changes: Partial<ReputerView> = {}) =>
    reputerView(new Array(full.length).fill(-50), new Array(full.length).fill(1), {
      layout: full,
      places: Int32Array.of(0, 1, 2),
      forecasterPlaces: Int32Array.of(0, 1),
      ...changes,
    });

  it('measures honestly while there is nothing to copy', () => {
    const birth = births(1)[0];
    const mind = reputer('lazy', {}, birth);
    expect(reportsOf(mind, view())).toEqual(reportsOf(reputer('honest', {}, birth), view()));
    mind.observe?.(judgedBundle(small, [0, 2], [1], new Array(small.length).fill(NaN)));
    expect(reportsOf(mind, view())).toEqual(reportsOf(reputer('honest', {}, birth), view()));
  });

  it('reports the last losses again, by registered place, and the combined one for what was never judged', () => {
    const mind = reputer('lazy', {}, births(1)[0]);
    mind.observe?.(judged);
    const never = -1;
    expect(reportsOf(mind, view())).toEqual([
      ...[-1, -2], // combined, naive
      ...[-3, never, -4], // inferers
      ...[never, -5], // forecasters
      ...[-6, never, -7], // without each inferer
      ...[never, -8], // without each forecaster
      ...[never, -9], // naive with each forecaster
      ...[never, never, never, -10, never, -11], // implied by each forecaster without each inferer
    ]);
  });

  it('goes by registered place, not by seat', () => {
    const mind = reputer('lazy');
    mind.observe?.(judged);
    const swapped = {
      ...view({ layout: small, places: Int32Array.of(2, 0), forecasterPlaces: Int32Array.of(1) }),
      values: small.length,
    };
    expect(reportsOf(mind, swapped)).toEqual([-1, -2, -4, -3, -5, -7, -6, -8, -9, -11, -10]);
  });

  it('keeps what it knew where the network has no new loss', () => {
    const mind = reputer('lazy');
    mind.observe?.(judged);
    const [first, ...others] = losses;
    mind.observe?.(judgedBundle(small, [0, 2], [1], [first - 100, ...others.map(() => NaN)]));
    expect(reportsOf(mind, view()).slice(0, 5)).toEqual([-101, -2, -3, -101, -4]);
  });

  it('says nothing about values that are not there, and copies none of what it was shown', () => {
    const mind = reputer('lazy');
    const shown = judgedBundle(small, [0, 2], [1], losses);
    mind.observe?.(shown);
    shown.losses.fill(100);
    const loss = new Float64Array(full.length);
    loss[1] = NaN;
    loss[4] = NaN;
    expect(reportsOf(mind, view({ loss })).slice(0, 6)).toEqual([-1, NaN, -3, -1, NaN, -1]);
  });

  it('takes bundles without implied one-outs', () => {
    const mind = reputer('lazy');
    const plain = bundleLayout(2, 1, false);
    mind.observe?.(judgedBundle(plain, [0, 2], [1], losses.slice(0, plain.length)));
    const changes = { layout: plain, places: Int32Array.of(0, 1), forecasterPlaces: Int32Array.of(1) };
    expect(reportsOf(mind, { ...view(changes), values: plain.length })).toEqual([-1, -2, -3, -1, -5, -6, -1, -8, -9]);
  });
});

describe.each(Object.keys(reputerPolicies))('reputer policy %s', (policy) => {
  it('writes its own row and nothing else, and leaves the view as it was', () => {
    const mind = reputer(policy, {}, births(1)[0]);
    for (let round = 0; round < 2; ++round) {
      const view = reputerView([-1, NaN], [0.5, -0.5]);
      const { misreadInto, ...data } = view;
      const before = { ...structuredClone(data), misreadInto };
      const out = new Float64Array(6).fill(7);
      mind.reportInto(view, out, 2);
      expect(out.filter((report) => report === 7)).toHaveLength(4);
      expect([out[0], out[1], out[4], out[5]]).toEqual([7, 7, 7, 7]);
      expect(out[3]).toBeNaN();
      expect(view).toEqual(before);
      mind.observe?.(judgedBundle(view.layout, [], [], [-3, -4]));
    }
  });

  it('is changed by every one of its parameters', () => {
    const other: Values = { probability: 0.9 };
    const actsOf = (values: Values) => {
      const mind = reputer(policy, values, births(1)[0]);
      const present = Array.from({ length: 40 }, (_, epoch) => mind.submits?.(epoch, epoch));
      return [reportsOf(mind, reputerView([-1, -2], [0.5, -0.5])), present];
    };
    for (const { name, default: value } of reputerPolicies[policy].parameters) {
      expect(actsOf({ [name]: other[name] ?? Number(value) + 1 }), name).not.toEqual(actsOf({}));
    }
  });
});
