import { exponentialMovingAverage } from '../math/exponential-moving-average.ts';
import { shareOf } from './amounts.ts';
import { type Chain, holds, payTopicFee, type Refusal } from './chain.ts';
import type { ChainTopic } from './chain-topic.ts';
import { account, move, type Reason } from './ledger.ts';
import { drippedRevenue, targetWeight, weightAlpha } from './topic-weight.ts';
import { setWeight, weightSum } from './weight-sum.ts';

/** Longest lag and window are measured in epochs. Blocks. */
export interface TopicTimes {
  readonly epochLength: number;
  readonly groundTruthLag: number;
  readonly workerSubmissionWindow: number;
}

/**
 * Creates a topic: its creator pays the fee, which is the topic's first revenue. It is not active before it has stake.
 *
 * Source: x/emissions/keeper/msgserver and x/emissions/types/validations.go at c8a40c35.
 */
export function createTopic(chain: Chain, creator: number, times: TopicTimes): ChainTopic | Refusal {
  const { rules } = chain;
  const { epochLength, groundTruthLag: lag, workerSubmissionWindow: window } = times;
  const sound =
    epochLength >= rules.minEpochLength &&
    lag >= epochLength &&
    lag <= rules.mostLagInEpochs * epochLength &&
    window >= 1 &&
    window <= epochLength;
  if (!sound) return 'topic-parameters';
  if (!holds(chain, creator, rules.createTopicFee)) return 'not-enough-tokens';
  const topic: ChainTopic = {
    id: chain.topics.length,
    epochLength,
    alpha: weightAlpha(rules, epochLength),
    active: false,
    nextEnd: -1,
    lastEnd: -1,
    enteredWeight: 0,
    stake: 0n,
    revenue: 0n,
    feesPaid: 0n,
    weight: 0,
    weighed: false,
    positions: [],
    inferers: new Set(),
    forecasters: new Set(),
    reward: 0n,
  };
  chain.topics.push(topic);
  setWeight(chain.weights, topic.id, 0);
  payTopicFee(chain, topic, creator, rules.createTopicFee, 'create-topic-fee');
  return topic;
}

/** Anybody pays what they like into a topic. */
export function fundTopic(
  chain: Chain,
  topic: ChainTopic,
  payer: number,
  amount: bigint,
  reason: Extract<Reason, 'topic-funding' | 'consumer-fee'> = 'topic-funding',
): Refusal | undefined {
  if (amount <= 0n) return 'amount-not-positive';
  if (!holds(chain, payer, amount)) return 'not-enough-tokens';
  payTopicFee(chain, topic, payer, amount, reason);
  wakeTopic(chain, topic);
  return undefined;
}

/** What the topic's weight would be now. */
export function presentWeight({ rules }: Chain, topic: ChainTopic): number {
  const { stake, revenue, epochLength, alpha, weight, weighed } = topic;
  if (revenue === 0n) return 0;
  const target = targetWeight(rules, stake, revenue, epochLength);
  return exponentialMovingAverage(alpha, target, weight, !weighed);
}

/** After whatever may have made it heavier: an inactive topic that is heavy enough gets an epoch end. */
export function wakeTopic(chain: Chain, topic: ChainTopic): void {
  if (topic.active) return;
  const weight = presentWeight(chain, topic);
  if (!isHeavyEnough(chain, weight) || !place(chain, topic, chain.money.block + topic.epochLength, weight)) return;
  topic.active = true;
  ++chain.activeTopics;
  setWeight(chain.weights, topic.id, topic.weight);
}

/** A topic without weight is never active, however low the bar. */
function isHeavyEnough({ rules }: Chain, weight: number): boolean {
  return weight > 0 && weight >= rules.minTopicWeight;
}

/**
 * Enters a topic's next epoch end. A full block takes it only if it is not lighter than the lightest there was when it was
 * entered; that one then falls asleep.
 *
 * Simplified: a topic that is refused is inactive and its weight counts no longer; the chain forgets to take it out.
 *
 * @returns whether it has one
 */
function place(chain: Chain, topic: ChainTopic, block: number, weight: number): boolean {
  const there = chain.ends.get(block);
  const most = chain.rules.maxActiveTopicsPerBlock;
  if (there === undefined) {
    chain.ends.set(block, [topic]);
    chain.wanted.push(block);
  } else if (most === 0 || there.length < most) there.push(topic);
  else {
    const lightest = lightestOf(there);
    if (weight < there[lightest].enteredWeight) return false;
    sleep(chain, there[lightest]);
    there[lightest] = topic;
  }
  topic.nextEnd = block;
  topic.enteredWeight = weight;
  return true;
}

/** Of several equally light ones that with the highest id. */
function lightestOf(there: readonly ChainTopic[]): number {
  let lightest = 0;
  for (let n = 1; n < there.length; ++n) {
    const by = there[n].enteredWeight - there[lightest].enteredWeight;
    if (by < 0 || (by === 0 && there[n].id > there[lightest].id)) lightest = n;
  }
  return lightest;
}

/** A topic without a next epoch end keeps stake, revenue and weight, but its weight counts no longer. */
function sleep(chain: Chain, topic: ChainTopic): void {
  topic.active = false;
  topic.nextEnd = -1;
  --chain.activeTopics;
  setWeight(chain.weights, topic.id, 0);
}

/**
 * Epoch ends of the present block: weights are stored, revenue drips, light topics fall asleep, the others get their next
 * end. The heaviest of them, as many as the block can hold, open a nonce and have a reward: by weight their part of what a
 * block pays to topics, for as many blocks as the epoch has, never more than there is.
 *
 * @returns topics that open a nonce, by id; their `reward` is set
 * Source: x/emissions/module/rewards (topic_rewards.go, topic_skimming.go) at c8a40c35.
 */
export function endEpochs(chain: Chain): readonly ChainTopic[] {
  const { money, rules, weights, ends } = chain;
  const { block } = money;
  const ending = ends.get(block);
  if (ending === undefined) return [];
  ends.delete(block);
  ending.sort((a, b) => a.id - b.id);
  for (const topic of ending) {
    topic.weight = presentWeight(chain, topic);
    topic.weighed = true;
    topic.revenue = drippedRevenue(topic.revenue, topic.epochLength, rules.blocksPerMonth);
    setWeight(weights, topic.id, topic.weight);
  }
  const heavy: ChainTopic[] = [];
  for (const topic of ending) {
    if (isHeavyEnough(chain, topic.weight)) heavy.push(topic);
    else sleep(chain, topic);
  }
  const kept = heaviest(heavy, rules.maxActiveTopicsPerBlock);
  for (const topic of kept) topic.lastEnd = block;
  // Before the next ends are entered: one that finds no place still has this one, and counts in the sum of weights.
  setRewards(chain, kept);
  for (const topic of heavy) {
    if (!place(chain, topic, block + topic.epochLength, topic.weight)) sleep(chain, topic);
  }
  return kept;
}

/** The heaviest, at most so many (0: all), by id. Of equally heavy ones those with the lowest ids. */
function heaviest(topics: readonly ChainTopic[], most: number): readonly ChainTopic[] {
  if (most === 0 || topics.length <= most) return topics;
  const byWeight = [...topics].sort((a, b) => b.weight - a.weight || a.id - b.id);
  return byWeight.slice(0, most).sort((a, b) => a.id - b.id);
}

function setRewards({ money, weights }: Chain, kept: readonly ChainTopic[]): void {
  const perBlock = money.emission.toTopicsLastBlock;
  const total = weightSum(weights);
  const held = money.ledger.balance[account.rewards];
  let sum = 0n;
  let parts = 0;
  for (const topic of kept) {
    topic.reward = total > 0 ? shareOf(perBlock * BigInt(topic.epochLength), topic.weight / total) : 0n;
    sum += topic.reward;
    parts += topic.weight * topic.epochLength;
  }
  if (sum <= held) return;
  let left = held;
  for (const topic of kept) {
    const part = kept.length === 1 ? held : shareOf(held, (topic.weight * topic.epochLength) / parts);
    topic.reward = part < left ? part : left;
    left -= topic.reward;
  }
}

/** A reward that nobody can be paid: to the treasury, or it stays in the account of rewards in older versions. */
export function returnReward({ money, rules }: Chain, amount: bigint): bigint {
  if (!rules.unpaidGoesBack || amount <= 0n) return 0n;
  move(money.ledger, account.rewards, account.ecosystem, amount, 'unpaid-reward');
  return amount;
}
