import type { ColumnData, ColumnDeclaration } from './column.ts';

/** What a column says of a row: a double or an int32, a word by its code, an amount in whole uallo. */
export type ColumnKind = 'numbers' | 'words' | 'amounts';

export function columnKind({ type }: ColumnDeclaration): ColumnKind {
  if (type === 'dictionary') return 'words';
  return type === 'uallo' ? 'amounts' : 'numbers';
}

/** Entries of a column's array that one row takes. */
export function entriesPerRow({ type }: ColumnDeclaration): number {
  return type === 'uallo' ? 2 : 1;
}

/** An array of zeros for so many rows of a column. */
export function columnData({ type }: ColumnDeclaration, rows: number): ColumnData {
  if (type === 'float64') return new Float64Array(rows);
  return type === 'uallo' ? new BigUint64Array(2 * rows) : new Int32Array(rows);
}

/** Row r of a `uallo` column. */
export function amountAt(column: BigUint64Array, r: number): bigint {
  return (column[2 * r + 1] << 64n) | column[2 * r];
}

/** What 38 decimal digits can say is less than this. */
const amountLimit = 100_000_000_000_000_000_000_000_000_000_000_000_000n;

/** Writes row r of a `uallo` column: the lower 64 bits, then the upper ones. @throws RangeError outside 0 to 10^38 - 1 */
export function setAmount(column: BigUint64Array, r: number, amount: bigint): void {
  if (amount < 0n || amount >= amountLimit) throw new RangeError(`${amount} uallo is not between 0 and 10^38 - 1`);
  column[2 * r] = amount; // an assignment keeps the lower 64 bits
  column[2 * r + 1] = amount >> 64n;
}
