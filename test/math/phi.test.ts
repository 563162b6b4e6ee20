import { describe, expect, it } from 'vitest';
import { phi, phiGradient, softplus } from '../../sim/math/index.ts';
import { exactly, numbersFrom, unitsOff } from './big-numbers.ts';

describe('softplus', () => {
  it('is ln 2 at zero', () => {
    expect(softplus(0)).toBe(Math.LN2);
  });
  it('is the number itself far above zero and its exponential far below', () => {
    expect(softplus(800)).toBe(800);
    expect(softplus(-700) / Math.exp(-700)).toBeCloseTo(1, 14);
    expect(softplus(-800)).toBe(0);
    expect(softplus(1e308)).toBe(1e308);
  });
  it('keeps its digits where the textbook form loses them', () => {
    const next = numbersFrom(3);
    for (let n = 0; n < 400; ++n) {
      const x = (next() - 0.5) * 200;
      expect(unitsOff(softplus(x), exactly(x).exp().plus(1).ln()), `at ${x}`).toBeLessThan(2.5);
    }
  });
});

describe('phi', () => {
  it('is ln 2 at its bend', () => {
    expect(phi(0.75, 3, 0.75)).toBe(Math.LN2);
  });
  it('rises with slope p far above the bend', () => {
    expect(phi(101.75, 3, 0.75)).toBe(303);
    expect(phi(102.75, 3, 0.75)).toBe(306);
  });
});

describe('phiGradient', () => {
  it('is p / 2 at the bend', () => {
    expect(phiGradient(0.75, 3, 0.75)).toBe(1.5);
  });
  it('gives the known weights', () => {
    expect(phiGradient(0, 3, 0.75)).toBeCloseTo(0.28604839469732846, 15);
    expect(phiGradient(2, 3, 0.75)).toBeCloseTo(2.9310678902699228, 14);
    expect(phiGradient(3, 3, 0.75)).toBeCloseTo(2.9964914692048334, 14);
    expect(phiGradient(-2, 3, 0.75) / 0.0007835709572871582).toBeCloseTo(1, 14);
    expect(phiGradient(-5, 3, 0.75) / 9.672559899908807e-8).toBeCloseTo(1, 14);
  });
  it('stays between 0 and p, without NaN, however extreme the regret', () => {
    expect(phiGradient(1e300, 3, 0.75)).toBe(3);
    expect(phiGradient(-1e300, 3, 0.75)).toBe(0);
    expect(phiGradient(-200, 3, 0.75)).toBeGreaterThan(0);
  });
});
