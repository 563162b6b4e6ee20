import { describe, expect, it } from 'vitest';
import { decimal, one } from '../../sim/chain/decimals.ts';
import { account, createLedger, issue, type Ledger } from '../../sim/chain/ledger.ts';
import {
  createValidators,
  delegate,
  distribute,
  payDelegators,
  settle,
  type Validators,
  withdraw,
} from '../../sim/chain/validators.ts';

/** Two validators with 300 and 100 uallo of their own and 400 delegated: powers 3/4 and 1/4. */
function two(): { ledger: Ledger; validators: Validators } {
  const ledger = createLedger();
  issue(ledger, account.bonded, 800n, 'bond');
  issue(ledger, account.fee_collector, 1_000n, 'gas');
  const validators = createValidators([
    { name: 'a', stake: 300n, commission: decimal(0.1) },
    { name: 'b', stake: 100n, commission: 0n },
  ]);
  delegate(validators, 400n);
  return { ledger, validators };
}

describe('delegate', () => {
  it('spreads over validators in proportion to their own bonds', () => {
    const { validators } = two();
    expect(validators.delegated).toEqual([300n, 100n]);
    expect(validators.power).toEqual([decimal(0.75), decimal(0.25)]);
  });
  it('gives what rounding leaves to the first validator with a bond', () => {
    const validators = createValidators([
      { name: 'none', stake: 0n, commission: 0n },
      { name: 'x', stake: 1n, commission: 0n },
      { name: 'y', stake: 1n, commission: 0n },
    ]);
    delegate(validators, 3n);
    expect(validators.delegated).toEqual([0n, 2n, 1n]);
  });
});

describe('distribute', () => {
  it('takes the community tax, shares the rest by power, and of that the commission first', () => {
    const { ledger, validators } = two();
    distribute(validators, ledger, decimal(0.02), 100n, 1n, 0n);
    // 98: 73.5 and 24.5; commission of 10 % of the first.
    expect(validators.commissionParts).toEqual([decimal(7.35), 0n]);
    expect(validators.sharedParts).toEqual([66n * one + decimal(0.15), 24n * one + decimal(0.5)]);
    expect(ledger.balance[account.community_pool]).toBe(2n);
    expect(ledger.balance[account.distribution]).toBe(98n);
    expect(ledger.balance[account.fee_collector]).toBe(900n);
  });

  it('gives many blocks at once what it gives them one by one, usual or not', () => {
    const once = two();
    const often = two();
    distribute(once.validators, once.ledger, decimal(0.0123), 77n, 10n, 77n);
    for (let n = 0; n < 10; ++n) distribute(often.validators, often.ledger, decimal(0.0123), 77n, 1n, 0n);
    settle(once.validators);
    expect(once.validators.sharedParts).toEqual(often.validators.sharedParts);
    expect(once.validators.commissionParts).toEqual(often.validators.commissionParts);
    expect(once.validators.poolParts).toBe(often.validators.poolParts);
    expect(once.ledger.balance).toEqual(often.ledger.balance);
  });

  it('leaves fractions of a uallo to the community pool until they are one', () => {
    const { ledger, validators } = two();
    distribute(validators, ledger, decimal(0.3), 1n, 1n, 0n);
    expect(ledger.balance[account.community_pool]).toBe(0n);
    expect(validators.poolParts).toBe(decimal(0.3));
    distribute(validators, ledger, decimal(0.3), 3n, 1n, 0n);
    expect(ledger.balance[account.community_pool]).toBe(1n);
    expect(validators.poolParts).toBe(decimal(0.2));
  });

  it('gives everything to the community pool when nobody has a bond', () => {
    const ledger = createLedger();
    issue(ledger, account.fee_collector, 10n, 'gas');
    const nobody = createValidators([]);
    distribute(nobody, ledger, 0n, 10n, 1n, 0n);
    expect(ledger.balance[account.community_pool]).toBe(10n);
  });
});

describe('withdraw and payDelegators', () => {
  it('bond a validator’s own income and pay groups by what they bonded', () => {
    const { ledger, validators } = two();
    distribute(validators, ledger, 0n, 1_000n, 1n, 0n);
    // 750: commission 75, shared 675, half of it for a's own bond. 250: half of it for b's.
    const parts = withdraw(validators, ledger);
    expect(validators.own).toEqual([300n + 75n + 337n, 100n + 125n]);
    expect(parts).toBe(decimal(0.5) + 462n * one);
    payDelegators(validators, ledger, parts, [account.team, account.foundation], [300n, 100n]);
    expect(ledger.balance[account.team]).toBe(346n); // 346.875
    expect(ledger.balance[account.foundation]).toBe(115n); // 115.625
    // 0.5 of a's own, 0.875 and 0.625 make two.
    expect(ledger.balance[account.community_pool]).toBe(2n);
    expect(ledger.balance[account.distribution]).toBe(0n);
    expect(ledger.balance[account.bonded]).toBe(800n + 537n);
  });
});
