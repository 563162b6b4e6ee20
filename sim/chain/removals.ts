import { type Chain, changeStake, type Refusal, type RemovalQueue } from './chain.ts';
import { account, move } from './ledger.ts';
import type { Delegation, Position, Removal } from './stake-position.ts';
import { payPending } from './staking.ts';

/*
 * Stake leaves after a delay. Until then it counts, earns, and can be slashed. One removal may be pending for each
 * position and each delegation: a new request replaces it and starts the delay anew.
 *
 * Simplified: a topic's weight follows its stake at its next epoch end, as before v0.12; since then a removal changes it at once.
 *
 * Source: x/emissions/keeper (stake removals) at c8a40c35.
 */

/** @param amount of the reputer's own stake, uallo */
export function requestRemoval(chain: Chain, position: Position, amount: bigint): Refusal | undefined {
  if (amount <= 0n) return 'amount-not-positive';
  if (amount > position.own) return 'more-than-staked';
  request(chain, position, amount, chain.ownRemovals);
  return undefined;
}

/** Delegators may withdraw whether or not their reputer is still registered. */
export function requestDelegateRemoval(chain: Chain, delegation: Delegation, amount: bigint): Refusal | undefined {
  if (amount <= 0n) return 'amount-not-positive';
  if (amount > delegation.amount) return 'more-than-staked';
  request(chain, delegation, amount, chain.delegatedRemovals);
  return undefined;
}

export function cancelRemoval(chain: Chain, of: Position | Delegation): Refusal | undefined {
  if (of.removal === undefined) return 'nothing-pending';
  chain.leaving -= of.removal.amount;
  of.removal = undefined;
  return undefined;
}

function request(chain: Chain, of: Position | Delegation, amount: bigint, queue: RemovalQueue): void {
  if (of.removal !== undefined) cancelRemoval(chain, of);
  const removal: Removal = { amount, due: chain.money.block + chain.rules.removeStakeDelayWindow, of };
  of.removal = removal;
  chain.leaving += amount;
  queue.entries.push(removal);
  chain.wanted.push(removal.due);
}

/**
 * First block in which a removal is due that has not been executed; a past one if the limit of a block left it over.
 *
 * @returns -1: none, or none but those of a queue that stalls
 */
export function nextRemoval(chain: Chain): number {
  const own = nextDue(chain, chain.ownRemovals);
  const delegated = nextDue(chain, chain.delegatedRemovals);
  if (own < 0 || delegated < 0) return Math.max(own, delegated);
  return Math.min(own, delegated);
}

function nextDue(chain: Chain, queue: RemovalQueue): number {
  const removal = head(queue);
  if (removal === undefined || (removal.due <= chain.money.block && isStalled(chain, queue))) return -1;
  return removal.due;
}

/** The old chain does nothing at all when too many are due, so that they stay due for ever unless some are cancelled. */
function isStalled({ rules, money }: Chain, queue: RemovalQueue): boolean {
  return rules.removalsStall && countDue(queue, money.block, rules.removalsPerBlock + 1) > rules.removalsPerBlock;
}

/**
 * Executes the removals that are due, at most so many of each kind in a block.
 *
 * @returns the positions whose stake changed
 */
export function executeRemovals(chain: Chain): readonly Position[] {
  const { ownRemovals, delegatedRemovals, money, wanted } = chain;
  const changed: Position[] = [];
  execute(chain, ownRemovals, (removal) => changed.push(withdrawOwn(chain, removal, removal.of as Position)));
  execute(chain, delegatedRemovals, (removal) =>
    changed.push(withdrawDelegated(chain, removal, removal.of as Delegation)),
  );
  compact(ownRemovals);
  compact(delegatedRemovals);
  const next = nextRemoval(chain);
  if (next >= 0 && next <= money.block) wanted.push(money.block + 1);
  return changed;
}

function execute(chain: Chain, queue: RemovalQueue, withdraw: (removal: Removal) => void): void {
  const { block } = chain.money;
  if (isStalled(chain, queue)) return;
  for (let done = 0; done < chain.rules.removalsPerBlock; ++done) {
    const removal = head(queue);
    if (removal === undefined || removal.due > block) return;
    ++queue.head;
    removal.of.removal = undefined;
    chain.leaving -= removal.amount;
    withdraw(removal);
  }
}

function countDue({ entries, head: first }: RemovalQueue, block: number, enough: number): number {
  let due = 0;
  for (let n = first; n < entries.length && entries[n].due <= block && due < enough; ++n) {
    if (entries[n].of.removal === entries[n]) ++due;
  }
  return due;
}

/** Slashed in the meantime, less is left than was asked for. */
function withdrawOwn(chain: Chain, { amount }: Removal, position: Position): Position {
  const taken = amount < position.own ? amount : position.own;
  position.own -= taken;
  changeStake(chain, chain.topics[position.topic], -taken);
  move(chain.money.ledger, account.staking, position.wallet, taken, 'stake-removal');
  return position;
}

function withdrawDelegated(chain: Chain, { amount }: Removal, delegation: Delegation): Position {
  const { position, wallet } = delegation;
  const taken = amount < delegation.amount ? amount : delegation.amount;
  payPending(chain, delegation);
  delegation.amount -= taken;
  delegation.debt = delegation.amount * position.rewardPerShare;
  position.delegated -= taken;
  chain.delegated -= taken;
  changeStake(chain, chain.topics[position.topic], -taken);
  move(chain.money.ledger, account.staking, wallet, taken, 'delegation-removal');
  return position;
}

/** The next removal that still stands; those cancelled or replaced before it are passed over. */
function head(queue: RemovalQueue): Removal | undefined {
  const { entries } = queue;
  while (queue.head < entries.length && entries[queue.head].of.removal !== entries[queue.head]) ++queue.head;
  return entries[queue.head];
}

/** Entries that are done are dropped now and then. */
function compact(queue: RemovalQueue): void {
  if (queue.head < 1024 || 2 * queue.head < queue.entries.length) return;
  queue.entries.splice(0, queue.head);
  queue.head = 0;
}
