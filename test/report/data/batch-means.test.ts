import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BatchMeans } from '../../../src/report/data/batch-means.ts';

function of(values: readonly number[]): ReturnType<BatchMeans['result']> {
  const means = new BatchMeans();
  for (const value of values) means.add(value);
  return means.result();
}

/** A sequence of standard normal numbers from a small generator of its own. */
function normals(count: number, seed: number): number[] {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Array.from({ length: count }, () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()));
}

describe('BatchMeans', () => {
  it('cuts sixteen values into four blocks, as worked by hand', () => {
    // Block means 1, 2, 3, 4: mean 2.5, standard deviation sqrt(5/3), t(0.975, 3) = 3.182, so 3.182 sqrt(5/12) = 2.0540.
    const { n, mean, halfWidth, blocks } = of([1, 2, 3, 4].flatMap((block) => [block, block, block, block]));
    expect({ n, mean, blocks }).toEqual({ n: 16, mean: 2.5, blocks: 4 });
    expect(halfWidth).toBeCloseTo(2.054, 3);
  });

  it('gives no interval from fewer than four blocks', () => {
    expect(of([1, 2, 3]).halfWidth).toBeNaN();
    expect(of([])).toMatchObject({ n: 0, blocks: 0 });
  });

  it('keeps the mean of everything, however often blocks were joined', () => {
    const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 1_500 });
    fc.assert(
      fc.property(values, (some) => {
        const { n, mean } = of(some);
        expect(n).toBe(some.length);
        expect(mean).toBeCloseTo(some.reduce((sum, value) => sum + value, 0) / some.length, 9);
      }),
      { numRuns: 50 },
    );
  });

  it('has no width for what never changes, however long it lasts', () => {
    for (const n of [16, 127, 128, 300, 1_000]) expect(of(new Array(n).fill(7)).halfWidth, `${n} values`).toBe(0);
  });

  it('never stands on more than twenty blocks', () => {
    for (const n of [400, 500, 4_000, 100_000]) expect(of(normals(n, n)).blocks, `${n} values`).toBeLessThanOrEqual(20);
  });

  it('covers the true mean of values that follow one another, where an interval for independent ones does not', () => {
    let covered = 0;
    let naive = 0;
    for (let trial = 0; trial < 300; ++trial) {
      let last = 0;
      const values = normals(2_000, 77 + trial).map((shock) => {
        last = 0.9 * last + shock;
        return last;
      });
      const { mean, halfWidth } = of(values);
      if (Math.abs(mean) <= halfWidth) ++covered;
      const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
      if (Math.abs(mean) <= (1.96 * spread) / Math.sqrt(values.length)) ++naive;
    }
    expect(covered / 300).toBeGreaterThan(0.9);
    expect(naive / 300).toBeLessThan(0.6);
  });
});
