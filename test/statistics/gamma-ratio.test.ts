import { describe, expect, it } from 'vitest';
import { gammaRatio } from '../../src/statistics/gamma-ratio.ts';

describe('gammaRatio', () => {
  it('is a product of fractions for halves: Γ(1/2) = √π, Γ(1) = 1, Γ(x + 1) = x Γ(x)', () => {
    const root = Math.sqrt(Math.PI);
    expect(gammaRatio(0)).toBe(0);
    expect(gammaRatio(0.5)).toBeCloseTo(1 / root, 15);
    expect(gammaRatio(1)).toBeCloseTo(root / 2, 15);
    expect(gammaRatio(1.5)).toBeCloseTo(2 / root, 15);
    // Γ(3.5) / Γ(3) = 2.5 · 1.5 · 0.5 √π / 2
    expect(gammaRatio(3)).toBeCloseTo((1.875 * root) / 2, 15);
  });
  it('obeys Γ(x + 1) = x Γ(x) across the start of its series', () => {
    for (const x of [18.5, 19, 19.5, 20, 35.5]) {
      expect(gammaRatio(x + 1) / gammaRatio(x)).toBeCloseTo((x + 0.5) / x, 14);
    }
  });
  it('comes close to the root for large arguments', () => {
    // √x (1 - 1 / (8 x))
    expect(gammaRatio(1e6)).toBeCloseTo(1000 * (1 - 1 / 8e6), 9);
  });
});
