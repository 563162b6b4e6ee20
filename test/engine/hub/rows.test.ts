import { describe, expect, it } from 'vitest';
import { chainTable, createSimulation, type Scenario } from '../../../sim/index.ts';
import { close } from '../../support/close.ts';
import {
  type Changes,
  delegators,
  everything,
  hubScenario,
  inferers,
  type Row,
  reputers,
  rowsOf,
  runColumns,
} from '../small-scenario.ts';

/** Fees, delegators, consumers, penalties, a removal, months that pass. */
const eventful: Changes = {
  epochs: 40,
  profile: 'v0.17',
  demand: { rate: 2, fee: { median: 0.5, sigma: 1 } },
  funding: { initial: 10, perEpoch: 0.1 },
  inferers: [inferers('honest', 3), inferers('honest', 1, {}, 'early', { leaves: 10 })],
  reputers: [
    reputers('honest', 2),
    reputers('noisy', 1, { factor: 20 }),
    reputers('honest', 1, {}, 'early', { leaves: 6 }),
  ],
  delegators: [delegators('uniform', 3, { start: 90, every: 180 }), delegators('yield-seeking', 2, { every: 100 })],
  hub: { messagesPerBlock: 3 },
  set: {
    removeStakeDelayWindow: 200,
    'slashing.mode': 'coefficient',
    'slashing.destination': 'burn',
    'workerStake.min': 0.1,
    registrationFee: 1e17,
    dataSendingFee: 1e16,
  },
  tokenomics: { blocksPerMonth: 700 },
};
const scenario = hubScenario(eventful);
const { tables, simulation } = runColumns(scenario);
const rows = rowsOf(tables.chain);
const last = rows[rows.length - 1];
const number = (row: Row, column: string) => Number(row[column]);
const total = (column: string, of = rows) => of.reduce((sum, row) => sum + number(row, column), 0);
const locked = ['investors_seed', 'investors_preseed', 'team', 'foundation', 'participants'].map(
  (one) => `locked_${one}`,
);
const balances = ['ecosystem', 'rewards', 'staking', 'pending', 'bonded', 'distribution', 'holders', 'wallets'].map(
  (one) => `${one}_uallo`,
);
const sumOf = (row: Row, columns: readonly string[]) => columns.reduce((sum, column) => sum + number(row, column), 0);

describe('every row of the chain', () => {
  it('splits the largest supply into what circulates, what is locked, and the treasury', () => {
    // By the chain's formula, which knows of no burning: burnt tokens are in what circulates.
    for (const row of rows) close(sumOf(row, ['circulating', 'treasury', ...locked]), 1e9, 1e-12);
  });

  it('has all tokens that there are: those of the genesis, and what was minted, less what was burnt', () => {
    expect(number(last, 'burnt')).toBeGreaterThan(0);
    for (const row of rows) {
      close(number(row, 'total_supply'), 785_500_000 + number(row, 'minted') - number(row, 'burnt'), 1e-13);
      close(number(row, 'supply_uallo') / 1e18, number(row, 'total_supply'), 1e-14);
    }
  });

  it('finds them in the accounts, but for those that workers locked', () => {
    for (const row of rows) {
      const inWorkerStakes = (number(row, 'supply_uallo') - sumOf(row, balances)) / 1e18;
      expect(inWorkerStakes).toBeGreaterThan(-1e-6);
      expect(inWorkerStakes).toBeLessThan(1);
    }
  });

  it('has the stake of topics in the account for it, part of it delegated, part of it leaving', () => {
    for (const row of rows) {
      close(number(row, 'staking_uallo') / 1e18, number(row, 'topic_stake'), 1e-14);
      close(number(row, 'staked'), number(row, 'bonded') + number(row, 'topic_stake'), 1e-13);
      close(number(row, 'staked_ratio'), number(row, 'staked') / number(row, 'circulating'), 1e-13);
      expect(number(row, 'delegated')).toBeLessThanOrEqual(number(row, 'topic_stake'));
      expect(number(row, 'leaving_stake')).toBeLessThanOrEqual(number(row, 'topic_stake'));
    }
    expect(Math.max(...rows.map((row) => number(row, 'leaving_stake')))).toBeGreaterThan(0);
    expect(number(last, 'delegated')).toBeGreaterThan(1000);
  });

  it('splits the emission between validators and topics', () => {
    for (const row of rows) {
      close(number(row, 'emission'), number(row, 'to_validators') + number(row, 'to_topics'), 1e-12);
      close(number(row, 'to_validators'), number(row, 'emission') / 4, 1e-12);
    }
    expect(new Set(rows.map((row) => row.month)).size).toBeGreaterThan(2);
  });
});

describe('the intervals of the chain', () => {
  const paid = ['paid_inferers', 'paid_forecasters', 'paid_reputers', 'paid_delegators'];

  it('add up to what was minted, and to what topics were paid', () => {
    close(total('minted_interval'), number(last, 'minted'), 1e-9);
    const epochs = rowsOf(tables.epochs);
    close(
      paid.reduce((sum, column) => sum + total(column), 0),
      total('reward', epochs),
      1e-9,
    );
    close(total('paid_inferers'), total('reward_inferers', epochs), 1e-9);
    close(total('paid_forecasters'), total('reward_forecasters', epochs), 1e-9);
    close(total('paid_reputers') + total('paid_delegators'), total('reward_reputers', epochs), 1e-9);
    for (const column of ['paid_delegators', 'slashed', 'consumer_fees', 'requests', 'requests_served']) {
      close(total(column), total(column, epochs), 1e-9);
      expect(total(column)).toBeGreaterThan(0);
    }
    close(total('messages_dropped'), total('dropped_messages', epochs), 1e-12);
  });

  it('account for the rewards that topics got: paid, given back, or still there', () => {
    const given = paid.reduce((sum, column) => sum + total(column), 0) + total('returned');
    close(total('to_topics'), given + number(last, 'rewards_uallo') / 1e18, 1e-9);
  });

  it('add up to the metrics of the summary', () => {
    const metrics = Object.fromEntries(
      simulation.summary().map(({ name, value, topic }) => [topic === '' ? name : '', value]),
    );
    for (const [metric, column] of [
      ['emission_total', 'emission'],
      ['minted_total', 'minted_interval'],
      ['fees_total', 'fees'],
      ['consumer_fees_total', 'consumer_fees'],
      ['paid_delegators_total', 'paid_delegators'],
      ['slashed_total', 'slashed'],
    ]) {
      expect(metrics[metric], metric).toBe(total(column));
    }
    for (const [metric, column] of [
      ['treasury_end', 'treasury'],
      ['topic_stake_end', 'topic_stake'],
      ['active_topics_end', 'active_topics'],
    ]) {
      expect(metrics[metric], metric).toBe(last[column]);
    }
  });
});

describe('rows of the chain', () => {
  const record = (every: number | null): Scenario => ({ ...scenario, record: { ...everything, chain: { every } } });

  it('come every so many blocks, and at the end', () => {
    expect(rows.map(({ block }) => block).slice(0, 40)).toEqual(Array.from({ length: 40 }, (_, n) => 60 * (n + 1)));
    const sparse = rowsOf(runColumns(record(1000)).tables.chain);
    expect(sparse.map(({ block }) => block)).toEqual([1000, 2000, last.block]);
    // A row tells of the same state whatever rows there were before it, and of the interval since.
    for (const column of ['treasury', 'topic_stake', 'wallets_uallo', 'reward_gini_owners']) {
      expect(sparse[2][column]).toBe(last[column]);
    }
    for (const column of ['minted_interval', 'fees', 'paid_reputers', 'messages', 'messages_late']) {
      close(total(column, sparse), total(column), 1e-9);
    }
  });

  it('are left out where nobody wants them; the metrics stay', () => {
    const none = runColumns(record(0));
    expect(none.tables.chain).toBeUndefined();
    expect(none.simulation.tables.map(({ name }) => name)).not.toContain('chain');
    const metricOf = (run: typeof none, name: string) =>
      run.simulation.summary().find((one) => one.name === name)?.value;
    for (const name of ['minted_total', 'fees_total', 'paid_reputers_total']) {
      close(Number(metricOf(none, name)), Number(metricOf({ ...none, simulation }, name)), 1e-9);
    }
  });

  it('are a two-hundredth of the run apart unless the scenario says otherwise, in whole epochs', () => {
    const blocks = (epochs: number) => {
      const one = createSimulation({ ...record(null), epochs });
      const seen: number[] = [];
      const sink = (batch: { table: string; rows: number; data: readonly ArrayLike<number | bigint>[] }) => {
        if (batch.table === 'chain') for (let r = 0; r < batch.rows; ++r) seen.push(Number(batch.data[0][r]));
      };
      while (!one.finished) one.advance(1000, sink);
      one.flush(sink);
      return seen[0];
    };
    expect(chainTable.columns[0].name).toBe('block');
    expect([blocks(5), blocks(201)]).toEqual([60, 120]);
  });
});
