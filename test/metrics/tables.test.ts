import { describe, expect, it } from 'vitest';
import { actorTable, attackTable, chainTable, epochTable } from '../../sim/index.ts';

const tables = [epochTable, actorTable, attackTable, chainTable];

describe.each(tables)('the table $name', ({ name, doc, columns }) => {
  it('has a name and says what a row is', () => {
    expect(name).toMatch(/^[a-z]+$/);
    expect(doc).toMatch(/^one row per /);
  });

  it('has columns in snake case, each with a name of its own, a unit and a meaning', () => {
    expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length);
    for (const column of columns) {
      expect(column.name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      expect(column.unit === '', column.name).toBe(column.type === 'dictionary');
      expect(column.doc.trim().length, column.name).toBeGreaterThan(4);
      expect(column.doc, column.name).not.toMatch(/\.$/);
    }
  });

  it('holds whole uallo in the columns whose names say so, and nowhere else', () => {
    for (const column of columns) {
      expect(column.type === 'uallo', column.name).toBe(column.name.endsWith('_uallo'));
      expect(column.unit === 'uallo', column.name).toBe(column.type === 'uallo');
    }
  });
});

describe('the table epochs', () => {
  /** What a row takes, in doubles. */
  const size = epochTable.columns.reduce((sum, { type }) => sum + (type === 'float64' ? 1 : 0.5), 0);

  // 1 000 topics over a week are 1.83 million rows, which must stay below 1.5 GB: 102 doubles each.
  it('takes so little memory per row that a week of 1 000 topics fits into 1.5 GB', () => {
    expect(size).toBeLessThan(102);
    expect(1_832_727 * 8 * size).toBeLessThan(1.5e9);
  });
});
