import { describe, expect, it } from 'vitest';
import { account } from '../../sim/chain/ledger.ts';
import { executeRemovals, requestDelegateRemoval } from '../../sim/chain/removals.ts';
import { authority, pendingRewards } from '../../sim/chain/stake-position.ts';
import {
  addStake,
  claim,
  delegate,
  mayReport,
  payForReport,
  payReputer,
  payWorker,
  registerReputer,
  unregisterReputer,
} from '../../sim/chain/staking.ts';
import {
  accepted,
  audit,
  balance,
  delegator,
  fillRewards,
  reach,
  reputer,
  smallChain,
  topicOf,
  wallet,
} from './support/small-chain.ts';

/** A reputer with 600 of its own and delegations of 300 and 100, and 1000 uallo to be paid. */
function workedExample() {
  const chain = smallChain();
  const topic = topicOf(chain);
  const position = reputer(chain, topic, 600n);
  const [big, small] = [delegator(chain, position, 300n), delegator(chain, position, 100n)];
  fillRewards(chain, 1000n);
  return { chain, topic, position, big, small };
}

describe('a reward of a reputer', () => {
  it('goes to delegators by stake, who share 400 of 1000 as 300 and 100; the rest is new stake of the reputer', () => {
    const { chain, topic, position, big, small } = workedExample();
    expect(payReputer(chain, position, 1000n)).toBe(400n);
    expect(pendingRewards(big)).toBe(300n);
    expect(pendingRewards(small)).toBe(100n);
    expect(position).toMatchObject({ own: 1200n, delegated: 400n });
    expect(topic.stake).toBe(1600n);
    expect(balance(chain, account.pending_rewards)).toBe(400n);
    expect(balance(chain, account.staking)).toBe(1600n);
    expect(balance(chain, account.rewards)).toBe(0n);
    expect(chain.money.emission).toMatchObject({ topicRewards: 1000n, reputerRewards: 1000n });
    expect(audit(chain)).toEqual([]);
  });
  it('dilutes delegators, as only the reputer compounds', () => {
    const { chain, position } = workedExample();
    payReputer(chain, position, 800n);
    fillRewards(chain, 1000n);
    // 600 + 480 of its own, 400 delegated
    expect(payReputer(chain, position, 1000n)).toBe((1000n * 400n) / 1480n);
  });
  it('is all the reputer’s without delegators, or with so little that nothing whole is theirs', () => {
    const chain = smallChain();
    const alone = reputer(chain, topicOf(chain), 600n);
    fillRewards(chain, 1009n);
    expect(payReputer(chain, alone, 1000n)).toBe(0n);
    expect(alone.own).toBe(1600n);
    const dust = delegator(chain, alone, 1n);
    expect(payReputer(chain, alone, 9n)).toBe(0n);
    expect(alone.own).toBe(1609n);
    expect(pendingRewards(dust)).toBe(0n);
    expect(audit(chain)).toEqual([]);
  });
  it('is all the delegators’ when nothing is the reputer’s own', () => {
    const chain = smallChain();
    const position = reputer(chain, topicOf(chain), 0n);
    const only = delegator(chain, position, 7n);
    fillRewards(chain, 100n);
    expect(payReputer(chain, position, 100n)).toBe(100n);
    // 100 / 7 per share, rounded down, times 7
    expect(pendingRewards(only)).toBe(99n);
    expect(position.own).toBe(0n);
    expect(audit(chain)).toEqual([]);
  });
  it('is nothing when nothing is paid', () => {
    const { chain, position } = workedExample();
    expect(payReputer(chain, position, 0n)).toBe(0n);
    expect(position.own).toBe(600n);
  });
});

describe('a delegator', () => {
  it('claims what is pending, once', () => {
    const { chain, position, big, small } = workedExample();
    payReputer(chain, position, 1000n);
    expect(claim(chain, big)).toBeUndefined();
    expect(balance(chain, big.wallet)).toBe(300n);
    expect(pendingRewards(big)).toBe(0n);
    expect(claim(chain, big)).toBe('nothing-to-claim');
    expect(balance(chain, big.wallet)).toBe(300n);
    expect(pendingRewards(small)).toBe(100n);
    expect(audit(chain)).toEqual([]);
  });
  it('is paid what is pending when it delegates more, which then earns from now on only', () => {
    const { chain, position, big, small } = workedExample();
    payReputer(chain, position, 1000n);
    chain.money.ledger.balance[account.participants] -= 100n;
    chain.money.ledger.balance[big.wallet] += 100n;
    expect(accepted(delegate(chain, position, big.wallet, 100n))).toBe(big);
    expect(balance(chain, big.wallet)).toBe(300n);
    expect(pendingRewards(big)).toBe(0n);
    expect(big.amount).toBe(400n);
    fillRewards(chain, 1700n);
    // 1200 own, 400 + 100 delegated
    expect(payReputer(chain, position, 1700n)).toBe(500n);
    expect(pendingRewards(big)).toBe(400n);
    expect(pendingRewards(small)).toBe(200n);
    expect(audit(chain)).toEqual([]);
  });
  it('who comes later earns nothing of what was paid before', () => {
    const { chain, position } = workedExample();
    payReputer(chain, position, 1000n);
    const late = delegator(chain, position, 1000n);
    expect(pendingRewards(late)).toBe(0n);
    expect(audit(chain)).toEqual([]);
  });
  it('earns until its removal is executed, and is paid what is pending then', () => {
    const { chain, position, big } = workedExample();
    expect(requestDelegateRemoval(chain, big, 100n)).toBeUndefined();
    payReputer(chain, position, 1000n);
    expect(balance(chain, big.wallet)).toBe(0n);
    reach(chain, 20);
    executeRemovals(chain);
    expect(balance(chain, big.wallet)).toBe(400n); // 300 of rewards, 100 of stake
    expect(big.amount).toBe(200n);
    expect(pendingRewards(big)).toBe(0n);
    fillRewards(chain, 1500n);
    // 1200 own, 200 + 100 delegated
    payReputer(chain, position, 1500n);
    expect(pendingRewards(big)).toBe(200n);
    expect(audit(chain)).toEqual([]);
  });
  it('is refused without tokens, without an amount, or on a reputer that has left', () => {
    const { chain, position, big } = workedExample();
    expect(delegate(chain, position, big.wallet, 1n)).toBe('not-enough-tokens');
    expect(delegate(chain, position, big.wallet, 0n)).toBe('amount-not-positive');
    unregisterReputer(position);
    expect(delegate(chain, position, wallet(chain, 1n), 1n)).toBe('reputer-unknown');
  });
});

describe('a reputer', () => {
  it('registers for a fee, which is revenue of the topic', () => {
    const chain = smallChain({ registrationFee: 200n });
    const topic = topicOf(chain);
    const poor = wallet(chain, 199n);
    expect(registerReputer(chain, topic, poor)).toBe('not-enough-tokens');
    const owner = wallet(chain, 500n);
    const position = accepted(registerReputer(chain, topic, owner));
    expect(topic.revenue).toBe(200n);
    expect(balance(chain, owner)).toBe(300n);
    expect(registerReputer(chain, topic, owner)).toBe('already-registered');
    expect(unregisterReputer(position)).toBeUndefined();
    expect(unregisterReputer(position)).toBe('not-registered');
    expect(addStake(chain, position, 1n)).toBe('not-registered');
    // Its position is taken up again, for another fee.
    expect(registerReputer(chain, topic, owner)).toBe(position);
    expect(topic.positions).toEqual([position]);
    expect(topic.revenue).toBe(400n);
  });
  it('stakes what it has, and no less than something', () => {
    const chain = smallChain();
    const position = reputer(chain, topicOf(chain), 0n);
    expect(addStake(chain, position, 1n)).toBe('not-enough-tokens');
    expect(addStake(chain, position, 0n)).toBe('amount-not-positive');
    expect(addStake(chain, position, -1n)).toBe('amount-not-positive');
  });
  it('may report with enough stake, own or delegated, while it is registered, and pays for it', () => {
    const chain = smallChain({ requiredMinimumStake: 1000n, dataSendingFee: 10n });
    const topic = topicOf(chain);
    const position = reputer(chain, topic, 999n);
    expect(payForReport(chain, position)).toBe('stake-too-small');
    expect(mayReport(chain, position)).toBe(false);
    delegator(chain, position, 1n);
    expect(authority(position)).toBe(1000n);
    expect(mayReport(chain, position)).toBe(true);
    expect(payForReport(chain, position)).toBe('not-enough-tokens');
    chain.money.ledger.balance[account.participants] -= 10n;
    chain.money.ledger.balance[position.wallet] += 10n;
    expect(payForReport(chain, position)).toBeUndefined();
    expect(topic.revenue).toBe(10n);
    expect(balance(chain, position.wallet)).toBe(0n);
    unregisterReputer(position);
    expect(payForReport(chain, position)).toBe('not-registered');
    expect(mayReport(chain, position)).toBe(false);
    expect(audit(chain)).toEqual([]);
  });
});

describe('a reward of a worker', () => {
  it('goes straight to its wallet, and counts as a reward of the month but not of reputers', () => {
    const chain = smallChain();
    const worker = wallet(chain, 0n);
    fillRewards(chain, 10n);
    payWorker(chain, worker, 4n, 'inferer');
    payWorker(chain, worker, 5n, 'forecaster');
    payWorker(chain, worker, 0n, 'inferer');
    payWorker(chain, worker, -1n, 'inferer');
    expect(balance(chain, worker)).toBe(9n);
    expect(chain.money.ledger.moved).toMatchObject({ 'inferer-reward': 4n, 'forecaster-reward': 5n });
    expect(chain.money.emission).toMatchObject({ topicRewards: 9n, reputerRewards: 0n });
  });
});
