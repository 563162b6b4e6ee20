import type { Chain, RemovalQueue } from './chain.ts';
import type { ChainTopic } from './chain-topic.ts';
import { account } from './ledger.ts';
import { type Position, pendingRewards } from './stake-position.ts';
import { weightSum } from './weight-sum.ts';

/** What the positions of all topics add up to, uallo and numbers. */
interface Sums {
  stake: bigint;
  delegated: bigint;
  leaving: bigint;
  pending: bigint;
  /** Registrations of inferers and forecasters. */
  workers: number;
  /** Removals asked for. */
  own: number;
  delegatedRemovals: number;
}

/**
 * Checks of topics and stake, whatever happened before. Those of money are in auditMoney.
 *
 * @returns what does not hold, in sentences; empty: all is well
 */
export function auditStakes(chain: Chain): string[] {
  const wrong: string[] = [];
  const equal = (what: string, found: bigint | number, expected: bigint | number) => {
    if (found !== expected) wrong.push(`${what} is ${found}, expected ${expected}`);
  };
  const { money, topics, rules } = chain;
  const { balance } = money.ledger;
  const sums: Sums = { stake: 0n, delegated: 0n, leaving: 0n, pending: 0n, workers: 0, own: 0, delegatedRemovals: 0 };
  for (const topic of topics) auditTopic(topic, sums, wrong);
  equal('balance of the staking account', balance[account.staking], sums.stake);
  equal('stake of the network', money.topicStake, sums.stake);
  equal('delegated stake', chain.delegated, sums.delegated);
  equal('stake that is leaving', chain.leaving, sums.leaving);
  equal('number of removals of own stake that wait', waiting(chain.ownRemovals, wrong), sums.own);
  equal('number of removals of delegations that wait', waiting(chain.delegatedRemovals, wrong), sums.delegatedRemovals);
  if (balance[account.pending_rewards] < sums.pending) {
    wrong.push(
      `the account of pending rewards holds ${balance[account.pending_rewards]} uallo, ${sums.pending} are pending`,
    );
  }
  let locked = 0n;
  for (const one of chain.workerStakes.values()) locked += one;
  equal('balance of the account of worker stakes', balance[account.worker_stake], locked);
  equal('locked by workers', locked, rules.workerStake * BigInt(sums.workers));
  auditWeights(chain, wrong);
  return wrong;
}

function auditTopic(topic: ChainTopic, sums: Sums, wrong: string[]): void {
  const { id, positions, stake, revenue, active, nextEnd } = topic;
  let sum = 0n;
  for (const position of positions) {
    if (position.topic !== id || positions[position.place] !== position) {
      wrong.push(`position ${position.place} of topic ${id} is out of place`);
    }
    sum += position.own + auditDelegations(position, sums, wrong);
    if (position.own < 0n) wrong.push(`own stake in topic ${id} is ${position.own} uallo`);
    if (position.removal === undefined) continue;
    sums.leaving += position.removal.amount;
    ++sums.own;
  }
  if (stake !== sum) wrong.push(`stake of topic ${id} is ${stake}, expected ${sum}`);
  if (revenue < 0n) wrong.push(`revenue of topic ${id} is ${revenue} uallo`);
  if (active !== nextEnd >= 0) wrong.push(`topic ${id} is active without an epoch end, or the reverse`);
  sums.stake += sum;
  sums.workers += topic.inferers.size + topic.forecasters.size;
}

/** @returns what is delegated to a reputer, uallo */
function auditDelegations(position: Position, sums: Sums, wrong: string[]): bigint {
  const { topic, place, delegated, delegations } = position;
  let sum = 0n;
  for (const delegation of delegations) {
    const { amount, removal } = delegation;
    sum += amount;
    if (amount < 0n) wrong.push(`a delegation of topic ${topic} is ${amount} uallo`);
    const pending = pendingRewards(delegation);
    if (pending < 0n) wrong.push(`a delegation of topic ${topic} is owed ${pending} uallo`);
    sums.pending += pending;
    if (removal === undefined) continue;
    sums.leaving += removal.amount;
    ++sums.delegatedRemovals;
  }
  if (delegated !== sum) {
    wrong.push(`delegated stake of position ${place} of topic ${topic} is ${delegated}, expected ${sum}`);
  }
  sums.delegated += sum;
  return sum;
}

/** Removals of a queue that stand, which wait in the order they are due. */
function waiting({ entries, head }: RemovalQueue, wrong: string[]): number {
  let count = 0;
  for (let n = head; n < entries.length; ++n) {
    const { amount, due, of } = entries[n];
    if (n > head && due < entries[n - 1].due) wrong.push(`a removal due in block ${due} waits behind a later one`);
    if (of.removal !== entries[n]) continue;
    ++count;
    if (amount <= 0n) wrong.push(`a removal of ${amount} uallo waits`);
  }
  return count;
}

/** The weights kept are those of the active topics, each of which is in the calendar of epoch ends once. */
function auditWeights({ topics, weights, ends, rules, money, activeTopics }: Chain, wrong: string[]): void {
  let sum = 0;
  let active = 0;
  for (const topic of topics) {
    const counts = topic.active ? topic.weight : 0;
    const kept = weights.nodes[weights.leaves + topic.id];
    if (kept !== counts) wrong.push(`weight of topic ${topic.id} in the sum is ${kept}, expected ${counts}`);
    sum += counts;
    if (!topic.active) continue;
    ++active;
    if (topic.nextEnd < money.block) wrong.push(`topic ${topic.id} missed its epoch end in block ${topic.nextEnd}`);
    if (ends.get(topic.nextEnd)?.includes(topic) !== true) {
      wrong.push(`topic ${topic.id} is not entered for block ${topic.nextEnd}`);
    }
  }
  const kept = weightSum(weights);
  if (!(Math.abs(kept - sum) <= 1e-12 * sum)) wrong.push(`sum of weights is ${kept}, expected ${sum}`);
  if (active !== activeTopics) wrong.push(`number of active topics is ${activeTopics}, expected ${active}`);
  let entered = 0;
  const most = rules.maxActiveTopicsPerBlock;
  for (const [block, there] of ends) {
    entered += there.length;
    if (most > 0 && there.length > most) {
      wrong.push(`block ${block} has ${there.length} epoch ends, at most ${most} fit`);
    }
  }
  if (entered !== active) wrong.push(`${entered} epoch ends wait for ${active} active topics`);
}
