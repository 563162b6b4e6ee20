import { describe, expect, it } from 'vitest';
import { auditMoney } from '../../../sim/chain/audit-money.ts';
import { account } from '../../../sim/chain/ledger.ts';
import { createMacroSimulation } from '../../../sim/engine/macro/macro-simulation.ts';
import { createMacroWorld } from '../../../sim/engine/macro/macro-world.ts';
import { macroProblem, stepMonth } from '../../../sim/engine/macro/month.ts';
import type { ColumnBatch } from '../../../sim/metrics/column.ts';
import { macroScenario } from './macro-scenario.ts';

type Different = Parameters<typeof macroScenario>[1];

/** Runs to the end. @returns the recorded columns of doubles and counts by name, and the metrics */
function run(months: number, different: Different = {}) {
  const simulation = createMacroSimulation(macroScenario(months, different));
  const columns: Record<string, number[]> = {};
  const sink = ({ columns: declared, data, rows }: ColumnBatch): void => {
    declared.forEach(({ name, type }, c) => {
      if (type !== 'uallo')
        columns[name] = [...(columns[name] ?? []), ...Array.from(data[c] as Float64Array).slice(0, rows)];
    });
  };
  while (!simulation.finished) simulation.advance(7, sink);
  simulation.flush(sink);
  const metrics = Object.fromEntries(simulation.summary().map(({ name, value }) => [name, value]));
  return { columns, metrics, simulation };
}

describe('createMacroSimulation', () => {
  it('hands out a row a month', () => {
    const { columns, simulation } = run(30);
    expect(columns.month).toEqual(Array.from({ length: 30 }, (_, month) => month));
    expect(columns.block[29]).toBe(30 * 471_300);
    expect(columns.day[29]).toBeCloseTo(900, 0);
    expect([simulation.epochsTotal, simulation.epochsDone]).toEqual([30, 30]);
    expect(columns.locked_team[11]).toBe(175e6);
    expect(columns.locked_team[12]).toBeCloseTo((175e6 * 2) / 3, 6);
  });

  it('records every n-th month only when told, with what happened since the row before', () => {
    const [all, some, none] = [run(24), run(24, { every: 6 }), run(24, { every: 0 })];
    expect(some.columns.month).toEqual([0, 6, 12, 18]);
    const sum = all.columns.emission.slice(1, 7).reduce((a, b) => a + b);
    expect(some.columns.emission[1]).toBeCloseTo(sum, 3);
    expect(none.simulation.tables).toEqual([]);
    expect(some.metrics).toEqual(all.metrics);
    expect(none.metrics).toEqual(all.metrics);
  });

  it('runs twenty years in under a second', () => {
    const start = performance.now();
    run(240);
    // A tenth of this when nothing else runs.
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('splits the topics’ part as told, and validators get theirs', () => {
    const { metrics } = run(48, { macro: { reputerShare: 0.2, forecasterShare: 0.3 } });
    expect(metrics.reputers_share_of_topics).toBeCloseTo(0.2, 12);
    expect(Number(metrics.paid_forecasters_total) / Number(metrics.to_topics_total)).toBeCloseTo(0.3, 12);
    expect(Number(metrics.paid_inferers_total) / Number(metrics.to_topics_total)).toBeCloseTo(0.5, 12);
    expect(metrics.validators_share_of_emission).toBeCloseTo(0.25, 12);
  });

  it('grows fees by the year from their first month on, and stops at what participants hold', () => {
    const { columns } = run(40, { macro: { fees: 1_000, feesGrowth: 1, feesStart: 12 } });
    expect(columns.fees.slice(0, 12).every((fee) => fee === 0)).toBe(true);
    expect([12, 24, 36].map((month) => columns.fees[month])).toEqual(
      [1_000, 2_000, 4_000].map((fee) => expect.closeTo(fee, 6)),
    );
    const rich = run(3, { macro: { fees: 1e12 } });
    expect(rich.columns.fees[0]).toBeLessThan(75e6);
    expect(rich.columns.fees[0]).toBeGreaterThan(40e6);
  });

  it('mints less by what fees bring', () => {
    const fees = run(48, { macro: { fees: 100_000 } }).metrics;
    // The last month's fees are spent in the next.
    expect(Number(fees.emission_total) - Number(fees.minted_total)).toBeCloseTo(4_700_000, 3);
  });

  it('counts yields of an exhausted treasury by what fees still pay', () => {
    const { columns } = run(60, {
      tokenomics: { oneMonthSmoothingDegree: 0.005 },
      macro: { fees: 50_000 },
    });
    const [emission, staked, stakerYield, inflation, free] = (
      ['emission', 'staked', 'staker_yield', 'inflation', 'circulating'] as const
    ).map((column) => columns[column][59]);
    expect(columns.treasury[59]).toBeCloseTo(50_000, 6);
    expect(emission).toBeCloseTo(50_000, 6);
    // Half of the emission is for those who stake. Stake grew a little within the month.
    expect(Math.abs(stakerYield / ((12 * 25_000) / staked) - 1)).toBeLessThan(0.01);
    expect(inflation).toBeCloseTo((12 * 50_000) / free, 12);
  });

  it('gives the reputers’ part back to the treasury when nobody stakes in topics', () => {
    const { metrics } = run(12, { macro: { topicStakeShare: 0 } });
    expect(metrics.topic_stake_end).toBe(0);
    expect(metrics.paid_reputers_total).toBe(0);
    expect(Number(metrics.returned_total) / Number(metrics.to_topics_total)).toBeCloseTo(1 / 3, 12);
  });

  it('draws validators’ bonds by their names, so that more of them change none', () => {
    const population = (count: number) => [{ name: 'v', count, stake: { median: 1e5, sigma: 1 }, commission: 0.1 }];
    const bonds = (count: number) =>
      createMacroWorld(macroScenario(1, { validators: population(count) })).money.validators.own;
    expect(bonds(5).slice(0, 3)).toEqual(bonds(3));
    expect(new Set(bonds(5)).size).toBe(5);
  });

  it('tells how evenly validators earn', () => {
    expect(run(6).metrics.validator_evenness_end).toBeCloseTo(1, 12);
    const uneven = [{ name: 'v', count: 20, stake: { median: 1e5, sigma: 2 }, commission: 0.1 }];
    expect(run(6, { validators: uneven }).metrics.validator_evenness_end).toBeLessThan(0.8);
  });

  it('stops with a message where an older chain would', () => {
    const spend = { tokenomics: { oneMonthSmoothingDegree: 0.005 }, profile: 'v0.6' };
    expect(() => run(120, spend)).toThrow(/^Block \d+: the emission is .* the chain stops/);
  });

  it('counts rho as an older chain measured it, nearly always 0', () => {
    expect(run(3, { profile: 'v0.6' }).columns.reputer_share).toEqual([0.3, 0, 0]);
  });
});

describe('macroProblem', () => {
  it('wants shares of the topics’ rewards of at most 1', () => {
    expect(macroProblem({ reputerShare: 0.8, forecasterShare: 0.3 })).toMatch(/add up to 1.1; expected at most 1/);
  });
});

describe('stepMonth', () => {
  it('keeps every book right, month by month, whatever the preset', () => {
    for (const preset of ['mainnet', 'snapshot', 'reference']) {
      const scenario = macroScenario(60, { preset, macro: { fees: 200_000, feesGrowth: 0.5 } });
      const { money, rules } = createMacroWorld(scenario);
      for (let month = 0; month < 60; ++month) {
        stepMonth(money, rules);
        expect(auditMoney(money)).toEqual([]);
        expect(money.ledger.balance[account.rewards]).toBeLessThan(10n);
      }
    }
  });
});
