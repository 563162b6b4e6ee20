import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fittedTable } from '../../src/cli/fitted-table.ts';
import { textWidth } from '../../src/cli/text-width.ts';

const columns = [
  { head: 'metric', least: 8 },
  { head: 'mean', right: true },
  { head: '95 % interval', rank: 1 },
  { head: 'n', right: true, rank: 2 },
];
const rows = [
  ['skill_vs_equal_weight', '0.25', '0.125 to 0.375', '20'],
  ['損失', '-4', '', '5'],
];

describe('fittedTable', () => {
  it('sets names flush left and numbers flush right, wide characters counted as two', () => {
    expect(fittedTable(columns, rows, 80)).toBe(
      [
        '  metric                 mean  95 % interval    n\n',
        '  skill_vs_equal_weight  0.25  0.125 to 0.375  20\n',
        '  損失                     -4                   5\n',
      ].join(''),
    );
  });
  it('shortens names first, then leaves out columns that matter less, then stacks', () => {
    expect(fittedTable(columns, rows, 40).split('\n')[1]).toBe('  skill_…eight  0.25  0.125 to 0.375  20');
    expect(fittedTable(columns, rows, 34).split('\n')[1]).toBe('  skill…ight  0.25  0.125 to 0.375');
    expect(fittedTable(columns, rows, 20).split('\n')[1]).toBe('  skill_…eight  0.25');
    const whole = [{ head: 'metric' }, ...columns.slice(1)];
    expect(fittedTable(whole, [rows[0]], 28)).toBe(
      '  skill_vs_equal_weight\n    mean: 0.25\n    95 % interval: 0.125 to\n      0.375\n    n: 20\n',
    );
  });
  it('does not show columns without any text', () => {
    expect(fittedTable(columns, [['a', '1', '', '']], 80)).toBe('  metric  mean\n  a          1\n');
  });
  it('never has a line that is too long', () => {
    const cell = fc.stringMatching(/^[a-z0-9 日]{0,30}$/);
    const some = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(some, fc.integer({ min: 20, max: 120 }), (cells, width) => {
        for (const line of fittedTable(columns, cells, width).split('\n')) {
          expect(textWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});
