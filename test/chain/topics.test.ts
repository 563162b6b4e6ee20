import { describe, expect, it } from 'vitest';
import type { Chain } from '../../sim/chain/chain.ts';
import type { ChainRules } from '../../sim/chain/chain-rules.ts';
import type { ChainTopic } from '../../sim/chain/chain-topic.ts';
import { account } from '../../sim/chain/ledger.ts';
import { addStake } from '../../sim/chain/staking.ts';
import { createTopic, endEpochs, fundTopic, presentWeight, returnReward } from '../../sim/chain/topics.ts';
import { weightSum } from '../../sim/chain/weight-sum.ts';
import { payForPayload } from '../../sim/chain/workers.ts';
import {
  accepted,
  audit,
  balance,
  fillRewards,
  reach,
  reputer,
  smallChain,
  topicOf,
  wallet,
} from './support/small-chain.ts';

const times = { epochLength: 12, groundTruthLag: 12, workerSubmissionWindow: 6 };

/** Ends epochs of every block up to this one. @returns topics that opened a nonce in the last of them */
function endBlocks(chain: Chain, until: number): readonly ChainTopic[] {
  let kept: readonly ChainTopic[] = [];
  for (let block = chain.money.block + 1; block <= until; ++block) {
    reach(chain, block);
    kept = endEpochs(chain);
    expect(audit(chain)).toEqual([]);
  }
  return kept;
}

/** An active topic of about this weight with fees of a million ALLO, of which little drips. */
function active(chain: Chain, weight: number, epochLength = 12): ChainTopic {
  const topic = topicOf(chain, epochLength, 10n ** 24n);
  reputer(chain, topic, BigInt(Math.round(weight * weight)) * 10n ** 24n);
  expect(topic.active).toBe(true);
  return topic;
}

describe('createTopic', () => {
  it('takes the fee to the treasury as the first revenue of the topic, which sleeps until it has stake', () => {
    const chain = smallChain({ createTopicFee: 75_000n });
    const creator = wallet(chain, 80_000n);
    const treasury = balance(chain, account.ecosystem);
    const topic = accepted(createTopic(chain, creator, times));
    expect(balance(chain, creator)).toBe(5000n);
    expect(balance(chain, account.ecosystem) - treasury).toBe(75_000n);
    expect(topic).toMatchObject({
      id: 0,
      revenue: 75_000n,
      feesPaid: 75_000n,
      active: false,
      nextEnd: -1,
      lastEnd: -1,
    });
    expect(audit(chain)).toEqual([]);
  });
  it('refuses who cannot pay, and nothing changes', () => {
    const chain = smallChain({ createTopicFee: 75_000n });
    expect(createTopic(chain, wallet(chain, 74_999n), times)).toBe('not-enough-tokens');
    expect(chain.topics).toEqual([]);
  });
  it.each([
    ['an epoch below the shortest', { epochLength: 11 }],
    ['a lag shorter than the epoch', { groundTruthLag: 11 }],
    ['a lag of more than a hundred epochs', { groundTruthLag: 1201 }],
    ['no window', { workerSubmissionWindow: 0 }],
    ['a window longer than the epoch', { workerSubmissionWindow: 13 }],
  ])('refuses %s', (_what, change) => {
    const chain = smallChain();
    expect(createTopic(chain, wallet(chain, 0n), { ...times, ...change })).toBe('topic-parameters');
  });
  it('takes times at their limits', () => {
    const chain = smallChain();
    accepted(
      createTopic(chain, wallet(chain, 0n), { epochLength: 12, groundTruthLag: 1200, workerSubmissionWindow: 1 }),
    );
    accepted(
      createTopic(chain, wallet(chain, 0n), { epochLength: 12, groundTruthLag: 12, workerSubmissionWindow: 12 }),
    );
  });
});

describe('a topic', () => {
  it('becomes active when its weight reaches 100, with its first epoch end one epoch later', () => {
    const chain = smallChain();
    reach(chain, 7);
    const topic = topicOf(chain, 12, 1n);
    const first = reputer(chain, topic, 9999n);
    expect(presentWeight(chain, topic)).toBeLessThan(100);
    expect(topic.active).toBe(false);
    const owner = first.wallet;
    chain.money.ledger.balance[owner] += 1n;
    chain.money.ledger.supply += 1n;
    addStake(chain, first, 1n);
    expect(topic).toMatchObject({ active: true, nextEnd: 19, lastEnd: -1, weight: 0 });
  });
  it('is woken by fees for payloads too', () => {
    const chain = smallChain({ dataSendingFee: 1n });
    const topic = topicOf(chain, 12, 0n);
    reputer(chain, topic, 10_000n);
    expect(topic.active).toBe(false);
    payForPayload(chain, topic, wallet(chain, 1n));
    expect(topic.active).toBe(true);
  });
  it('counts in the sum of weights from its first epoch end on', () => {
    const chain = smallChain();
    const topic = active(chain, 1);
    expect(weightSum(chain.weights)).toBe(0);
    endBlocks(chain, 12);
    expect(topic.weight).toBe(1e24);
    expect(weightSum(chain.weights)).toBe(1e24);
    expect(topic).toMatchObject({ lastEnd: 12, nextEnd: 24 });
  });
  it('drips at its epoch end, after the weight is taken', () => {
    const chain = smallChain();
    const topic = topicOf(chain, 720, 10n ** 24n);
    reputer(chain, topic, 10n ** 24n);
    endBlocks(chain, 719);
    expect(topic.revenue).toBe(10n ** 24n);
    endBlocks(chain, 720);
    expect(topic.weight).toBe(1e24);
    expect(Number(topic.revenue) / 1e24).toBeCloseTo(1 - 0.0036208, 7);
  });
  it('moves its weight towards the target by the smoothing of one epoch', () => {
    const chain = smallChain({ weightSmoothing: 'per-epoch', targetWeight: 'root-of-product' });
    const topic = active(chain, 1);
    endBlocks(chain, 12);
    const first = topic.weight;
    reputer(chain, topic, 3n * 10n ** 24n);
    const target = Math.sqrt(Number(topic.stake) * Number(topic.revenue));
    endBlocks(chain, 24);
    expect(topic.weight).toBe(0.5 * target + 0.5 * first);
  });
  it('falls to weight 0 at once when no fees are left, and sleeps', () => {
    const chain = smallChain({ blocksPerMonth: 52, weightSmoothing: 'per-epoch' });
    const topic = active(chain, 1); // an epoch is longer than a week of 11.97 blocks
    endBlocks(chain, 12);
    expect(topic.weight).toBe(1e24);
    expect(topic.revenue).toBe(0n);
    expect(topic.active).toBe(true);
    endBlocks(chain, 24);
    expect(topic).toMatchObject({ weight: 0, active: false, nextEnd: -1, lastEnd: 12, stake: 10n ** 24n });
    expect(weightSum(chain.weights)).toBe(0);
  });
  it('keeps stake, fees and weight while it sleeps, does not drip, and counts with its stored weight when it wakes', () => {
    const chain = smallChain({ minTopicWeight: 2e24, weightSmoothing: 'per-epoch' });
    const topic = topicOf(chain, 12, 10n ** 24n);
    const only = reputer(chain, topic, 4n * 10n ** 24n);
    expect(topic.active).toBe(true);
    endBlocks(chain, 23);
    // Less stake than it was entered with: half of the way to a target of 1e24.
    only.own -= 3n * 10n ** 24n;
    topic.stake -= 3n * 10n ** 24n;
    chain.money.topicStake -= 3n * 10n ** 24n;
    chain.money.ledger.balance[account.staking] -= 3n * 10n ** 24n;
    chain.money.ledger.balance[account.participants] += 3n * 10n ** 24n;
    expect(endBlocks(chain, 24)).toEqual([]);
    const { revenue, weight } = topic;
    expect(weight).toBeCloseTo(1.5e24, -21);
    expect(topic).toMatchObject({ active: false, lastEnd: 12, stake: 10n ** 24n });
    endBlocks(chain, 60);
    expect(topic).toMatchObject({ active: false, revenue, weight });
    reputer(chain, topic, 20n * 10n ** 24n);
    expect(topic).toMatchObject({ active: true, nextEnd: 72 });
    expect(weightSum(chain.weights)).toBe(weight);
  });
  it('without any weight is not active, however low the bar', () => {
    const chain = smallChain({ minTopicWeight: 0 });
    const topic = topicOf(chain, 12, 0n);
    reputer(chain, topic, 10_000n);
    expect(topic.active).toBe(false);
  });
});

describe('fundTopic', () => {
  it('adds to the treasury, the revenue and all fees paid', () => {
    const chain = smallChain();
    const topic = topicOf(chain);
    const payer = wallet(chain, 10n);
    expect(fundTopic(chain, topic, payer, 4n)).toBeUndefined();
    expect(fundTopic(chain, topic, payer, 5n, 'consumer-fee')).toBeUndefined();
    expect(topic).toMatchObject({ revenue: 9n, feesPaid: 9n });
    expect(balance(chain, payer)).toBe(1n);
    expect(chain.money.ledger.moved['topic-funding']).toBe(4n);
    expect(chain.money.ledger.moved['consumer-fee']).toBe(5n);
  });
  it('refuses more than the payer has, and amounts that are not positive', () => {
    const chain = smallChain();
    const topic = topicOf(chain);
    const payer = wallet(chain, 10n);
    expect(fundTopic(chain, topic, payer, 11n)).toBe('not-enough-tokens');
    expect(fundTopic(chain, topic, payer, 0n)).toBe('amount-not-positive');
    expect(fundTopic(chain, topic, payer, -1n)).toBe('amount-not-positive');
  });
});

describe('a block that can hold few epoch ends', () => {
  const limited = (most: number, change: Partial<ChainRules> = {}) =>
    smallChain({ maxActiveTopicsPerBlock: most, ...change });

  it('lets the lightest fall asleep when a heavier one comes', () => {
    const chain = limited(2);
    const [heavy, light] = [active(chain, 3), active(chain, 1)];
    const newcomer = active(chain, 2);
    expect([heavy.active, light.active, newcomer.active]).toEqual([true, false, true]);
    expect(endBlocks(chain, 12)).toEqual([heavy, newcomer]);
  });
  it('refuses one that is lighter than all there, which stays inactive', () => {
    const chain = limited(1);
    const heavy = active(chain, 3);
    const light = topicOf(chain, 12, 10n ** 24n);
    reputer(chain, light, 10n ** 24n);
    expect([heavy.active, light.active]).toEqual([true, false]);
    expect(audit(chain)).toEqual([]);
  });
  it('prefers the newcomer to one of equal weight, and of two equally light ones the older id', () => {
    const chain = limited(2);
    const [first, second] = [active(chain, 1), active(chain, 1)];
    const third = active(chain, 1);
    expect([first.active, second.active, third.active]).toEqual([true, false, true]);
  });
  it('measures who wakes up by its present weight, not by what was stored when it had no fees', () => {
    const chain = limited(1, { blocksPerMonth: 52, weightSmoothing: 'per-epoch' });
    const asleep = active(chain, 1);
    endBlocks(chain, 24);
    expect(asleep).toMatchObject({ active: false, weight: 0 });
    const light = topicOf(chain, 12, 1n);
    reputer(chain, light, 10n ** 6n);
    fundTopic(chain, asleep, wallet(chain, 10n ** 24n), 10n ** 24n);
    expect([asleep.active, light.active]).toEqual([true, false]);
  });
  it('measures one that was never weighed by the weight it was entered with', () => {
    const chain = limited(1);
    const heavy = active(chain, 5);
    const light = topicOf(chain, 12, 10n ** 24n);
    reputer(chain, light, 10n ** 24n);
    expect([heavy.active, light.active]).toEqual([true, false]);
  });
  it('still pays one that finds no place for its next end, which counts in the sum of weights of that block', () => {
    const chain = limited(1, { weightSmoothing: 'per-epoch' });
    const light = active(chain, 1);
    reach(chain, 11);
    const heavy = active(chain, 3, 13); // ends in block 24 too
    expect(endBlocks(chain, 12)).toEqual([light]);
    expect(heavy).toMatchObject({ active: true, nextEnd: 24 });
    expect(light).toMatchObject({ active: false, nextEnd: -1, lastEnd: 12 });
    expect(weightSum(chain.weights)).toBe(0);
    expect(light.reward).toBe(12n * chain.money.emission.toTopicsLastBlock);
    expect(light.reward).toBeGreaterThan(0n);
  });
  it('lets only the heaviest open nonces when the limit falls below what is entered: ties go to the lower ids', () => {
    const rules = { maxActiveTopicsPerBlock: 4 };
    const chain = limited(4);
    (chain as { rules: ChainRules }).rules = { ...chain.rules, ...rules };
    const all = [active(chain, 1), active(chain, 2), active(chain, 2), active(chain, 3)];
    (chain as { rules: ChainRules }).rules = { ...chain.rules, maxActiveTopicsPerBlock: 2 };
    reach(chain, 12);
    expect(endEpochs(chain)).toEqual([all[1], all[3]]);
    expect(all.map(({ lastEnd }) => lastEnd)).toEqual([-1, 12, -1, 12]);
    expect(all.filter((topic) => topic.active)).toHaveLength(2);
    expect(audit(chain)).toEqual([]);
  });
});

describe('the reward of a topic', () => {
  it('is its part of a block’s emission by weight, times the blocks of its epoch', () => {
    const chain = smallChain();
    const [a, b] = [active(chain, 1), active(chain, 3)];
    reach(chain, 12);
    expect(chain.money.emission.toTopicsLastBlock).toBeGreaterThan(0n);
    endEpochs(chain);
    const perEpoch = 12n * chain.money.emission.toTopicsLastBlock;
    expect(a.reward).toBe(perEpoch / 4n);
    expect(b.reward).toBe((perEpoch * 3n) / 4n);
    expect(a.reward + b.reward).toBeLessThanOrEqual(balance(chain, account.rewards));
  });
  it('shares with topics that do not end now', () => {
    const chain = smallChain();
    const [short, long] = [active(chain, 1, 12), active(chain, 1, 24)];
    endBlocks(chain, 24);
    const perBlock = Number(chain.money.emission.toTopicsLastBlock);
    expect(Number(short.reward) / perBlock).toBeCloseTo(6, 5);
    expect(Number(long.reward) / perBlock).toBeCloseTo(12, 5);
  });
  it('is all there is for a single one when the account holds less', () => {
    const chain = smallChain({}, { emissionEnabled: false });
    const topic = active(chain, 1);
    reach(chain, 12);
    fillRewards(chain, 1000n);
    chain.money.emission.toTopicsLastBlock = 100n;
    endEpochs(chain);
    expect(topic.reward).toBe(1000n);
  });
  it('is by weight and epoch length for several when the account holds less', () => {
    const chain = smallChain({ weightSmoothing: 'per-epoch' }, { emissionEnabled: false });
    const long = active(chain, 1, 24);
    reach(chain, 12);
    const short = active(chain, 3, 12);
    reach(chain, 24);
    fillRewards(chain, 1000n);
    chain.money.emission.toTopicsLastBlock = 100n;
    endEpochs(chain);
    // Weights 1 and 3, epochs of 24 and 12 blocks: 24 to 36, each rounded down.
    expect(long.reward).toBe(400n);
    expect(short.reward).toBe(599n);
  });
  it('goes back to the treasury when nobody can be paid, or stays in older versions', () => {
    const chain = smallChain();
    fillRewards(chain, 10n);
    expect(returnReward(chain, 7n)).toBe(7n);
    expect(balance(chain, account.rewards)).toBe(3n);
    expect(balance(chain, account.ecosystem)).toBe(7n);
    expect(returnReward(chain, 0n)).toBe(0n);
    const old = smallChain({ unpaidGoesBack: false });
    fillRewards(old, 10n);
    expect(returnReward(old, 7n)).toBe(0n);
    expect(balance(old, account.rewards)).toBe(10n);
  });
});
