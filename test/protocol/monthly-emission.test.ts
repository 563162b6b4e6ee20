import { describe, expect, it } from 'vitest';
import {
  cappedEmissionRate,
  lockedTokens,
  maximumEmissionRate,
  monthlyUnlock,
  smoothedEmissionRate,
  stakersShare,
  targetEmissionRate,
} from '../../sim/protocol/monthly-emission.ts';

describe('targetEmissionRate', () => {
  it('is the factor times treasury per staked token times the circulating share', () => {
    expect(targetEmissionRate(0.025, 400, 100, 50, 1000)).toBeCloseTo(0.025 * 4 * 0.05, 17);
  });
  it('gives an emission that does not depend on the stake', () => {
    const emission = (staked: number) => targetEmissionRate(0.025, 400, staked, 50, 1000) * staked;
    expect(emission(10)).toBeCloseTo(emission(80), 14);
  });
  it('refuses a network in which nobody stakes or nothing may exist', () => {
    expect(() => targetEmissionRate(0.025, 400, 0, 50, 1000)).toThrow(RangeError);
    expect(() => targetEmissionRate(0.025, 400, 100, 50, 0)).toThrow(RangeError);
  });
});

describe('maximumEmissionRate', () => {
  it('is the yield cap divided by the share of stakers', () => {
    expect(stakersShare(0.25, 1 / 3)).toBe(0.5);
    expect(maximumEmissionRate(0.0095, stakersShare(0.25, 0.2))).toBeCloseTo(0.0095 / 0.4, 16);
  });
});

describe('cappedEmissionRate and smoothedEmissionRate', () => {
  it('take the smaller of target and maximum', () => {
    expect(cappedEmissionRate(0.03, 0.02)).toBe(0.02);
    expect(cappedEmissionRate(0.01, 0.02)).toBe(0.01);
  });
  it('start at the capped rate and then move a tenth of the way each month', () => {
    expect(smoothedEmissionRate(0.1, 0.02, 0.5, true)).toBe(0.02);
    expect(smoothedEmissionRate(0.1, 0.02, 0.01, false)).toBeCloseTo(0.011, 17);
  });
});

describe('monthlyUnlock and lockedTokens', () => {
  it('release nothing for a year, a third in month 12, then a thirty-sixth a month until month 36', () => {
    expect([11, 12, 13, 36, 37].map((month) => monthlyUnlock(360, month))).toEqual([0, 120, 10, 10, 0]);
    expect([0, 11, 12, 13, 35, 36, 90].map((month) => lockedTokens(360, month))).toEqual([
      360, 360, 240, 230, 10, 0, 0,
    ]);
  });
  it('agree in every month: what is unlocked is no longer locked', () => {
    let unlocked = 0;
    for (let month = 0; month <= 95; ++month) {
      unlocked += monthlyUnlock(175e6, month);
      expect(Math.abs(lockedTokens(175e6, month) + unlocked - 175e6)).toBeLessThan(1e-6);
    }
  });
});
