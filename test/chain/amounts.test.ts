import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOf, toAllo, toUallo } from '../../sim/chain/amounts.ts';
import { uallo } from '../../sim/chain/ledger.ts';

/** Numerator and denominator of a double > 0, by doubling it until it is whole. */
function fractionOf(x: number): [bigint, bigint] {
  let whole = x;
  let below = 1n;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    below *= 2n;
  }
  return [BigInt(whole), below];
}

const amounts = () => fc.bigInt(0n, 10n ** 27n);
const doubles = () =>
  fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1e300, noNaN: true }),
    fc.double({ min: 0, max: 2 ** -1022, noNaN: true }),
  );

describe('shareOf', () => {
  it('is floor(amount x) of the exact value of the double', () => {
    fc.assert(
      fc.property(amounts(), doubles(), (amount, x) => {
        const [above, below] = fractionOf(x);
        expect(shareOf(amount, x)).toBe((amount * above) / below);
      }),
      { numRuns: 2000 },
    );
  });
  it('sees that the double 0.1 is a little more than a tenth', () => {
    expect(shareOf(10n ** 27n, 0.1)).toBe(100_000_000_000_000_005_551_115_123n);
  });
  it('is all of it for 1, the double of it for 2, nothing for 0 or less', () => {
    expect(shareOf(7n, 1)).toBe(7n);
    expect(shareOf(7n, 2)).toBe(14n);
    expect(shareOf(7n, 0)).toBe(0n);
    expect(shareOf(7n, -1)).toBe(0n);
    expect(shareOf(7n, Number.NaN)).toBe(0n);
    expect(shareOf(0n, 0.5)).toBe(0n);
  });
  it('knows the smallest double and the largest', () => {
    expect(shareOf(1n << 1074n, Number.MIN_VALUE)).toBe(1n);
    expect(shareOf(1n, Number.MAX_VALUE)).toBe(BigInt(Number.MAX_VALUE));
    expect(shareOf(10n ** 27n, Number.MIN_VALUE)).toBe(0n);
  });
  it('never gives more than there is for shares up to 1', () => {
    fc.assert(
      fc.property(amounts(), fc.double({ min: 0, max: 1, noNaN: true }), (amount, x) => {
        expect(shareOf(amount, x)).toBeLessThanOrEqual(amount);
      }),
    );
  });
});

describe('amounts in ALLO', () => {
  it('are exact for whole ALLO', () => {
    for (const whole of [0, 1, 3, 7, 75_000, 123_456_789, 785_500_000, 1_000_000_000]) {
      expect(toAllo(BigInt(whole) * uallo)).toBe(whole);
      expect(toUallo(whole)).toBe(BigInt(whole) * uallo);
    }
  });
  it('are rounded toward zero on the way to uallo', () => {
    expect(toUallo(1.5e-18)).toBe(1n);
    expect(toUallo(0.9e-18)).toBe(0n);
    expect(toUallo(0.1)).toBe(100_000_000_000_000_005n);
  });
  it('lose no more than the last digit on the way there and back', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (allo) => {
        const there = toUallo(allo);
        expect(Math.abs(toAllo(there) - allo)).toBeLessThanOrEqual(2 ** -52 * allo + 1e-18);
      }),
      { numRuns: 1000 },
    );
  });
});
