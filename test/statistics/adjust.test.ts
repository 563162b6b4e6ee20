import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, holm } from '../../src/statistics/adjust.ts';

const both = [
  ['holm', holm],
  ['benjaminiHochberg', benjaminiHochberg],
] as const;

/** Lists of p-values, some of them 0, 1, equal or NaN. */
const lists = fc.array(
  fc.oneof(fc.double({ noNaN: true, min: 0, max: 1 }), fc.constantFrom(0, 0.01, 0.04, 1, Number.NaN)),
  { maxLength: 20 },
);

describe('holm', () => {
  it('multiplies the least by their number, the next by one less, and never falls', () => {
    // 0.01 · 4, 0.02 · 3 = 0.06, 0.03 · 2 = 0.06, 0.04 · 1 below it.
    const adjusted = holm([0.04, 0.01, 0.03, 0.02]);
    [0.06, 0.04, 0.06, 0.06].forEach((p, k) => {
      expect(adjusted[k]).toBeCloseTo(p, 15);
    });
  });
  it('stops at 1', () => {
    expect(holm([0.6, 0.5])).toEqual([1, 1]);
  });
});

describe('benjaminiHochberg', () => {
  it('multiplies by their number over the rank, and never rises towards the least', () => {
    // 0.01 · 4/1 = 0.04, 0.02 · 4/2 = 0.04, 0.03 · 4/3 = 0.04, 0.04 · 4/4.
    benjaminiHochberg([0.04, 0.01, 0.03, 0.02]).forEach((p) => {
      expect(p).toBeCloseTo(0.04, 15);
    });
    // 0.001 · 3, 0.4 · 3/2 = 0.6 above the last: 0.5.
    const adjusted = benjaminiHochberg([0.4, 0.5, 0.001]);
    expect(adjusted[0]).toBe(0.5);
    expect(adjusted[1]).toBe(0.5);
    expect(adjusted[2]).toBeCloseTo(0.003, 15);
  });
  it('leaves the largest exactly as it is', () => {
    for (let m = 2; m < 60; ++m) {
      const p = Array.from({ length: m }, () => 0.01 * m + 0.003);
      expect(benjaminiHochberg(p)).toEqual(p);
    }
  });
  it("agrees with the authors' example of 15 tests", () => {
    const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528];
    const all = [...p, 0.759, 1];
    // They reject four with a false discovery rate of 5 %, and three by Holm's or Bonferroni's rule.
    expect(benjaminiHochberg(all).filter((value) => value <= 0.05)).toHaveLength(4);
    expect(holm(all).filter((value) => value <= 0.05)).toHaveLength(3);
  });
});

describe.each(both)('%s', (_, adjust) => {
  it('leaves a single p-value as it is, and nothing as nothing', () => {
    expect(adjust([0.03])).toEqual([0.03]);
    expect(adjust([])).toEqual([]);
  });
  it('lets NaN stay NaN and not count', () => {
    const [first, second, third] = adjust([0.01, Number.NaN, 0.04]);
    expect([first, third]).toEqual(adjust([0.01, 0.04]));
    expect(second).toBeNaN();
  });
  it('gives equal p-values equal results', () => {
    const [one, , other] = adjust([0.02, 0.5, 0.02]);
    expect(one).toBe(other);
  });
  it('never lowers a p-value, never passes 1, and keeps their order', () => {
    fc.assert(
      fc.property(lists, (p) => {
        const adjusted = adjust(p);
        for (let k = 0; k < p.length; ++k) {
          expect(Number.isNaN(adjusted[k])).toBe(Number.isNaN(p[k]));
          if (Number.isNaN(p[k])) continue;
          expect(adjusted[k]).toBeGreaterThanOrEqual(p[k]);
          expect(adjusted[k]).toBeLessThanOrEqual(1);
          for (let j = 0; j < p.length; ++j) {
            if (p[j] <= p[k]) expect(adjusted[j]).toBeLessThanOrEqual(adjusted[k]);
          }
        }
      }),
      { seed: 11 },
    );
  });
  it('does not ask for the order of the tests', () => {
    fc.assert(
      fc.property(lists, (p) => {
        expect(adjust([...p].reverse())).toEqual(adjust(p).reverse());
      }),
      { seed: 12 },
    );
  });
  it('refuses what is no probability', () => {
    for (const p of [-0.01, 1.01, Number.POSITIVE_INFINITY]) expect(() => adjust([0.5, p])).toThrow(RangeError);
  });
});

describe('holm and benjaminiHochberg', () => {
  it('agree that the former is the stricter', () => {
    fc.assert(
      fc.property(lists, (p) => {
        const strict = holm(p);
        benjaminiHochberg(p).forEach((mild, k) => {
          if (!Number.isNaN(mild)) expect(mild).toBeLessThanOrEqual(strict[k]);
        });
      }),
      { seed: 13 },
    );
  });
});
