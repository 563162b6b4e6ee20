import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalPlot, scaleOf, sparkline, thinned } from '../../src/cli/sparkline.ts';

const bars = [...'▁▂▃▄▅▆▇█'];

describe('sparkline', () => {
  const examples: [values: number[], line: string][] = [
    [[0, 1, 2, 3, 4, 5, 6, 7], '▁▂▃▄▅▆▇█'],
    [[3, 1, 2], '█▁▅'],
    [[-1, 0, 1], '▁▅█'],
    [[5, 5, 5], '▄▄▄'],
    [[1, Number.NaN, 2], '▁ █'],
    [[Number.NaN], ' '],
    [[Number.POSITIVE_INFINITY, 1, 2], ' ▁█'],
    [[-1e308, 1e308], '▁█'],
    [[], ''],
  ];
  it.each(examples)('of %j is "%s"', (values, line) => expect(sparkline(values, true)).toBe(line));
  it('has letters where block elements are not shown', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7, Number.NaN], false)).toBe('_.-~=+*# ');
  });
  it('stands on the scale that it is given, and on none beyond', () => {
    expect(sparkline([-5, 0, 5, 15], true, { low: 0, high: 10 })).toBe('▁▁▅█');
  });
  it('never falls where the values rise', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2 }), (values) => {
        const heights = [
          ...sparkline(
            values.sort((a, b) => a - b),
            true,
          ),
        ].map((bar) => bars.indexOf(bar));
        expect(heights).toEqual([...heights].sort((a, b) => a - b));
        if (values[0] < (values.at(-1) as number)) expect([heights[0], heights.at(-1)]).toEqual([0, 7]);
      }),
    );
  });
});

describe('thinned', () => {
  it('is means of neighbours, of those that are there', () => {
    expect([...thinned([1, 3, 5, 7], 2)]).toEqual([2, 6]);
    expect([...thinned([1, Number.NaN, Number.NaN, Number.NaN], 2)]).toEqual([1, Number.NaN]);
    expect([...thinned([1, 2], 5)]).toEqual([1, 2]);
    expect([...thinned([1, 2, 3, 4, 5], 2)]).toEqual([1.5, 4]);
  });
  it('lies between least and most, as many as there is room for', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 50 }), (all, width) => {
        const means = thinned(all, width);
        expect(means).toHaveLength(Math.min(all.length, width));
        for (const mean of means) {
          expect(mean).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9);
          expect(mean).toBeLessThanOrEqual(Math.max(...all) + 1e-9);
        }
      }),
    );
  });
});

describe('scaleOf', () => {
  it('is least and most over all series; none without values', () => {
    expect(scaleOf([1, Number.NaN, 4], [-2])).toEqual({ low: -2, high: 4 });
    expect(scaleOf([Number.NaN], [])).toBeNull();
  });
});

describe('intervalPlot', () => {
  const scale = { low: 0, high: 10 };
  it('shows the mean inside its interval, where they lie on the scale', () => {
    expect(intervalPlot({ mean: 5, low: 2, high: 8 }, scale, 11, true)).toBe('  ├──●──┤');
    expect(intervalPlot({ mean: 5, low: 2, high: 8 }, scale, 11, false)).toBe('  [--o--]');
  });
  it('shows a mean without an interval, and nothing without a mean', () => {
    expect(intervalPlot({ mean: 0, low: null, high: null }, scale, 11, true)).toBe('●');
    expect(intervalPlot({ mean: null, low: null, high: null }, scale, 11, true)).toBe('');
    expect(intervalPlot({ mean: 3, low: 3, high: 3 }, { low: 3, high: 3 }, 5, true)).toBe('  ●');
  });
});
