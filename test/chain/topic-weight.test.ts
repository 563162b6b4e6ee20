import { describe, expect, it } from 'vitest';
import type { ChainRules } from '../../sim/chain/chain-rules.ts';
import { drippedRevenue, targetWeight, weightAlpha } from '../../sim/chain/topic-weight.ts';
import { plainRules } from './support/small-chain.ts';

const month = 864_000;
const blocksPerWeek = month / 4.345;
const rules = (change: Partial<ChainRules>): ChainRules => ({ ...plainRules, ...change });

describe('targetWeight', () => {
  it('is the root of stake times fees since v0.10', () => {
    expect(targetWeight(rules({}), 400n, 9n, 720)).toBe(60);
  });
  it('counts fees per block of the epoch in older versions', () => {
    expect(targetWeight(rules({ targetWeight: 'stake-and-fee-rate' }), 400n, 9n * 720n, 720)).toBe(60);
    expect(targetWeight(rules({ targetWeight: 'stake-and-fee-rate' }), 400n, 9n, 4)).toBe(30);
  });
  it('is the root of the product, whatever the exponents, in the reference rows', () => {
    const change = { targetWeight: 'root-of-product', stakeImportance: 1, feeRevenueImportance: 0 } as const;
    expect(targetWeight(rules(change), 400n, 9n, 720)).toBe(60);
  });
  it('follows the exponents', () => {
    expect(targetWeight(rules({ stakeImportance: 1, feeRevenueImportance: 2 }), 400n, 9n, 720)).toBeCloseTo(32_400, 8);
    expect(targetWeight(rules({ stakeImportance: 0.25 }), 10_000n, 9n, 720)).toBeCloseTo(30, 10);
    expect(targetWeight(rules({ stakeImportance: 0, feeRevenueImportance: 1 }), 0n, 9n, 720)).toBe(9);
  });
  it('is 0 without stake or without fees', () => {
    for (const stakeImportance of [0.5, 0.3, 1]) {
      expect(targetWeight(rules({ stakeImportance }), 0n, 9n, 720)).toBe(0);
    }
    for (const feeRevenueImportance of [0.5, 0.3, 1]) {
      expect(targetWeight(rules({ feeRevenueImportance }), 9n, 0n, 720)).toBe(0);
    }
  });
});

describe('weightAlpha', () => {
  it('goes a quarter of a percent of the way in an epoch of 720 blocks', () => {
    expect(weightAlpha(rules({}), 720)).toBeCloseTo(0.0025066, 7);
  });
  it('goes half of the way in a week, however long the epochs', () => {
    for (const epochLength of [12, 720, 20_000]) {
      const left = (1 - weightAlpha(rules({}), epochLength)) ** (blocksPerWeek / epochLength);
      expect(left).toBeCloseTo(0.5, 12);
    }
  });
  it('is the same in every epoch of older versions', () => {
    expect(weightAlpha(rules({ weightSmoothing: 'per-epoch' }), 12)).toBe(0.5);
    expect(weightAlpha(rules({ weightSmoothing: 'per-epoch', topicRewardAlpha: 0.2 }), 720)).toBe(0.2);
  });
  it('is four weeks’ in a monthly step', () => {
    expect(weightAlpha(rules({ weightSmoothing: 'monthly' }), month)).toBe(0.9375);
  });
  it('counts the blocks of the network', () => {
    expect(weightAlpha(rules({ blocksPerMonth: 4345 }), 1000)).toBeCloseTo(0.5, 14);
  });
});

describe('drippedRevenue', () => {
  it('loses 0.36208 % in an epoch of 720 blocks', () => {
    expect(blocksPerWeek).toBeCloseTo(198_849.252013809, 9);
    const left = drippedRevenue(10n ** 18n, 720, month);
    expect(1 - Number(left) / 1e18).toBeCloseTo(0.0036208, 7);
    expect(1 - Number(left) / 1e18).toBeCloseTo(720 / blocksPerWeek, 14);
  });
  it('is rounded down', () => {
    expect(drippedRevenue(1n, 720, month)).toBe(0n);
    expect(drippedRevenue(1000n, 720, month)).toBe(996n);
    expect(drippedRevenue(0n, 720, month)).toBe(0n);
  });
  it('leaves about 1/e after a week without fees', () => {
    let revenue = 10n ** 24n;
    for (let block = 720; block <= blocksPerWeek; block += 720) revenue = drippedRevenue(revenue, 720, month);
    expect(Number(revenue) / 1e24).toBeCloseTo(Math.exp(-1), 2);
  });
  it('leaves nothing after an epoch of a week or more', () => {
    expect(drippedRevenue(10n ** 24n, Math.floor(blocksPerWeek), month)).toBeGreaterThan(0n);
    expect(drippedRevenue(10n ** 24n, Math.ceil(blocksPerWeek), month)).toBe(0n);
    expect(drippedRevenue(10n ** 24n, 864_000, month)).toBe(0n);
  });
});
