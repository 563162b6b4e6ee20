import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { morrisPoints } from '../../../src/experiment/design/morris.ts';

const designs = fc.record({
  trajectories: fc.integer({ min: 1, max: 8 }),
  factors: fc.integer({ min: 1, max: 6 }),
  levels: fc.integer({ min: 1, max: 6 }).map((half) => 2 * half),
  seed: fc.string(),
});

describe('morrisPoints', () => {
  it('walks: neighbours within a walk differ in one factor, by the step, and every factor is moved once', () => {
    fc.assert(
      fc.property(designs, ({ trajectories, factors, levels, seed }) => {
        const points = morrisPoints(trajectories, factors, levels, seed);
        expect(points.length).toBe(trajectories * (factors + 1));
        for (let walk = 0; walk < trajectories; ++walk) {
          const moved: number[] = [];
          for (let n = 0; n < factors; ++n) {
            const [from, to] = points.slice(walk * (factors + 1) + n);
            const changed = from.map((_, i) => i).filter((i) => from[i] !== to[i]);
            expect(changed.length).toBe(1);
            expect(Math.abs(to[changed[0]] - from[changed[0]])).toBeCloseTo(levels / (2 * (levels - 1)), 12);
            moved.push(changed[0]);
          }
          expect(moved.sort((a, b) => a - b)).toEqual(moved.map((_, i) => i));
        }
      }),
    );
  });
  it('stays on the levels of the unit cube', () => {
    fc.assert(
      fc.property(designs, ({ trajectories, factors, levels, seed }) => {
        const allowed = Array.from({ length: levels }, (_, level) => level / (levels - 1));
        for (const x of morrisPoints(trajectories, factors, levels, seed).flat()) expect(allowed).toContain(x);
      }),
    );
  });
  it('begins on every level and goes either way about as often', () => {
    const points = morrisPoints(4000, 1, 4, 'allora');
    const starts = points.filter((_, n) => n % 2 === 0).map(([x]) => Math.round(3 * x));
    // 1000 expected; the standard deviation is 27.
    for (const level of [0, 1, 2, 3]) {
      const count = starts.filter((start) => start === level).length;
      expect(Math.abs(count - 1000)).toBeLessThan(110);
    }
  });
  it('moves factors in an order that differs from walk to walk', () => {
    const points = morrisPoints(50, 3, 4, 'allora');
    const first = Array.from({ length: 50 }, (_, walk) => {
      const [from, to] = points.slice(4 * walk);
      return from.findIndex((x, i) => x !== to[i]);
    });
    expect(new Set(first)).toEqual(new Set([0, 1, 2]));
  });
  it('draws the same for a seed, otherwise for another, and keeps its walks when more are added', () => {
    const points = morrisPoints(5, 3, 4, 'allora');
    expect(morrisPoints(5, 3, 4, 'allora')).toEqual(points);
    expect(morrisPoints(5, 3, 4, 'other')).not.toEqual(points);
    expect(morrisPoints(9, 3, 4, 'allora').slice(0, points.length)).toEqual(points);
  });
});
