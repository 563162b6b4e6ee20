import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRunStore, type RunResult } from '../../src/experiment/run-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const address = 'ab'.repeat(32);
const result: RunResult = {
  status: 'done',
  metrics: [{ name: 'epochs', value: 12, unit: 'epochs', topic: 'eth' }],
};
const fileIn = (root: string): string => path.join(root, '.runs', 'ab', `${address}.json`);

describe('the store of runs', () => {
  it('is empty, and leaves no trace, until something is written', () => {
    const root = temporaryFolder();
    expect(openRunStore(root).read(address)).toBeUndefined();
    expect(readdirSync(root)).toEqual([]);
  });

  it('hands back what was written, to other stores on the same folder as well', () => {
    const root = temporaryFolder();
    openRunStore(root).write(address, result);
    expect(openRunStore(root).read(address)).toEqual(result);
    expect(openRunStore(root).read('cd'.repeat(32))).toBeUndefined();
  });

  it('writes the same bytes for the same result, and no other file', () => {
    const root = temporaryFolder();
    const store = openRunStore(root);
    store.write(address, result);
    const before = readFileSync(fileIn(root));
    store.write(address, result);
    expect(readFileSync(fileIn(root))).toEqual(before);
    expect(readdirSync(path.dirname(fileIn(root)))).toEqual([`${address}.json`]);
  });

  it('keeps a metric without a finite value as one without a value', () => {
    const store = openRunStore(temporaryFolder());
    const of = (value: number | null) => ({ name: 'm', value, unit: '1', topic: '' });
    store.write(address, { status: 'done', metrics: [Number.NaN, Number.POSITIVE_INFINITY, null].map(of) });
    expect(store.read(address)).toEqual({ status: 'done', metrics: [null, null, null].map(of) });
  });

  it('keeps the error of a run that failed, until it is told to forget it', () => {
    const store = openRunStore(temporaryFolder());
    store.write(address, { status: 'failed', error: 'Epoch 3: too much' });
    expect(store.read(address)).toEqual({ status: 'failed', error: 'Epoch 3: too much' });
    store.remove(address);
    expect(store.read(address)).toBeUndefined();
  });

  it.each([
    ['half a file', (text: string) => text.slice(0, text.length / 2)],
    ['the result of another address', (text: string) => text.replaceAll('ab', 'ac')],
    ['another version of the store', (text: string) => text.replace('"storeVersion":1', '"storeVersion":2')],
    ['a result without metrics', (text: string) => text.replace('"metrics"', '"metric"')],
    ['no object', () => 'null'],
  ])('takes %s for no result at all', (_what, spoilt) => {
    const root = temporaryFolder();
    const store = openRunStore(root);
    store.write(address, result);
    writeFileSync(fileIn(root), spoilt(readFileSync(fileIn(root), 'utf8')));
    expect(store.read(address)).toBeUndefined();
  });
});
