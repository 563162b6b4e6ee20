import { describe, expect, it } from 'vitest';
import { moneyRow, moneyTotals } from '../../../sim/chain/money-row.ts';
import { createMacroWorld } from '../../../sim/engine/macro/macro-world.ts';
import { stepMonth } from '../../../sim/engine/macro/month.ts';
import type { Scenario, ValidatorPopulation } from '../../../sim/engine/scenario.ts';
import { type MonthlyColumn, monthlyReferenceModel } from '../../../sim/protocol/monthly-reference-model.ts';
import { macroScenario } from './macro-scenario.ts';

type Different = NonNullable<Parameters<typeof macroScenario>[1]>;

/** Bonds of next to nothing: all stake is then a fixed share of what the groups hold freely. */
const hardlyBonded: ValidatorPopulation[] = [
  { name: 'validators', count: 1, stake: { median: 1e-15, sigma: 0 }, commission: 0 },
];

/** On each rung one more of the reference's conventions holds; `worst` is the largest relative difference of a month's emission. */
interface Rung {
  readonly convention: string;
  readonly change: Different;
  readonly worst: number;
}

/** From the chain of October 2024, with the fees and validators of a network at work, to the monthly reference. */
const rungs: readonly Rung[] = [
  { convention: 'none: v0.6, fees of 50 000 ALLO a month', change: { macro: { fees: 50_000 } }, worst: 0.427 },
  { convention: 'no fees in the treasury', change: { macro: { fees: 0 } }, worst: 0.4313 },
  {
    convention: 'rho of the month, not of one block',
    change: { protocol: { measuredReputerShare: 'of-the-month' } },
    worst: 0.1244,
  },
  {
    convention: 'rho 1/3 from the start, not 0.3',
    change: { tokenomics: { initialReputerShare: 1 / 3 }, protocol: { measuredReputerShare: 'constant' } },
    worst: 0.0807,
  },
  {
    convention: 'cap of 12 % a year, not 0.95 % a month',
    change: { tokenomics: { maximumMonthlyPercentageYield: 0.009488792934583046 } },
    worst: 0.0793,
  },
  { convention: 'nothing emitted in month 0', change: { tokenomics: { startMonth: 1 } }, worst: 0.0712 },
  { convention: 'all stake a share of free tokens', change: { validators: hardlyBonded }, worst: 0 },
  { convention: 'a month is one step, not 864 000', change: { tokenomics: { blocksPerMonth: 1 } }, worst: 0 },
];

const months = 96;
const reference = monthlyReferenceModel(months);

/** Rows by month since the token generation event, as far as the reference goes. */
function monthsOf(scenario: Scenario): Record<string, number>[] {
  const { money, rules } = createMacroWorld(scenario);
  const rows: Record<string, number>[] = [];
  while (rows.length < months) {
    const before = moneyTotals(money);
    stepMonth(money, rules);
    const row = moneyRow(money, before) as Record<string, number>;
    rows[row.month] = row;
  }
  return rows;
}

/** Largest relative difference from the reference in months 1 to 95. */
function worstOf(rows: readonly Record<string, number>[], column: string, of: MonthlyColumn): number {
  let worst = 0;
  for (let month = 1; month < months; ++month)
    worst = Math.max(worst, Math.abs(rows[month][column] / reference[month][of] - 1));
  return worst;
}

/** What rounding to doubles leaves of 1e-15 a month over 96 months; whole uallo are far finer. */
const rounding = 1e-12;

describe('macro mode', () => {
  it('differs from the monthly reference by its conventions only, one rung after the other', () => {
    let all: Different = {};
    const table: Record<string, number> = {};
    for (const { convention, change, worst } of rungs) {
      all = {
        ...all,
        ...change,
        tokenomics: { ...all.tokenomics, ...change.tokenomics },
        protocol: { ...all.protocol, ...change.protocol },
        macro: { ...all.macro, ...change.macro },
      };
      const rows = monthsOf(macroScenario(months, { preset: 'snapshot', profile: 'v0.6', ...all }));
      table[convention] = worstOf(rows, 'emission', 'ecosystem_tokens_emission');
      if (worst > 0) {
        expect(table[convention], convention).toBeCloseTo(worst, 4);
        continue;
      }
      expect(table[convention], convention).toBeLessThanOrEqual(rounding);
      expect(worstOf(rows, 'emission_rate', 'e_i')).toBeLessThanOrEqual(rounding);
      expect(worstOf(rows, 'treasury', 'ecosystem_tokens_total')).toBeLessThanOrEqual(rounding);
      expect(worstOf(rows, 'circulating', 'network_tokens_circulating')).toBeLessThanOrEqual(rounding);
      expect(worstOf(rows, 'to_validators', 'validator_rewards')).toBeLessThanOrEqual(rounding);
    }
    const lines = Object.entries(table).map(([convention, worst]) => `${worst.toExponential(1)}  ${convention}`);
    console.log(`Largest difference of a month’s emission from the reference:\n${lines.join('\n')}`);
  });

  it('is the reference under the preset and profile of that name', () => {
    const rows = monthsOf(
      macroScenario(months, { preset: 'reference', profile: 'reference', validators: hardlyBonded }),
    );
    expect(worstOf(rows, 'emission', 'ecosystem_tokens_emission')).toBeLessThanOrEqual(rounding);
    expect(worstOf(rows, 'emission_cap', 'ehat_max_i')).toBeLessThanOrEqual(rounding);
    expect(worstOf(rows, 'emission_target', 'ehat_target_i')).toBeLessThanOrEqual(rounding);
  });
});
