import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Records } from '../../src/explore/listing.ts';
import { namedFolders } from '../../src/explore/offered-scenarios.ts';
import { differingSettings } from '../../src/explore/run-details.ts';
import { means } from '../../src/explore/run-series.ts';
import type { ScenarioBundle } from '../../src/web/contract.ts';
import type { Listing, RunComparison, RunDetails, RunSeries } from '../../src/web/explorer/records.ts';
import { tinyScenario } from '../cli/command.ts';
import { syntheticRun } from '../report/synthetic-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Served, serve, workFolder } from './served.ts';

const folder = workFolder();
const root = join(folder, 'results');
let served: Served;
beforeAll(async () => {
  syntheticRun(root, { name: 'one', epochs: 1300, actorsEvery: 0, yaml: '# Why?\nname: one\nseed: a\nepochs: 1300\n' });
  syntheticRun(root, { name: 'two', epochs: 4, topics: 2, yaml: 'name: two\nseed: b\nepochs: 4\nmore: { x: 1 }\n' });
  for (const name of ['broken/json', 'broken/null', 'broken/none', 'broken/missing', 'broken/odd']) {
    mkdirSync(join(root, name), { recursive: true });
  }
  writeFileSync(join(root, 'broken/json/manifest.json'), '{"a":');
  writeFileSync(join(root, 'broken/null/manifest.json'), 'null');
  writeFileSync(join(root, 'broken/none/notes.txt'), '');
  writeFileSync(join(root, 'broken/missing/manifest.json'), '{"files":[{"path":"epochs.arrow","bytes":1}]}');
  writeFileSync(join(root, 'broken/odd/manifest.json'), '{"kind":"telescope"}');
  mkdirSync(join(root, 'half/done'), { recursive: true });
  writeFileSync(join(root, 'half/done/epochs.partial.arrows'), '');
  mkdirSync(join(root, '.runs/store'), { recursive: true });
  mkdirSync(join(folder, 'scenarios'));
  writeFileSync(join(folder, 'scenarios', 'tiny.yaml'), tinyScenario);
  served = await serve(folder);
});
afterAll(() => served.explorer.close());

async function asked<Answer>(path: string): Promise<Answer> {
  return (await (await served.ask(path)).json()) as Answer;
}
const post = (path: string, body: unknown): Promise<Response> =>
  served.ask(path, {
    method: 'POST',
    headers: { Origin: `http://127.0.0.1:${served.explorer.port}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('the list of runs', () => {
  it('says of each what it is, and of broken ones why they are', async () => {
    const { records, root: shown } = await asked<Listing>('/api/runs');
    expect(shown).toBe('results');
    const states = Object.fromEntries(records.map(({ path, kind, state, problem }) => [path, [kind, state, problem]]));
    expect(states['one/c0ffee000000']).toEqual(['run', 'complete', '']);
    expect(states['half/done']).toEqual(['run', 'partial', '']);
    const reasons: Record<string, RegExp> = { json: /manifest\.json or summary/, null: /no object/, none: /neither/ };
    for (const [id, reason] of Object.entries({
      ...reasons,
      missing: /epochs\.arrow is missing/,
      odd: /"telescope"/,
    })) {
      expect(states[`broken/${id}`].slice(0, 2)).toEqual(['unknown', 'broken']);
      expect(states[`broken/${id}`][2]).toMatch(reason);
    }
    expect(records).toHaveLength(8);
  });
  it('gives the facts of a run and the metrics asked for', async () => {
    const { records, metrics, shown } = await asked<Listing>('/api/runs?metrics=skill_vs_naive');
    expect(shown).toEqual(['skill_vs_naive']);
    expect(metrics.map(({ name }) => name)).toEqual(['reputer_effective_number', 'skill_vs_naive']);
    const [one, two] = ['one', 'two'].map((name) => records.find((record) => record.name === name));
    expect(one).toMatchObject({ question: 'Why?', seed: 'allora', wallSeconds: 1.25, hasReport: false });
    expect(one?.metrics).toEqual({ skill_vs_naive: { value: 0.2134567, topic: 'eth-return', topics: 1 } });
    expect(two?.metrics.skill_vs_naive).toEqual({ value: 0.2134567, topic: 'topic-0', topics: 2 });
  });
  it('notices what has come, changed and gone', () => {
    const place = temporaryFolder();
    const records = new Records(place, place);
    expect(records.list(undefined).records).toEqual([]);
    const run = syntheticRun(place, { name: 'new', epochs: 2, actorsEvery: 0 });
    expect(records.list(undefined).records.map(({ hasReport }) => hasReport)).toEqual([false]);
    writeFileSync(join(run, 'report.html'), '');
    expect(records.list(undefined).records.map(({ hasReport }) => hasReport)).toEqual([true]);
    renameSync(run, join(place, 'new', '.gone'));
    expect(records.list(undefined).records).toEqual([]);
  });
});

describe('one run', () => {
  it('is told with all its metrics and files', async () => {
    const { metrics, files, root: shown } = await asked<RunDetails>('/api/run?path=one/c0ffee000000');
    expect(shown).toBe('results');
    expect(metrics).toHaveLength(2);
    expect(files.map(({ path }) => path)).toContain('epochs.arrow');
  });
  it('gives thinned columns of one topic, as means of consecutive rows', async () => {
    const path = 'path=one/c0ffee000000&columns=combined_loss,topic,nothing';
    const { rows, every, epochs, columns } = await asked<RunSeries>(`/api/series?${path}`);
    expect([rows, every, epochs.length, epochs[1]]).toEqual([1300, 3, 434, 3]);
    expect(Object.keys(columns)).toEqual(['combined_loss']);
    expect(columns.combined_loss.values).toHaveLength(434);
    const two = await asked<RunSeries>('/api/series?path=two/c0ffee000000&columns=combined_loss&topic=topic-1');
    expect([two.topics, two.topic, two.rows]).toEqual([['topic-0', 'topic-1'], 'topic-1', 4]);
  });
  it('is thinned without the missing values', () => {
    expect(means([1, 3, Number.NaN, 5, Number.NaN, Number.NaN, 7], 2)).toEqual([2, 5, null, 7]);
  });
  it('has its report built, which then is listed', async () => {
    const response = await post('/api/report', { path: 'two/c0ffee000000' });
    expect(await response.json()).toEqual({ report: 'two/c0ffee000000/report.html' });
    const { record } = await asked<RunDetails>('/api/run?path=two/c0ffee000000');
    expect(record.hasReport).toBe(true);
    for (const path of ['half/done', 'broken/json']) expect((await post('/api/report', { path })).status).toBe(400);
    for (const body of [null, {}, { path: 3 }, { path: '../x' }]) {
      expect((await post('/api/report', body)).status).toBe(404);
    }
  });
});

describe('a comparison', () => {
  it('names the settings that differ, with one value per run', async () => {
    const { runs, settings } = await asked<RunComparison>('/api/compare?path=one/c0ffee000000&path=two/c0ffee000000');
    expect(runs.map(({ record }) => record.name)).toEqual(['one', 'two']);
    expect(settings).toEqual([
      { path: 'seed', values: ['a', 'b'] },
      { path: 'epochs', values: ['1300', '4'] },
      { path: 'more', values: [null, '{"x":1}'] },
    ]);
  });
  it('shows the value of a run that does not differ there', () => {
    expect(differingSettings(['a: 1\nb: 2\n', 'a: 1\nb: 3\n', 'a: 4\nb: 2\n'])).toEqual([
      { path: 'b', values: ['2', '3', '2'] },
      { path: 'a', values: ['1', '1', '4'] },
    ]);
  });
  it('is of two to six complete runs', async () => {
    const run = 'path=one/c0ffee000000';
    for (const query of [run, Array(7).fill(run).join('&'), `${run}&path=half/done`]) {
      expect((await served.ask(`/api/compare?${query}`)).status).toBe(400);
    }
  });
});

describe('scenarios', () => {
  it('are offered from the folders given, and after one has come', async () => {
    const before = await asked<ScenarioBundle>('/scenarios.json');
    expect(before.scenarios).toEqual([{ file: 'scenarios/tiny.yaml', name: 'tiny', question: 'Does it run?' }]);
    expect(before.canSave).toBe(true);
    writeFileSync(join(folder, 'scenarios', 'more.yaml'), tinyScenario);
    expect((await asked<ScenarioBundle>('/scenarios.json')).scenarios).toHaveLength(2);
    rmSync(join(folder, 'scenarios', 'more.yaml'));
  });
  it('of several folders of one name are told apart', () => {
    expect(namedFolders(['/a/x/scenarios', '/b/y/scenarios', '/a/x/scenarios']).map(({ name }) => name)).toEqual([
      'scenarios',
      'y/scenarios',
    ]);
  });
  it('are saved as new files and never over others', async () => {
    const saved = await post('/api/scenarios', { name: 'mine', yaml: tinyScenario });
    const file = join(folder, 'saved', 'mine.yaml');
    expect([saved.status, await saved.json()]).toEqual([200, { path: file }]);
    expect(readFileSync(file, 'utf8')).toBe(tinyScenario);
    const again = await post('/api/scenarios', { name: 'mine', yaml: `${tinyScenario}# other\n` });
    expect(again.status).toBe(409);
    expect(readFileSync(file, 'utf8')).toBe(tinyScenario);
  });
  const names = [
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'a\\b',
    '.hidden',
    'end.',
    'a b',
    'ü',
    'con',
    'NUL.x',
    'a\0',
    'x'.repeat(101),
    7,
    null,
  ];
  it.each(names)('are not saved as %j', async (name) => {
    expect((await post('/api/scenarios', { name, yaml: tinyScenario })).status).toBe(400);
    expect(readdirSync(folder).sort()).toEqual(['results', 'saved', 'scenarios']);
  });
  it('that are wrong are not saved, with the reason', async () => {
    const response = await post('/api/scenarios', {
      name: 'wrong',
      yaml: tinyScenario.replace('gbm-return', 'gbm-retrun'),
    });
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain('Did you mean \\"gbm-return\\"?');
    for (const yaml of [undefined, 3, ''])
      expect((await post('/api/scenarios', { name: 'wrong', yaml })).status).toBe(400);
    expect(readdirSync(join(folder, 'saved'))).toEqual(['mine.yaml']);
  });
});
