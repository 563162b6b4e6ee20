import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sobolPoints, sobolRows } from '../../../src/experiment/design/sobol.ts';

const designs = fc.record({
  base: fc.integer({ min: 1, max: 7 }).map((power) => 2 ** power),
  factors: fc.integer({ min: 1, max: 6 }),
  seed: fc.string(),
});

describe('sobolRows', () => {
  it('tells where sample A, sample B and the mixtures stand', () => {
    expect(sobolRows(2, 3)).toEqual({
      a: [0, 1],
      b: [2, 3],
      ab: [
        [4, 5],
        [6, 7],
        [8, 9],
      ],
    });
  });
});

describe('sobolPoints', () => {
  it('has base x (factors + 2) points, all within the unit cube', () => {
    fc.assert(
      fc.property(designs, ({ base, factors, seed }) => {
        const points = sobolPoints(base, factors, seed);
        expect(points.length).toBe(base * (factors + 2));
        for (const point of points) {
          expect(point.length).toBe(factors);
          for (const x of point) expect(x > 0 && x < 1).toBe(true);
        }
      }),
    );
  });
  it('mixes: row n of AB_i is row n of A with coordinate i of row n of B', () => {
    fc.assert(
      fc.property(designs, ({ base, factors, seed }) => {
        const points = sobolPoints(base, factors, seed);
        const { a, b, ab } = sobolRows(base, factors);
        ab.forEach((rows, i) => {
          rows.forEach((row, n) => {
            expect(points[row]).toEqual(points[a[n]].map((x, j) => (j === i ? points[b[n]][i] : x)));
          });
        });
      }),
    );
  });
  it('is even: each of base equal parts of a dimension has one point of each sample', () => {
    fc.assert(
      fc.property(designs, ({ base, factors, seed }) => {
        const points = sobolPoints(base, factors, seed);
        const { a, b } = sobolRows(base, factors);
        for (const rows of [a, b]) {
          for (let d = 0; d < factors; ++d) {
            expect(new Set(rows.map((row) => Math.floor(points[row][d] * base))).size).toBe(base);
          }
        }
      }),
    );
  });
  it('begins otherwise for another seed, and with the same for the same', () => {
    expect(sobolPoints(8, 2, 'allora')).toEqual(sobolPoints(8, 2, 'allora'));
    expect(sobolPoints(8, 2, 'allora')).not.toEqual(sobolPoints(8, 2, 'other'));
  });
  it('keeps its first rows when the base is doubled', () => {
    const { a, b } = sobolRows(8, 2);
    const small = sobolPoints(8, 2, 'allora');
    const large = sobolPoints(16, 2, 'allora');
    const wide = sobolRows(16, 2);
    expect(a.map((row) => small[row])).toEqual(wide.a.slice(0, 8).map((row) => large[row]));
    expect(b.map((row) => small[row])).toEqual(wide.b.slice(0, 8).map((row) => large[row]));
  });
  it('gives the analytic indices of Ishigami and Homma to three digits, for any seed', () => {
    // f = sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1, x uniform on (-pi, pi): S1 = 0.3139, S2 = 0.4424, S3 = 0.
    const ishigami = (point: readonly number[]): number => {
      const [x, y, z] = point.map((u) => Math.PI * (2 * u - 1));
      return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
    };
    const base = 8192;
    const { a, b, ab } = sobolRows(base, 3);
    for (const seed of ['allora', 'other', '7']) {
      const found = sobolPoints(base, 3, seed).map(ishigami);
      const mean = a.reduce((sum, row) => sum + found[row], 0) / base;
      const variance = a.reduce((sum, row) => sum + (found[row] - mean) ** 2, 0) / base;
      const first = ab.map((rows) => {
        return rows.reduce((sum, row, n) => sum + found[b[n]] * (found[row] - found[a[n]]), 0) / base / variance;
      });
      for (const [i, exact] of [0.3139, 0.4424, 0].entries()) expect(Math.abs(first[i] - exact)).toBeLessThan(0.005);
    }
  });
});
