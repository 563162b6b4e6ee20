import { describe, expect, it } from 'vitest';
import { alignedNumbers, counted, shortNumber, shownNumber } from '../../src/cli/shown-number.ts';

describe('numbers on a screen', () => {
  it('have four digits, and blanks between thousands', () => {
    const shown = [0, 12, 1234, 68713, 51329.5, 0.123456, -4.78538, 1.998e-13, 2e15, -138515205].map((x) =>
      shownNumber(x),
    );
    expect(shown).toEqual([
      '0',
      '12',
      '1234',
      '68 713',
      '51 330',
      '0.1235',
      '-4.785',
      '1.998e-13',
      '2000000000000000',
      '-138 515 205',
    ]);
    expect([shownNumber(null), shownNumber(Number.NaN)]).toEqual(['none', 'none']);
  });
  it('are in thousands and millions where there is little room', () => {
    expect([950, 9999.9, 68713, 999999, 138515205, -0.3577].map(shortNumber)).toEqual([
      '950',
      '10k',
      '68.7k',
      '1M',
      '139M',
      '-0.358',
    ]);
  });
  it('have as many decimals as those above and below them', () => {
    expect(alignedNumbers([-4.59, 0.004224, null])).toEqual(['-4.590', '0.004', 'none']);
    expect(alignedNumbers([0.0123, 0.001])).toEqual(['0.0123', '0.0010']);
    expect(alignedNumbers([4731.2, 3911])).toEqual(['4731', '3911']);
    expect(alignedNumbers([0, 0])).toEqual(['0.000', '0.000']);
  });
  it('are counted in the singular or the plural', () => {
    expect([0, 1, 10000].map((n) => counted(n, 'run'))).toEqual(['0 runs', '1 run', '10 000 runs']);
  });
});
