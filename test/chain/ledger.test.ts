import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  account,
  accountNames,
  burn,
  collect,
  createLedger,
  issue,
  LedgerError,
  move,
  openWallet,
} from '../../sim/chain/ledger.ts';

describe('the ledger', () => {
  it('takes from one account what it gives to another, and notes why', () => {
    const ledger = createLedger();
    const wallet = openWallet(ledger);
    issue(ledger, account.ecosystem, 100n, 'mint');
    move(ledger, account.ecosystem, wallet, 30n, 'grant');
    move(ledger, account.ecosystem, wallet, 5n, 'grant');
    expect(ledger.balance[account.ecosystem]).toBe(65n);
    expect(ledger.balance[wallet]).toBe(35n);
    expect(ledger.supply).toBe(100n);
    expect(ledger.moved.grant).toBe(35n);
    expect(ledger.moved.mint).toBe(100n);
  });
  it('burns what then is nowhere any more', () => {
    const ledger = createLedger();
    issue(ledger, account.rewards, 100n, 'mint');
    burn(ledger, account.rewards, 40n, 'slashed');
    expect(ledger.balance[account.rewards]).toBe(60n);
    expect(ledger.supply).toBe(60n);
    expect(ledger.burnt).toBe(40n);
    expect(ledger.moved.slashed).toBe(40n);
  });
  it('refuses to move more than there is, and says who holds how much', () => {
    const ledger = createLedger();
    const wallet = openWallet(ledger);
    issue(ledger, wallet, 5n, 'grant');
    const tooMuch = () => move(ledger, wallet, account.staking, 6n, 'stake');
    expect(tooMuch).toThrow(LedgerError);
    expect(tooMuch).toThrow('stake: 6 uallo are to leave wallet 0, which holds 5.');
    expect(() => burn(ledger, account.rewards, 1n, 'slashed')).toThrow('are to leave rewards, which holds 0.');
    expect(ledger.balance[wallet]).toBe(5n);
    expect(ledger.moved.stake).toBe(0n);
  });
  it('refuses negative amounts, which would take from the receiver', () => {
    const ledger = createLedger();
    issue(ledger, account.ecosystem, 5n, 'mint');
    issue(ledger, account.rewards, 5n, 'mint');
    expect(() => move(ledger, account.ecosystem, account.rewards, -1n, 'grant')).toThrow(LedgerError);
    expect(() => issue(ledger, account.ecosystem, -1n, 'mint')).toThrow(LedgerError);
    expect(() => burn(ledger, account.ecosystem, -1n, 'slashed')).toThrow(LedgerError);
    expect(ledger.balance[account.ecosystem]).toBe(5n);
    expect(ledger.supply).toBe(10n);
  });
  it('moves tokens from an account to itself without a change', () => {
    const ledger = createLedger();
    issue(ledger, account.rewards, 5n, 'mint');
    move(ledger, account.rewards, account.rewards, 3n, 'grant');
    expect(ledger.balance[account.rewards]).toBe(5n);
  });
  it('numbers wallets after the named accounts', () => {
    const ledger = createLedger();
    expect(openWallet(ledger)).toBe(accountNames.length);
    expect(openWallet(ledger)).toBe(accountNames.length + 1);
  });
  it('has a sum of balances of what was issued less what was burnt, and no negative balance, whatever is tried', () => {
    const tries = fc.record({
      kind: fc.constantFrom('move', 'issue', 'burn'),
      from: fc.nat(accountNames.length - 1),
      to: fc.nat(accountNames.length - 1),
      amount: fc.bigInt(-10n, 1000n),
    });
    fc.assert(
      fc.property(fc.array(tries), (all) => {
        const ledger = createLedger();
        let issued = 0n;
        for (const { kind, from, to, amount } of all) {
          try {
            if (kind === 'move') move(ledger, from, to, amount, 'grant');
            else if (kind === 'burn') burn(ledger, from, amount, 'slashed');
            else {
              issue(ledger, to, amount, 'mint');
              issued += amount;
            }
          } catch (error) {
            expect(error).toBeInstanceOf(LedgerError);
          }
        }
        const sum = ledger.balance.reduce((total, one) => total + one);
        expect(sum).toBe(ledger.supply);
        expect(sum).toBe(issued - ledger.burnt);
        expect(ledger.balance.every((one) => one >= 0n)).toBe(true);
      }),
    );
  });

  it('collects the same from many as by single movements, and leaves out who holds less', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 20n), { maxLength: 12 }), fc.bigInt(0n, 15n), (held, amount) => {
        const [one, other] = [createLedger(), createLedger()];
        const wallets = Int32Array.from(held, (tokens) => {
          const wallet = openWallet(one);
          openWallet(other);
          issue(one, wallet, tokens, 'grant');
          issue(other, wallet, tokens, 'grant');
          return wallet;
        });
        const payers = Int32Array.from(held.keys());
        const paid = collect(one, wallets, payers, payers.length, account.ecosystem, amount, 'data-fee');
        const able = [...held.keys()].filter((x) => held[x] >= amount);
        for (const x of able) move(other, wallets[x], account.ecosystem, amount, 'data-fee');
        expect([...payers.subarray(0, paid)]).toEqual(able);
        expect(one).toEqual(other);
      }),
    );
  });
});
