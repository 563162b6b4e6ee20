import { describe, expect, it } from 'vitest';
import { toUallo } from '../../sim/chain/amounts.ts';
import { incomeOf } from '../../sim/engine/conspirators.ts';
import type { AttackScenario, Scenario } from '../../sim/index.ts';
import { attack, type Changes, hubScenario, inferers, reputers, runHub } from '../engine/small-scenario.ts';
import { allClose, close } from '../support/close.ts';
import { judgementsOf } from './judgements.ts';

const start = 8;
const epochs = 24;
/** Places of two keys behind three honest reputers. */
const own = [3, 4];

type Values = Record<string, number>;

function scenarioWith(values: Values = {}, plan: Partial<AttackScenario> = {}, changes: Changes = {}): Scenario {
  return hubScenario({
    epochs,
    funding: { initial: 1000, perEpoch: 10 },
    set: { removeStakeDelayWindow: 720 },
    inferers: [inferers('honest', 4)],
    reputers: [{ ...reputers('perfect', 3), stake: { median: 100_000, sigma: 0.5 } }],
    attacks: [attack('self-delegation', { tokens: 300_000, ...values }, { joins: 2, start, ...plan })],
    ...changes,
  });
}

interface State {
  readonly epoch: number;
  readonly stake: number[];
  readonly delegated: number[];
  readonly rewards: Map<number, number>;
  readonly rent: number;
  readonly free: number;
  readonly income: number;
}

function statesOf(scenario: Scenario): State[] {
  const states: State[] = [];
  runHub(scenario, (_run, topic) => {
    if (topic === undefined) return;
    const [attacker] = topic.attackers;
    const { nonce, desk } = topic;
    states.push({
      epoch: nonce.epoch,
      stake: Array.from(topic.stake),
      delegated: Array.from(topic.reputers.delegated),
      rewards: new Map(
        Array.from(nonce.reputers.active.subarray(0, nonce.reputers.count), (x, m) => [x, desk.reputerReward[m]]),
      ),
      rent: attacker.account.paid[3],
      free: attacker.treasury?.free ?? 0,
      income: incomeOf(attacker),
    });
  });
  return states;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('self-delegation', () => {
  it('has its tokens with honest reputers, by their stake, until it starts, and then with its own keys', () => {
    const states = statesOf(scenarioWith());
    const before = states[start - 4];
    close(sum(before.delegated), 300_000, 1e-9);
    expect(own.map((x) => before.delegated[x])).toEqual([0, 0]);
    const bare = [0, 1, 2].map((x) => before.stake[x] - before.delegated[x]);
    allClose(
      [0, 1, 2].map((x) => before.delegated[x] / sum(before.delegated)),
      bare.map((one) => one / sum(bare)),
      0.02,
    );
    const after = states[epochs - 1];
    for (const x of [0, 1, 2]) expect(after.delegated[x]).toBeLessThan(1);
    allClose(
      own.map((x) => after.delegated[x]),
      [150_000, 150_000],
      1e-4,
    );
  });

  it('waits for its tokens as long as removals take: they count where they were until then', () => {
    const placed = (window: number) =>
      statesOf(scenarioWith({}, {}, { epochs: 30, set: { removeStakeDelayWindow: window } })).findIndex(
        ({ delegated }) => sum(own.map((x) => delegated[x])) > 1000, // more than what they had earned
      );
    expect(placed(1200) - placed(120)).toBe((1200 - 120) / 60); // epochs of 60 blocks
  });

  it('keeps a part with honest reputers if it is told to', () => {
    const last = statesOf(scenarioWith({ ownPart: 0.25 }))[epochs - 1];
    allClose(
      [sum(own.map((x) => last.delegated[x])), sum([0, 1, 2].map((x) => last.delegated[x]))],
      [75_000, 225_000],
      1e-4,
    );
  });

  it('moves its tokens from key to key', () => {
    const holders = statesOf(scenarioWith({ moveEvery: 6 }, {}, { set: { removeStakeDelayWindow: 60 } }))
      .slice(start + 1)
      .map(({ delegated }) => own.filter((x) => delegated[x] > 100_000).join());
    expect(new Set(holders.filter((one) => one !== ''))).toEqual(new Set(['3', '4']));
    expect(holders).not.toContain('3,4');
  });

  it('pays rent for every nonce on what it has borrowed, and gives it back when it cannot', () => {
    const rents = statesOf(scenarioWith({ rent: 0.001 })).map(({ rent }) => rent);
    const steps = rents.slice(1).map((rent, n) => rent - rents[n]);
    for (const step of steps.slice(4)) close(step, 300, 1e-9);
    const poor = statesOf(scenarioWith({ rent: 0.001 }, { budget: 302_000 + 1000, joins: 0 }));
    expect(poor[epochs - 1].rent).toBeLessThanOrEqual(1000);
    expect(poor[epochs - 1].rent).toBeGreaterThan(600);
    expect(sum(poor[epochs - 1].delegated)).toBeLessThan(1);
  });

  it('played honestly leaves its tokens with honest reputers', () => {
    for (const { delegated } of statesOf(scenarioWith({}, { play: 'honest' }))) {
      for (const x of own) expect(delegated[x]).toBe(0);
    }
  });

  it('without a plan gives all to one reputer, whoever it is', () => {
    const last = statesOf(scenarioWith({}, { play: 'random' }))[epochs - 1];
    expect(last.delegated.filter((amount) => amount > 1)).toHaveLength(1);
    close(Math.max(...last.delegated), 300_000, 1e-4);
  });

  it('takes its tokens back when it is over', () => {
    const states = statesOf(scenarioWith({}, { duration: 4 }));
    expect(sum(states[epochs - 1].delegated)).toBeLessThan(1);
    expect(states[epochs - 1].free).toBeGreaterThan(299_999);
  });

  it('gets floor(r D / S) of its keys’ rewards as their delegator, and its income counts nothing twice', () => {
    const scenario = scenarioWith({ identities: 1, stakePerIdentity: 50_000, ownPart: 1 }, { joins: 2, start: 2 });
    let before = { own: 0n, perShare: 0n, delegated: 0n, income: 0 };
    let compared = 0;
    runHub(scenario, (_run, topic) => {
      if (topic === undefined || topic.nonce.epoch < 4) return;
      const [position, [attacker]] = [topic.positions[3], topic.attackers];
      if (position === undefined) return;
      const { active, count } = topic.nonce.reputers;
      const m = Array.from(active.subarray(0, count)).indexOf(3);
      const income = incomeOf(attacker);
      if (m >= 0 && before.delegated > 0n && before.delegated === position.delegated && topic.nonce.status === 'paid') {
        const reward = topic.desk.reputerReward[m];
        const passedOn = reward - Number(position.own - before.own) / 1e18;
        close(passedOn / reward, Number(before.delegated) / Number(before.own + before.delegated), 1e-9);
        // Whole uallo, rounded down: rewards per share are kept to 2^-128.
        const perShare = position.rewardPerShare - before.perShare;
        const paid = (perShare * before.delegated) >> 128n;
        const due = (toUallo(reward) * before.delegated) / (before.own + before.delegated);
        expect(Number(due - paid) / 1e18).toBeLessThan(1e-12);
        close(income - before.income, reward, 1e-9);
        ++compared;
      }
      before = { own: position.own, perShare: position.rewardPerShare, delegated: position.delegated, income };
    });
    expect(compared).toBeGreaterThan(10);
  });
});

describe('delegated stake', () => {
  it('counts for the network’s losses and for adjusted stake exactly as own stake does', () => {
    // Own 1000 and 29 000 delegated on each of two keys; in the first nonce after placing.
    const values = { identities: 2, tokens: 58_000, stakePerIdentity: 1000, lean: 0.5, noise: 0 };
    const plan = { joins: 0, start: 0 };
    // So slow that all are listened to in full.
    const set = { learningRate: 1e-12 };
    const hub = scenarioWith(values, plan, { set });
    const lent = judgementsOf(hub).find(({ stakes }) => stakes[3] > 1000);
    if (lent === undefined) throw new Error('nothing was placed');
    const all = sum(lent.stakes);
    close(lent.stakes[3] / 30_000, 1, 0.05);
    const listened = lent.reputers.map((_, m) => Math.min((5 * lent.stakes[m]) / all, 1));
    allClose(lent.adjusted, listened, 1e-9);
    close(lent.network[0] - lent.trueLoss[0], (0.5 * (lent.stakes[3] + lent.stakes[4])) / all, 1e-9);
  });

  it('is paid by the ALLO what own stake is', () => {
    const values = { identities: 1, tokens: 29_000, stakePerIdentity: 1000, lean: 0, noise: 0 };
    const equal = [{ ...reputers('perfect', 3), stake: { median: 30_000, sigma: 0 } }];
    const judged = judgementsOf(scenarioWith(values, { joins: 0, start: 0 }, { reputers: equal }));
    const paid = judged.filter(({ stakes, rewards }) => stakes[3] > 29_000 && rewards[0] > 0);
    expect(paid.length).toBeGreaterThan(10);
    for (const { scores, stakes, rewards } of paid) {
      allClose(scores, [100, 100, 100, 100], 1e-9);
      // Stakes after the payment before; what is paid now is by them.
      allClose(
        rewards.map((reward, m) => reward / stakes[m]),
        new Array(4).fill(rewards[0] / stakes[0]),
        1e-9,
      );
    }
  });
});
