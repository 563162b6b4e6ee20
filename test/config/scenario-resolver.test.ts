import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ScenarioFiles } from '../../src/config/files.ts';
import { resolveScenario, scenarioResolver } from '../../src/config/resolve-scenario.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { scenarioFiles } from '../../src/io/scenario-files.ts';
import { fakeFiles } from './fake-files.ts';
import { fakeRegistries } from './fake-registries.ts';
import { small, withTopicLine } from './resolve.ts';

const folder = fileURLToPath(new URL('../../scenarios', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

const place = { file: 'experiment.yaml', line: 3, column: 5 };
const value = (at: string, of: unknown) => ({ path: at.split('.'), value: of, place });

/** Files that count how often each is read. */
function counted(files: ScenarioFiles) {
  const reads = new Map<string, number>();
  const count = (file: string): void => void reads.set(file, (reads.get(file) ?? 0) + 1);
  const counting: ScenarioFiles = {
    readText: (file, most) => {
      count(file);
      return files.readText(file, most);
    },
    readBytes: (file, most) => {
      count(file);
      return files.readBytes(file, most);
    },
  };
  return { reads, counting };
}

const csv = fakeFiles({ 'x.csv': 'truth,other\n1,5\n2,6\n3,8\n', 'base.yaml': 'epochs: 2\n' });
const fromCsv = `extends: base.yaml\n${small.replace(/truth: .*/, 'truth: { process: csv, file: x.csv }')}`;

describe('scenarioResolver', () => {
  it.each(names)('comes to the same the second time, with other values in between: %s', async (name) => {
    const file = path.join(folder, name);
    const read = scenarioFiles.readText(file, 1e6);
    if ('reason' in read) throw new Error(read.reason);
    const resolve = scenarioResolver(read.text, file, simRegistries, scenarioFiles);
    const once = await resolveScenario(read.text, file, {}, simRegistries, scenarioFiles);
    await resolve({ values: [value('name', 'other'), value('record.chain.every', 0)] });
    expect(await resolve({})).toEqual(once);
  });
  it('sets plain values as --set sets texts', async () => {
    const resolve = scenarioResolver(small, 'small.yaml', fakeRegistries);
    const values = [value('protocol', 'v0.6'), value('attacks', [{ attack: 'sybil' }]), value('attacks.0.start', 7)];
    const set = ['protocol=v0.6', 'attacks=[{ attack: sybil }]', 'attacks.0.start=7'];
    const found = await resolve({ values });
    expect(found.ok).toBe(true);
    expect(found).toEqual(await resolve({ set }));
  });
  it('leaves the values that it is given as they are', async () => {
    const attacks = [{ attack: 'sybil' }];
    const resolve = scenarioResolver(small, 'small.yaml', fakeRegistries);
    await resolve({ values: [value('attacks', attacks), value('attacks.0.start', 7)] });
    expect(attacks).toEqual([{ attack: 'sybil' }]);
  });
  it('tells what is wrong with a value where that stands, or where the file holds what it clashes with', async () => {
    const resolve = scenarioResolver(withTopicLine('workerSubmissionWindow: 20'), 'small.yaml', fakeRegistries);
    expect(await resolve({ values: [value('epochs', 0)] })).toMatchObject({
      ok: false,
      problems: [{ ...place, path: 'epochs' }],
    });
    expect(await resolve({ values: [value('topics.0.inferers.5.count', 1)] })).toMatchObject({
      ok: false,
      problems: [{ ...place, message: 'topics.0.inferers.5 does not exist: that list has 2 entries, counted from 0.' }],
    });
    expect(await resolve({ values: [value('topics.0.epochLength', 15)] })).toMatchObject({
      ok: false,
      problems: [{ file: 'small.yaml', line: 5, path: 'topics.0.workerSubmissionWindow' }],
    });
  });
  it('reads every file once', async () => {
    const { reads, counting } = counted(csv);
    const resolve = scenarioResolver(fromCsv, 'small.yaml', fakeRegistries, counting);
    const [first, second] = [await resolve({}), await resolve({ values: [value('topics.0.truth.column', 'other')] })];
    if (!first.ok || !second.ok) throw new Error('not valid');
    expect(Object.values(first.inputs.series)).toEqual([Float64Array.of(1, 2, 3)]);
    expect(Object.values(second.inputs.series)).toEqual([Float64Array.of(5, 6, 8)]);
    expect([...reads]).toEqual([
      ['base.yaml', 1],
      ['x.csv', 1],
    ]);
  });
  it('hands out the numbers of a file without copying them', async () => {
    const resolve = scenarioResolver(fromCsv, 'small.yaml', fakeRegistries, csv);
    const [first, second] = [await resolve({}), await resolve({})];
    if (!first.ok || !second.ok) throw new Error('not valid');
    expect(first.inputs.series['x.csv#truth']).toBe(second.inputs.series['x.csv#truth']);
  });
  it('drops expectations where they do not matter, unread', async () => {
    const text = `${small}expect: [{ metric: epochs, above: 1, than: nobody.yaml }, { metric: nonsense }]\n`;
    const found = await scenarioResolver(text, 'small.yaml', fakeRegistries, csv, { expects: false })({});
    expect(found.ok && found.scenario.expect).toEqual([]);
    expect((await scenarioResolver(text, 'small.yaml', fakeRegistries, csv)({})).ok).toBe(false);
  });
});
