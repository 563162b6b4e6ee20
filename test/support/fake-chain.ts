import { type ColumnBatch, chainTable } from '../../sim/index.ts';
import { createChainRows } from '../../sim/metrics/chain-rows.ts';

/** Balances that a table has to keep to the last digit. */
const balances = [
  0n,
  1n,
  2n ** 63n,
  2n ** 64n - 1n,
  2n ** 64n,
  785_499_999n * 10n ** 18n + 7n,
  10n ** 27n - 1n,
  10n ** 27n,
];

/** Rows of the table `chain` of a made-up run, in batches that are reused: no economics, some columns without a value. */
export function fakeChainBatches(rows: number, rowsPerBatch: number): ColumnBatch[] {
  const batches: ColumnBatch[] = [];
  const sink = (batch: ColumnBatch) => batches.push({ ...batch, data: batch.data.map((column) => column.slice()) });
  const writer = createChainRows(rowsPerBatch);
  for (let r = 0; r < rows; ++r) {
    const values = chainTable.columns.map(({ name, type }, c) => {
      if (type === 'uallo') return [name, balances[(r + c) % balances.length]];
      if (type === 'int32') return [name, 60 * r + c];
      return [name, (r + c) % 7 === 0 ? Number.NaN : Math.sin((r + 1) * (c + 1))];
    });
    writer.add(Object.fromEntries(values), sink);
  }
  writer.flush(sink);
  return batches;
}
