import { describe, expect, it } from 'vitest';
import { createSimulation } from '../../../sim/index.ts';
import { hubScenario } from '../small-scenario.ts';

describe('a run on the hub chain', () => {
  const limitOf = (maxActiveTopicsPerBlock: number, count: number) =>
    createSimulation(hubScenario({ count, set: { maxActiveTopicsPerBlock } })).notices.filter((notice) =>
      notice.includes('maxActiveTopicsPerBlock'),
    );

  it('says when blocks hold more epoch ends than those of the network, if there is more than one topic', () => {
    expect(limitOf(0, 3)).toHaveLength(1);
    expect(limitOf(0, 1)).toEqual([]);
    expect(limitOf(1, 3)).toEqual([]);
  });
});
