import { describe, expect, it } from 'vitest';
import { type SummaryMetric, summaryMetrics } from '../../sim/index.ts';
import { attackMetrics } from '../../sim/metrics/attack-metrics.ts';
import { chainMetrics } from '../../sim/metrics/chain-metrics.ts';
import { overallMetrics } from '../../sim/metrics/overall-metrics.ts';
import { topicMetrics } from '../../sim/metrics/summary-metrics.ts';
import { logLoss } from '../../sim/protocol/losses/reported-loss.ts';
import {
  type Changes,
  everything,
  forecasters,
  inferers,
  type Row,
  reputers,
  rowsOf,
  runColumns,
  smallScenario,
  type Tables,
} from '../engine/small-scenario.ts';
import { close } from '../support/close.ts';
import { spearman } from './spearman.ts';

const valuesOf = (summary: readonly SummaryMetric[]) => new Map(summary.map(({ name, value }) => [name, value]));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => (values.length > 0 ? sum(values) / values.length : null);
const less = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);
const numberIn = (column: string) => (row: Row) => Number(row[column]);

const isJudged = ({ status }: Row) => status === 'paid' || status === 'unpaid';

/** Every metric of a run of one topic, from its tables of epochs and actors and nothing else. */
function recomputed({ epochs, actors }: Tables): Map<string, number | null> {
  const rows = rowsOf(epochs);
  const judged = rows.filter(isJudged);
  const judgedEpochs = new Set(judged.map(({ epoch }) => epoch));
  const compared = judged.filter(({ feedback }) => !Number.isNaN(feedback));
  const meanOf = (column: string) => mean(compared.map(numberIn(column)));
  const losses = Object.fromEntries(
    ['combined', 'naive', 'equal_weight', 'best_single', 'median_single'].map((who) => [who, meanOf(`${who}_loss`)]),
  );

  // The settings below all have squared errors.
  const resistant = mean(
    compared.map((row) => logLoss((Number(row.outlier_resistant_inference) - Number(row.truth)) ** 2)),
  );
  const added = (role: string) =>
    mean(rows.map(numberIn(`added_ema_score_${role}`)).filter((score) => !Number.isNaN(score)));

  const people = rowsOf(actors);
  const ofRole = (role: string) => {
    const names = [...new Set(people.filter((row) => row.role === role).map(({ actor }) => actor))];
    return names.map((name) => {
      const own = people.filter((row) => row.role === role && row.actor === name);
      const known = own.filter(({ epoch, loss }) => judgedEpochs.has(epoch) && !Number.isNaN(loss));
      return {
        earned: sum(own.map(numberIn('reward'))),
        epochs: own.length,
        losses: known.map(numberIn('loss')),
        stake: Number(own[0].stake),
      };
    });
  };
  const roles = { inferers: ofRole('inferer'), forecasters: ofRole('forecaster'), reputers: ofRole('reputer') };
  const earned = Object.fromEntries(
    Object.entries(roles).map(([role, those]) => [role, sum(those.map((one) => one.earned))]),
  );
  const paid = sum(Object.values(earned));
  const always = roles.inferers.filter((one) => judged.length > 0 && one.losses.length === judged.length);
  const alignment = (role: keyof typeof roles, reward: (one: (typeof roles)['inferers'][number]) => number) => {
    const those = roles[role].filter((one) => one.losses.length > 0);
    return spearman(
      those.map((one) => -(mean(one.losses) as number)),
      those.map(reward),
    );
  };

  // Epochs since the latest change of regime, as far as there was one.
  const since: number[] = [];
  rows.forEach(({ regime }, r) => {
    if (r > 0 && regime !== rows[r - 1].regime) since[r] = 0;
    else since[r] = r > 0 ? since[r - 1] + 1 : Number.NaN;
  });
  const excess = (from: number, to: number) =>
    mean(
      rows.flatMap((row, r) =>
        compared.includes(row) && since[r] >= from && since[r] < to
          ? [Number(row.combined_loss) - Number(row.equal_weight_loss)]
          : [],
      ),
    );

  return new Map<string, number | null>([
    ['epochs', rows.length],
    ['epochs_paid', rows.filter(({ status }) => status === 'paid').length],
    ['epochs_compared', compared.length],
    ...Object.entries(losses).map(([who, loss]) => [`mean_${who}_loss`, loss] as const),
    ['mean_outlier_resistant_loss', Number.isNaN(resistant) ? null : resistant],
    [
      'mean_hindsight_best_loss',
      always.length > 0 ? Math.min(...always.map((one) => mean(one.losses) as number)) : null,
    ],
    ...['naive', 'equal_weight', 'best_single', 'median_single'].map(
      (who) => [`skill_vs_${who}`, less(losses[who], losses.combined)] as const,
    ),
    ['naive_vs_equal_weight', less(losses.equal_weight, losses.naive)],
    ['mean_forecaster_task_score', meanOf('forecaster_task_score')],
    ['regime_change_cost', less(excess(0, 5), excess(20, Infinity))],
    ['regime_changes', since.filter((age) => age === 0).length],
    ['reward_paid', sum(rows.map(numberIn('reward')))],
    ...Object.entries(earned).map(([role, amount]) => [`reward_${role}`, amount] as const),
    ...Object.entries(earned).map(
      ([role, amount]) => [`reward_share_${role}`, paid > 0 ? amount / paid : null] as const,
    ),
    [
      'largest_inferer_share',
      earned.inferers > 0 ? Math.max(...roles.inferers.map((one) => one.earned)) / earned.inferers : null,
    ],
    [
      'effective_inferers',
      earned.inferers > 0 ? 1 / sum(roles.inferers.map((one) => (one.earned / earned.inferers) ** 2)) : null,
    ],
    ['alignment_inferers', alignment('inferers', (one) => one.earned / one.epochs)],
    ['alignment_forecasters', alignment('forecasters', (one) => one.earned / one.epochs)],
    ['alignment_reputers', alignment('reputers', (one) => one.earned / one.stake / one.losses.length)],
    ['replaced_inferers_mean', mean(rows.map(numberIn('replaced_inferers')))],
    ...Object.keys(roles).map((role) => [`added_ema_score_${role}_mean`, added(role)] as const),
    ['extrapolated_listening_epochs', sum(rows.map(numberIn('listening_extrapolated')))],
    ['reported_error_mean', mean(judged.map((row) => Math.abs(Number(row.network_loss) - Number(row.combined_loss))))],
    ['consumer_fees', 0],
    ['reputer_yield_end', null],
    ...Object.keys(roles).map((role) => [`${role}_end`, Number(judged.at(-1)?.[`registered_${role}`] ?? 0)] as const),
  ]);
}

const restless = { process: 'regime-switching', stayProbability: 0.95 };

const settings: Readonly<Record<string, Changes>> = {
  'everybody there in all epochs': { epochs: 60, truth: restless },
  'the first version': { profile: 'v0.6', epochs: 60 },
  'fewer seats than actors': {
    epochs: 60,
    set: { maxTopInferersToReward: 6, maxTopReputersToReward: 3, activeInfererQuantile: 0.6, groundTruthLag: 100 },
    forecasters: [forecasters('peeking', 4)],
  },
  'comings, goings and epochs that nobody judges': {
    epochs: 120,
    truth: restless,
    inferers: [
      inferers('honest', 9),
      inferers('honest', 2, {}, 'late', { joins: 40 }),
      inferers('noisy', 2, {}, 'early', { leaves: 70 }),
      inferers('intermittent', 2),
    ],
    reputers: [reputers('offline', 3, { probability: 0.5 })],
    set: { groundTruthLag: 180 },
  },
  'nobody who answers': { epochs: 3, inferers: [], forecasters: [forecasters('peeking', 1)] },
  'nobody who judges': { epochs: 4, reputers: [] },
  'a single epoch': { epochs: 1 },
  quarrels: {
    profile: 'v0.6',
    epochs: 60,
    reputers: [reputers('noisy', 8, { factor: 20 })],
    set: { maxTopReputersToReward: 3, learningRate: 1, minStakeFraction: 0.9 },
  },
};

describe('the summary of a run', () => {
  it.each(Object.entries(settings))('says of %s what its tables say', (_, changes) => {
    const { tables, simulation } = runColumns(smallScenario({ record: everything, ...changes }));
    const summary = valuesOf(simulation.summary());
    const expected = recomputed(tables);
    expect([...summary.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [name, value] of expected) {
      const found = summary.get(name) as number | null;
      if (value === null || found === null) expect(found, name).toBe(value);
      else if (Math.abs(value) < 1e-9) expect(Math.abs(found), name).toBeLessThan(1e-9);
      else close(found, value, 1e-9);
    }
  });

  it('has every declared metric once per topic, with its unit and topic', () => {
    const scenario = smallScenario({ epochs: 2 });
    const list = runColumns(scenario).simulation.summary();
    const named = ({ name, unit }: { name: string; unit: string }) => ({ name, unit });
    expect(list.map(named)).toEqual(topicMetrics.map(named));
    expect(new Set(list.map(({ topic }) => topic))).toEqual(new Set(['topic']));
    const two = runColumns({ ...scenario, topics: [scenario.topics[0], { ...scenario.topics[0], name: 'other' }] });
    expect(two.simulation.summary().map(({ topic }) => topic)).toEqual([
      ...overallMetrics.map(() => ''),
      ...list.map(() => 'topic'),
      ...list.map(() => 'other'),
    ]);
    const declared = [...topicMetrics, ...attackMetrics, ...overallMetrics, ...chainMetrics];
    expect(summaryMetrics.map(({ name }) => name)).toEqual(declared.map(({ name }) => name));
    expect(new Set(summaryMetrics.map(({ name }) => name)).size).toBe(summaryMetrics.length);
    for (const { name, unit, doc } of summaryMetrics) {
      expect(name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      expect(unit, name).not.toBe('');
      expect(doc.length, name).toBeGreaterThan(5);
    }
  });

  it('adds up what was paid: the whole reward of every epoch', () => {
    const { simulation } = runColumns(smallScenario({ epochs: 30, rewardPerEpoch: 12 }));
    const summary = valuesOf(simulation.summary());
    expect([summary.get('epochs'), summary.get('epochs_paid')]).toEqual([30, 30]);
    close(summary.get('reward_paid') as number, 360, 1e-9);
  });

  it('says null, not a number, for what one epoch or none cannot tell', () => {
    const short = runColumns(smallScenario({ epochs: 1 })).simulation.summary();
    const empty = short.filter(({ value }) => value === null).map(({ name }) => name);
    expect(empty).toEqual([
      'mean_combined_loss',
      'mean_naive_loss',
      'mean_equal_weight_loss',
      'mean_best_single_loss',
      'mean_median_single_loss',
      'mean_outlier_resistant_loss',
      'skill_vs_naive',
      'skill_vs_equal_weight',
      'skill_vs_best_single',
      'skill_vs_median_single',
      'naive_vs_equal_weight',
      'mean_forecaster_task_score',
      'regime_change_cost',
      'alignment_forecasters',
      'added_ema_score_inferers_mean',
      'added_ema_score_forecasters_mean',
      'added_ema_score_reputers_mean',
      'reputer_yield_end',
    ]);
    const none = valuesOf(runColumns(smallScenario({ epochs: 2, inferers: [] })).simulation.summary());
    const found = ['epochs', 'epochs_paid', 'reward_paid', 'reward_share_inferers', 'largest_inferer_share'];
    expect(found.map((name) => none.get(name))).toEqual([2, 0, 0, null, null]);
    expect(none.get('mean_hindsight_best_loss')).toBeNull();
  });

  it('counts the epochs whose listening coefficients were extrapolated', () => {
    const { simulation } = runColumns(smallScenario(settings.quarrels));
    expect(valuesOf(simulation.summary()).get('extrapolated_listening_epochs')).toBeGreaterThan(0);
  });

  it('knows who was best afterwards only among those who always had a seat', () => {
    const crowded = { epochs: 60, set: { maxTopInferersToReward: 2, activeInfererQuantile: 1 } };
    const summary = valuesOf(runColumns(smallScenario({ profile: 'v0.6', ...crowded })).simulation.summary());
    expect(summary.get('mean_hindsight_best_loss')).toBeNull();
  });
});
