import { describe, expect, it } from 'vitest';
import { toAllo, toUallo } from '../../../sim/chain/amounts.ts';
import { account, move } from '../../../sim/chain/ledger.ts';
import { requestDelegateRemoval } from '../../../sim/chain/removals.ts';
import { pendingRewards } from '../../../sim/chain/stake-position.ts';
import type { Topic } from '../../../sim/engine/topic.ts';
import { close } from '../../support/close.ts';
import { type Changes, delegators, type HubRun, hubScenario, reputers, runHub } from '../small-scenario.ts';

/** Tokens that a delegator has on each reputer, ALLO, those asked back included. */
function placedBy({ positions }: Topic, wallet: number): number[] {
  return positions.map((position) => {
    const found = position?.delegations.find((one) => one.wallet === wallet);
    return toAllo(found?.amount ?? 0n);
  });
}

const placedIn = ({ world, hub }: HubRun, d = 0, group = 0) =>
  placedBy(world.topics[0], hub.delegators[group].wallets[d]);
const pendingOf = ({ world }: HubRun, wallet: number) =>
  world.topics[0].positions.reduce((sum, position) => {
    const found = position?.delegations.find((one) => one.wallet === wallet);
    return sum + (found === undefined ? 0n : pendingRewards(found));
  }, 0n);

/** Reputers of whom two err a hundredfold, so that those who delegate to them earn little. */
const uneven = [reputers('honest', 2, {}, 'good'), reputers('noisy', 2, { factor: 100 }, 'bad')].map((one) => ({
  ...one,
  stake: { median: 10_000, sigma: 0 },
}));

describe('delegators', () => {
  it('who are uniform place the same on everybody', () => {
    const run = runHub(hubScenario({ epochs: 3, delegators: [delegators('uniform', 2)] }));
    for (const d of [0, 1]) for (const one of placedIn(run, d)) close(one, 1000 / 3, 1e-12);
  });

  it('who are proportional follow the stake that is there', () => {
    const run = runHub(hubScenario({ epochs: 1, delegators: [delegators('proportional', 1)] }));
    const own = run.topics[0].positions.map((one) => toAllo(one?.own ?? 0n));
    const total = own.reduce((sum, one) => sum + one, 0);
    placedIn(run).forEach((one, x) => {
      close(one, (1000 * own[x]) / total, 1e-3); // a reward or two later
    });
  });

  it('who are loyal stay where they are; all decide when their time has come', () => {
    const plan = { start: 100, every: 60 };
    const seen = new Set<string>();
    const run = runHub(hubScenario({ delegators: [delegators('loyal', 1, plan)] }), (now) => {
      const key = placedIn(now)
        .map((one) => (one > 0 ? 'x' : '-'))
        .join('');
      if (now.world.block < 100) expect(key).toMatch(/^-*$/);
      else if (now.world.block > 100) seen.add(key);
    });
    expect(seen.size).toBe(1);
    expect(placedIn(run).filter((one) => one > 0)).toHaveLength(1);
    expect(run.hub.delegators[0].decisions).toBe(11);
  });

  it('who are loyal look for another reputer when theirs is gone', () => {
    const changes: Changes = {
      epochs: 20,
      set: { removeStakeDelayWindow: 100 },
      reputers: [
        { ...reputers('honest', 1, {}, 'large', { leaves: 4 }), stake: { median: 1e6, sigma: 0 } },
        reputers('honest', 2),
      ],
      delegators: [delegators('loyal', 1, { every: 60 }, { choice: 'largest' })],
    };
    const run = runHub(hubScenario(changes), (now) => {
      if (now.world.block > 60 && now.world.block < 400) close(placedIn(now)[0], 1000, 1e-3);
    });
    const [left, ...others] = placedIn(run);
    expect(left).toBe(0);
    expect(Math.max(...others)).toBeGreaterThan(999);
  });

  it('who seek yields move to those who earn, and get their tokens back after the delay', () => {
    const plan = { every: 120 };
    const seeker = delegators('yield-seeking', 1, plan, { temperature: 1e-6, inertia: 0 });
    const changes: Changes = {
      epochs: 30,
      set: { removeStakeDelayWindow: 300 },
      reputers: uneven,
      delegators: [seeker],
    };
    const shares: number[] = [];
    const leaving: number[] = [];
    const run = runHub(hubScenario(changes), (now) => {
      const [a, b, c, d] = placedIn(now);
      shares.push((a + b) / (a + b + c + d));
      leaving.push(toAllo(now.chain.leaving));
    });
    expect(shares.find((share) => share > 0)).toBe(0.5);
    expect(Math.max(...leaving)).toBeGreaterThan(400);
    // Asked again every 120 blocks, they come all the same.
    expect(placedIn(run).slice(2)).toEqual([0, 0]);
    expect(shares.at(-1)).toBe(1);
  });

  it('who take their time get each part after its delay: asking for more does not put it off', () => {
    const seeker = delegators('yield-seeking', 1, { every: 60 }, { temperature: 1e-6, inertia: 0.5 });
    const changes: Changes = {
      epochs: 20,
      set: { removeStakeDelayWindow: 300 },
      reputers: uneven,
      delegators: [seeker],
    };
    let asked = -1;
    let back = -1;
    runHub(hubScenario(changes), ({ world, chain }) => {
      if (asked < 0 && chain.leaving > 0n) asked = world.block;
      if (back < 0 && chain.money.ledger.moved['delegation-removal'] > 0n) back = world.block;
    });
    expect(back - asked).toBe(300);
  });

  it('reckon with what is not on its way back, and let it stay when they want it again', () => {
    const changes: Changes = {
      epochs: 3,
      reputers: [reputers('honest', 2)],
      delegators: [delegators('uniform', 1, { every: 120 })],
    };
    let asked = false;
    const run = runHub(hubScenario(changes), ({ world, hub, chain }) => {
      if (world.block < 72 || asked) return;
      asked = true;
      // Of 500 on each of two reputers it asks one half back, and comes into 600 more: 1100 to be split.
      const [wallet] = hub.delegators[0].wallets;
      const delegation = world.topics[0].positions[0]?.delegations[0];
      if (delegation === undefined) throw new Error('nothing is delegated');
      expect(requestDelegateRemoval(chain, delegation, delegation.amount)).toBeUndefined();
      move(chain.money.ledger, account.participants, wallet, toUallo(600), 'grant');
    });
    for (const one of placedIn(run)) close(one, 550, 1e-3);
    expect(run.chain.leaving).toBe(0n);
  });

  it('are paid: what they may claim grows with every epoch, alike for the same stake', () => {
    let before = 0n;
    let paid = 0;
    const run = runHub(hubScenario({ delegators: [delegators('uniform', 2)] }), (now, done) => {
      if (done === undefined) return;
      const [one, other] = now.hub.delegators[0].wallets.map((wallet) => pendingOf(now, wallet));
      expect(one).toBeGreaterThan(before);
      expect(one).toBe(other);
      before = one;
      ++paid;
    });
    expect(paid).toBe(12);
    const told = Number(run.chain.money.ledger.moved['delegator-reward']);
    close(told, 2 * Number(before), 1e-12);
  });

  it('decide about the reputers of the topic they name, of several alike too', () => {
    const group = (topic: string) => delegators('uniform', 1, { topic, tokens: { median: 600, sigma: 0 } });
    const scenario = hubScenario({ epochs: 1, count: 2 });
    const other = { ...scenario.topics[0], name: 'other', count: 1 };
    const sums = (topic: string) => {
      const run = runHub({ ...scenario, topics: [scenario.topics[0], other], delegators: [group(topic)] });
      const [wallet] = run.hub.delegators[0].wallets;
      return run.topics.map((one) => Math.round(placedBy(one, wallet).reduce((sum, x) => sum + x, 0)));
    };
    expect(sums('topic')).toEqual([300, 300, 0]);
    expect(sums('topic-1')).toEqual([0, 600, 0]);
    expect(sums('other')).toEqual([0, 0, 600]);
    expect(sums('')).toEqual([200, 200, 200]);
  });

  it('wait with their tokens while there is nobody to place them on', () => {
    const changes: Changes = {
      creation: { at: 100, perDay: 0 },
      delegators: [delegators('uniform', 1, { every: 90 })],
    };
    runHub(hubScenario(changes), (now) => {
      const sum = placedIn(now).reduce((total, one) => total + one, 0);
      if (now.world.block < 180) expect(sum).toBe(0);
      if (now.world.block > 180) close(sum, 1000, 1e-9);
    });
  });

  it('who number ten thousand are carried', () => {
    const many = delegators('proportional', 10_000, { tokens: { median: 10, sigma: 1 }, every: 300 });
    const run = runHub({ ...hubScenario({ epochs: 1 }), delegators: [many] });
    expect(run.chain.delegated).toBeGreaterThan(10n ** 22n);
  }, 60_000);
});
