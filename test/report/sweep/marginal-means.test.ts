import { describe, expect, it } from 'vitest';
import { differenceOf, marginalMeans } from '../../../src/report/sweep/marginal-means.ts';
import type { Cell, Sweep, SweepMetric } from '../../../src/report/sweep/read-sweep.ts';

/** A grid of two factors with two levels each; values by point and replicate, the last factor fastest. */
function grid(
  values: readonly (readonly number[])[],
  commonRandomNumbers = true,
): [Sweep, SweepMetric, Float64Array[]] {
  const factor = { levelNames: ['low', 'high'] };
  const cells = values.map((some) => {
    const known = some.filter(Number.isFinite);
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { n: known.length, mean, deviation: Math.sqrt(squares / (known.length - 1)) } as Cell;
  });
  const points = values.map((_, p) => ({ levels: [p >> 1, p & 1] }));
  const sweep = { factors: [factor, factor], points, manifest: { commonRandomNumbers } };
  return [
    sweep as unknown as Sweep,
    { cells } as unknown as SweepMetric,
    values.map((some) => Float64Array.from(some)),
  ];
}

/** Student's t, 97.5 %, one and two degrees of freedom. */
const T1 = 12.7062;
const T2 = 4.30265;

describe('marginalMeans', () => {
  it('averages over the other factor within a replicate, so that what the seeds share counts once', () => {
    // Replicate r adds 0, 10, 20 everywhere.
    const { means } = marginalMeans(
      ...grid([
        [1, 11, 21],
        [3, 13, 23],
        [5, 15, 25],
        [7, 17, 27],
      ]),
      [0],
    );
    expect(means.map(({ mean, n }) => [mean, n])).toEqual([
      [12, 3],
      [16, 3],
    ]);
    expect(means[0].high - means[0].mean).toBeCloseTo((T2 * 10) / Math.sqrt(3), 3);
    const difference = differenceOf(means[0], means[1]);
    expect([difference.mean, difference.low, difference.high]).toEqual([4, 4, 4]);
  });

  it('takes points with seeds of their own as independent', () => {
    const { means } = marginalMeans(
      ...grid(
        [
          [1, 11, 21],
          [3, 13, 23],
          [5, 15, 25],
          [7, 17, 27],
        ],
        false,
      ),
      [0],
    );
    // Variance of each point's mean is 100 / 3, of the mean of two points half of that, with 4 degrees of freedom.
    expect(means[0].n).toBe(6);
    expect(means[0].high - means[0].mean).toBeCloseTo(2.77645 * Math.sqrt(100 / 6), 3);
    const difference = differenceOf(means[0], means[1]);
    expect(difference.mean).toBe(4);
    expect(difference.high - difference.mean).toBeCloseTo(2.306 * Math.sqrt(100 / 3), 3);
  });

  it('leaves out a setting of the other factor at which a level has no value', () => {
    const { means, contexts, allContexts } = marginalMeans(
      ...grid([
        [1, 2],
        [30, 40],
        [5, 8],
        [Number.NaN, Number.NaN],
      ]),
      [0],
    );
    expect([contexts, allContexts]).toEqual([1, 2]);
    expect(means.map(({ mean }) => mean)).toEqual([1.5, 6.5]);
  });

  it('uses the replicates that have a value at all of the points', () => {
    const { means } = marginalMeans(
      ...grid([
        [1, 3, 5],
        [1, Number.NaN, 5],
        [2, 2, 2],
        [2, 2, 2],
      ]),
      [0],
    );
    expect([means[0].n, means[0].mean]).toEqual([2, 3]);
    expect(means[0].high - 3).toBeCloseTo((T1 * Math.sqrt(8)) / Math.sqrt(2), 3);
    expect(means[1].n).toBe(3);
  });

  it('is the point itself when all factors are chosen', () => {
    const { means } = marginalMeans(
      ...grid([
        [1, 3],
        [2, 2],
        [4, 8],
        [Number.NaN, Number.NaN],
      ]),
      [0, 1],
    );
    expect(means.map(({ mean, n }) => [mean, n])).toEqual([
      [2, 2],
      [2, 2],
      [6, 2],
      [Number.NaN, 0],
    ]);
  });

  it('has no interval for one replicate', () => {
    const { means } = marginalMeans(...grid([[1], [2], [3], [4]]), [1]);
    expect(means.map(({ mean, low, n }) => [mean, low, n])).toEqual([
      [2, Number.NaN, 1],
      [3, Number.NaN, 1],
    ]);
  });
});
