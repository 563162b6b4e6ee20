import { describe, expect, it } from 'vitest';
import { type ColumnBatch, type ColumnDeclaration, chainTable } from '../../sim/index.ts';
import { ColumnStore } from '../../src/library/columns.ts';
import { cellOf } from '../support/cell.ts';
import { fakeChainBatches } from '../support/fake-chain.ts';

const columns: ColumnDeclaration[] = [
  { name: 'topic', type: 'dictionary', unit: '', doc: 'The topic.' },
  { name: 'epoch', type: 'int32', unit: 'epochs', doc: 'Number of the nonce.' },
  { name: 'loss', type: 'float64', unit: 'log10 loss', doc: 'Loss of the network.' },
];

function batch(words: string[], codes: number[], epochs: number[], losses: number[]): ColumnBatch {
  const data = [Int32Array.from(codes), Int32Array.from(epochs), Float64Array.from(losses)];
  return { table: 'epochs', columns, rows: codes.length, data, dictionaries: { topic: words } };
}

describe('columns in memory', () => {
  it('hold numbers, words and missing values of all batches', () => {
    const store = new ColumnStore(columns);
    store.add(batch(['eth'], [0, 0], [0, 1], [1.5, Number.NaN]));
    store.add(batch(['eth', 'btc'], [1], [0], [-2]));
    const table = store.columns();
    expect(table.rows).toBe(3);
    expect(table.words('topic')).toEqual(['eth', 'eth', 'btc']);
    expect(table.numbers('epoch')).toEqual(Float64Array.of(0, 1, 0));
    expect(table.numbers('loss')).toEqual(Float64Array.of(1.5, Number.NaN, -2));
  });

  it('hold whole uallo to the last digit, over batches that outgrow the memory', () => {
    const batches = fakeChainBatches(100, 7);
    const store = new ColumnStore(chainTable.columns);
    for (const each of batches) store.add(each);
    const table = store.columns();
    expect(table.rows).toBe(100);
    chainTable.columns.forEach(({ name, type }, c) => {
      const written = batches.flatMap((each) => Array.from({ length: each.rows }, (_, r) => cellOf(each, c, r)));
      expect(type === 'uallo' ? table.amounts(name) : [...table.numbers(name)], name).toEqual(written);
    });
  });

  it('say which columns of the kind there are when there is none of that name', () => {
    const table = new ColumnStore(columns).columns();
    expect(() => table.numbers('topic')).toThrow('no column of numbers is called "topic"; there are epoch, loss');
    expect(() => table.words('loss')).toThrow('no column of words is called "loss"; there are topic');
    expect(() => table.amounts('loss')).toThrow('no column of amounts is called "loss"; there are none');
  });
});
