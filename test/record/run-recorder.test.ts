import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actorTable } from '../../sim/index.ts';
import type { Manifest } from '../../src/record/manifest.ts';
import { readManifest, readSummary } from '../../src/record/manifest.ts';
import { readTable } from '../../src/record/read-table.ts';
import { openRun, type RunOptions, type RunRecorder } from '../../src/record/run-recorder.ts';
import { fakeActorBatches } from '../support/fake-actors.ts';
import { fakeBatches, fakeColumns, fakeScenario } from '../support/fake-batches.ts';
import { noChain } from '../support/plain-economy.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const codeHash = 'c0de'.repeat(16);
const result = {
  summary: [
    { name: 'skill', value: 0.25, unit: '1', topic: 'eth-return' },
    { name: 'undefined_skill', value: Number.NaN, unit: '1', topic: 'eth-return' },
  ],
  wallSeconds: 1.5,
  counts: { epochs: 300, topics: 1 },
};

const epochsTable = { name: 'epochs', doc: 'rows of epochs', columns: fakeColumns };
const bothTables = [epochsTable, actorTable];

function options(root: string, changes: Partial<RunOptions> = {}): RunOptions {
  const scenario = fakeScenario();
  return { scenario, yaml: 'name: fake\n', root, force: false, tables: [epochsTable], codeHash, ...changes };
}

function record(recorder: RunRecorder): Manifest {
  for (const batch of fakeBatches(300)) recorder.write(batch);
  recorder.finish(result);
  const manifest = readManifest(recorder.folder);
  if (manifest === undefined) throw new Error('no manifest');
  return manifest;
}

describe('openRun', () => {
  it('records a run in a folder named after the scenario and the run', () => {
    const root = temporaryFolder();
    const recorder = openRun(options(root));
    expect(recorder.runId).toMatch(/^[0-9a-f]{12}$/);
    expect(recorder.folder).toBe(join(root, 'fake', recorder.runId));
    const manifest = record(recorder);
    expect(readdirSync(recorder.folder).sort()).toEqual([
      'epochs.arrow',
      'manifest.json',
      'scenario.yaml',
      'summary.json',
    ]);
    expect(manifest).toMatchObject({
      formatVersion: 1,
      engineVersion: JSON.parse(readFileSync('package.json', 'utf8')).version,
      codeHash,
      runId: recorder.runId,
      scenario: fakeScenario(),
      seed: 'allora',
      counts: { epochs: 300, topics: 1 },
      wallSeconds: 1.5,
      nodeVersion: process.version,
    });
    expect(manifest.files.map(({ path, rows }) => [path, rows])).toEqual([
      ['epochs.arrow', 300],
      ['scenario.yaml', undefined],
      ['summary.json', undefined],
    ]);
    for (const { path, bytes, sha256 } of manifest.files) {
      const content = readFileSync(join(recorder.folder, path));
      expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256]);
    }
    expect(readTable(join(recorder.folder, 'epochs.arrow')).metadata).toEqual({
      scenarioHash: manifest.scenarioHash,
      engineVersion: manifest.engineVersion,
    });
  });

  it('writes a metric without a value as null', () => {
    const recorder = openRun(options(temporaryFolder()));
    record(recorder);
    expect(readSummary(recorder.folder).map(({ value }) => value)).toEqual([0.25, null]);
  });

  it('gives the same table for the same run, to the byte', () => {
    const hashes = [1, 2].map(() => record(openRun(options(temporaryFolder()))).files[0].sha256);
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('gives another id for another scenario, seed or code, and the same for keys in another order', () => {
    const root = temporaryFolder();
    const idOf = (changes: Partial<RunOptions>): string => {
      const recorder = openRun(options(root, changes));
      recorder.abort();
      return recorder.runId;
    };
    const reversed = Object.fromEntries(Object.entries(fakeScenario()).reverse());
    const base = idOf({});
    expect(idOf({ scenario: reversed as unknown as RunOptions['scenario'] })).toBe(base);
    const ids = [
      base,
      idOf({ scenario: fakeScenario({ epochs: 301 }) }),
      idOf({ scenario: fakeScenario({ seed: 'other' }) }),
      idOf({ codeHash: 'beef'.repeat(16) }),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  it('recognises a complete run and does not touch it', () => {
    const root = temporaryFolder();
    const first = openRun(options(root));
    record(first);
    const again = openRun(options(root));
    expect(again).toMatchObject({ existing: true, runId: first.runId, folder: first.folder });
    expect(() => again.finish(result)).toThrow(/complete/);
    again.abort();
    expect(readManifest(first.folder)?.runId).toBe(first.runId);
  });

  it('keeps the old folders under other names when forced', () => {
    const root = temporaryFolder();
    const ids = [1, 2, 3].map(() => {
      const recorder = openRun(options(root, { force: true }));
      record(recorder);
      return recorder.runId;
    });
    expect(readdirSync(join(root, 'fake')).sort()).toEqual([ids[0], `${ids[0]}.1`, `${ids[0]}.2`]);
    expect(existsSync(join(root, 'fake', `${ids[0]}.2`, 'manifest.json'))).toBe(true);
  });

  it('does not take a run for complete whose table is missing or cut', () => {
    const root = temporaryFolder();
    const { folder } = openRun(options(root));
    const spoil = [
      () => rmSync(join(folder, 'epochs.arrow')),
      () => writeFileSync(join(folder, 'epochs.arrow'), 'half'),
      () => rmSync(join(folder, 'manifest.json')),
    ];
    for (const damage of spoil) {
      record(openRun(options(root)));
      expect(openRun(options(root)).existing).toBe(true);
      damage();
      const recorder = openRun(options(root));
      expect(recorder.existing).toBe(false);
      recorder.abort();
    }
  });

  it('leaves a readable partial table and no manifest when aborted, and starts anew next time', () => {
    const root = temporaryFolder();
    const aborted = openRun(options(root));
    for (const batch of fakeBatches(128, { rowsPerBatch: 64 })) aborted.write(batch);
    aborted.abort();
    expect(readdirSync(aborted.folder)).toEqual(['epochs.partial.arrows']);
    expect(readTable(join(aborted.folder, 'epochs.partial.arrows')).rows).toBe(128);
    record(openRun(options(root)));
    expect(readdirSync(aborted.folder)).not.toContain('epochs.partial.arrows');
    expect(statSync(join(aborted.folder, 'manifest.json')).isFile()).toBe(true);
  });

  it('refuses a name that would lead out of the folder of results', () => {
    const root = temporaryFolder();
    for (const name of ['..', '.', '', 'a/b', '../a', 'a\\b']) {
      expect(() => openRun(options(root, { scenario: fakeScenario({ name }) }))).toThrow(/name of a folder/);
    }
    expect(readdirSync(root)).toEqual([]);
  });

  it('records every table in a file of its own, in the order in which they were declared', () => {
    const root = temporaryFolder();
    const recorder = openRun(options(root, { tables: bothTables }));
    for (const batch of fakeActorBatches(300, { rowsPerBatch: 512 })) recorder.write(batch);
    const manifest = record(recorder);
    expect(manifest.files.map(({ path, rows }) => [path, rows])).toEqual([
      ['epochs.arrow', 300],
      ['actors.arrow', 2100],
      ['scenario.yaml', undefined],
      ['summary.json', undefined],
    ]);
    expect(readTable(join(recorder.folder, 'actors.arrow')).declarations).toEqual(actorTable.columns);
  });

  it('leaves out a table that the scenario does not want, and passes over its rows', () => {
    const scenario = fakeScenario({ record: { epochs: { every: 1 }, actors: { every: 0 }, ...noChain } });
    const recorder = openRun(options(temporaryFolder(), { scenario, tables: bothTables }));
    for (const batch of fakeActorBatches(10)) recorder.write(batch);
    record(recorder);
    expect(readdirSync(recorder.folder)).not.toContain('actors.arrow');
    expect(readTable(join(recorder.folder, 'epochs.arrow')).rows).toBe(300);
  });

  it('marks every table as partial when aborted', () => {
    const recorder = openRun(options(temporaryFolder(), { tables: bothTables }));
    for (const batch of fakeActorBatches(10)) recorder.write(batch);
    recorder.abort();
    expect(readdirSync(recorder.folder)).toEqual(['actors.partial.arrows', 'epochs.partial.arrows']);
    expect(readTable(join(recorder.folder, 'actors.partial.arrows')).rows).toBe(70);
    expect(readTable(join(recorder.folder, 'epochs.partial.arrows')).rows).toBe(0);
  });

  it('copies the files that the scenario reads beside it, and their content counts for the id of the run', () => {
    const root = temporaryFolder();
    const input = (content: string) => {
      const path = join(root, 'prices.csv');
      writeFileSync(path, content);
      return { name: 'prices.csv', path, sha256: createHash('sha256').update(content).digest('hex') };
    };
    const inputs = [input('time,price\n0,1\n')];
    const recorder = openRun(options(root, { inputs }));
    const manifest = record(recorder);
    expect(readFileSync(join(recorder.folder, 'prices.csv'), 'utf8')).toBe('time,price\n0,1\n');
    expect(manifest.inputs).toEqual([{ name: 'prices.csv', sha256: inputs[0].sha256 }]);
    expect(manifest.files).toContainEqual({ path: 'prices.csv', bytes: 15, sha256: inputs[0].sha256 });
    expect(openRun(options(root, { inputs })).existing).toBe(true);
    const other = openRun(options(root, { inputs: [input('time,price\n0,2\n')] }));
    other.abort();
    expect(other.runId).not.toBe(recorder.runId);
  });

  it('keeps other scenarios beside it too, which decide no rows and so no id', () => {
    const root = temporaryFolder();
    const inputs = [{ name: 'control.yaml', path: '/away/control.yaml', text: 'name: control\n' }];
    const recorder = openRun(options(root, { inputs }));
    expect(record(recorder).inputs.map(({ name }) => name)).toEqual(['control.yaml']);
    expect(readFileSync(join(recorder.folder, 'control.yaml'), 'utf8')).toBe('name: control\n');
    expect(openRun(options(root)).runId).toBe(recorder.runId);
  });

  it('does not call a run complete whose input was changed while it went on', () => {
    const root = temporaryFolder();
    const path = join(root, 'prices.csv');
    writeFileSync(path, 'changed');
    const recorder = openRun(options(root, { inputs: [{ name: 'prices.csv', path, sha256: 'ab'.repeat(32) }] }));
    expect(() => recorder.finish(result)).toThrow(/prices\.csv was changed during the run/);
    expect(readManifest(recorder.folder)).toBeUndefined();
  });

  it.each(['../prices.csv', 'manifest.json', 'scenario.yaml', 'epochs.arrow', '.hidden'])(
    'refuses to copy an input as %s',
    (name) => {
      const root = temporaryFolder();
      const inputs = [{ name, path: join(root, 'x'), sha256: '' }];
      expect(() => openRun(options(root, { inputs }))).toThrow(/cannot be the name of an input/);
      expect(readdirSync(root)).toEqual([]);
    },
  );

  it('names the other half of a pair, relative to its own folder', () => {
    const root = temporaryFolder();
    const recorder = openRun(options(root));
    recorder.finish({ ...result, control: { runId: 'abc', folder: join(root, 'fake', 'abc') } });
    expect(readManifest(recorder.folder)).toMatchObject({
      control: { runId: 'abc', folder: '../abc' },
      notices: [],
      controlOf: null,
      inputs: [],
    });
  });

  it('refuses rows of a table nobody declared', () => {
    const recorder = openRun(options(temporaryFolder()));
    const [batch] = fakeBatches(1);
    expect(() => recorder.write({ ...batch, table: 'actors' })).toThrow(/no table is called actors/);
    recorder.abort();
  });
});
