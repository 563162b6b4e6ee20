import { describe, expect, it } from 'vitest';
import { createAttackLedger, keepBooks, sumsOf } from '../../sim/metrics/attack-ledger.ts';
import { createRecovery, recover } from '../../sim/metrics/attack-recovery.ts';
import { createAttackAccount, createPurse, lose, pay, promise } from '../../sim/state/attack-account.ts';
import { close } from '../support/close.ts';
import { type AttackChanges, madeUpAttack } from './made-up-attack.ts';

const account = () => createAttackAccount(createPurse(1e6));

/** Books of an attack, and one nonce after the other taken into them. */
function books(changes: AttackChanges = {}) {
  const ledger = createAttackLedger(madeUpAttack(changes));
  let epoch = 0;
  return {
    ledger,
    next(keys = 0, displacement = 0, blocks = 60) {
      keepBooks(ledger, epoch, epoch * blocks, keys, displacement);
      ++epoch;
      return ledger;
    },
  };
}

describe('the books of an attack', () => {
  it('hold what was paid and came in since the row before, and over the run', () => {
    const own = account();
    let income = 0;
    const { ledger, next } = books({ account: own, income: () => income, workCost: 0 });
    pay(own, 'fees', 3);
    pay(own, 'bribes', 10);
    income = 50;
    own.outside = 4;
    next();
    expect([...ledger.paid]).toEqual([3, 0, 10, 0, 0]);
    expect([ledger.income, ledger.outside, ledger.outlay, ledger.net]).toEqual([50, 4, 13, 41]);
    pay(own, 'tips', 1);
    pay(own, 'rent', 2);
    lose(own, 5);
    income = 45; // tokens that it placed lost some
    next();
    expect([...ledger.paid]).toEqual([0, 1, 0, 2, 5]);
    expect([ledger.income, ledger.outside, ledger.outlay, ledger.net]).toEqual([-5, 0, 8, -13]);
    expect(sumsOf.paid(ledger, 'bribes')).toBe(10);
    expect([sumsOf.income(ledger), sumsOf.outside(ledger), sumsOf.outlay(ledger)]).toEqual([45, 4, 21]);
  });

  it('charge capital for the time since the row before, an epoch at first', () => {
    // 10 % a year on 1000 ALLO; a block is a thousandth of a year, an epoch 60 of them.
    const { ledger, next } = books({
      capital: () => 1000,
      capitalRate: 0.1,
      yearsPerBlock: 0.001,
      yearsPerEpoch: 0.06,
    });
    close(next().capitalCost, 1000 * 0.1 * 0.06, 1e-12);
    close(next(0, 0, 300).capitalCost, 1000 * 0.1 * 0.3, 1e-12); // it slept in between
    expect(ledger.capital).toBe(1000);
    close(sumsOf.outlay(ledger), 36, 1e-12);
  });

  it('charge honest work for every key while the attack is not on, then the work that it does', () => {
    const { next } = books({ keys: 8, work: 1, workCost: 2, strength: (epoch) => (epoch < 1 ? 0 : 0.5) });
    expect(next(8)).toMatchObject({ workCost: 16, workSaved: 0 });
    expect(next(8)).toMatchObject({ workCost: 2, workSaved: 14 });
    expect(next(0)).toMatchObject({ workCost: 0, workSaved: 0 }); // all keys have left
    const plain = books({ keys: 8, workCost: 2, strength: () => 1 });
    expect(plain.next(5)).toMatchObject({ workCost: 10, workSaved: 0 });
  });

  it('count work of attacks that need no keys', () => {
    expect(books({ keys: 0, work: 3, workCost: 2, strength: () => 1 }).next()).toMatchObject({ workCost: 6 });
  });

  it('pay by how far the inference is moved: the wanted way, or any way', () => {
    const on = { notional: 100, strength: () => 1 };
    expect(books(on).next(0, -0.25).outside).toBe(25);
    expect(books({ ...on, direction: 1 }).next(0, -0.25).outside).toBe(-25);
    expect(books({ ...on, direction: -1 }).next(0, -0.25).outside).toBe(25);
    expect(books(on).next(0, NaN).outside).toBe(0);
  });

  it('pay nothing for a displacement while the attack is not on', () => {
    expect(books({ notional: 100, strength: () => 0 }).next(0, 3).outside).toBe(0);
  });

  it('show what is promised as escrow, which is no outlay', () => {
    const own = account();
    promise(own, 70);
    expect(books({ account: own }).next()).toMatchObject({ escrow: 70, outlay: 0, net: 0 });
  });
});

describe('recovery from an attack', () => {
  it('is there when smoothed damage is no longer above a twentieth of its mean under attack', () => {
    const recovery = createRecovery();
    // Smoothed from the first on: 1, 0.9, 0.81 ...: below 0.05 after 29 steps.
    for (let since = 0; since < 60; ++since) recover(recovery, 1, since === 0 ? 1 : 0, since);
    expect(recovery).toMatchObject({ level: 1, epochs: 29, damaged: 29 });
  });

  it('is there at once where damage ends with the attack', () => {
    const recovery = createRecovery();
    for (let since = 0; since < 10; ++since) recover(recovery, 1, 0.04, since);
    expect(recovery).toMatchObject({ epochs: 0, damaged: 0 });
  });

  it('never comes where damage stays, and may be lost again', () => {
    const lasting = createRecovery();
    for (let since = 0; since < 10; ++since) recover(lasting, 1, 0.5, since);
    expect(lasting).toMatchObject({ epochs: NaN, damaged: 10 });
    const again = createRecovery();
    for (let since = 0; since < 10; ++since) recover(again, 1, since < 5 ? 0 : 1, since);
    expect(again).toMatchObject({ epochs: 0, damaged: 5 });
  });

  it('needs no epoch where the attack did no damage, and says nothing of one that never was on', () => {
    const harmless = createRecovery();
    recover(harmless, -0.1, 3, 0);
    expect(harmless).toMatchObject({ epochs: 0, damaged: 0 });
    const never = createRecovery();
    recover(never, NaN, 3, 0);
    expect(never).toEqual(createRecovery());
  });
});
