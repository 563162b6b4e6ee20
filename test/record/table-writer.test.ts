import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { type ColumnBatch, type ColumnDeclaration, chainTable } from '../../sim/index.ts';
import { readTable } from '../../src/record/read-table.ts';
import { TableWriter } from '../../src/record/table-writer.ts';
import { cellOf } from '../support/cell.ts';
import { fakeBatches, fakeColumns } from '../support/fake-batches.ts';
import { fakeChainBatches } from '../support/fake-chain.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const columns: ColumnDeclaration[] = [
  { name: 'topic', type: 'dictionary', unit: '', doc: 'The topic.' },
  { name: 'epoch', type: 'int32', unit: 'epochs', doc: 'Number of the nonce.' },
  { name: 'loss', type: 'float64', unit: 'log10 loss', doc: 'Loss of the network.' },
];

function batch(topics: string[], codes: number[], epochs: number[], losses: number[]): ColumnBatch {
  const data = [Int32Array.from(codes), Int32Array.from(epochs), Float64Array.from(losses)];
  return { table: 'epochs', columns, rows: codes.length, data, dictionaries: { topic: topics } };
}

function open(folder: string): TableWriter {
  return new TableWriter(folder, 'epochs', columns, { scenarioHash: 'abc', engineVersion: '1.2.3' });
}

describe('TableWriter', () => {
  it('writes a file that Arrow reads back: values, words, nulls, units, metadata', () => {
    const folder = temporaryFolder();
    const writer = open(folder);
    writer.write(batch(['eth', 'btc'], [0, 1, 0], [0, 0, 1], [-2.5, Number.NaN, 0.1]));
    const recorded = writer.finish();
    const bytes = readFileSync(join(folder, 'epochs.arrow'));
    const table = tableFromIPC(bytes);
    expect(table.toArray().map((row) => row.toJSON())).toEqual([
      { topic: 'eth', epoch: 0, loss: -2.5 },
      { topic: 'btc', epoch: 0, loss: null },
      { topic: 'eth', epoch: 1, loss: 0.1 },
    ]);
    expect(Object.fromEntries(table.schema.metadata)).toEqual({ scenarioHash: 'abc', engineVersion: '1.2.3' });
    expect(Object.fromEntries(table.schema.fields[2].metadata)).toEqual({
      unit: 'log10 loss',
      doc: 'Loss of the network.',
    });
    expect(table.schema.fields.map(({ nullable }) => nullable)).toEqual([false, false, true]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(recorded).toEqual({ path: 'epochs.arrow', rows: 3, bytes: bytes.length, sha256 });
    expect(readdirSync(folder)).toEqual(['epochs.arrow']);
  });

  it('takes words that appear in later batches', () => {
    const folder = temporaryFolder();
    const writer = open(folder);
    writer.write(batch(['eth'], [0], [0], [1]));
    writer.write(batch(['eth', 'btc', 'sol'], [2, 1], [0, 0], [2, 3]));
    writer.write(batch(['eth', 'btc', 'sol'], [0], [1], [4]));
    writer.finish();
    const path = join(folder, 'epochs.arrow');
    expect([...(tableFromIPC(readFileSync(path)).getChild('topic') ?? [])]).toEqual(['eth', 'sol', 'btc', 'eth']);
    const { codes, words } = readTable(path).words('topic');
    expect([...codes].map((code) => words[code])).toEqual(['eth', 'sol', 'btc', 'eth']);
  });

  it('refuses a word that changes its code, other columns than declared, and too short arrays', () => {
    const writer = open(temporaryFolder());
    writer.write(batch(['eth', 'btc'], [0], [0], [1]));
    expect(() => writer.write(batch(['btc', 'eth'], [0], [0], [1]))).toThrow(/added to, not changed/);
    expect(() => writer.write({ ...batch(['eth'], [0], [0], [1]), columns: columns.slice(1) })).toThrow(/differ/);
    expect(() => writer.write({ ...batch(['eth', 'btc'], [0], [0], [1]), rows: 2 })).toThrow(/1 entries for 2 rows/);
    writer.abort();
  });

  it('copies what it is given, so that the same arrays may carry the next batch', () => {
    const folder = temporaryFolder();
    const writer = open(folder);
    const reused = batch(['eth'], [0], [1], [10]);
    writer.write(reused);
    reused.data[2][0] = 20;
    writer.write(reused);
    writer.finish();
    expect([...readTable(join(folder, 'epochs.arrow')).numbers('loss')]).toEqual([10, 20]);
  });

  it('keeps whole uallo to the last digit, in files and in what an unfinished run leaves', () => {
    const names = chainTable.columns.flatMap(({ name, type }) => (type === 'uallo' ? [name] : []));
    const batches = fakeChainBatches(50, 16);
    for (const finish of [true, false]) {
      const folder = temporaryFolder();
      const writer = new TableWriter(folder, 'chain', chainTable.columns, {});
      for (const each of batches) writer.write(each);
      if (finish) writer.finish();
      else writer.abort();
      const table = readTable(join(folder, finish ? 'chain.arrow' : 'chain.partial.arrows'));
      expect(table.declarations).toEqual(chainTable.columns);
      for (const name of names) {
        const c = chainTable.columns.findIndex((column) => column.name === name);
        const written = batches.flatMap((each) => Array.from({ length: each.rows }, (_, r) => cellOf(each, c, r)));
        expect(table.amounts(name), name).toEqual(written);
      }
      expect(() => table.numbers(names[0])).toThrow(/no column of numbers called/);
      expect(() => table.amounts('treasury')).toThrow(/no column of amounts called treasury/);
    }
  });

  it('wants two entries per row of a column of whole uallo', () => {
    const declared: ColumnDeclaration[] = [{ name: 'supply', type: 'uallo', unit: 'uallo', doc: 'Tokens.' }];
    const writer = new TableWriter(temporaryFolder(), 'chain', declared, {});
    const short = { table: 'chain', columns: declared, rows: 2, data: [new BigUint64Array(3)], dictionaries: {} };
    expect(() => writer.write(short)).toThrow(/3 entries for 2 rows/);
    writer.abort();
  });

  it('does not let the bits of a NaN into the file', () => {
    const hashes = [0x7ff8_0000_0000_0000n, 0xfff8_0000_0000_0001n].map((bits) => {
      const writer = open(temporaryFolder());
      const one = batch(['eth'], [0], [0], [0]);
      new BigUint64Array(one.data[2].buffer)[0] = bits;
      writer.write(one);
      return writer.finish().sha256;
    });
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('has a zero beneath a missing value, whatever stood there in the batch before', () => {
    const folder = temporaryFolder();
    const writer = open(folder);
    writer.write(batch(['eth'], [0, 0], [0, 1], [Number.NaN, 7]));
    writer.write(batch(['eth'], [0, 0], [2, 3], [8, Number.NaN]));
    writer.finish();
    const { batches } = tableFromIPC(readFileSync(join(folder, 'epochs.arrow')));
    expect(batches.map(({ data }) => [...(data.children[2].values as Float64Array)])).toEqual([
      [0, 7],
      [8, 0],
    ]);
  });

  it('gives the same bytes for the same rows, and other bytes for one other bit', () => {
    const hash = (change: boolean): string => {
      const writer = new TableWriter(temporaryFolder(), 'epochs', fakeColumns, {});
      for (const each of fakeBatches(500, { rowsPerBatch: 128 })) {
        if (change) (each.data[4] as Float64Array)[0] += 1e-15;
        writer.write(each);
      }
      return writer.finish().sha256;
    };
    expect(hash(false)).toBe(hash(false));
    expect(hash(true)).not.toBe(hash(false));
  });

  it('holds a table without rows', () => {
    const folder = temporaryFolder();
    open(folder).finish();
    const table = readTable(join(folder, 'epochs.arrow'));
    expect(table.rows).toBe(0);
    expect(table.declarations).toEqual(columns);
    expect(table.numbers('loss').length).toBe(0);
    expect(tableFromIPC(readFileSync(join(folder, 'epochs.arrow'))).numRows).toBe(0);
  });

  it('has every batch on the disk before write returns', () => {
    const folder = temporaryFolder();
    const writer = open(folder);
    const partial = join(folder, 'epochs.arrows.partial');
    expect(readTable(partial).declarations).toEqual(columns);
    writer.write(batch(['eth'], [0, 0], [0, 1], [1, 2]));
    expect([...readTable(partial).numbers('loss')]).toEqual([1, 2]);
    writer.write(batch(['eth'], [0], [2], [3]));
    expect([...readTable(partial).numbers('loss')]).toEqual([1, 2, 3]);
    writer.abort();
  });

  it('leaves whole batches wherever the file is cut', () => {
    const folder = temporaryFolder();
    const writer = open(folder);
    const partial = join(folder, 'epochs.arrows.partial');
    const ends: number[] = [statSync(partial).size];
    for (let n = 0; n < 4; ++n) {
      writer.write(batch(['eth'], [0, 0, 0], [n, n, n], [n, n, n]));
      ends.push(statSync(partial).size);
    }
    const bytes = readFileSync(partial);
    writer.abort();
    const cut = join(folder, 'cut.arrows');
    for (let length = ends[0]; length <= bytes.length; length += 3) {
      writeFileSync(cut, bytes.subarray(0, length));
      const whole = ends.findLastIndex((end) => end <= length);
      expect(readTable(cut).rows, `${length} bytes`).toBe(3 * whole);
    }
  });

  it('turns the stream into a file where it stands: neither copied nor read again', () => {
    const folder = temporaryFolder();
    const writer = open(folder);
    for (let n = 0; n < 3; ++n) writer.write(batch(['eth'], [0, 0, 0], [n, n, n], [n, Number.NaN, n]));
    const stream = readFileSync(join(folder, 'epochs.arrows.partial'));
    const { ino } = statSync(join(folder, 'epochs.arrows.partial'));
    expect(tableFromIPC(stream).numRows).toBe(9);
    writer.finish();
    const file = readFileSync(join(folder, 'epochs.arrow'));
    expect(statSync(join(folder, 'epochs.arrow')).ino).toBe(ino);
    expect(file.subarray(0, 6).toString()).toBe('ARROW1');
    const head = 8 + 8 + stream.readInt32LE(4) - 8;
    expect(file.subarray(head, stream.length).equals(stream.subarray(head))).toBe(true);
    expect(readTable(join(folder, 'epochs.arrow')).numbers('loss')).toEqual(
      Float64Array.of(0, Number.NaN, 0, 1, Number.NaN, 1, 2, Number.NaN, 2),
    );
  });

  it('can be read under its partial name when it dies as a file, before it is renamed', () => {
    const folder = temporaryFolder();
    const writer = open(folder);
    writer.write(batch(['eth'], [0, 0], [0, 1], [1, 2]));
    writer.finish();
    renameSync(join(folder, 'epochs.arrow'), join(folder, 'epochs.arrows.partial'));
    expect([...readTable(join(folder, 'epochs.arrows.partial')).numbers('loss')]).toEqual([1, 2]);
  });

  it('holds no more in memory for many batches than for few', () => {
    const writer = new TableWriter(temporaryFolder(), 'epochs', fakeColumns, {});
    const [batchOfMany] = fakeBatches(16_384);
    for (let n = 0; n < 5; ++n) writer.write(batchOfMany);
    const before = process.memoryUsage().arrayBuffers;
    for (let n = 0; n < 60; ++n) writer.write(batchOfMany);
    const megabytes = (process.memoryUsage().arrayBuffers - before) / 1e6;
    expect(writer.finish().bytes).toBeGreaterThan(150e6);
    expect(megabytes).toBeLessThan(10);
  });

  it('leaves the finished batches under the name of a partial table when aborted', () => {
    const folder = temporaryFolder();
    const writer = open(folder);
    writer.write(batch(['eth'], [0], [0], [1]));
    writer.abort();
    writer.abort();
    expect(readdirSync(folder)).toEqual(['epochs.partial.arrows']);
    expect([...readTable(join(folder, 'epochs.partial.arrows')).numbers('loss')]).toEqual([1]);
    expect(() => writer.write(batch(['eth'], [0], [0], [1]))).toThrow(/closed/);
  });

  it('does not mix its rows with those of another process that records the same run', () => {
    const folder = temporaryFolder();
    const first = open(folder);
    const second = open(folder);
    second.write(batch(['eth'], [0], [0], [2]));
    first.write(batch(['eth'], [0], [0], [1]));
    expect(() => first.finish()).toThrow(/another process records the same run/);
    second.finish();
    expect([...readTable(join(folder, 'epochs.arrow')).numbers('loss')]).toEqual([2]);
  });
});

describe('readTable', () => {
  it('reads only the columns asked for', () => {
    const folder = temporaryFolder();
    const writer = open(folder);
    writer.write(batch(['eth'], [0, 0], [0, 1], [Number.NaN, 2]));
    writer.finish();
    const table = readTable(join(folder, 'epochs.arrow'), ['loss', 'unheard_of']);
    expect([...table.numbers('loss')]).toEqual([Number.NaN, 2]);
    expect(table.has('epoch')).toBe(false);
    expect(() => table.numbers('epoch')).toThrow(/called epoch/);
    expect(() => table.words('loss')).toThrow(/called loss/);
    expect(table.metadata).toEqual({ scenarioHash: 'abc', engineVersion: '1.2.3' });
  });

  it('finds no columns and no rows in a file that ends before its schema', () => {
    const folder = temporaryFolder();
    const writer = open(folder);
    const head = readFileSync(join(folder, 'epochs.arrows.partial'));
    writer.abort();
    for (let length = 0; length < head.length; length += 7) {
      writeFileSync(join(folder, 'cut.arrows'), head.subarray(0, length));
      const table = readTable(join(folder, 'cut.arrows'));
      expect([length, table.rows, table.declarations]).toEqual([length, 0, []]);
    }
  });

  it('agrees with the library about a table of several batches', () => {
    const folder = temporaryFolder();
    const writer = new TableWriter(folder, 'epochs', fakeColumns, {});
    for (const each of fakeBatches(1_000, { rowsPerBatch: 256, topics: ['a', 'b'] })) writer.write(each);
    writer.finish();
    const path = join(folder, 'epochs.arrow');
    const table = readTable(path);
    const library = tableFromIPC(readFileSync(path));
    expect(library.batches.length).toBe(4);
    expect(table.rows).toBe(1_000);
    for (const { name, type } of fakeColumns) {
      const expected = [...(library.getChild(name) ?? [])].map((value) => value ?? Number.NaN);
      if (type === 'dictionary') {
        const { codes, words } = table.words(name);
        expect([...codes].map((code) => words[code])).toEqual(expected);
      } else {
        expect([...table.numbers(name)]).toEqual(expected);
      }
    }
  });
});
