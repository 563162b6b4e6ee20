import { describe, expect, it } from 'vitest';
import { labelPlaces } from '../../../src/report/sweep/charts/place-labels.ts';
import { levelLabels } from '../../../src/report/sweep/names.ts';
import { bare, estimateText, listed, shortAxisTitle, shortened } from '../../../src/report/sweep/words.ts';

const around = (mean: number, half: number) => ({ mean, low: mean - half, high: mean + half });

describe('estimateText', () => {
  it('is as precise as the interval', () => {
    expect(estimateText(around(12.1234, 0.3), 'ALLO')).toBe('12.1 ALLO (11.8 to 12.4)');
    expect(estimateText(around(12.1234, 0.03))).toBe('12.12 (12.09 to 12.15)');
    expect(estimateText(around(12.1234, 0.012))).toBe('12.123 (12.111 to 12.135)');
    expect(estimateText(around(1234, 50))).toBe('1234 (1184 to 1284)');
  });

  it('writes large numbers in thousands and millions, small ones as powers of ten', () => {
    expect(estimateText(around(3_250_000, 40_000), 'ALLO')).toBe('3.25 M ALLO (3.21 to 3.29 M)');
    expect(estimateText(around(-45_600, 400))).toBe('−45.6 k (−46.0 to −45.2 k)');
    expect(estimateText(around(2.5e-7, 3e-9))).toBe('2.50e−7 (2.47e−7 to 2.53e−7)');
  });

  it('has no minus before zero, no unit where there is none, and a dash for no value', () => {
    expect(estimateText(around(-0.001, 0.5))).toBe('0.0 (−0.5 to 0.5)');
    expect(estimateText(around(1, 0.5), '1')).toBe('1.0 (0.5 to 1.5)');
    expect(estimateText(bare(2.34567), 'epochs')).toBe('2.346 epochs');
    expect(estimateText(bare(Number.NaN), 'epochs')).toBe('–');
    expect(estimateText(around(100, 0))).toBe('100 (100 to 100)');
  });
});

describe('names', () => {
  it('are shortened in the middle and stay different', () => {
    expect(shortened('abcdefghij', 5)).toBe('ab…ij');
    expect(levelLabels(['abcdefghij', 'abcdefgXij', ''], 5)).toEqual(['ab…ij', 'ab…ij (2)', '(empty)']);
    const title = shortAxisTitle('a_metric_with_a_name_that_is_far_too_long', 'ALLO');
    expect(title).toMatch(/^a_metric.*….*too_long \(ALLO\)$/);
    expect(title).toHaveLength(38);
  });

  it('are listed with an "and" before the last', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
  });
});

describe('labelPlaces', () => {
  it('puts a label elsewhere where another one would be covered, and leaves it out where there is no room', () => {
    const mark = (x: number, text = 'factor') => ({ x, y: 0.5, text });
    expect(labelPlaces([mark(0.2), mark(0.8)])).toEqual([0, 0]);
    expect(labelPlaces([mark(0.95)])).toEqual([1]);
    const crowd = labelPlaces(Array.from({ length: 8 }, (_, m) => mark(0.5 + 0.001 * m)));
    expect(crowd[0]).toBeGreaterThanOrEqual(0);
    expect(crowd).toContain(-1);
  });
});
