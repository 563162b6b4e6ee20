import { describe, expect, it } from 'vitest';
import { toAllo } from '../../../sim/chain/amounts.ts';
import { account } from '../../../sim/chain/ledger.ts';
import { authority } from '../../../sim/chain/stake-position.ts';
import type { Topic } from '../../../sim/engine/topic.ts';
import { close } from '../../support/close.ts';
import { type Changes, delegators, hubScenario, reputers, rowsOf, runColumns, runHub } from '../small-scenario.ts';

/** floor(amount x): the double made whole by doubling, which is exact. Nothing where there is no fraction. */
function floorOf(amount: bigint, x: number): bigint {
  if (!(x > 0)) return 0n;
  let whole = x;
  let shift = 0n;
  for (; !Number.isInteger(whole); whole *= 2) ++shift;
  return (amount * BigInt(whole)) >> shift;
}

const wallets = ({ inferers, forecasters, reputers: role }: Topic, balance: readonly bigint[]) =>
  [inferers, forecasters, role].map(({ account: number }) => Array.from(number, (n) => balance[n]));

describe('the reward of a nonce', () => {
  it('is floor(pool x share x fraction) for everybody, reputers first, and dust stays in the account of rewards', () => {
    let before: { wallets: bigint[][]; own: bigint[]; rewards: bigint } | undefined;
    let paid = 0;
    runHub(hubScenario({ set: { dataSendingFee: 0 } }), ({ world, chain }, done) => {
      const [topic] = world.topics;
      const { balance } = chain.money.ledger;
      if (done !== undefined && before !== undefined) {
        const { nonce, desk, pool } = topic;
        expect(nonce.status).toBe('paid');
        const { shares } = desk;
        let left = pool;
        const pay = (share: number, fractions: Float64Array, count: number) =>
          Array.from({ length: count }, (_, l) => {
            const due = floorOf(pool, share * fractions[l]);
            const amount = due < left ? due : left;
            left -= amount;
            return amount;
          });
        const toReputers = pay(shares.reputers, desk.reputerFraction, nonce.reputers.count);
        const toInferers = pay(shares.inferers, desk.infererFraction, nonce.inferers.count);
        const toForecasters = pay(shares.forecasters, desk.forecasterFraction, nonce.forecasters.count);
        const now = wallets(topic, balance);
        expect(now[0].map((amount, x) => amount - (before?.wallets[0][x] ?? 0n))).toEqual(toInferers);
        expect(now[1].map((amount, x) => amount - (before?.wallets[1][x] ?? 0n))).toEqual(toForecasters);
        expect(topic.positions.map((one, x) => (one?.own ?? 0n) - (before?.own[x] ?? 0n))).toEqual(toReputers);
        expect(before.rewards - balance[account.rewards]).toBe(pool - left);
        expect(left).toBeLessThan(pool / 10n ** 14n); // of fractions that are doubles
        expect(desk.paid).toBeCloseTo(toAllo(pool), 10);
        ++paid;
      }
      before = {
        wallets: wallets(topic, balance),
        own: topic.positions.map((one) => one?.own ?? 0n),
        rewards: balance[account.rewards],
      };
    });
    expect(paid).toBe(12);
  });

  it('is the topic’s part, by weight, of a block’s emission for as many blocks as its epoch has', () => {
    const { tables } = runColumns(hubScenario());
    const perBlock = rowsOf(tables.chain)[0].emission_per_block as number;
    for (const { reward_pool, topic_share } of rowsOf(tables.epochs)) {
      expect(topic_share).toBe(1);
      close(Number(reward_pool), perBlock * 0.75 * 60, 1e-12);
    }
  });

  it('of topics that end in one block is split by weight, and by length', () => {
    const scenario = hubScenario();
    const [topic] = scenario.topics;
    const long = { ...topic.topicParameters, epochLength: 120, groundTruthLag: 120 };
    const rich = { ...topic, name: 'rich', funding: { initial: 100, perEpoch: 0 }, topicParameters: long };
    const topics = [{ ...topic, funding: { initial: 25, perEpoch: 0 } }, rich];
    const { tables } = runColumns({ ...scenario, topics });
    const rows = rowsOf(tables.epochs);
    const perBlock = 0.75 * Number(rowsOf(tables.chain)[0].emission_per_block);
    for (const row of rows) {
      const blocks = row.topic === 'rich' ? 120 : 60;
      close(Number(row.reward_pool), perBlock * blocks * Number(row.topic_share), 1e-12);
      expect(row.status).toBe('paid');
    }
    // Both are paid in block 600: the nonce of two short epochs ago, and that of two long ones.
    const shareOf = (name: string, opened: number) =>
      Number(rows.find(({ topic: of, block }) => of === name && block === opened)?.topic_share);
    close(shareOf('topic', 480) + shareOf('rich', 360), 1, 1e-12);
    expect(shareOf('rich', 360)).toBeGreaterThan(0.5);
  });

  it('never overdraws the account: a topic alone gets all there is, when that is less', () => {
    // The account holds the emission of the blocks since emission began; the epoch is longer than that.
    const scenario = hubScenario({ epochs: 3, tokenomics: { emissionStart: 170 } });
    const held: number[] = [];
    runHub(scenario, ({ world, chain }, done) => {
      if (done === undefined) return;
      held.push(toAllo(world.topics[0].pool), toAllo(chain.money.emission.toTopicsLastBlock));
    });
    const [first, perBlock] = held;
    close(first, 11 * perBlock, 1e-12); // blocks 170 to 180
    close(held[2], 60 * perBlock, 1e-12);
  });

  it.each([
    ['v0.17', true],
    ['v0.6', false],
  ] as const)(
    'that cannot be paid goes back to the treasury, or stays where it is in older versions (%s)',
    (profile, back) => {
      const { tables } = runColumns(
        hubScenario({ profile, epochs: 4, reputers: [], funding: { initial: 1e6, perEpoch: 0 } }),
      );
      // Without stake a topic has no weight, and is never active.
      expect(tables.epochs).toBeUndefined();
      const unjudged = { ...hubScenario({ profile, epochs: 4, set: { requiredMinimumStake: 1e27 } }) };
      const { tables: of } = runColumns(unjudged);
      const rows = rowsOf(of.epochs);
      expect(rows.map(({ status }) => status)).toEqual(Array(4).fill('no-loss'));
      rows.forEach(({ reward_pool, returned_reward, reward }, e) => {
        // The first row also tells of the epoch ends before any nonce was due.
        const ends = e === 0 && profile === 'v0.17' ? 3 : 1;
        expect(reward).toBe(0);
        expect(reward_pool).toBeGreaterThan(0);
        if (back) close(Number(returned_reward), ends * Number(reward_pool), 1e-12);
        else expect(returned_reward).toBe(0);
      });
      const chain = rowsOf(of.chain);
      const last = chain[chain.length - 1];
      if (back) expect(last.rewards_uallo).toBeLessThan(1e3);
      else close(Number(last.rewards_uallo) / 1e18, Number(last.emission_per_block) * 0.75 * Number(last.block), 1e-9);
    },
  );
});

describe('a reputer’s reward', () => {
  it('is added to its stake, which counts from the next nonce on', () => {
    const { tables } = runColumns(hubScenario());
    const rows = rowsOf(tables.epochs);
    for (let e = 1; e < rows.length; ++e) {
      close(Number(rows[e].topic_stake), Number(rows[e - 1].topic_stake) + Number(rows[e - 1].reward_reputers), 1e-12);
    }
    expect(rows[11].topic_stake).toBeGreaterThan(Number(rows[0].topic_stake));
  });

  it('weighs by own and delegated stake, and delegators get their part of it, to the uallo', () => {
    const changes: Changes = { delegators: [delegators('uniform', 2, { tokens: { median: 60_000, sigma: 0 } })] };
    let before: { own: bigint; delegated: bigint; pending: bigint }[] = [];
    let checked = 0;
    const sees = ({ positions }: Topic) =>
      positions.map((one) => ({
        own: one?.own ?? 0n,
        delegated: one?.delegated ?? 0n,
        pending: (one?.delegations ?? []).reduce(
          (sum, { amount, debt }) => sum + ((amount * (one?.rewardPerShare ?? 0n) - debt) >> 128n),
          0n,
        ),
      }));
    runHub(hubScenario(changes), ({ world, chain }, done) => {
      const [topic] = world.topics;
      const now = sees(topic);
      if (done !== undefined && before.length > 0) {
        let toDelegators = 0n;
        Array.from(topic.nonce.reputers.active).forEach((x, m) => {
          const { own, delegated } = before[x];
          close(toAllo(delegated), 40_000, 1e-12);
          const reward = floorOf(topic.pool, topic.desk.shares.reputers * topic.desk.reputerFraction[m]);
          const part = (reward * delegated) / (own + delegated);
          expect(now[x].own - own).toBe(reward - part);
          expect(part - (now[x].pending - before[x].pending)).toBeLessThan(3n); // rounding of each claim
          expect(topic.desk.activeStake[m]).toBe(toAllo(own + delegated));
          toDelegators += part;
        });
        close(topic.economy.paidDelegators, toAllo(toDelegators), 1e-12);
        expect(topic.stake[0]).toBe(toAllo(authority(topic.positions[0] as NonNullable<Topic['positions'][0]>)));
        expect(chain.money.ledger.balance[account.pending_rewards]).toBeGreaterThan(0n);
        ++checked;
      }
      before = now;
    });
    expect(checked).toBe(12);
  });

  it('may be nothing: one with little stake is below the minimum and is left out', () => {
    const poor = { ...reputers('honest', 1, {}, 'poor'), stake: { median: 1, sigma: 0 } };
    const changes: Changes = { reputers: [reputers('honest', 2), poor], set: { requiredMinimumStake: 2e18 } };
    const rows = rowsOf(runColumns(hubScenario(changes)).tables.actors).filter(({ actor }) => actor === 'poor-0');
    expect(rows.every(({ active, reward }) => active === 0 && reward === 0)).toBe(true);
    const { numbers } = runColumns(hubScenario(changes));
    expect(new Set(numbers.active_reputers)).toEqual(new Set([2]));
    const enough = runColumns(hubScenario({ ...changes, set: { requiredMinimumStake: 1e18 } })).numbers;
    expect(new Set(enough.active_reputers)).toEqual(new Set([3]));
    // What delegators add counts.
    const helped = { ...changes, delegators: [delegators('uniform', 1, { tokens: { median: 3.1, sigma: 0 } })] };
    expect(new Set(runColumns(hubScenario(helped)).numbers.active_reputers)).toEqual(new Set([3]));
  });
});
