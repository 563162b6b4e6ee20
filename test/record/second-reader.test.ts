import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type, tableFromIPC } from '@uwdata/flechette';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actorTable, type ColumnBatch, type ColumnDeclaration, chainTable } from '../../sim/index.ts';
import { TableWriter } from '../../src/record/table-writer.ts';
import { cellOf } from '../support/cell.ts';
import { fakeActorBatches } from '../support/fake-actors.ts';
import { fakeBatches, fakeColumns } from '../support/fake-batches.ts';
import { fakeChainBatches } from '../support/fake-chain.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const metadata = { scenarioHash: 'abc', engineVersion: '1.2.3' };

/** What a reader should find: numbers, words, whole uallo, and null where there is no value. */
function cells(batches: Iterable<ColumnBatch>): unknown[][] {
  const found: unknown[][] = [];
  for (const batch of batches) {
    for (let c = 0; c < batch.columns.length; ++c) {
      found[c] ??= [];
      for (let r = 0; r < batch.rows; ++r) {
        const value = cellOf(batch, c, r);
        found[c].push(Number.isNaN(value) ? null : value);
      }
    }
  }
  return found;
}

const tables: [name: string, columns: readonly ColumnDeclaration[], batches: () => Iterable<ColumnBatch>][] = [
  ['epochs', fakeColumns, () => fakeBatches(1000, { rowsPerBatch: 300, topics: ['a', 'b'] })],
  ['actors', actorTable.columns, () => fakeActorBatches(100, { rowsPerBatch: 300 })],
  ['chain', chainTable.columns, () => fakeChainBatches(100, 30)],
];

describe.each(tables)('a second implementation reading %s', (name, columns, batches) => {
  const write = (finish: boolean): Uint8Array => {
    const folder = temporaryFolder();
    const writer = new TableWriter(folder, name, columns, metadata);
    for (const batch of batches()) writer.write(batch);
    if (finish) writer.finish();
    else writer.abort();
    return readFileSync(join(folder, finish ? `${name}.arrow` : `${name}.partial.arrows`));
  };
  it.each([
    ['the finished file', true],
    ['the stream of an unfinished run', false],
  ])('finds every value, word and missing value in %s, with units and meanings', (_what, finish) => {
    const table = tableFromIPC(write(finish), { useDecimalInt: true });
    const expected = cells(batches());
    expect(table.numRows).toBe(expected[0].length);
    expect(table.names).toEqual(columns.map((column) => column.name));
    expect(Object.fromEntries(table.schema.metadata ?? [])).toEqual(metadata);
    columns.forEach((column, c) => {
      expect([...table.getChildAt(c)], column.name).toEqual(expected[c]);
      const about = Object.fromEntries(table.schema.fields[c].metadata ?? []);
      expect(about).toEqual({ unit: column.unit, doc: column.doc });
    });
  });
});

describe('a dictionary that grows', () => {
  it('is read whole by a second implementation', () => {
    const folder = temporaryFolder();
    const columns: ColumnDeclaration[] = [{ name: 'actor', type: 'dictionary', unit: '', doc: 'Who.' }];
    const writer = new TableWriter(folder, 'actors', columns, {});
    const words = ['a'];
    for (let n = 0; n < 3; ++n) {
      words.push(`newcomer-${n}`);
      const data = [Int32Array.of(0, n + 1)];
      writer.write({ table: 'actors', columns, rows: 2, data, dictionaries: { actor: [...words] } });
    }
    writer.finish();
    const table = tableFromIPC(readFileSync(join(folder, 'actors.arrow')));
    expect([...table.getChildAt(0)]).toEqual(['a', 'newcomer-0', 'a', 'newcomer-1', 'a', 'newcomer-2']);
  });
});

describe('whole uallo', () => {
  const columns: ColumnDeclaration[] = [{ name: 'supply', type: 'uallo', unit: 'uallo', doc: 'All tokens.' }];
  const recorded = (rows: readonly bigint[]): Buffer => {
    const folder = temporaryFolder();
    const writer = new TableWriter(folder, 'chain', columns, {});
    const data = [BigUint64Array.from(rows.flatMap((value) => [value & (2n ** 64n - 1n), value >> 64n]))];
    writer.write({ table: 'chain', columns, rows: rows.length, data, dictionaries: {} });
    writer.finish();
    return readFileSync(join(folder, 'chain.arrow'));
  };
  it('are Decimal128(38, 0) without missing values', () => {
    const [field] = tableFromIPC(recorded([0n])).schema.fields;
    expect(field.type).toMatchObject({ typeId: Type.Decimal, precision: 38, scale: 0, bitWidth: 128 });
    expect(field.nullable).toBe(false);
  });
  it('are found to the last digit by a second implementation', () => {
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 27n }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(amounts, (some) => {
        const table = tableFromIPC(recorded([0n, ...some, 10n ** 38n - 1n]), { useDecimalInt: true });
        expect([...table.getChildAt(0)]).toEqual([0n, ...some, 10n ** 38n - 1n]);
      }),
      { seed: 3, numRuns: 40 },
    );
  });
});
