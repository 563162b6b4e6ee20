import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChainRow, chainTable, type SummaryMetric } from '../../sim/index.ts';
import { chainMetrics, summariseChain } from '../../sim/metrics/chain-metrics.ts';
import { addChainRow, createChainTotals } from '../../sim/metrics/chain-totals.ts';
import { close } from '../support/close.ts';

const blocksPerMonth = 1000;

/** A row in which nothing happened, but for what is said. */
function row(changes: ChainRow): ChainRow {
  const nothing = chainTable.columns.map(({ name, type }) => [name, type === 'uallo' ? 0n : 0]);
  return { ...Object.fromEntries(nothing), ...changes };
}

function summaryOf(rows: readonly ChainRow[]): SummaryMetric[] {
  const totals = createChainTotals(blocksPerMonth);
  for (const one of rows) addChainRow(totals, one);
  return summariseChain(totals);
}

const metricsOf = (rows: readonly ChainRow[]) =>
  Object.fromEntries(summaryOf(rows).map(({ name, value }) => [name, value]));

const isTotal = /_total$/;

describe('metrics of the hub chain', () => {
  it('are those declared, of the whole run, each with its unit', () => {
    const named = ({ name, unit }: { name: string; unit: string }) => ({ name, unit });
    const list = summaryOf([row({})]);
    expect(list.map(named)).toEqual(chainMetrics.map(named));
    expect(new Set(list.map(({ topic }) => topic))).toEqual(new Set(['']));
  });

  it('have no value, or 0 in all, before the first row', () => {
    for (const { name, value } of summaryOf([])) expect(value, name).toBe(isTotal.test(name) ? 0 : null);
  });

  it('add up what each interval brought', () => {
    const columns: Record<string, string> = {
      emission_total: 'emission',
      minted_total: 'minted_interval',
      fees_total: 'fees',
      consumer_fees_total: 'consumer_fees',
      to_topics_total: 'to_topics',
      to_validators_total: 'to_validators',
      paid_inferers_total: 'paid_inferers',
      paid_forecasters_total: 'paid_forecasters',
      paid_reputers_total: 'paid_reputers',
      paid_delegators_total: 'paid_delegators',
      returned_total: 'returned',
      slashed_total: 'slashed',
    };
    expect(Object.keys(columns)).toEqual(chainMetrics.map(({ name }) => name).filter((name) => isTotal.test(name)));
    const values = Object.values(columns);
    const rowOf = (n: number) => row(Object.fromEntries(values.map((column, c) => [column, n * 100 + c])));
    const found = metricsOf([rowOf(1), rowOf(2), rowOf(4)]);
    Object.keys(columns).forEach((name, c) => {
      expect(found[name], name).toBe(700 + 3 * c);
    });
  });

  it('say how things stand in the last row', () => {
    const columns: Record<string, string> = {
      treasury_end: 'treasury',
      mint_remaining_end: 'mint_remaining',
      circulating_end: 'circulating',
      burnt_end: 'burnt',
      staked_end: 'staked',
      topic_stake_end: 'topic_stake',
      staked_ratio_end: 'staked_ratio',
      emission_rate_end: 'emission_rate',
      staker_yield_end: 'staker_yield',
      inflation_end: 'inflation',
      active_topics_end: 'active_topics',
      effective_topics_end: 'effective_topics',
      stake_gini_end: 'stake_gini_owners',
      stake_nakamoto_end: 'stake_nakamoto_owners',
      reward_gini_end: 'reward_gini_owners',
      reward_nakamoto_end: 'reward_nakamoto_owners',
      validator_evenness_end: 'validator_evenness',
    };
    const ends = chainMetrics.map(({ name }) => name).filter((name) => /_end$/.test(name) && name !== 'emission_end');
    expect(Object.keys(columns).sort()).toEqual(ends.sort());
    const rowOf = (n: number) =>
      row({ topics: 9, ...Object.fromEntries(Object.values(columns).map((column, c) => [column, n + c])) });
    const found = metricsOf([rowOf(50), rowOf(10)]);
    Object.keys(columns).forEach((name, c) => {
      expect(found[name], name).toBe(10 + c);
    });
    for (const { name, value } of summaryOf([row({}), row({ treasury: Number.NaN, staker_yield: Number.NaN })])) {
      if (name === 'treasury_end' || name === 'staker_yield_end') expect(value, name).toBeNull();
    }
  });

  it('measure shares over the run, not as means of shares', () => {
    const found = metricsOf([
      row({ emission: 100, fees: 10, to_validators: 25, to_topics: 75, cap_binds: 1 }),
      row({ emission: 300, fees: 0, to_validators: 75, to_topics: 225 }),
      row({ paid_inferers: 10, paid_forecasters: 10, paid_reputers: 15, paid_delegators: 5 }),
      row({ messages: 10, messages_dropped: 2, messages_late: 4, requests: 5, requests_served: 5, cap_binds: 1 }),
      row({ messages: 30, requests: 15, requests_served: 3 }),
    ]);
    expect(found).toMatchObject({
      fee_coverage: 10 / 400,
      validators_share_of_emission: 0.25,
      reputers_share_of_topics: 0.5,
      delegators_share_of_reputers: 0.25,
      cap_bound_share: 0.4,
      messages_dropped_share: 0.05,
      messages_late_share: 0.1,
      requests_served_share: 0.4,
    });
  });

  it('set a year’s earnings against the mean stake that earned them', () => {
    const found = metricsOf([
      row({ day: 73, to_validators: 3, bonded: 50, paid_reputers: 1, paid_delegators: 1, topic_stake: 10 }),
      row({ day: 146, to_validators: 5, bonded: 150, paid_delegators: 2, topic_stake: 30, paid_inferers: 99 }),
    ]);
    // 146 days are two fifths of a year: 8 of 100, 4 of 20.
    close(found.validators_yield as number, 0.2, 1e-12);
    close(found.reputers_yield as number, 0.5, 1e-12);
    expect(metricsOf([row({ day: 1, to_validators: 3 })]).validators_yield).toBeNull();
  });

  it('weigh the delay of messages by how many were served', () => {
    const found = metricsOf([
      row({ messages: 10, messages_dropped: 4, message_delay: 5 }),
      row({ messages: 2, message_delay: 1 }),
      row({ messages: 3, messages_dropped: 3, message_delay: Number.NaN }),
    ]);
    expect(found.message_delay_mean).toBe(32 / 8);
  });

  it('give emission per month: of a block at first, then of the interval', () => {
    const rows = [
      row({ block: 5000, month: 5, emission_per_block: 2 }),
      row({ block: 5500, month: 5, emission: 900 }),
      row({ block: 7500, month: 7, emission: 5000 }),
      row({ block: 8500, month: 8, emission: 1000 }),
    ];
    expect(metricsOf(rows)).toMatchObject({ emission_first: 2000, emission_end: 1000, peak_emission_month: 7 });
    expect(metricsOf(rows.slice(0, 1))).toMatchObject({
      emission_first: 2000,
      emission_end: 2000,
      peak_emission_month: 5,
    });
  });

  it('name the first month without emission, if there is one', () => {
    const emissions = (...all: number[]) =>
      metricsOf(all.map((emission, n) => row({ block: 1000 * n, month: n, emission }))).exhausted_month;
    expect(emissions(0, 0, 5, 5)).toBeNull();
    expect(emissions(0, 5, 0, 1, 0)).toBe(2);
  });

  it('look for extremes where there are values', () => {
    const found = metricsOf([
      row({ active_topics: 0, staker_yield: Number.NaN, hub_load: Number.NaN }),
      row({ active_topics: 7, topics: 8, staker_yield: 0.3, hub_load: 0.5 }),
      row({ active_topics: 3, topics: 8, staker_yield: 0.1, hub_load: 0.9 }),
      row({ active_topics: 5, topics: 8, staker_yield: 0.2, hub_load: Number.NaN }),
    ]);
    expect(found).toMatchObject({
      active_topics_min: 3,
      active_topics_end: 5,
      hub_load_max: 0.9,
      staker_yield_start: 0.3,
      staker_yield_min: 0.1,
      staker_yield_end: 0.2,
    });
    const none = metricsOf([row({ hub_load: Number.NaN })]);
    expect([none.hub_load_max, none.active_topics_min, none.active_topics_end]).toEqual([null, null, null]);
  });

  it('are finite or null, whatever rows hold', () => {
    const value = fc.oneof(fc.constant(0), fc.constant(Number.NaN), fc.double({ min: 0, max: 1e9, noNaN: true }));
    const names = chainTable.columns.flatMap(({ name, type }) => (type === 'float64' ? [name] : []));
    const rows = fc.array(fc.array(value, { minLength: names.length, maxLength: names.length }), { maxLength: 5 });
    fc.assert(
      fc.property(rows, (all) => {
        const made = all.map((values, n) =>
          row({ block: 100 * (n + 1), ...Object.fromEntries(names.map((name, c) => [name, values[c]])) }),
        );
        for (const { name, value: found } of summaryOf(made)) {
          expect(found === null || Number.isFinite(found), name).toBe(true);
        }
      }),
      { seed: 21, numRuns: 100 },
    );
  });
});
