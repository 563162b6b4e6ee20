import { describe, expect, it } from 'vitest';
import { account, createLedger, move, openWallet } from '../../sim/chain/ledger.ts';
import { advanceMoney, createMoney, setEmissionEnabled } from '../../sim/chain/money.ts';
import { moneyRow, moneyTotals } from '../../sim/chain/money-row.ts';
import { chainTable } from '../../sim/metrics/chain-columns.ts';
import { allo, oneValidator, protocol, tokenomics } from './money-values.ts';

function started() {
  const money = createMoney(createLedger(), tokenomics('mainnet'), protocol(), oneValidator);
  advanceMoney(money, 1_000);
  return money;
}

describe('moneyRow', () => {
  it('tells what has moved since the row before, fees of all kinds together', () => {
    const money = started();
    const before = moneyTotals(money);
    for (const reason of ['consumer-fee', 'topic-funding', 'data-fee', 'registration-fee', 'create-topic-fee'] as const)
      move(money.ledger, account.participants, account.ecosystem, allo(10), reason);
    move(money.ledger, account.participants, account.fee_collector, allo(7), 'gas');
    advanceMoney(money, 1_200);
    const row = moneyRow(money, before);
    expect(row.fees).toBeCloseTo(50, 9);
    expect(row.consumer_fees).toBeCloseTo(10, 9);
    expect(row.emission).toBeCloseTo(200 * Number(row.emission_per_block), 9);
    expect(row.minted_interval).toBeCloseTo(Number(row.emission) - 50, 9);
    expect(row.fee_coverage).toBeCloseTo(50 / Number(row.emission), 12);
    expect(row.to_validators).toBeCloseTo(Number(row.emission) / 4, 9);
    expect(row.day).toBeCloseTo((1_200 * 5.5) / 86_400, 12);
  });

  it('annualises: a token’s compounded yield, inflation at the present rate', () => {
    const money = started();
    const row = moneyRow(money, { ...moneyTotals(money), block: 0 });
    // rho 0.3: 0.475 of the emission is for those who stake.
    expect(row.staker_yield).toBeCloseTo((1 + 0.475 * money.emission.rate) ** 12 - 1, 12);
    expect(row.inflation).toBeCloseTo((12 * 1_075_181.25) / Number(row.circulating), 9);
    expect(row.real_yield).toBe(Number(row.staker_yield) - Number(row.inflation));
  });

  it('shows no emission and no yield while it is off', () => {
    const money = started();
    setEmissionEnabled(money, false);
    const before = moneyTotals(money);
    advanceMoney(money, 1_100);
    const { emission, emission_per_block, staker_yield, inflation } = moneyRow(money, before);
    expect([emission, emission_per_block, staker_yield, inflation]).toEqual([0, 0, 0, 0]);
  });

  it('accounts for every token: the balances add up to the supply', () => {
    const money = started();
    const wallet = openWallet(money.ledger);
    move(money.ledger, account.participants, wallet, allo(5), 'grant');
    const row = moneyRow(money, moneyTotals(money));
    const parts = ['ecosystem', 'rewards', 'staking', 'pending', 'bonded', 'distribution', 'holders', 'wallets'];
    expect(parts.reduce((sum, part) => sum + (row[`${part}_uallo`] as bigint), 0n)).toBe(row.supply_uallo);
    expect(row.wallets_uallo).toBe(allo(5));
  });

  it('fills columns of the table, each with its kind of value', () => {
    const money = started();
    for (const [name, value] of Object.entries(moneyRow(money, { ...moneyTotals(money), block: 0 }))) {
      const type = chainTable.columns.find((column) => column.name === name)?.type;
      expect(type, name).toBeDefined();
      expect(typeof value, name).toBe(type === 'uallo' ? 'bigint' : 'number');
    }
  });
});
