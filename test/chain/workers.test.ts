import { describe, expect, it } from 'vitest';
import { account } from '../../sim/chain/ledger.ts';
import { payForPayload, payTip, registerWorker, unregisterWorker } from '../../sim/chain/workers.ts';
import { audit, balance, smallChain, topicOf, wallet } from './support/small-chain.ts';

describe('a worker', () => {
  it('registers in each role for a fee of its own, which is revenue of the topic', () => {
    const chain = smallChain({ registrationFee: 200n });
    const topic = topicOf(chain);
    const owner = wallet(chain, 500n);
    expect(registerWorker(chain, topic, owner, 'inferers')).toBeUndefined();
    expect(registerWorker(chain, topic, owner, 'inferers')).toBe('already-registered');
    expect(registerWorker(chain, topic, owner, 'forecasters')).toBeUndefined();
    expect(topic.revenue).toBe(400n);
    expect(balance(chain, owner)).toBe(100n);
    expect(unregisterWorker(chain, topic, owner, 'forecasters')).toBeUndefined();
    expect(unregisterWorker(chain, topic, owner, 'forecasters')).toBe('not-registered');
    expect(registerWorker(chain, topic, owner, 'forecasters')).toBe('not-enough-tokens');
    expect([...topic.inferers]).toEqual([owner]);
    expect(topic.forecasters.size).toBe(0);
    expect(audit(chain)).toEqual([]);
  });
  it('locks its stake for as long as it is registered, where that is asked for', () => {
    const chain = smallChain({ registrationFee: 200n, workerStake: 1000n });
    const topic = topicOf(chain);
    const owner = wallet(chain, 2399n);
    registerWorker(chain, topic, owner, 'inferers');
    expect(registerWorker(chain, topic, owner, 'forecasters')).toBe('not-enough-tokens');
    expect(balance(chain, owner)).toBe(1199n);
    expect(balance(chain, account.worker_stake)).toBe(1000n);
    expect(topic.stake).toBe(0n);
    expect(audit(chain)).toEqual([]);
    unregisterWorker(chain, topic, owner, 'inferers');
    expect(balance(chain, owner)).toBe(2199n);
    expect(balance(chain, account.worker_stake)).toBe(0n);
    expect(audit(chain)).toEqual([]);
  });
  it('pays for a payload into the treasury and the revenue of the topic', () => {
    const chain = smallChain({ dataSendingFee: 10n });
    const topic = topicOf(chain);
    const owner = wallet(chain, 15n);
    expect(payForPayload(chain, topic, owner)).toBeUndefined();
    expect(payForPayload(chain, topic, owner)).toBe('not-enough-tokens');
    expect(topic.revenue).toBe(10n);
    expect(balance(chain, account.ecosystem)).toBe(10n);
  });
  it('tips validators', () => {
    const chain = smallChain();
    const owner = wallet(chain, 15n);
    expect(payTip(chain, owner, 10n)).toBeUndefined();
    expect(payTip(chain, owner, 0n)).toBeUndefined();
    expect(payTip(chain, owner, 10n)).toBe('not-enough-tokens');
    expect(balance(chain, owner)).toBe(5n);
    expect(balance(chain, account.fee_collector)).toBe(10n);
  });
});
