import { describe, expect, it } from 'vitest';
import type { DemandScenario } from '../../../sim/engine/scenario.ts';
import { createDemand, type DemandTerms } from '../../../sim/policies/economy/demand.ts';
import { drawKeyInto, identity, logNormal, poisson, rootKey } from '../../../sim/random/index.ts';
import { purposeRequestCount, purposeRequestFee } from '../../../sim/random/purposes.ts';
import { moments } from '../views.ts';

const root = rootKey('demand');
const terms: DemandScenario = {
  rate: 4,
  fee: { median: 0.5, sigma: 0.8 },
  skillFeedback: 0,
  reference: 'naive',
};

function demandOf(changes: Partial<DemandTerms> = {}, topic = 'topic', rawLosses = false) {
  const { high, low } = identity(topic);
  return createDemand({ ...terms, ...changes }, root, high, low, rawLosses);
}
const epochs = (count: number) => Array.from({ length: count }, (_, epoch) => epoch);
const within4 = (value: number, expected: number, standardError: number) =>
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThan(4 * standardError);

describe('requests', () => {
  it('are Poisson with the given mean', () => {
    const demand = demandOf();
    const { mean, deviation } = moments(epochs(10_000).map((epoch) => demand.requests(epoch)));
    within4(mean, 4, 2 / 100);
    within4(deviation ** 2, 4, (4 * Math.sqrt(2 + 1 / 4)) / 100);
  });

  it('are none at a rate of 0, and then nothing is paid', () => {
    const demand = demandOf({ rate: 0 });
    for (const epoch of epochs(20)) expect([demand.requests(epoch), demand.feesOf(epoch)]).toEqual([0, 0]);
  });

  it('hang on topic and epoch alone, in whatever order they are asked for', () => {
    const { high, low } = identity('topic');
    const key = new Int32Array(4);
    const demand = demandOf();
    for (const epoch of [9, 3, 5]) {
      demand.feesOf(epoch + 1);
      drawKeyInto(root, high, low, epoch, purposeRequestCount, key);
      expect(demand.requests(epoch)).toBe(poisson(key, 0, 0, 4));
    }
    const counts = (topic: string) => epochs(50).map((epoch) => demandOf({}, topic).requests(epoch));
    expect(counts('elsewhere')).not.toEqual(counts('topic'));
  });
});

describe('fees', () => {
  it('are log-normal with the given median and sigma', () => {
    const demand = demandOf();
    const logs = epochs(10_000).map((n) => Math.log(demand.feeOf(n >> 2, n & 3)));
    const { mean, deviation } = moments(logs);
    within4(mean, Math.log(0.5), 0.8 / 100);
    within4(deviation, 0.8, 0.8 / Math.sqrt(20_000));
  });

  it('hang on topic, epoch and number of the request alone', () => {
    const { high, low } = identity('topic');
    const key = new Int32Array(4);
    drawKeyInto(root, high, low, 7, purposeRequestFee, key);
    const fees = [0, 1, 2].map((request) => demandOf().feeOf(7, request));
    expect(fees).toEqual([0, 1, 2].map((request) => 0.5 * logNormal(key, 0, request, 0, 0.8)));
    expect(new Set(fees).size).toBe(3);
    // More requests than expected leave those that there were before as they are.
    expect(demandOf({ rate: 400 }).feeOf(7, 1)).toBe(fees[1]);
  });

  it('are all the median without spread, and nothing at a median of 0', () => {
    expect(demandOf({ fee: { median: 3, sigma: 0 } }).feeOf(1, 2)).toBe(3);
    expect(demandOf({ fee: { median: 0, sigma: 1 } }).feeOf(1, 2)).toBe(0);
  });

  it('of an epoch are the sum of what its requests pay', () => {
    const demand = demandOf({ skillFeedback: 2 });
    demand.noteSkill(-1, 0);
    for (const epoch of epochs(20)) {
      let sum = 0;
      for (let n = 0; n < demand.requests(epoch); ++n) sum += demand.feeOf(epoch, n);
      expect(demand.feesOf(epoch)).toBe(sum);
    }
  });
});

describe('skill', () => {
  it('is 0 before anything is known, and stays so while the topic is as good as its reference', () => {
    const demand = demandOf();
    expect(demand.skill()).toBe(0);
    demand.noteSkill(-2.5, -2.5);
    expect(demand.skill()).toBe(0);
  });

  it('comes to 1 - L / L_reference of losses that stay as they are, half of the way in log10 after ten epochs', () => {
    // A loss of a hundredth of the reference.
    const demand = demandOf();
    for (let epoch = 0; epoch < 10; ++epoch) demand.noteSkill(-3, -1);
    expect(demand.skill()).toBeCloseTo(1 - 0.1, 12);
    for (let epoch = 0; epoch < 1000; ++epoch) demand.noteSkill(-3, -1);
    expect(demand.skill()).toBeCloseTo(1 - 0.01, 12);
  });

  it('is negative when the topic does worse than its reference', () => {
    const demand = demandOf();
    for (let epoch = 0; epoch < 1000; ++epoch) demand.noteSkill(0, Math.log10(0.5));
    expect(demand.skill()).toBeCloseTo(-1, 12);
  });

  it('passes over epochs whose losses are not known', () => {
    const demand = demandOf();
    demand.noteSkill(-3, -1);
    const before = demand.skill();
    demand.noteSkill(NaN, -1);
    demand.noteSkill(-9, NaN);
    expect(demand.skill()).toBe(before);
  });

  it('is not ruined by one epoch in which the reference happened to be exact', () => {
    const demand = demandOf();
    for (let epoch = 0; epoch < 100; ++epoch) demand.noteSkill(epoch === 99 ? -2 : -3, epoch === 99 ? -12 : -2);
    // The smoothed difference falls from -1 by 0.067 of 11, the plain ratio would be 1 - 10^10.
    expect(demand.skill()).toBeGreaterThan(0.4);
  });

  it('compares smoothed losses as they are where they are raw, from the reference on', () => {
    const demand = demandOf({}, 'topic', true);
    for (let epoch = 0; epoch < 10; ++epoch) demand.noteSkill(1, 2);
    // Half of the way from 2 to 1, against 2.
    expect(demand.skill()).toBeCloseTo(1 - 1.5 / 2, 12);
    for (let epoch = 0; epoch < 1000; ++epoch) demand.noteSkill(1, 2);
    expect(demand.skill()).toBeCloseTo(0.5, 12);
  });

  it('takes raw losses below 0 for perfect, and keeps the last skill while the reference is not positive', () => {
    const demand = demandOf({}, 'topic', true);
    for (let epoch = 0; epoch < 100; ++epoch) demand.noteSkill(-4, 1);
    expect(demand.skill()).toBe(1);
    for (let epoch = 0; epoch < 100; ++epoch) demand.noteSkill(0.25, 0.5);
    const before = demand.skill();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(1);
    const fresh = demandOf({}, 'topic', true);
    fresh.noteSkill(-1, -2);
    expect(fresh.skill()).toBe(0);
  });
});

describe('what requests pay', () => {
  const skilled = (skillFeedback: number, difference: number) => {
    const demand = demandOf({ skillFeedback });
    for (let epoch = 0; epoch < 1000; ++epoch) demand.noteSkill(difference, 0);
    return demand;
  };

  it('does not hang on skill without feedback, to the last bit', () => {
    for (const difference of [-5, 0, 5, 400]) {
      expect(skilled(0, difference).feeOf(3, 1)).toBe(demandOf().feeOf(3, 1));
      expect(skilled(0, difference).feesOf(3)).toBe(demandOf().feesOf(3));
    }
  });

  it('grows by feedback times skill', () => {
    const plain = demandOf().feeOf(3, 1);
    expect(skilled(2, Math.log10(0.25)).feeOf(3, 1)).toBeCloseTo(plain * (1 + 2 * 0.75), 12);
    expect(skilled(0.5, Math.log10(2)).feeOf(3, 1)).toBeCloseTo(plain * (1 - 0.5), 12);
  });

  it('is nothing, never less, when the topic is bad enough', () => {
    expect(skilled(1, Math.log10(3)).feeOf(3, 1)).toBe(0);
    expect(skilled(1, 400).feesOf(3)).toBe(0);
  });
});
