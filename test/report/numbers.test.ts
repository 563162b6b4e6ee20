import { describe, expect, it } from 'vitest';
import { comparison, inWords } from '../../src/report/headline.ts';
import { legibleWindow, rollingMeans } from '../../src/report/rolling-mean.ts';
import { groupEnds, groupMeans, rowsPerPoint } from '../../src/report/thin.ts';

const none = Number.NaN;

describe('rollingMeans', () => {
  it('is the mean of the entries in the window, once the window is full', () => {
    expect([...rollingMeans(Float64Array.of(1, 2, 6, 4), 3, 1)]).toEqual([none, none, 3, 4]);
  });

  it('does not count entries without a value', () => {
    expect([...rollingMeans(Float64Array.of(1, none, none, 4), 2, 1)]).toEqual([none, 1, none, 4]);
  });

  it('gives the last window of every group when thinned', () => {
    expect([...rollingMeans(Float64Array.of(1, 3, 5, 7, 9), 2, 2)]).toEqual([2, 6, 8]);
  });

  it('takes the values themselves for short runs, and a fortieth of the epochs for long ones', () => {
    expect([1, 40, 300, 1000].map(legibleWindow)).toEqual([1, 1, 8, 25]);
  });
});

describe('thinning', () => {
  it('keeps every row of up to two thousand', () => {
    expect([1, 2_000, 2_001, 1_000_000].map(rowsPerPoint)).toEqual([1, 1, 2, 500]);
  });

  it('takes means of groups, the last one as long as it is', () => {
    expect([...groupMeans(Float64Array.of(1, 3, none, 4, 7), 2)]).toEqual([2, 4, 7]);
    expect([...groupMeans(Float64Array.of(none, none), 2)]).toEqual([none]);
  });

  it('takes the ends of groups', () => {
    expect([...groupEnds(Float64Array.of(1, 2, 3, 4, 5), 2)]).toEqual([2, 4, 5]);
  });
});

describe('comparison', () => {
  it('is the mean difference with its standard error, over the epochs that have both losses', () => {
    // Differences 1, 2, 3: mean 2, sample standard deviation 1, standard error 1/sqrt(3).
    const found = comparison(Float64Array.of(-2, -2, none, -2, 1), Float64Array.of(-1, 0, 5, 1, none), 'x');
    expect(found).toMatchObject({ n: 3, combined: -2, other: 0, difference: 2, better: 1 });
    expect(found.standardError).toBeCloseTo(1 / Math.sqrt(3), 15);
  });

  it('has no standard error from one epoch, and then claims nothing', () => {
    const found = comparison(Float64Array.of(-2), Float64Array.of(-1), 'the rest');
    expect(found.standardError).toBeNaN();
    expect(inWords(found)).toMatch(/no clear difference: \+1\.000 ± \?/);
  });

  it('says who is better only beyond two standard errors', () => {
    const base = { against: 'naive', n: 100, combined: -1, other: -1, better: 0.5 };
    expect(inWords({ ...base, difference: 0.3, standardError: 0.1 })).toBe(
      'The combined inference beats naive: log10 loss lower by 0.300 ± 0.100, a factor 2.00; smaller loss in 50 % of 100 epochs.',
    );
    expect(inWords({ ...base, difference: -0.3, standardError: 0.1 })).toContain(
      'loses to naive: log10 loss higher by',
    );
    expect(inWords({ ...base, difference: 0.2, standardError: 0.1 })).toContain('no clear difference: +0.200');
    expect(inWords({ ...base, difference: -0.1, standardError: 0.1 })).toContain('no clear difference: −0.100');
  });
});
