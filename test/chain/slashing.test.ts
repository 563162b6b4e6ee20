import { describe, expect, it } from 'vitest';
import type { SlashingRules } from '../../sim/chain/chain-rules.ts';
import { account } from '../../sim/chain/ledger.ts';
import { countsBelow, sendSlashed, slash } from '../../sim/chain/slashing.ts';
import { pendingRewards } from '../../sim/chain/stake-position.ts';
import { payReputer } from '../../sim/chain/staking.ts';
import { audit, balance, delegator, fillRewards, reputer, smallChain, topicOf } from './support/small-chain.ts';

function slashed(change: Partial<SlashingRules> = {}) {
  const slashing = {
    mode: 'proportional',
    fraction: 0.5,
    quantile: 0.25,
    epochs: 3,
    destination: 'burn',
    ...change,
  } as const;
  const chain = smallChain({ slashing });
  const topic = topicOf(chain);
  const position = reputer(chain, topic, 601n);
  return { chain, topic, position, big: delegator(chain, position, 301n), small: delegator(chain, position, 1n) };
}

describe('slash', () => {
  it('takes a part of own stake and of each delegation, rounded down', () => {
    const { chain, topic, position, big, small } = slashed();
    expect(slash(chain, position, 0.5)).toBe(450n);
    expect(position).toMatchObject({ own: 301n, delegated: 152n });
    expect([big.amount, small.amount]).toEqual([151n, 1n]);
    expect(topic.stake).toBe(453n);
    expect(balance(chain, account.rewards)).toBe(450n);
    expect(audit(chain)).toEqual([]);
  });
  it('pays delegators what was pending, which is theirs', () => {
    const { chain, position, big } = slashed();
    fillRewards(chain, 903n);
    payReputer(chain, position, 903n);
    const pending = pendingRewards(big);
    expect(pending).toBe(301n);
    slash(chain, position, 0.5);
    expect(balance(chain, big.wallet)).toBe(pending);
    expect(pendingRewards(big)).toBe(0n);
    fillRewards(chain, 1000n);
    payReputer(chain, position, 1000n);
    expect(audit(chain)).toEqual([]);
  });
  it('takes nothing for a fraction of 0 and all for 1', () => {
    const { chain, topic, position } = slashed();
    expect(slash(chain, position, 0)).toBe(0n);
    expect(topic.stake).toBe(903n);
    expect(slash(chain, position, 1)).toBe(903n);
    expect(topic.stake).toBe(0n);
    expect(audit(chain)).toEqual([]);
  });
});

describe('sendSlashed', () => {
  it('burns', () => {
    const { chain, position } = slashed();
    const { supply } = chain.money.ledger;
    sendSlashed(chain, slash(chain, position, 0.5), []);
    expect(chain.money.ledger.supply).toBe(supply - 450n);
    expect(chain.money.ledger.burnt).toBe(450n);
    expect(chain.money.ledger.moved.slash).toBe(450n);
    expect(balance(chain, account.rewards)).toBe(0n);
    expect(audit(chain)).toEqual([]);
  });
  it('fills the treasury', () => {
    const { chain, position } = slashed({ destination: 'ecosystem' });
    sendSlashed(chain, slash(chain, position, 0.5), [position]);
    expect(balance(chain, account.ecosystem)).toBe(450n);
    expect(audit(chain)).toEqual([]);
  });
  it('adds to honest reputers’ own stake by all stake on them; what cannot be shared goes to the treasury', () => {
    const { chain, topic, position } = slashed({ destination: 'honest-reputers' });
    const [a, b] = [reputer(chain, topic, 100n), reputer(chain, topic, 50n)];
    delegator(chain, b, 150n);
    sendSlashed(chain, slash(chain, position, 0.5), [a, b]);
    expect(a.own).toBe(250n);
    expect(b.own).toBe(350n);
    expect(b.delegated).toBe(150n);
    expect(balance(chain, account.ecosystem)).toBe(0n);
    const c = reputer(chain, topic, 2n);
    sendSlashed(chain, slash(chain, c, 0.5), [a, b]);
    expect(balance(chain, account.ecosystem)).toBe(1n);
    expect(topic.stake).toBe(903n + 302n - 1n);
    expect(balance(chain, account.rewards)).toBe(0n);
    expect(audit(chain)).toEqual([]);
  });
  it('goes to the treasury when nobody was honest', () => {
    const { chain, position } = slashed({ destination: 'honest-reputers' });
    sendSlashed(chain, slash(chain, position, 0.5), []);
    expect(balance(chain, account.ecosystem)).toBe(450n);
    sendSlashed(chain, 0n, []);
    expect(balance(chain, account.ecosystem)).toBe(450n);
  });
});

describe('countsBelow', () => {
  it('slashes after three epochs in a row below the quantile, and counts anew', () => {
    const { chain, position } = slashed();
    const scores = [true, true, false, true, true, true, true, true, true, true];
    const whether = scores.map((isBelow) => countsBelow(chain, position, isBelow));
    expect(whether).toEqual([false, false, false, false, false, true, false, false, true, false]);
  });
  it('slashes at once when one epoch is enough', () => {
    const { chain, position } = slashed({ epochs: 1 });
    expect(countsBelow(chain, position, true)).toBe(true);
    expect(countsBelow(chain, position, false)).toBe(false);
  });
});
