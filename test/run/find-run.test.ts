import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findRun, tableNamed, tablesOf } from '../../src/run/find-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let root: string;
beforeEach(() => {
  root = temporaryFolder();
  folder('baseline/0123456789ab', 'manifest.json', 'epochs.arrow');
  folder('baseline/0123456789ab.1', 'manifest.json');
  folder('baseline/01234567ffff', 'manifest.json');
  folder('heavy-tails/fedcba987654', 'epochs.partial.arrows', 'actors.arrows.partial');
  folder('heavy-tails/aaaaaaaaaaaa', 'notes.txt');
});

function folder(name: string, ...files: string[]): void {
  mkdirSync(join(root, name), { recursive: true });
  for (const file of files) writeFileSync(join(root, name, file), '');
}

describe('findRun', () => {
  it('takes a folder as it is', () => {
    expect(findRun(join(root, 'baseline/0123456789ab/'), 'nowhere')).toMatch(/0123456789ab\/?$/);
  });
  it('finds a run by its id, or by six of its characters or more, finished or not', () => {
    expect(findRun('0123456789ab', root)).toBe(join(root, 'baseline/0123456789ab'));
    expect(findRun('fedcba', root)).toBe(join(root, 'heavy-tails/fedcba987654'));
    expect(findRun('012345678', root)).toBe(join(root, 'baseline/0123456789ab'));
  });
  it('finds an old folder by its whole name only', () => {
    expect(findRun('0123456789ab.1', root)).toBe(join(root, 'baseline/0123456789ab.1'));
  });
  it('names the runs that a beginning may mean', () => {
    expect(() => findRun('01234567', root)).toThrow(
      /^run is "01234567", which begins 2 run ids: 0123456789ab \(baseline\), 01234567ffff \(baseline\)\.$/,
    );
  });
  it('names the nearest id to one that nobody has', () => {
    expect(() => findRun('fedcba987655', root)).toThrow(/expected a run's folder.*Did you mean "fedcba987654"\?$/);
  });
  it.each(['01234', 'aaaaaaaaaaaa', 'baseline', ''])('finds nothing by %j', (name) => {
    expect(() => findRun(name, root)).toThrow(/^run is ".*"; expected a run's folder, or a run id below /);
  });
  it('finds nothing where there are no results', () => {
    expect(() => findRun('0123456789ab', join(root, 'none'))).toThrow(/expected a run's folder/);
  });
});

describe('the tables of a run', () => {
  it('are found under each of the names that a table can have', () => {
    const tables = tablesOf(join(root, 'heavy-tails/fedcba987654'));
    expect([...tables].map(([name, { partial }]) => [name, partial])).toEqual([
      ['epochs', true],
      ['actors', true],
    ]);
    expect(tableNamed('epochs', join(root, 'baseline/0123456789ab'))).toEqual({
      path: join(root, 'baseline/0123456789ab/epochs.arrow'),
      partial: false,
    });
  });
  it('have near names for one that is not there', () => {
    expect(() => tableNamed('actor', join(root, 'heavy-tails/fedcba987654'))).toThrow(
      /^--table is "actor"; expected one of the run's tables: actors, epochs\. Did you mean "actors"\?$/,
    );
  });
});
