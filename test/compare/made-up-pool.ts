import type { Scenario, SummaryMetric } from '../../sim/index.ts';
import type { RunPool } from '../../src/experiment/run-pool.ts';
import type { RunResult, RunStore } from '../../src/experiment/run-store.ts';
import { unitAddress } from '../../src/run/run-unit.ts';

/** Value of the metric of a made-up run; an error that is thrown ends the run. */
export type Skill = (scenario: Scenario) => number | null | readonly SummaryMetric[];

/** A pool without threads and without an economy: a run has what `skill` says of its scenario. */
export function madeUpPool(store: RunStore, skill: Skill): { pool: RunPool; ran: string[]; store: RunStore } {
  const ran: string[] = [];
  const pool: RunPool = {
    threads: 1,
    run: async (unit) => {
      ran.push(`${unit.scenario.name} ${unit.scenario.seed}`);
      const address = unitAddress(unit);
      const result = resultOf(unit.scenario, skill);
      store.write(address, result);
      return { ...result, address, stored: false, seconds: 0.01 };
    },
    close: async () => {},
  };
  return { pool, ran, store };
}

function resultOf(scenario: Scenario, skill: Skill): RunResult {
  try {
    const value = skill(scenario);
    const usual = { name: 'skill_vs_naive', unit: 'log10 loss', topic: 'eth' };
    return { status: 'done', metrics: isList(value) ? value : [{ ...usual, value }] };
  } catch (error) {
    return { status: 'failed', error: (error as Error).message };
  }
}

function isList(value: number | null | readonly SummaryMetric[]): value is readonly SummaryMetric[] {
  return Array.isArray(value);
}
