import type { Money } from '../../chain/money.ts';
import { type MoneyTotals, moneyRow, moneyTotals } from '../../chain/money-row.ts';
import { type ChainRow, chainTable } from '../../metrics/chain-columns.ts';
import { summariseChain } from '../../metrics/chain-metrics.ts';
import { createChainRows } from '../../metrics/chain-rows.ts';
import { addChainRow, createChainTotals } from '../../metrics/chain-totals.ts';
import type { RunInputs } from '../inputs.ts';
import type { Scenario } from '../scenario.ts';
import type { Simulation } from '../simulation.ts';
import { validatorColumns } from '../validators.ts';
import { createMacroWorld } from './macro-world.ts';
import { stepMonth } from './month.ts';

/**
 * A scenario with `months` instead of topics: one step a month, counted as an epoch.
 *
 * @param scenario resolved; the caller has checked it
 * @param inputs of them, `kernels`; macro mode has no formulas and no truths
 */
export function createMacroSimulation(scenario: Scenario, inputs: RunInputs = {}): Simulation {
  const { money, rules } = createMacroWorld(scenario);
  const months = scenario.months ?? 0;
  const every = scenario.record.chain.every ?? 1;
  const chainRows = every > 0 ? createChainRows(Math.ceil(months / every)) : undefined;
  // Of all months, recorded or not.
  const totals = createChainTotals(money.rules.blocksPerMonth);
  let recorded: MoneyTotals = moneyTotals(money);
  let done = 0;
  return {
    epochsTotal: months,
    get epochsDone() {
      return done;
    },
    get finished() {
      return done === months;
    },
    notices: [],
    tables: chainRows === undefined ? [] : [chainTable],
    counts: { topics: 0, validators: money.validators.names.length },
    advance(epochs, sink) {
      const until = Math.min(months, done + epochs);
      for (; done < until; ++done) {
        const before = moneyTotals(money);
        stepMonth(money, rules, inputs.kernels === 'plain');
        const row = macroRow(money, before);
        addChainRow(totals, row);
        if (chainRows === undefined || done % every !== 0) continue;
        chainRows.add(every === 1 ? row : macroRow(money, recorded), sink);
        recorded = moneyTotals(money);
      }
    },
    flush(sink) {
      chainRows?.flush(sink);
    },
    summary: () => summariseChain(totals),
  };
}

/** A row of table `chain`: columns of money, and nothing in those about topics. */
export function macroRow(money: Money, before: MoneyTotals): ChainRow {
  const row: ChainRow = {};
  for (const { name, type } of chainTable.columns)
    row[name] = type === 'float64' ? Number.NaN : type === 'uallo' ? 0n : 0;
  return Object.assign(row, moneyRow(money, before), validatorColumns(money));
}
