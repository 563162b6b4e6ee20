import { describe, expect, it } from 'vitest';
import {
  beginParticipation,
  costInAllo,
  enters,
  noteReward,
  noteRoleReward,
  rewardWeight,
  stays,
} from '../../../sim/policies/economy/participation.ts';
import { weightOfHalfLife } from '../../../sim/policies/economy/smoothing.ts';

/** Lives of one actor, entry 1 of columns of three: in which epoch, from 0, it finds that it should have left. */
function epochOfLeaving(rewards: readonly number[], cost: number, patience: number): number {
  const below = Int32Array.of(7, 7, 7);
  const smoothed = Float64Array.of(5, 5, 5);
  beginParticipation(below, smoothed, 1);
  const left = rewards.findIndex((reward) => {
    noteReward(below, smoothed, 1, reward, cost, rewardWeight(patience));
    return !stays(below, 1, patience);
  });
  expect([below[0], below[2], smoothed[0], smoothed[2]]).toEqual([7, 7, 5, 5]);
  return left;
}

describe('an actor', () => {
  it('without patience for a second bad epoch leaves after the first', () => {
    expect(epochOfLeaving([3, 2, 0.5, 9], 1, 1)).toBe(2);
  });

  it('leaves after as many epochs in a row below cost as its patience', () => {
    expect(epochOfLeaving([0, 0, 0, 0], 1, 3)).toBe(2);
  });

  it('forgives a bad epoch that its mean makes good', () => {
    // Patience 2, weight 1/2: means 4, 2, 1, 2.5, 1.25.
    expect(epochOfLeaving([4, 0, 0, 4, 0], 1, 2)).toBe(-1);
    // Means 4, 2, 1, 0.5, 0.25: below cost in epochs 3 and 4.
    expect(epochOfLeaving([4, 0, 0, 0, 0], 1, 2)).toBe(4);
  });

  it('begins to count again when its mean comes back to its cost', () => {
    // Patience 2: means 0, 1 (not below), 0.5, 0.25.
    expect(epochOfLeaving([0, 2, 0, 0], 1, 2)).toBe(3);
  });

  it('stays for ever when it costs nothing, or when its patience is endless', () => {
    expect(epochOfLeaving([0, 0, 0, 0], 0, 1)).toBe(-1);
    expect(stays(Int32Array.of(1_000_000), 0, null)).toBe(true);
  });
});

describe('what an outsider expects', () => {
  it('is its equal part of the role’s reward as one member more', () => {
    const expected = Float64Array.of(NaN, NaN);
    noteRoleReward(expected, 1, 12, 3);
    expect([...expected]).toEqual([NaN, 3]);
    const alone = Float64Array.of(NaN);
    noteRoleReward(alone, 0, 12, 0);
    expect(alone[0]).toBe(12);
  });

  it('follows a change half of the way in ten epochs', () => {
    const expected = Float64Array.of(NaN);
    noteRoleReward(expected, 0, 8, 1);
    for (let epoch = 0; epoch < 10; ++epoch) noteRoleReward(expected, 0, 4, 1);
    expect(expected[0]).toBeCloseTo(3, 12);
  });

  it('makes it enter above its cost and the margin only', () => {
    expect(enters(1.3, 1, 0.2)).toBe(true);
    expect(enters(1.2, 1, 0.2)).toBe(false);
    expect(enters(1, 1, 0)).toBe(false);
    expect(enters(0, 0, 0.2)).toBe(false);
    expect(enters(0.01, 0, 0.2)).toBe(true);
  });

  it('keeps it out while nothing is known, unless it does not mind', () => {
    expect(enters(NaN, 0, 0)).toBe(false);
    expect(enters(NaN, 5, null)).toBe(true);
  });
});

describe('a cost', () => {
  it('in ALLO is what it is, in fiat the less the more an ALLO is worth', () => {
    expect(costInAllo(6, 'ALLO', 0.5)).toBe(6);
    expect(costInAllo(6, 'fiat', 0.5)).toBe(12);
    expect(costInAllo(6, 'fiat', 3)).toBe(2);
  });
});

describe('the weight of a half-life', () => {
  it('leaves half of a value after so many further ones', () => {
    expect(weightOfHalfLife(1)).toBeCloseTo(0.5, 15);
    for (const halfLife of [0.5, 3, 10, 250]) {
      expect((1 - weightOfHalfLife(halfLife)) ** halfLife).toBeCloseTo(0.5, 13);
    }
  });
});
