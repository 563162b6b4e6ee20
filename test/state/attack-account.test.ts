import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createAttackAccount,
  createPurse,
  left,
  lock,
  lose,
  outlays,
  pay,
  promise,
  release,
  unlock,
} from '../../sim/state/attack-account.ts';

const accountWith = (budget: number) => createAttackAccount(createPurse(budget));

describe('the purse of an attacker', () => {
  it('pays what it holds and no more, and knows what for', () => {
    const account = accountWith(10);
    expect([pay(account, 'bribes', 4), pay(account, 'fees', 7), pay(account, 'fees', 6)]).toEqual([true, false, true]);
    expect(outlays.map((kind, k) => [kind, account.paid[k]])).toEqual([
      ['fees', 6],
      ['tips', 0],
      ['bribes', 4],
      ['rent', 0],
      ['slashed', 0],
    ]);
    expect(left(account.purse)).toBe(0);
  });

  it('gets back what was locked or promised, and not what was paid', () => {
    const account = accountWith(10);
    lock(account, 6);
    promise(account, 3);
    expect(left(account.purse)).toBe(1);
    unlock(account, 6);
    release(account, 3);
    expect([left(account.purse), account.locked, account.escrow]).toEqual([10, 0, 0]);
  });

  it('frees no more than was locked', () => {
    const account = accountWith(10);
    lock(account, 2);
    unlock(account, 5);
    release(account, 5);
    expect(left(account.purse)).toBe(10);
  });

  it('is one for all attacks of its owner', () => {
    const purse = createPurse(10);
    const [one, other] = [createAttackAccount(purse), createAttackAccount(purse)];
    expect([lock(one, 7), promise(other, 4), pay(other, 'rent', 3)]).toEqual([true, false, true]);
    expect([one.locked, other.paid[outlays.indexOf('rent')]]).toEqual([7, 3]);
  });

  it('loses what is slashed whether or not it can afford it', () => {
    const account = accountWith(10);
    lock(account, 10);
    lose(account, 4);
    expect([account.locked, account.paid[outlays.indexOf('slashed')], left(account.purse)]).toEqual([6, 4, 0]);
  });

  it('without a budget pays whatever it takes', () => {
    expect(pay(accountWith(Number.POSITIVE_INFINITY), 'fees', 1e300)).toBe(true);
  });

  it('refuses less than nothing, and what is no number', () => {
    const account = accountWith(10);
    for (const amount of [-1, Number.NaN]) {
      expect([pay(account, 'fees', amount), lock(account, amount), promise(account, amount)]).toEqual(
        Array(3).fill(false),
      );
    }
  });

  it('never lays out more than its budget, slashing aside', () => {
    const steps = fc.array(fc.tuple(fc.nat(5), fc.double({ min: 0, max: 8, noNaN: true })), { maxLength: 50 });
    fc.assert(
      fc.property(steps, (moves) => {
        const account = accountWith(20);
        for (const [kind, amount] of moves) {
          if (kind === 0) pay(account, 'fees', amount);
          else if (kind === 1) lock(account, amount);
          else if (kind === 2) unlock(account, amount);
          else if (kind === 3) promise(account, amount);
          else release(account, amount);
          expect(left(account.purse)).toBeGreaterThanOrEqual(-1e-10); // rounding
          expect(left(account.purse)).toBeLessThanOrEqual(20);
        }
      }),
    );
  });
});
