import { describe, expect, it } from 'vitest';
import { CsvError, parseCsvTable, requiredColumn } from '../../src/conform/csv-table.ts';

function failureOf(text: string): string {
  try {
    parseCsvTable(text, 'rows.csv');
  } catch (error) {
    expect(error).toBeInstanceOf(CsvError);
    return (error as CsvError).message;
  }
  throw new Error('no error');
}

describe('parseCsvTable', () => {
  it('reads numbers by column, empty cells as NaN and truth values as 1 and 0', () => {
    const table = parseCsvTable('a,b,c\n1,-2.5e-3,True\n, 7 ,false\n', 'rows.csv');
    expect(table.header).toEqual(['a', 'b', 'c']);
    expect(table.rows).toBe(2);
    expect([...requiredColumn(table, 'a')]).toEqual([1, Number.NaN]);
    expect([...requiredColumn(table, 'b')]).toEqual([-0.0025, 7]);
    expect([...requiredColumn(table, 'c')]).toEqual([1, 0]);
  });
  it('keeps the columns that are asked for as text', () => {
    const table = parseCsvTable('time,a\n"2024-09-01, noon",1\n', 'rows.csv', ['time']);
    expect(table.texts.get('time')).toEqual(['2024-09-01, noon']);
    expect(table.columns.has('time')).toBe(false);
  });
  it('reads a double to its last bit', () => {
    expect(requiredColumn(parseCsvTable('a\n0.01897758586916609', 'f'), 'a')[0]).toBe(0.01897758586916609);
  });
  it('accepts Windows line ends, a byte order mark and empty lines', () => {
    const table = parseCsvTable('\uFEFFa,b\r\n1,2\r\n\r\n3,4\r\n', 'f');
    expect([...requiredColumn(table, 'b')]).toEqual([2, 4]);
  });
  it('says where a cell is no number', () => {
    expect(failureOf('a,b\n1,2\n3,x4\n')).toBe(
      'rows.csv:3:3 found "x4" in column b; expected a finite number or an empty cell.',
    );
    expect(failureOf('\uFEFFa,b\r\n\r\n1,2\r\n"3",Infinity\r\n')).toMatch(
      /^rows\.csv:4:5 found "Infinity" in column b;/,
    );
    expect(failureOf('a\n1e999\n')).toMatch(/^rows\.csv:2:1 found "1e999"/);
  });
  it('says where a row is too short or too long', () => {
    expect(failureOf('a,b\n1,2\n3\n')).toBe('rows.csv:3:1 found 1 cells; expected 2, as in the header.');
    expect(failureOf('a,b\n1,2,3,4\n')).toMatch(/^rows\.csv:2:5 found 4 cells; expected 2/);
  });
  it('says where a name occurs twice', () => {
    expect(failureOf('a,b,a\n1,2,3\n')).toMatch(/^rows\.csv:1:5 found column "a" for the second time/);
  });
  it('refuses an empty file, a header without rows and an open quote', () => {
    expect(failureOf('')).toMatch(/^rows\.csv:1:1 found an empty file/);
    expect(failureOf(' \n\n')).toMatch(/^rows\.csv:1:1 found an empty file/);
    expect(failureOf('a,b\n')).toMatch(/^rows\.csv:1:1 found a header only/);
    expect(failureOf('a,b\n1,2\n3,"4\n')).toMatch(/^rows\.csv:3:\d+ found a quote/);
  });
  it('carries the place as numbers', () => {
    try {
      parseCsvTable('a\n\n?', 'f');
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ file: 'f', line: 3, column: 1 });
    }
  });
});

describe('requiredColumn', () => {
  it('names the column that is missing', () => {
    expect(() => requiredColumn(parseCsvTable('a\n1', 'f.csv'), 'b')).toThrow('f.csv:1:1 found no column "b"');
  });
});
