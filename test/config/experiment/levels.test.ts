import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Levels } from '../../../src/config/experiment/experiment.ts';
import { drawnLevel, gridLevel, levelCount, levelsOf } from '../../../src/config/experiment/levels.ts';
import { settingLabel, settingLabels } from '../../../src/config/experiment/setting-label.ts';

type Range = Extract<Levels, { kind: 'range' }>;

const range = (from: number, to: number, more: Partial<Range> = {}): Range => {
  return { kind: 'range', from, to, scale: 'linear', integer: false, steps: 5, ...more };
};
const numbers = (levels: Levels) => levelsOf(levels).map(({ setting }) => setting);

describe('levelsOf a range', () => {
  it('goes from one end to the other in equal steps', () => {
    expect(numbers(range(0, 1))).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });
  it('has no digits that only doubles have', () => {
    expect(numbers(range(0.1, 0.7, { steps: 3 }))).toEqual([0.1, 0.4, 0.7]);
    expect(numbers(range(0, 0.3, { steps: 4 }))).toEqual([0, 0.1, 0.2, 0.3]);
  });
  it('goes in equal ratios where the scale is log', () => {
    expect(numbers(range(0.01, 100, { scale: 'log' }))).toEqual([0.01, 0.1, 1, 10, 100]);
  });
  it('rounds whole numbers, and counts those that coincide once', () => {
    expect(numbers(range(4, 16, { integer: true }))).toEqual([4, 7, 10, 13, 16]);
    expect(numbers(range(1, 3, { integer: true }))).toEqual([1, 2, 3]);
    expect(levelCount(range(1, 2, { integer: true, steps: 9 }))).toBe(2);
  });
  it('shows six digits', () => {
    expect(levelsOf(range(1, 10, { scale: 'log', steps: 3 })).map(({ label }) => label)).toEqual([
      '1',
      '3.16228',
      '10',
    ]);
  });
});

describe('drawnLevel', () => {
  it('gives whole numbers equal parts of the unit interval, the ends too', () => {
    const levels = range(1, 4, { integer: true });
    const counts = new Map<unknown, number>();
    for (let n = 0; n < 400; ++n) {
      const { setting } = drawnLevel(levels, (n + 0.5) / 400);
      counts.set(setting, (counts.get(setting) ?? 0) + 1);
    }
    expect([...counts]).toEqual([
      [1, 100],
      [2, 100],
      [3, 100],
      [4, 100],
    ]);
  });
  it('gives a whole number on a log scale the part that it covers there: 1 as much as 2 to 4', () => {
    // Its logarithm runs from that of 0.5 to that of 4.5: ln 3 = 1.099 of ln 9 are those of 1.
    const levels = range(1, 4, { integer: true, scale: 'log' });
    expect(drawnLevel(levels, 0.49).setting).toBe(1);
    expect(drawnLevel(levels, 0.51).setting).toBe(2);
    expect(drawnLevel(levels, 0.999).setting).toBe(4);
  });
  it('never leaves the range', () => {
    const ranges = fc
      .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), fc.boolean(), fc.boolean())
      .map(([from, width, integer, log]) => range(from, from + width, { integer, scale: log ? 'log' : 'linear' }));
    fc.assert(
      fc.property(ranges, fc.double({ min: 0, max: 1, noNaN: true }), (levels, coordinate) => {
        for (const { setting } of [drawnLevel(levels, coordinate), gridLevel(levels, coordinate)]) {
          expect(setting).toBeGreaterThanOrEqual(levels.from);
          expect(setting).toBeLessThanOrEqual(levels.to);
          if (levels.integer) expect(Number.isInteger(setting)).toBe(true);
        }
      }),
    );
  });
});

describe('gridLevel', () => {
  it('has the ends of a range at the ends of the unit interval', () => {
    const levels = range(1, 1000, { scale: 'log', integer: true });
    expect([0, 1 / 3, 2 / 3, 1].map((x) => gridLevel(levels, x).setting)).toEqual([1, 10, 100, 1000]);
  });
  it('cuts the interval into equal parts for values', () => {
    const levels: Levels = { kind: 'values', values: ['a', 'b', 'c'], labels: ['A', 'B', 'C'], numeric: false };
    expect([0, 1 / 3, 2 / 3, 1].map((x) => gridLevel(levels, x).label)).toEqual(['A', 'B', 'C', 'C']);
  });
});

describe('settingLabels', () => {
  it('shows scalars as they are and groups as JSON', () => {
    expect(settingLabels([0.1, 'v0.6', true, null, [], { rate: 5 }])).toEqual([
      '0.1',
      'v0.6',
      'true',
      'null',
      '[]',
      '{"rate":5}',
    ]);
  });
  it('cuts what is long to 40 characters', () => {
    const label = settingLabel([{ attack: 'sybil', start: 50, identities: 8, duration: 200 }]);
    expect(label).toBe('[{"attack":"sybil","start":50,"identi...');
    expect(label.length).toBe(40);
  });
  it('gives values that differ labels that differ, and equal ones the same', () => {
    const long = 'x'.repeat(50);
    expect(settingLabels([`${long}a`, `${long}b`, 1, '1', 1])).toEqual([
      `${'x'.repeat(37)}...`,
      `${'x'.repeat(37)}... (2)`,
      '1',
      '1 (2)',
      '1',
    ]);
  });
});
