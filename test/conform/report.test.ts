import { describe, expect, it } from 'vitest';
import { parseCsvTable } from '../../src/conform/csv-table.ts';
import { CellComparer, familyOf } from '../../src/conform/report.ts';

const table = parseCsvTable('a_1,a_22,b\n10,-40,0\n1,,3\n', 'f');

describe('familyOf', () => {
  it('writes every number as #', () => {
    expect(familyOf('regret_worker_12_oneout_3')).toBe('regret_worker_#_oneout_#');
    expect(familyOf('e_i')).toBe('e_i');
  });
});

describe('CellComparer', () => {
  it('measures an error against the largest magnitude of the family in the row', () => {
    const comparer = new CellComparer('d', table);
    comparer.compare(0, 'a_1', 10, 10.4);
    expect(comparer.report().families).toEqual([{ family: 'a_#', cells: 1, maxError: expect.closeTo(0.01, 14) }]);
    comparer.compare(1, 'a_1', 1, 1.5);
    expect(comparer.report()).toMatchObject({ dataset: 'd', rows: 2, cells: 2, maxError: 0.5 });
    expect(comparer.worst).toEqual({ row: 1, column: 'a_1', expected: 1, computed: 1.5, error: 0.5 });
  });
  it('takes the plain distance where the whole family is 0', () => {
    const comparer = new CellComparer('d', table);
    comparer.compare(0, 'b', 0, 0.25);
    expect(comparer.report().maxError).toBe(0.25);
    const exact = new CellComparer('d', table);
    exact.compare(0, 'b', 0, -0);
    expect(exact.report().maxError).toBe(0);
    expect(exact.worst).toBeUndefined();
  });
  it('counts a number that is not computed as an error of 1', () => {
    for (const computed of [Number.NaN, Infinity]) {
      const comparer = new CellComparer('d', table);
      comparer.compare(1, 'b', 3, computed);
      expect(comparer.report().maxError).toBe(1);
    }
  });
  it('does not compare empty cells', () => {
    const comparer = new CellComparer('d', table);
    comparer.compare(1, 'a_22', Number.NaN, 5);
    expect(comparer.report().cells).toBe(0);
  });
  it('lists what was skipped by family and reason', () => {
    const comparer = new CellComparer('d', table);
    comparer.skip('a_1', 1, 'input');
    comparer.skip('a_22', 2, 'input');
    comparer.skip('a_#', 1, 'other');
    comparer.skip('b', 0, 'input');
    expect(comparer.report().skipped).toEqual([
      { family: 'a_#', cells: 3, reason: 'input' },
      { family: 'a_#', cells: 1, reason: 'other' },
    ]);
  });
});
