import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFromIPC } from '@uwdata/flechette';
import { describe, expect, it } from 'vitest';
import { actorTable, type ColumnBatch, type ColumnDeclaration } from '../../sim/index.ts';
import { TableWriter } from '../../src/record/table-writer.ts';
import { fakeActorBatches } from '../support/fake-actors.ts';
import { fakeBatches, fakeColumns } from '../support/fake-batches.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const metadata = { scenarioHash: 'abc', engineVersion: '1.2.3' };

/** What a reader should find: numbers, words, and null where there is no value. */
function cells(batches: Iterable<ColumnBatch>): unknown[][] {
  const found: unknown[][] = [];
  for (const { columns, data, rows, dictionaries } of batches) {
    columns.forEach(({ name, type }, c) => {
      found[c] ??= [];
      for (let r = 0; r < rows; ++r) {
        const value = data[c][r];
        if (type === 'dictionary') found[c].push(dictionaries[name][value]);
        else found[c].push(Number.isNaN(value) ? null : value);
      }
    });
  }
  return found;
}

const tables: [name: string, columns: readonly ColumnDeclaration[], batches: () => Iterable<ColumnBatch>][] = [
  ['epochs', fakeColumns, () => fakeBatches(1000, { rowsPerBatch: 300, topics: ['a', 'b'] })],
  ['actors', actorTable.columns, () => fakeActorBatches(100, { rowsPerBatch: 300 })],
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
    const table = tableFromIPC(write(finish));
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
