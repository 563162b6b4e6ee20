import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latinHypercube } from '../../../src/experiment/design/latin-hypercube.ts';

const sizes = {
  points: fc.integer({ min: 1, max: 60 }),
  dimensions: fc.integer({ min: 1, max: 6 }),
  seed: fc.string(),
};

describe('latinHypercube', () => {
  it('has one point in every equal part of every dimension', () => {
    fc.assert(
      fc.property(fc.record(sizes), ({ points, dimensions, seed }) => {
        const drawn = latinHypercube(points, dimensions, seed);
        expect(drawn.length).toBe(points);
        for (let d = 0; d < dimensions; ++d) {
          const parts = drawn.map((point) => Math.floor(point[d] * points));
          expect(parts.sort((a, b) => a - b)).toEqual(Array.from({ length: points }, (_, part) => part));
        }
      }),
    );
  });
  it('draws the same for a seed, and otherwise for another', () => {
    const drawn = latinHypercube(16, 3, 'allora');
    expect(latinHypercube(16, 3, 'allora')).toEqual(drawn);
    expect(latinHypercube(16, 3, 'allora2')).not.toEqual(drawn);
  });
  it('moves no coordinate when a dimension joins', () => {
    const two = latinHypercube(16, 2, 'allora');
    expect(latinHypercube(16, 3, 'allora').map((point) => point.slice(0, 2))).toEqual(two);
  });
  it('keeps dimensions apart: their coordinates are hardly correlated', () => {
    const drawn = latinHypercube(2000, 2, 'allora');
    const products = drawn.map(([x, y]) => 12 * (x - 0.5) * (y - 0.5));
    // A correlation of independent coordinates has the standard deviation 1 / sqrt(2000) = 0.022.
    expect(Math.abs(products.reduce((sum, one) => sum + one, 0) / drawn.length)).toBeLessThan(0.08);
  });
  it('puts points anywhere within their part, not always at the same place of it', () => {
    const places = latinHypercube(200, 1, 'allora').map(([x]) => (x * 200) % 1);
    expect(Math.min(...places)).toBeLessThan(0.1);
    expect(Math.max(...places)).toBeGreaterThan(0.9);
  });
});
