import { amountAt, type ColumnBatch } from '../../sim/index.ts';

/** What row r of a batch says in column c: a number, a word, or whole uallo. */
export function cellOf({ columns, data, dictionaries }: ColumnBatch, c: number, r: number): number | string | bigint {
  const values = data[c];
  if (values instanceof BigUint64Array) return amountAt(values, r);
  return columns[c].type === 'dictionary' ? dictionaries[columns[c].name][values[r]] : values[r];
}
