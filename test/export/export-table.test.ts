import { join } from 'node:path';
import fc from 'fast-check';
import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type ColumnBatch, type ColumnDeclaration, chainTable } from '../../sim/index.ts';
import { setAmount } from '../../sim/metrics/column-data.ts';
import { csvOf } from '../../src/export/export-table.ts';
import { readTable } from '../../src/record/read-table.ts';
import { TableWriter } from '../../src/record/table-writer.ts';
import { cellOf } from '../support/cell.ts';
import { fakeActorBatches } from '../support/fake-actors.ts';
import { fakeChainBatches } from '../support/fake-chain.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const columns: ColumnDeclaration[] = [
  { name: 'topic', type: 'dictionary', unit: '', doc: 'The topic.' },
  { name: 'epoch', type: 'int32', unit: 'epochs', doc: 'Number of the nonce.' },
  { name: 'loss', type: 'float64', unit: 'log10 loss', doc: 'Loss of the network.' },
];

function batch(words: string[], codes: number[], epochs: number[], losses: number[]): ColumnBatch {
  const data = [Int32Array.from(codes), Int32Array.from(epochs), Float64Array.from(losses)];
  return { table: 'epochs', columns, rows: codes.length, data, dictionaries: { topic: words } };
}

function tableOf(...batches: readonly ColumnBatch[]): string {
  const folder = temporaryFolder();
  const { table, columns: declared } = batches[0];
  const writer = new TableWriter(folder, table, declared, {});
  for (const each of batches) writer.write(each);
  writer.finish();
  return join(folder, `${table}.arrow`);
}

const some = () =>
  tableOf(
    batch(['eth', 'btc'], [0, 1, 0], [0, 0, 1], [-2.5, Number.NaN, 0.1]),
    batch(['eth', 'btc', 'a "b", c'], [2, 1], [1, 2], [0.1 + 0.2, -0]),
  );
/** Rows 0 to 3: three amounts that are one double, and nothing. */
const ofAmounts = () => {
  const declared: ColumnDeclaration[] = [columns[1], { name: 'supply', type: 'uallo', unit: 'uallo', doc: 'Tokens.' }];
  const supply = new BigUint64Array(8);
  [0n, 1n, 2n].forEach((more, r) => {
    setAmount(supply, r, 10n ** 27n + more);
  });
  return tableOf({
    table: 'chain',
    columns: declared,
    rows: 4,
    data: [Int32Array.of(0, 1, 2, 3), supply],
    dictionaries: {},
  });
};
const csv = (path: string, selection: Parameters<typeof csvOf>[1] = {}): string => [...csvOf(path, selection)].join('');

describe('csvOf', () => {
  it('gives names, then rows: words for codes, nothing where there is no value', () => {
    expect(csv(some())).toBe(
      'topic,epoch,loss\neth,0,-2.5\nbtc,0,\neth,1,0.1\n"a ""b"", c",1,0.30000000000000004\nbtc,2,-0\n',
    );
  });
  it('gives the columns asked for, in their order', () => {
    expect(csv(some(), { columns: 'loss, topic', where: ['epoch=0'] })).toBe('loss,topic\n-2.5,eth\n,btc\n');
  });
  it.each([
    [['epoch=1'], '1,1'],
    [['epoch!=1'], '0,0,2'],
    [['epoch<1'], '0,0'],
    [['epoch<=1'], '0,0,1,1'],
    [['epoch>1'], '2'],
    [['epoch >= 1'], '1,1,2'],
    [['topic=eth'], '0,1'],
    [['topic!=eth'], '0,1,2'],
    [['topic=a "b", c'], '1'],
    [['topic=eth', 'epoch>0'], '1'],
    [['loss='], '0'],
    [['loss!='], '0,1,1,2'],
    [['loss<0.2'], '0,1,2'],
    [['loss=-2.5e0'], '0'],
    [['loss!=0.1'], '0,0,1,2'],
    [['epoch>100'], ''],
  ])('keeps the rows for which %j holds', (where, epochs) => {
    expect(csv(some(), { columns: 'epoch', where }).trimEnd().split('\n').slice(1).join(',')).toBe(epochs);
  });
  it('gives numbers that read back as the same numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 50 }), (losses) => {
        const none = losses.map(() => 0);
        const text = csv(tableOf(batch(['eth'], none, none, losses)), { columns: 'loss' });
        expect(text.trimEnd().split('\n').slice(1).map(Number)).toEqual(losses);
      }),
      { seed: 5, numRuns: 60 },
    );
  });
  it('agrees with what was written, over many batches and pieces', () => {
    const folder = temporaryFolder();
    const batches = () => fakeActorBatches(1500, { rowsPerBatch: 4096 });
    const [first] = batches();
    const writer = new TableWriter(folder, 'actors', first.columns, {});
    for (const each of batches()) writer.write(each);
    writer.finish();
    const { data } = papaparse.parse<string[]>(csv(join(folder, 'actors.arrow')), { skipEmptyLines: true });
    expect(data[0]).toEqual(first.columns.map(({ name }) => name));
    let row = 0;
    for (const batch of batches()) {
      for (let r = 0; r < batch.rows; ++r) {
        const expected = first.columns.map((_, c) => String(cellOf(batch, c, r)).replace('NaN', ''));
        if (r % 97 === 0) expect(data[row + 1]).toEqual(expected);
        ++row;
      }
    }
    expect(data.length).toBe(row + 1);
  });
  it('gives whole uallo with all their digits, and no others', () => {
    const path = tableOf(...fakeChainBatches(20, 8));
    const names = chainTable.columns.flatMap(({ name, type }) => (type === 'uallo' ? [name] : []));
    const { amounts } = readTable(path);
    const lines = csv(path, { columns: names.join(',') })
      .trimEnd()
      .split('\n')
      .slice(1);
    expect(lines).toHaveLength(20);
    lines.forEach((line, r) => {
      expect(line).toMatch(/^\d+(,\d+)*$/);
      expect(line.split(',').map(BigInt)).toEqual(names.map((name) => amounts(name)[r]));
    });
  });
  it.each([
    [['supply=1000000000000000000000000001'], '1'],
    [['supply!=1000000000000000000000000001'], '0,2,3'],
    [['supply>1000000000000000000000000000'], '1,2'],
    [['supply>=1000000000000000000000000000'], '0,1,2'],
    [['supply<1000000000000000000000000001'], '0,3'],
    [['supply<=0'], '3'],
    [['supply>-1'], '0,1,2,3'],
    [['supply!='], '0,1,2,3'],
    [['supply='], ''],
  ])('compares whole uallo digit by digit: %j', (where, rows) => {
    expect(csv(ofAmounts(), { columns: 'epoch', where }).trimEnd().split('\n').slice(1).join(',')).toBe(rows);
  });
  it.each([['supply>1e27'], ['supply=1.0'], ['supply>'], ['supply=much']])(
    'refuses %s, as doubles lose digits',
    (where) => {
      expect(() => csv(ofAmounts(), { where: [where] })).toThrow(
        /supply is a column of whole uallo; expected a whole number in digits, found "/,
      );
    },
  );
  it('hands out pieces as it reads: one batch is in memory at a time', () => {
    const folder = temporaryFolder();
    const [first] = fakeActorBatches(2341);
    const writer = new TableWriter(folder, 'actors', first.columns, {});
    for (let n = 0; n < 10; ++n) writer.write(first);
    writer.finish();
    let pieces = 0;
    let longest = 0;
    for (const piece of csvOf(join(folder, 'actors.arrow'), { columns: 'epoch,actor,reward' })) {
      ++pieces;
      longest = Math.max(longest, piece.length);
    }
    expect(pieces).toBeGreaterThan(50);
    expect(longest).toBeLessThan(200_000);
  });
  it('gives the names alone for a table without rows', () => {
    const folder = temporaryFolder();
    new TableWriter(folder, 'epochs', columns, {}).finish();
    expect(csv(join(folder, 'epochs.arrow'), { where: ['topic=eth'] })).toBe('topic,epoch,loss\n');
  });
  it.each([
    [{ columns: 'epoch,los' }, /^--columns: there is no column "los"; expected one of .* Did you mean "loss"\?$/],
    [{ where: ['tpic=eth'] }, /^--where: there is no column "tpic"; expected one of .* Did you mean "topic"\?$/],
    [{ where: ['epoch==1'] }, /^--where epoch==1: "==" is no operator; expected one of = != < <= > >=\./],
    [{ where: ['epoch'] }, /^--where is "epoch"; expected column=value, such as "epoch>=100"\.$/],
    [{ where: ['epoch>soon'] }, /epoch is a column of numbers; expected a number, found "soon"\.$/],
    [{ where: ['epoch>'] }, /epoch is a column of numbers; expected a number, found ""\.$/],
    [{ where: ['topic<eth'] }, /topic is a column of words; expected = or !=\.$/],
    [{ where: ['topic=eht'] }, /^--where: topic is never "eht" in this table\. Did you mean "eth"\?$/],
  ])('refuses %j', (selection, message) => {
    expect(() => csv(some(), selection)).toThrow(message);
  });
});
