import { describe, expect, it } from 'vitest';
import type { Chain } from '../../sim/chain/chain.ts';
import { account } from '../../sim/chain/ledger.ts';
import {
  cancelRemoval,
  executeRemovals,
  nextRemoval,
  requestDelegateRemoval,
  requestRemoval,
} from '../../sim/chain/removals.ts';
import { slash } from '../../sim/chain/slashing.ts';
import { payReputer, unregisterReputer } from '../../sim/chain/staking.ts';
import { audit, balance, delegator, fillRewards, reach, reputer, smallChain, topicOf } from './support/small-chain.ts';

/** Begin- and end-blocks, as far as removals go, of every block up to this one. */
function pass(chain: Chain, until: number): void {
  for (let block = chain.money.block + 1; block <= until; ++block) {
    reach(chain, block);
    executeRemovals(chain);
    expect(audit(chain)).toEqual([]);
  }
}

function staked(rules = {}) {
  const chain = smallChain(rules);
  const topic = topicOf(chain);
  const position = reputer(chain, topic, 600n);
  return { chain, topic, position, delegation: delegator(chain, position, 400n) };
}

describe('a removal', () => {
  it('is executed when the delay is over; until then the stake counts and earns', () => {
    const { chain, topic, position } = staked();
    reach(chain, 5);
    expect(nextRemoval(chain)).toBe(-1);
    expect(requestRemoval(chain, position, 200n)).toBeUndefined();
    expect(nextRemoval(chain)).toBe(25);
    expect(chain.leaving).toBe(200n);
    pass(chain, 24);
    expect(topic.stake).toBe(1000n);
    fillRewards(chain, 1000n);
    expect(payReputer(chain, position, 1000n)).toBe(400n);
    expect(position.own).toBe(1200n);
    pass(chain, 25);
    expect(balance(chain, position.wallet)).toBe(200n);
    expect(position).toMatchObject({ own: 1000n, removal: undefined });
    expect(topic.stake).toBe(1400n);
    expect(chain.leaving).toBe(0n);
    expect(nextRemoval(chain)).toBe(-1);
  });
  it('is of own stake only for reputers, and of nobody else’s for delegators', () => {
    const { chain, position, delegation } = staked();
    expect(requestRemoval(chain, position, 601n)).toBe('more-than-staked');
    expect(requestRemoval(chain, position, 600n)).toBeUndefined();
    expect(requestDelegateRemoval(chain, delegation, 401n)).toBe('more-than-staked');
    expect(requestDelegateRemoval(chain, delegation, 400n)).toBeUndefined();
    expect(requestRemoval(chain, position, 0n)).toBe('amount-not-positive');
    expect(requestDelegateRemoval(chain, delegation, -1n)).toBe('amount-not-positive');
  });
  it('that is asked for anew replaces the one before and starts the delay anew', () => {
    const { chain, position } = staked();
    requestRemoval(chain, position, 200n);
    reach(chain, 10);
    requestRemoval(chain, position, 50n);
    expect(chain.leaving).toBe(50n);
    expect(nextRemoval(chain)).toBe(30);
    pass(chain, 29);
    expect(position.own).toBe(600n);
    pass(chain, 40);
    expect(position.own).toBe(550n);
  });
  it('is cancelled for free', () => {
    const { chain, position, delegation } = staked();
    requestRemoval(chain, position, 200n);
    requestDelegateRemoval(chain, delegation, 200n);
    expect(cancelRemoval(chain, position)).toBeUndefined();
    expect(cancelRemoval(chain, delegation)).toBeUndefined();
    expect(cancelRemoval(chain, position)).toBe('nothing-pending');
    expect(chain.leaving).toBe(0n);
    expect(nextRemoval(chain)).toBe(-1);
    pass(chain, 25);
    expect(position).toMatchObject({ own: 600n, delegated: 400n });
  });
  it('goes on when the reputer has unregistered, its delegators’ too', () => {
    const { chain, topic, position, delegation } = staked();
    unregisterReputer(position);
    expect(requestRemoval(chain, position, 600n)).toBeUndefined();
    expect(requestDelegateRemoval(chain, delegation, 400n)).toBeUndefined();
    pass(chain, 20);
    expect(topic.stake).toBe(0n);
    expect(balance(chain, account.staking)).toBe(0n);
    expect(balance(chain, delegation.wallet)).toBe(400n);
  });
  it('takes what is left of stake that was slashed in the meantime', () => {
    const { chain, position, delegation } = staked();
    requestRemoval(chain, position, 600n);
    requestDelegateRemoval(chain, delegation, 300n);
    slash(chain, position, 0.5);
    pass(chain, 20);
    expect(balance(chain, position.wallet)).toBe(300n);
    expect(balance(chain, delegation.wallet)).toBe(200n);
    expect(position).toMatchObject({ own: 0n, delegated: 0n });
  });
});

describe('more removals than a block executes', () => {
  const many = (count: number, rules = {}) => {
    const chain = smallChain(rules);
    const topic = topicOf(chain);
    const positions = Array.from({ length: count }, () => reputer(chain, topic, 10n));
    const delegations = positions.map((position) => delegator(chain, position, 10n));
    for (const position of positions) requestRemoval(chain, position, 10n);
    for (const delegation of delegations) requestDelegateRemoval(chain, delegation, 10n);
    return { chain, topic, positions, delegations };
  };

  it('are executed in the order they were asked for, 40 of each kind in a block, the rest in the next', () => {
    const { chain, topic, positions, delegations } = many(50);
    pass(chain, 20);
    expect(positions.map(({ own }) => own)).toEqual([...Array(40).fill(0n), ...Array(10).fill(10n)]);
    expect(delegations.filter(({ amount }) => amount > 0n)).toHaveLength(10);
    expect(nextRemoval(chain)).toBe(20);
    pass(chain, 21);
    expect(topic.stake).toBe(0n);
    expect(nextRemoval(chain)).toBe(-1);
  });
  it('are not held up by those that were cancelled', () => {
    const { chain, positions } = many(50);
    for (const position of positions.slice(0, 20)) cancelRemoval(chain, position);
    pass(chain, 20);
    expect(positions.filter(({ own }) => own === 0n)).toHaveLength(30);
  });
  it('stall the queue of the old chain: none is executed, and none is next', () => {
    const { chain, positions, delegations } = many(41, { removalsStall: true });
    cancelRemoval(chain, delegations[0]);
    expect(nextRemoval(chain)).toBe(20);
    pass(chain, 50);
    expect(positions.every(({ own }) => own === 10n)).toBe(true);
    // The queue of delegations has only 40, and is not held up by the other.
    expect(delegations.filter(({ amount }) => amount === 0n)).toHaveLength(40);
    expect(nextRemoval(chain)).toBe(-1);
    cancelRemoval(chain, positions[7]);
    expect(nextRemoval(chain)).toBe(20);
    pass(chain, 51);
    expect(positions.filter(({ own }) => own === 0n)).toHaveLength(40);
  });
  it('in the old chain are all executed when as many are due as fit', () => {
    const { chain, topic } = many(40, { removalsStall: true });
    pass(chain, 20);
    expect(topic.stake).toBe(0n);
  });
  it('do not pile up in memory once they are done', () => {
    const { chain, positions } = many(1, { removeStakeDelayWindow: 1 });
    pass(chain, 1);
    for (let n = 0; n < 5000; ++n) {
      fillRewards(chain, 1n);
      payReputer(chain, positions[0], 1n);
      requestRemoval(chain, positions[0], 1n);
      reach(chain, chain.money.block + 1);
      executeRemovals(chain);
    }
    expect(balance(chain, positions[0].wallet)).toBe(5010n);
    expect(chain.ownRemovals.entries.length).toBeLessThan(2100);
    expect(audit(chain)).toEqual([]);
  });
});
