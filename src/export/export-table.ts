import papaparse from 'papaparse';
import type { ColumnDeclaration } from '../../sim/index.ts';
import { nearestWord } from '../config/nearest-word.ts';
import { streamTable, type TableBatch } from '../record/stream-table.ts';
import { SelectionError } from '../run/selection-error.ts';
import { type Condition, columnNamed, holdsIn, parseCondition, valuesOf } from './condition.ts';

/** Which part of a table is wanted. */
export interface TableSelection {
  /** Names, separated by commas; every column when left out. */
  readonly columns?: string | undefined;
  /** Conditions such as `role=reputer`, all of which must hold. */
  readonly where?: readonly string[];
}

/** Rows that are turned into text at a time. */
const rowsPerPiece = 2048;
const lineEnd = '\n';

/**
 * A recorded table as CSV text, piece by piece: a line of column names, then a line per row. Words stand for their codes,
 * nothing stands where there is no value, whole uallo have all their digits, and every number reads back as the same number.
 *
 * @throws SelectionError before the first piece when a column or a condition makes no sense; at the end when a condition
 *   asks for a word that the table does not have and no row was found
 */
export function csvOf(path: string, { columns, where = [] }: TableSelection): Iterable<string> {
  const { declarations, batches } = streamTable(path);
  const chosen =
    columns === undefined
      ? declarations
      : columns.split(',').map((name) => columnNamed(name.trim(), declarations, '--columns'));
  const conditions = where.map((text) => parseCondition(text, declarations));
  return pieces(batches(), chosen, conditions);
}

function* pieces(
  batches: Iterable<TableBatch>,
  chosen: readonly ColumnDeclaration[],
  conditions: readonly Condition[],
): Generator<string, void, undefined> {
  const header = asText([chosen.map(({ name }) => name)]);
  const words = new Map<string, readonly string[]>();
  let found = false;
  for (const batch of batches) {
    const tests = conditions.map((condition) => holdsIn(batch, condition));
    for (const { column, value } of conditions) if (typeof value === 'string') words.set(column, batch.words(column));
    const cells = chosen.map((column) => cellsOf(batch, column));
    let rows: unknown[][] = [];
    for (let r = 0; r < batch.rows; ++r) {
      if (tests.every((test) => test(r))) rows.push(cells.map((cell) => cell(r)));
      if (rows.length < rowsPerPiece && (r < batch.rows - 1 || rows.length === 0)) continue;
      // The line of names waits for the first row: a word that does not occur leaves nothing behind.
      yield found ? asText(rows) : header + asText(rows);
      found = true;
      rows = [];
    }
  }
  if (found) return;
  for (const { column, value } of conditions) {
    const known = words.get(column);
    if (typeof value !== 'string' || known === undefined || known.includes(value)) continue;
    throw new SelectionError(`--where: ${column} is never "${value}" in this table.`, nearestWord(value, known));
  }
  yield header;
}

function cellsOf(batch: TableBatch, { name, type }: ColumnDeclaration): (r: number) => unknown {
  const values = valuesOf(batch, name);
  if (type === 'dictionary') {
    const words = batch.words(name);
    return (r) => words[Number(values[r])];
  }
  return (r) => {
    const value = values[r];
    // A number's own text is the shortest that reads back as it, but for -0, whose text is "0".
    return Number.isNaN(value) ? '' : Object.is(value, -0) ? '-0' : value;
  };
}

function asText(rows: readonly (readonly unknown[])[]): string {
  return papaparse.unparse(rows as unknown[][], { header: false, newline: lineEnd }) + lineEnd;
}
