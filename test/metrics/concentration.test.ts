import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gini, herfindahl, nakamoto, rewardEntropy, validatorEvenness } from '../../sim/index.ts';

type Measure = (amounts: Float64Array, count: number) => number;

const of = (measure: Measure, ...amounts: number[]) => measure(Float64Array.from(amounts), amounts.length);
const measures = { gini, herfindahl, nakamoto, rewardEntropy, validatorEvenness };
const holdings = () =>
  fc
    .array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 40 })
    .filter((amounts) => amounts.some((amount) => amount > 1e-9));

describe.each(Object.entries<Measure>(measures))('%s', (_, measure) => {
  it('has no value where nothing is held', () => {
    expect(of(measure)).toBeNaN();
    expect(of(measure, 0)).toBeNaN();
    expect(of(measure, 0, 0, 0)).toBeNaN();
  });

  it('looks at so many entries only, and leaves them as they were', () => {
    const amounts = Float64Array.of(5, 1, 2, 1000);
    expect(measure(amounts, 3)).toBe(of(measure, 5, 1, 2));
    expect(amounts).toEqual(Float64Array.of(5, 1, 2, 1000));
  });

  it('depends neither on the order of holders nor on the unit', () => {
    fc.assert(
      fc.property(holdings(), (amounts) => {
        const value = of(measure, ...amounts);
        expect(of(measure, ...[...amounts].reverse())).toBeCloseTo(value, 9);
        expect(of(measure, ...amounts.map((amount) => 1024 * amount))).toBeCloseTo(value, 9);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

describe('the Gini coefficient', () => {
  it('is 0 among equals and for one holder, 1 - 1/n when one holds everything', () => {
    expect(of(gini, 5, 5, 5, 5)).toBe(0);
    expect(of(gini, 7)).toBe(0);
    expect(of(gini, 0, 8, 0, 0)).toBe(0.75);
  });

  it('is as worked by hand for 1, 2 and 5: (-2 x 1 + 0 x 2 + 2 x 5) / (3 x 8)', () => {
    expect(of(gini, 5, 1, 2)).toBeCloseTo(1 / 3, 15);
  });

  it('is the mean difference of two holders over twice the mean', () => {
    fc.assert(
      fc.property(holdings(), (amounts) => {
        const n = amounts.length;
        const total = amounts.reduce((sum, amount) => sum + amount, 0);
        const differences = amounts.flatMap((a) => amounts.map((b) => Math.abs(a - b)));
        const mean = differences.reduce((sum, difference) => sum + difference, 0) / (n * n);
        expect(of(gini, ...amounts)).toBeCloseTo(mean / (2 * (total / n)), 9);
      }),
      { seed: 12, numRuns: 200 },
    );
  });
});

describe('the Herfindahl index', () => {
  it('is 1/n among equals, 1 when one holds everything, and as worked by hand between', () => {
    expect(of(herfindahl, 5, 5, 5, 5)).toBe(0.25);
    expect(of(herfindahl, 0, 8)).toBe(1);
    expect(of(herfindahl, 5, 1, 2)).toBe(30 / 64);
  });
});

describe('the Nakamoto coefficient', () => {
  it('counts the fewest holders with more than half', () => {
    expect(of(nakamoto, 5, 1, 2)).toBe(1);
    expect(of(nakamoto, 4, 3, 3, 2)).toBe(2);
    expect(of(nakamoto, 0, 8)).toBe(1);
    // Half is not more than half.
    expect(of(nakamoto, 4, 2, 2)).toBe(2);
    expect(of(nakamoto, 1, 1, 1, 1)).toBe(3);
    expect(of(nakamoto, 1, 1, 1)).toBe(2);
  });

  it('needs nobody else once more than half is held, and has not got it with one fewer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 }), (amounts) => {
        const total = amounts.reduce((sum, amount) => sum + amount, 0);
        fc.pre(total > 0);
        const holders = of(nakamoto, ...amounts);
        const sorted = [...amounts].sort((a, b) => b - a);
        const held = (most: number) => sorted.slice(0, most).reduce((sum, amount) => sum + amount, 0);
        expect(2 * held(holders)).toBeGreaterThan(total);
        expect(2 * held(holders - 1)).toBeLessThanOrEqual(total);
      }),
      { seed: 13, numRuns: 200 },
    );
  });
});

describe('the evenness of validators', () => {
  it('is 1 when all earn the same, also for one alone', () => {
    expect(of(rewardEntropy, 3, 3, 3, 3)).toBeCloseTo(Math.log(4), 14);
    expect(of(validatorEvenness, 3, 3, 3, 3)).toBeCloseTo(1, 14);
    expect(of(validatorEvenness, 3)).toBe(1);
    expect(of(rewardEntropy, 3)).toBe(0);
  });

  it('is 0.1 when one of several earns everything', () => {
    expect(of(rewardEntropy, 0, 9, 0)).toBe(0);
    expect(of(validatorEvenness, 0, 9, 0)).toBeCloseTo(0.1, 15);
    expect(of(validatorEvenness, 9, 0)).toBeCloseTo(0.1, 15);
  });

  it('is as worked by hand for 3 and 1', () => {
    // P = 3/4, 1/4: N_eff = 1 / (10/16) = 1.6; E = (0.8)^(1/4) (0.75 ln(4/3) + 0.25 ln 4) = 0.945742 x 0.562335.
    expect(of(rewardEntropy, 3, 1)).toBeCloseTo(0.531824, 6);
    expect(of(validatorEvenness, 3, 1)).toBeCloseTo(10 ** (0.531824 / Math.LN2 - 1), 5);
  });

  it('lies between 0.1 and 1', () => {
    fc.assert(
      fc.property(holdings(), (rewards) => {
        const evenness = of(validatorEvenness, ...rewards);
        expect(evenness).toBeGreaterThan(0.1 - 1e-12);
        expect(evenness).toBeLessThan(1 + 1e-12);
      }),
      { seed: 14, numRuns: 200 },
    );
  });
});
