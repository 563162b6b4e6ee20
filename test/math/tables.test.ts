import { describe, expect, it } from 'vitest';
import { BIAS, LOGARITHMS, POWERS_OF_TWO, ROOTS_OF_TWO } from '../../sim/math/tables.ts';
import { exactly } from './big-numbers.ts';

const two = exactly(2);

describe('the tables', () => {
  it('of powers of two reach from the smallest double to the largest exponent', () => {
    expect(POWERS_OF_TWO[0]).toBe(Number.MIN_VALUE);
    expect(POWERS_OF_TWO[BIAS]).toBe(1);
    expect(POWERS_OF_TWO[POWERS_OF_TWO.length - 1]).toBe(2 ** 1023);
  });
  it('of roots of two are right to 105 bits', () => {
    for (let j = 0; j < 128; ++j) {
      const truth = two.pow(exactly(j / 128));
      expect(
        Math.abs(
          exactly(ROOTS_OF_TWO[2 * j])
            .plus(exactly(ROOTS_OF_TWO[2 * j + 1]))
            .minus(truth)
            .toNumber(),
        ),
      ).toBeLessThan(2 ** -105);
    }
  });
  it('of logarithms are right to 94 bits after the point, and their inverses to 57', () => {
    for (let i = 0; i < 256; ++i) {
      const point = exactly(LOGARITHMS[4 * i]);
      const found = exactly(LOGARITHMS[4 * i + 2]).plus(exactly(LOGARITHMS[4 * i + 3]));
      expect(Math.abs(found.minus(point.ln()).toNumber())).toBeLessThan(2 ** -94);
      expect(
        Math.abs(
          exactly(LOGARITHMS[4 * i + 1])
            .times(point)
            .minus(1)
            .toNumber(),
        ),
      ).toBeLessThan(2 ** -57);
    }
  });
  it('of logarithms hold high parts whose sum with any multiple of ln 2 is exact', () => {
    for (let i = 0; i < 256; ++i) expect(Number.isInteger(LOGARITHMS[4 * i + 2] * 2 ** 42)).toBe(true);
  });
});

describe('the constants of the elementary functions', () => {
  it('sum to ln 2 and ln 2 / 128 far beyond a double', () => {
    const ln2 = two.ln();
    expect(
      Math.abs(exactly(0.6931471805598903).plus(exactly(5.497923018708371e-14)).minus(ln2).toNumber()),
    ).toBeLessThan(1e-29);
    const step = exactly(0.0054152123482253955).plus(exactly(-1.0082281460997769e-13));
    expect(Math.abs(step.minus(ln2.div(128)).toNumber())).toBeLessThan(1e-29);
  });
});
