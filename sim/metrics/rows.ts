import type { ColumnBatch, ColumnData, TableDeclaration } from './column.ts';
import { columnData } from './column-data.ts';

/** Rows per batch. */
export const batchRows = 16_384;

type Sink = (batch: ColumnBatch) => void;

/** Rows of one table on their way out: columns that fill up and are handed on whenever they are full. */
export interface RowBuffer {
  readonly table: TableDeclaration;
  /** One array per declared column; entry `filled` of each is the row being written, of `uallo` columns two entries. */
  readonly data: readonly ColumnData[];
  filled: number;
  /** Ends the row being written. */
  next(sink: Sink): void;
  flush(sink: Sink): void;
}

/**
 * @param dictionaries words of each dictionary column; they may grow, but a word keeps its code
 * @param capacity rows per batch; a smaller table needs no more than it has
 */
export function createRowBuffer(
  table: TableDeclaration,
  dictionaries: Readonly<Record<string, readonly string[]>>,
  capacity: number,
): RowBuffer {
  const { columns } = table;
  const rows = Math.max(1, Math.min(capacity, batchRows));
  const data = columns.map((column) => columnData(column, rows));
  const buffer: RowBuffer = {
    table,
    data,
    filled: 0,
    next(sink) {
      if (++buffer.filled === rows) buffer.flush(sink);
    },
    flush(sink) {
      if (buffer.filled === 0) return;
      sink({ table: table.name, columns, rows: buffer.filled, data, dictionaries });
      buffer.filled = 0;
    },
  };
  return buffer;
}

/** The array of a column of numbers or codes. @throws when there is none of that name or it holds uallo */
export function numbersOf({ table, data }: RowBuffer, name: string): Float64Array | Int32Array {
  const place = table.columns.findIndex((column) => column.name === name);
  if (place < 0) throw new Error(`table ${table.name} has no column ${name}`);
  const values = data[place];
  if (values instanceof BigUint64Array) throw new Error(`${table.name}.${name} holds uallo`);
  return values;
}
