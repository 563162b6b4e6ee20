import { type ChainRow, chainTable } from './chain-columns.ts';
import type { ColumnBatch, ColumnData, ColumnDeclaration } from './column.ts';
import { setAmount } from './column-data.ts';
import { createRowBuffer, type RowBuffer } from './rows.ts';

/** Writes the rows of the table `chain`, one per recording interval. */
export interface ChainRows extends Pick<RowBuffer, 'flush'> {
  /** @throws Error, naming the column, when the row lacks one, has one too many, or a value of the wrong kind */
  add(row: ChainRow, sink: (batch: ColumnBatch) => void): void;
}

/** @param rows how many rows will come in all, at most */
export function createChainRows(rows: number): ChainRows {
  const { columns } = chainTable;
  const names = new Set(columns.map(({ name }) => name));
  const buffer = createRowBuffer(chainTable, {}, rows);
  return {
    add(row, sink) {
      for (const name of Object.keys(row)) if (!names.has(name)) throw new Error(`table chain has no column ${name}`);
      columns.forEach((column, c) => {
        write(column, buffer.data[c], buffer.filled, row[column.name]);
      });
      buffer.next(sink);
    },
    flush: buffer.flush,
  };
}

function write({ name, type }: ColumnDeclaration, column: ColumnData, r: number, value: number | bigint | undefined) {
  if (value === undefined) throw new Error(`a row of chain has no ${name}`);
  if (column instanceof BigUint64Array) {
    if (typeof value !== 'bigint') throw new Error(`chain.${name} is ${value}; expected a bigint`);
    setAmount(column, r, value);
    return;
  }
  if (typeof value !== 'number') throw new Error(`chain.${name} is ${value}n; expected a number`);
  // What is no int32 would turn into another number.
  if (type === 'int32' && (value | 0) !== value) throw new Error(`chain.${name} is ${value}; expected an int32`);
  column[r] = value;
}
