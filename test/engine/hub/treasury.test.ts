import { describe, expect, it } from 'vitest';
import type { HubTreasury } from '../../../sim/engine/hub/treasury.ts';
import type { Scenario } from '../../../sim/index.ts';
import type { AttackAccount } from '../../../sim/state/attack-account.ts';
import { attack, type Changes, type HubRun, hubScenario, runHub } from '../small-scenario.ts';

/** A topic with an attacker who has 120 ALLO and does nothing with them: 10 ALLO in each of 12 epochs, played honestly. */
function scenarioWith(changes: Changes = {}, plan: Parameters<typeof attack>[2] = {}): Scenario {
  return hubScenario({
    ...changes,
    attacks: [attack('wash-fees', { identities: 1, fee: 10 }, { play: 'honest', ...plan })],
  });
}

interface Held {
  readonly treasury: HubTreasury;
  readonly account: AttackAccount;
  readonly stakes: number;
}

function heldIn({ world }: HubRun): Held {
  const { treasury, account } = world.attackers[0];
  if (treasury === undefined) throw new Error('the attacker has no treasury');
  return { treasury, account, stakes: account.locked };
}

/** Runs it, with something done after the nonce of the epoch is done; the books are checked after every event. */
function runWith(scenario: Scenario, acts: Readonly<Record<number, (held: Held, run: HubRun) => void>>): HubRun & Held {
  const run = runHub(scenario, (now, done) => {
    if (done !== undefined) acts[done.nonce.epoch]?.(heldIn(now), now);
  });
  return { ...run, ...heldIn(run) };
}

describe('an attacker’s treasury', () => {
  it('holds what the attack needs, locked in its purse', () => {
    const { treasury, account } = runWith(scenarioWith(), {});
    expect(treasury.free).toBe(120);
    expect(treasury.spendable).toBe(120);
    expect(account.placedIncome).toBe(0);
    expect(account.locked).toBeGreaterThan(120);
  });

  it('pays fees into a topic, whose revenue grows by them, and never more than it holds', () => {
    runWith(scenarioWith(), {
      3({ treasury, account, stakes }) {
        const [revenue, locked] = [treasury.feeRevenueOf(0), stakes];
        expect(treasury.fund(0, 50)).toBe(50);
        expect(treasury.feeRevenueOf(0)).toBeCloseTo(revenue + 50, 9);
        expect(treasury.free).toBe(70);
        expect(account.paid[0]).toBeCloseTo(50, 9);
        expect(account.locked).toBeCloseTo(locked - 50, 6);
        expect(treasury.fund(0, 1000)).toBe(70);
        expect(treasury.fund(0, 1)).toBe(0);
        treasury.reckon();
        expect(account.placedIncome).toBeCloseTo(0, 9);
      },
    });
  });

  it('places tokens on a reputer, who counts with them, and gets them back after the delay', () => {
    let before = 0;
    const set = { removeStakeDelayWindow: 100 };
    runWith(scenarioWith({ set }), {
      3({ treasury }) {
        before = treasury.stakeOn(0, 1);
        expect(treasury.place(0, 1, 100)).toBe(100);
        expect(treasury.stakeOn(0, 1)).toBeCloseTo(before + 100, 6);
        expect([treasury.free, treasury.placedOn(0, 1)]).toEqual([20, 100]);
      },
      4({ treasury }) {
        expect(treasury.askBack(0, 1, 40)).toBe(40);
        expect(treasury.placedOn(0, 1)).toBe(60);
        expect(treasury.askBack(0, 1, 10)).toBe(0); // one request at a time
        before = treasury.free;
      },
      // 60 blocks later they are on their way, 120 blocks later they are there.
      5: ({ treasury }) => expect(treasury.free).toBe(before),
      6: ({ treasury }) => expect(treasury.free).toBeGreaterThanOrEqual(before + 40),
    });
  });

  it('keeps tokens that are on their way back where they are, if they are wanted there again', () => {
    runWith(scenarioWith(), {
      3: ({ treasury }) => treasury.place(0, 1, 100),
      4({ treasury }) {
        treasury.askBack(0, 1, 40);
        const { free } = treasury;
        expect(treasury.place(0, 1, 50)).toBe(50);
        expect(treasury.free).toBeCloseTo(free - 10, 6);
        expect(treasury.placedOn(0, 1)).toBe(110);
        treasury.askBack(0, 1, 110);
        expect(treasury.place(0, 1, 110)).toBe(110); // nothing of the wallet is needed
        expect(treasury.placedOn(0, 1)).toBe(110);
      },
    });
  });

  it('places nothing on a reputer who is not registered', () => {
    runWith(scenarioWith(), { 3: ({ treasury }) => expect(treasury.place(0, 99, 10)).toBe(0) });
  });

  it('has earned the same before and after it claims, places and spends', () => {
    const income = ({ treasury, account }: Held): number => {
      treasury.reckon();
      return account.placedIncome;
    };
    const unmoved = (act: (treasury: HubTreasury) => number) => (held: Held) => {
      const before = income(held);
      expect(before).toBeGreaterThan(0);
      expect(act(held.treasury)).toBeGreaterThan(0);
      expect(income(held)).toBeCloseTo(before, 9);
    };
    runWith(scenarioWith(), {
      3: ({ treasury }) => treasury.place(0, 0, 100),
      6: unmoved((treasury) => treasury.place(0, 0, 5)), // claims
      8: unmoved((treasury) => treasury.fund(0, 10)),
      9: unmoved((treasury) => treasury.askBack(0, 0, 50)),
    });
  });

  it('earns on a token what its reputer’s return says', () => {
    let from = 0;
    const { account, treasury } = runWith(scenarioWith(), {
      3({ treasury }) {
        from = treasury.returnOn(0, 0);
        treasury.place(0, 0, 100);
      },
    });
    treasury.reckon();
    expect(account.placedIncome).toBeCloseTo(100 * (treasury.returnOn(0, 0) - from), 6);
  });

  it('gets no more than its purse holds, and spends no more in all, whatever it has earned', () => {
    const set = { removeStakeDelayWindow: 12 };
    // Places all it has on the reputers, and leaves it there.
    const loyal = attack('stake-rotation', { tokens: 100 }, { play: 'honest', budget: 50 });
    const { account, treasury } = runWith(hubScenario({ set, attacks: [loyal] }), {
      7({ treasury }) {
        for (let x = 0; x < 3; ++x) expect(treasury.askBack(0, x, 1000)).toBeGreaterThan(16);
      },
      9({ treasury }) {
        expect(treasury.free).toBeGreaterThan(50.01);
        expect(treasury.spendable).toBeCloseTo(50, 9);
        expect(treasury.fund(0, 30)).toBe(30);
        expect(treasury.fund(0, 1e6)).toBeCloseTo(20, 9);
      },
    });
    expect(account.purse.paid).toBeCloseTo(50, 9);
    expect(account.purse.held).toBeCloseTo(0, 9);
    expect(treasury.spendable).toBeLessThan(1e-9);
    expect(treasury.free).toBeGreaterThan(0.01);
  });

  describe('floods blocks', () => {
    const hub = { messagesPerBlock: 2 };
    const set = { dataSendingFee: 1e15, workerSubmissionWindow: 12 };

    it('with as many messages as it can pay for, each for the data fee and a tip', () => {
      const { world } = runWith(scenarioWith({ hub, set }), {
        3({ treasury, account }) {
          expect(treasury.flood(10, 0.5)).toBe(10);
          expect(account.paid[1]).toBeCloseTo(5.01, 9);
          expect(treasury.flood(1000, 1)).toBe(Math.floor(114.99 / 1.001));
          expect(treasury.flood(-1, 1)).toBe(0);
        },
      });
      expect(world.books.hub?.sent).toBeGreaterThan(10);
    });

    it('and does nothing where blocks hold everything', () => {
      runWith(scenarioWith({ set }), {
        3({ treasury, account }) {
          expect(treasury.flood(10, 0.5)).toBe(0);
          expect(account.paid[1]).toBe(0);
        },
      });
    });
  });
});
