import { describe, expect, it } from 'vitest';
import { type SummaryMetric, summaryMetrics } from '../../sim/index.ts';
import { forecasters, inferers, reputers, runColumns, runTopic, smallScenario } from '../engine/small-scenario.ts';
import { close } from '../support/close.ts';

const valuesOf = (summary: readonly SummaryMetric[]) =>
  Object.fromEntries(summary.map(({ name, value }) => [name, value ?? Number.NaN]));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the summary of a run', () => {
  const scenario = smallScenario({ epochs: 30 });
  const { numbers, simulation } = runColumns(scenario);
  const summary = valuesOf(simulation.summary());

  it('has every declared metric once per topic, with its unit and topic', () => {
    const list = simulation.summary();
    expect(list.map(({ name, unit }) => ({ name, unit }))).toEqual(
      summaryMetrics.map(({ name, unit }) => ({ name, unit })),
    );
    expect(new Set(list.map(({ topic }) => topic))).toEqual(new Set(['topic']));
    const two = runColumns({ ...scenario, topics: [scenario.topics[0], { ...scenario.topics[0], name: 'other' }] });
    expect(two.simulation.summary()).toHaveLength(2 * list.length);
  });

  it('averages true losses from the second epoch on', () => {
    for (const who of ['combined', 'naive', 'equal_weight', 'best_single']) {
      close(summary[`mean_${who}_loss`], mean(numbers[`${who}_loss`].slice(1)), 1e-12);
    }
    close(summary.mean_forecaster_task_score, mean(numbers.forecaster_task_score.slice(1)), 1e-12);
  });

  it('calls skill the mean loss of the rival less that of the combination', () => {
    close(summary.skill_vs_naive, summary.mean_naive_loss - summary.mean_combined_loss, 1e-10);
    close(summary.skill_vs_equal_weight, summary.mean_equal_weight_loss - summary.mean_combined_loss, 1e-10);
    close(summary.skill_vs_best_single, summary.mean_best_single_loss - summary.mean_combined_loss, 1e-10);
  });

  it('adds up rewards over epochs and over roles', () => {
    expect([summary.epochs, summary.epochs_paid]).toEqual([30, 30]);
    close(summary.reward_paid, 3000, 1e-9);
    close(summary.reward_inferers + summary.reward_forecasters + summary.reward_reputers, 3000, 1e-9);
    for (const role of ['inferers', 'forecasters', 'reputers']) {
      close(summary[`reward_${role}`], 100 * 30 * mean(numbers[`${role}_reward_fraction`]), 1e-9);
    }
    const { earned } = runTopic(scenario).inferers;
    close(summary.largest_inferer_share, Math.max(...earned) / summary.reward_inferers, 1e-12);
  });

  it('knows afterwards who was best, of those who answered every time', () => {
    const topic = runTopic(scenario);
    close(summary.mean_hindsight_best_loss, Math.min(...topic.lossSum) / 30, 1e-12);
    const crowded = runColumns(
      smallScenario({
        profile: 'v0.6',
        epochs: 60,
        set: { maxTopInferersToReward: 2 },
        inferers: [inferers('honest', 9)],
      }),
    );
    expect(crowded.simulation.summary().find(({ name }) => name === 'mean_hindsight_best_loss')?.value).toBeNull();
  });

  it('says null, not a number, for what one epoch or none cannot tell', () => {
    const short = runColumns(smallScenario({ epochs: 1 })).simulation.summary();
    const empty = short.filter(({ value }) => value === null).map(({ name }) => name);
    expect(empty).toEqual([
      'mean_combined_loss',
      'mean_naive_loss',
      'mean_equal_weight_loss',
      'mean_best_single_loss',
      'skill_vs_naive',
      'skill_vs_equal_weight',
      'skill_vs_best_single',
      'mean_forecaster_task_score',
    ]);
    const none = runColumns(smallScenario({ epochs: 2, inferers: [], forecasters: [forecasters('peeking', 1)] }));
    const found = valuesOf(none.simulation.summary());
    expect([found.epochs, found.epochs_paid, found.reward_paid]).toEqual([2, 0, 0]);
    expect([found.largest_inferer_share, found.mean_hindsight_best_loss]).toEqual([Number.NaN, Number.NaN]);
  });

  it('counts the epochs whose listening coefficients were extrapolated', () => {
    const quarrel = runColumns(
      smallScenario({
        profile: 'v0.6',
        epochs: 60,
        reputers: [reputers('noisy', 8, { factor: 20 })],
        set: { maxTopReputersToReward: 3, learningRate: 1, minStakeFraction: 0.9 },
      }),
    );
    const flagged = quarrel.numbers.listening_extrapolated.filter((flag) => flag === 1).length;
    expect(flagged).toBeGreaterThan(0);
    expect(valuesOf(quarrel.simulation.summary()).extrapolated_listening_epochs).toBe(flagged);
  });
});
