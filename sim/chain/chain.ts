import type { ChainRules } from './chain-rules.ts';
import type { ChainTopic } from './chain-topic.ts';
import { account, move, type Reason } from './ledger.ts';
import type { Money } from './money.ts';
import type { Removal } from './stake-position.ts';
import { createWeightSum, type WeightSum } from './weight-sum.ts';

/** The hub chain: money, topics, stake. Every change of it is one of the functions of this folder. */
export interface Chain {
  readonly money: Money;
  readonly rules: ChainRules;
  readonly topics: ChainTopic[];
  /** Weights of the active topics by id, 0 for the others, and their sum. */
  readonly weights: WeightSum;
  /** Topics by the block of their next epoch end. */
  readonly ends: Map<number, ChainTopic[]>;
  /** Requested removals in the order they are due. */
  readonly ownRemovals: RemovalQueue;
  readonly delegatedRemovals: RemovalQueue;
  /** Locked by workers per wallet, uallo; not on chain. */
  readonly workerStakes: Map<number, bigint>;
  /** Blocks whose end has something to do that was not known before: the caller comes back in them and takes them out. */
  readonly wanted: number[];
  /** Active topics now. */
  activeTopics: number;
  /** Stake that delegators placed, and stake whose removal is requested, uallo. */
  delegated: bigint;
  leaving: bigint;
}

/** First in, first out: the delay is the same for all, so the order of requests is that of execution. */
export interface RemovalQueue {
  readonly entries: Removal[];
  /** Entries before it are done. */
  head: number;
}

/** Why the chain refuses a message. */
export const refusals = [
  'topic-parameters',
  'not-enough-tokens',
  'amount-not-positive',
  'already-registered',
  'not-registered',
  'reputer-unknown',
  'more-than-staked',
  'nothing-pending',
  'nothing-to-claim',
  'stake-too-small',
] as const;
export type Refusal = (typeof refusals)[number];

/** @param plain whether the weights of topics are added up whenever their sum is asked for */
export function createChain(money: Money, rules: ChainRules, plain = false): Chain {
  return {
    money,
    rules,
    topics: [],
    weights: createWeightSum(plain),
    ends: new Map(),
    ownRemovals: { entries: [], head: 0 },
    delegatedRemovals: { entries: [], head: 0 },
    workerStakes: new Map(),
    wanted: [],
    activeTopics: 0,
    delegated: 0n,
    leaving: 0n,
  };
}

export function holds({ money: { ledger } }: Chain, wallet: number, amount: bigint): boolean {
  return ledger.balance[wallet] >= amount;
}

/** A topic's fee: the tokens go to the treasury, the topic's effective revenue grows by as much. */
export function payTopicFee(chain: Chain, topic: ChainTopic, payer: number, amount: bigint, reason: Reason): void {
  move(chain.money.ledger, payer, account.ecosystem, amount, reason);
  topic.revenue += amount;
  topic.feesPaid += amount;
}

/** Stake of a topic changes, and with it that of the network. */
export function changeStake(chain: Chain, topic: ChainTopic, by: bigint): void {
  topic.stake += by;
  chain.money.topicStake += by;
}
