import type { ParameterValue } from '../../sim/index.ts';
import type { CsvTable } from './csv-table.ts';
import type { CellComparer } from './report.ts';
import { cellOf } from './synthesis-columns.ts';

/** Why a cell is not compared. */
export const needsEarlierRows = 'needs rows before the first';
export const noValueByTheRules = 'has no value by the rules, but one in the file';

/** The cells of the row at hand. */
export class SynthesisCells {
  readonly table: CsvTable;
  readonly comparer: CellComparer;
  row = 0;

  constructor(table: CsvTable, comparer: CellComparer) {
    this.table = table;
    this.comparer = comparer;
  }

  /** NaN where empty. */
  read(column: string): number {
    return cellOf(this.table, column, this.row);
  }

  /** Compares one cell; where nothing could be computed it is listed as skipped. */
  check(column: string, computed: number, whenMissing: string): void {
    const expected = this.read(column);
    if (Number.isNaN(expected)) return;
    if (Number.isNaN(computed)) this.comparer.skip(column, 1, whenMissing);
    else this.comparer.compare(this.row, column, expected, computed);
  }
}

/** A number among the values of the profile. */
export function numberOf(values: Readonly<Record<string, ParameterValue>>, name: string): number {
  const value = values[name];
  if (typeof value !== 'number') throw new Error(`${name} is not a number`);
  return value;
}
