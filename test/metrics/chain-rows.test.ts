import { describe, expect, it } from 'vitest';
import { amountAt, type ChainRow, chainTable, type Sink } from '../../sim/index.ts';
import { createChainRows } from '../../sim/metrics/chain-rows.ts';

/** A row with another number in every column. */
function rowOf(n: number): ChainRow {
  return Object.fromEntries(
    chainTable.columns.map(({ name, type }, c) => [
      name,
      type === 'uallo' ? 10n ** 27n + BigInt(100 * n + c) : type === 'int32' ? 100 * n + c : n + c / 8,
    ]),
  );
}

/** Rows as they were handed on. */
function taken(capacity: number, write: (rows: ReturnType<typeof createChainRows>, sink: Sink) => void): ChainRow[][] {
  const batches: ChainRow[][] = [];
  const rows = createChainRows(capacity);
  const sink: Sink = ({ table, columns, rows: count, data }) => {
    expect([table, columns]).toEqual(['chain', chainTable.columns]);
    batches.push(
      Array.from({ length: count }, (_, r) =>
        Object.fromEntries(
          columns.map(({ name }, c) => {
            const values = data[c];
            return [name, values instanceof BigUint64Array ? amountAt(values, r) : values[r]];
          }),
        ),
      ),
    );
  };
  write(rows, sink);
  return batches;
}

describe('rows of the chain', () => {
  it('are handed on as they came, in full batches, and the rest at the end', () => {
    const batches = taken(3, (rows, sink) => {
      for (let n = 0; n < 5; ++n) rows.add(rowOf(n), sink);
      rows.flush(sink);
      rows.flush(sink);
    });
    expect(batches).toEqual([
      [rowOf(0), rowOf(1), rowOf(2)],
      [rowOf(3), rowOf(4)],
    ]);
  });

  it('keep every digit of a balance, from nothing to 38 digits', () => {
    for (const balance of [0n, 1n, 2n ** 64n - 1n, 2n ** 64n, 10n ** 27n - 1n, 10n ** 38n - 1n]) {
      const row = { ...rowOf(0), wallets_uallo: balance };
      const [[found]] = taken(1, (rows, sink) => rows.add(row, sink));
      expect(found.wallets_uallo).toBe(balance);
    }
  });

  it('may have no value where a column holds doubles', () => {
    const [[found]] = taken(1, (rows, sink) => rows.add({ ...rowOf(0), hub_load: Number.NaN }, sink));
    expect(found.hub_load).toBeNaN();
  });

  it.each<[string, (row: ChainRow) => unknown, RegExp]>([
    ['lacks a column', (row) => delete row.treasury, /^a row of chain has no treasury$/],
    ['has one that nobody declared', (row) => (row.tresury = 1), /^table chain has no column tresury$/],
    ['has a double for a balance', (row) => (row.supply_uallo = 1), /^chain\.supply_uallo is 1; expected a bigint$/],
    ['has a balance for a double', (row) => (row.treasury = 1n), /^chain\.treasury is 1n; expected a number$/],
    ['has half a block', (row) => (row.block = 0.5), /^chain\.block is 0\.5; expected an int32$/],
    ['has a count that is not a number', (row) => (row.topics = Number.NaN), /^chain\.topics is NaN/],
    ['has a balance below 0', (row) => (row.supply_uallo = -1n), /^-1 uallo is not between/],
    ['has a balance of 39 digits', (row) => (row.supply_uallo = 10n ** 38n), /is not between 0 and 10\^38 - 1$/],
  ])('are refused when one %s', (_, spoil, message) => {
    const row = rowOf(0);
    spoil(row);
    expect(() => taken(1, (rows, sink) => rows.add(row, sink))).toThrow(message);
  });
});
