import { describe, expect, it } from 'vitest';
import { creationBlocksInto } from '../../../sim/policies/economy/arrivals.ts';
import { drawKeyInto, identity, rootKey, uniform } from '../../../sim/random/index.ts';
import { purposeCreationGap } from '../../../sim/random/purposes.ts';
import { moments } from '../views.ts';

function blocksOf(count: number, at: number, perDay: number, secondsPerBlock = 3, seed = 'arrivals'): number[] {
  const identities = Array.from({ length: count }, (_, i) => identity(`topic-${i}`));
  const blocks = new Float64Array(count).fill(NaN);
  const high = Int32Array.from(identities, (one) => one.high);
  const low = Int32Array.from(identities, (one) => one.low);
  creationBlocksInto({ at, perDay }, secondsPerBlock, rootKey(seed), high, low, blocks);
  return [...blocks];
}

describe('topics alike', () => {
  it('are all created together without a rate', () => {
    expect(blocksOf(4, 100, 0)).toEqual([100, 100, 100, 100]);
  });

  it('are created one after the other at exponential times that hang on their identities', () => {
    const key = new Int32Array(4);
    // 24 a day: one an hour on average, which is 1 200 blocks of 3 seconds.
    const gaps = [1, 2].map((i) => {
      const { high, low } = identity(`topic-${i}`);
      drawKeyInto(rootKey('arrivals'), high, low, 0, purposeCreationGap, key);
      return -1200 * Math.log(uniform(key, 0, 0));
    });
    expect(blocksOf(3, 50, 24)).toEqual([50, 50 + Math.floor(gaps[0]), 50 + Math.floor(gaps[0] + gaps[1])]);
  });

  it('come as many a day as the rate says, irregularly, whatever the block time', () => {
    for (const secondsPerBlock of [3, 5.5]) {
      const blocks = blocksOf(10_001, 0, 10, secondsPerBlock);
      const gaps = blocks.slice(1).map((block, i) => ((block - blocks[i]) * secondsPerBlock) / 86_400);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
      const { mean, deviation } = moments(gaps);
      expect(Math.abs(mean - 0.1)).toBeLessThan(4 * 0.001);
      expect(Math.abs(deviation - 0.1)).toBeLessThan(4 * 0.001 * Math.sqrt(2));
    }
  });

  it('are created when they were, however many follow, and at other times with another seed', () => {
    expect(blocksOf(9, 7, 2).slice(0, 4)).toEqual(blocksOf(4, 7, 2));
    expect(blocksOf(4, 7, 2, 3, 'another')).not.toEqual(blocksOf(4, 7, 2));
  });

  it('may be none', () => {
    expect(blocksOf(0, 7, 2)).toEqual([]);
  });
});
