import { describe, expect, it } from 'vitest';
import { overallMetrics, summariseOverall } from '../../sim/metrics/overall-metrics.ts';
import { createTopicTotals, type TopicTotals } from '../../sim/metrics/topic-totals.ts';

const totals = (changes: Partial<TopicTotals>): TopicTotals => ({ ...createTopicTotals(), ...changes });
const logs = { allowNegative: false };
const raw = { allowNegative: true };

/** Sums over 10 and over 30 compared epochs. */
const one = totals({
  compared: 10,
  combined: -20,
  naive: -15,
  equalWeight: -10,
  bestSingle: -25,
  paidEpochs: 9,
  paid: 90,
});
const other = totals({
  compared: 30,
  combined: -30,
  naive: -30,
  equalWeight: 0,
  bestSingle: -15,
  paidEpochs: 3,
  paid: 10,
});

const valuesOf = (...parameters: Parameters<typeof summariseOverall>) =>
  Object.fromEntries(summariseOverall(...parameters).map(({ name, value }) => [name, value]));

describe('metrics over all topics', () => {
  it('count every compared epoch alike, whatever topic it is of', () => {
    expect(valuesOf([one, other], [logs, logs])).toEqual({
      overall_combined_loss: -50 / 40,
      overall_skill_vs_naive: 5 / 40,
      overall_skill_vs_equal_weight: 40 / 40,
      overall_skill_vs_best_single: 10 / 40,
      overall_epochs_paid: 12,
      overall_reward_paid: 100,
    });
  });

  it('are those declared, with the unit of the losses, and belong to no topic', () => {
    const list = summariseOverall([one], [logs]);
    const named = ({ name, unit }: { name: string; unit: string }) => ({ name, unit });
    expect(list.map(named)).toEqual(overallMetrics.map(named));
    expect(list.every(({ topic }) => topic === '')).toBe(true);
    const rawList = summariseOverall([one, other], [raw, raw]);
    expect(rawList.map(({ value }) => value)).toEqual(Object.values(valuesOf([one, other], [logs, logs])));
    const units = rawList.map(({ unit }) => unit);
    expect(units).toEqual(['loss', 'loss', 'loss', 'loss', 'epochs', 'ALLO']);
  });

  it('do not mix losses that are logarithms with losses that are not', () => {
    const { overall_epochs_paid: paid, overall_reward_paid: reward, ...rest } = valuesOf([one, other], [logs, raw]);
    expect([paid, reward]).toEqual([12, 100]);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  it('have no mean loss where nothing was compared', () => {
    expect(valuesOf([totals({})], [logs])).toMatchObject({ overall_combined_loss: null, overall_epochs_paid: 0 });
    expect(valuesOf([], [])).toMatchObject({ overall_skill_vs_naive: null, overall_reward_paid: 0 });
  });
});
