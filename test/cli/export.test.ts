import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, workplace } from './command.ts';

let place: ReturnType<typeof workplace>;
let run: { runId: string; folder: string };
beforeAll(async () => {
  place = workplace();
  const { stdout } = await command(['run', place.scenario, '--out', place.results, '--json', '--no-report']);
  run = JSON.parse(stdout) as typeof run;
});
afterAll(() => place.remove());

const exported = (...args: string[]) => command(['export', ...args, '--out', place.results]);

describe('export', () => {
  it('writes a table to standard output and nothing else', async () => {
    const { code, stdout, stderr } = await exported(run.runId, '--columns', 'topic,epoch', '--where', 'epoch<2');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'topic,epoch\neth,0\neth,1\n', stderr: '' });
  });
  it('finds the run by its folder and by the beginning of its id', async () => {
    const args = ['--columns', 'epoch'];
    const byFolder = await exported(run.folder, ...args);
    expect(byFolder.stdout.split('\n')).toHaveLength(14);
    expect(await exported(run.runId.slice(0, 6), ...args)).toEqual(byFolder);
  });
  it('writes a file, and overwrites one only when forced', async () => {
    const file = path.join(place.folder, 'epochs.csv');
    expect(await exported(run.runId, '--to', file)).toEqual({ code: 0, stdout: '', stderr: '' });
    const first = readFileSync(file, 'utf8');
    expect(first.split('\n')).toHaveLength(14);
    const refused = await exported(run.runId, '--to', file, '--columns', 'epoch');
    expect(refused).toEqual({ code: 2, stdout: '', stderr: `${file} exists already; --force overwrites it.\n` });
    expect(readFileSync(file, 'utf8')).toBe(first);
    expect((await exported(run.runId, '--to', file, '--columns', 'epoch', '--force')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^epoch\n0\n/);
  });
  it('leaves a partial table readable, and says that it is partial', async () => {
    const args = ['run', place.scenario, '--out', place.results, '--epochs', '5000000', '--seed', 'stopped'];
    expect((await command(args, 300)).code).toBe(130);
    const tiny = path.join(place.results, 'tiny');
    const folder = readdirSync(tiny).find((id) => !existsSync(path.join(tiny, id, 'manifest.json'))) ?? '';
    const { code, stdout, stderr } = await exported(path.join(tiny, folder), '--columns', 'epoch');
    expect(code).toBe(0);
    const epochs = stdout.trimEnd().split('\n').slice(1).map(Number);
    expect(epochs).toEqual(epochs.map((_, r) => r));
    expect(epochs.length).toBeGreaterThan(0);
    expect(stderr).toMatch(/epochs\.partial\.arrows is partial: the run was not finished\.\n$/);
  });
  const wrong: [what: string, args: string[], error: RegExp][] = [
    ['an unknown table', ['--table', 'epoch'], /^--table is "epoch"; expected one of .* Did you mean "epochs"\?\n$/],
    ['an unknown column', ['--columns', 'epcoh'], /Did you mean "epoch"\?\n$/],
    ['an unknown operator', ['--where', 'epoch=>3'], /"=>" is no operator; expected one of .*\n$/],
    ['a word that never occurs', ['--where', 'topic=eht'], /Did you mean "eth"\?\n$/],
    [
      'an option twice',
      ['--columns', 'epoch', '--columns', 'block'],
      /^--columns is given 2 times; expected once\.\n$/,
    ],
    ['an unknown option', ['--colums', 'epoch'], /^export has no option --colums\. Did you mean "--columns"\?\n$/],
    ['a folder that is not there', ['--to', '/no/such/folder/x.csv'], /there is no such file/],
  ];
  it.each(wrong)('answers %s with 2 and one line, and writes nothing', async (_what, args, error) => {
    const file = path.join(place.folder, 'never.csv');
    const { code, stdout, stderr } = await exported(
      run.runId,
      ...(args.includes('--to') ? [] : ['--to', file]),
      ...args,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(error);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(place.folder).filter((name) => name.includes('never'))).toEqual([]);
  });
  it('answers an unknown run with 2 and the nearest id', async () => {
    const id = `${run.runId.slice(0, 11)}${run.runId.endsWith('0') ? '1' : '0'}`;
    const { code, stderr } = await exported(id);
    expect(code).toBe(2);
    expect(stderr).toContain(`Did you mean "${run.runId}"?`);
  });
});

describe('report', () => {
  const report = (...args: string[]) => command(['report', ...args, '--out', place.results]);
  it('rebuilds report and charts of a recorded run', async () => {
    const { code, stdout } = await report(run.runId);
    const file = /^Report: (.*)\n$/.exec(stdout)?.[1] ?? '';
    expect(code).toBe(0);
    writeFileSync(file, 'spoilt');
    expect(JSON.parse((await report(run.folder, '--json')).stdout)).toEqual({
      kind: 'run',
      ...idAndFolder(),
      report: file,
    });
    expect(readFileSync(file, 'utf8')).toContain('</html>');
    expect(readdirSync(path.join(path.resolve(run.folder), 'charts')).length).toBeGreaterThan(0);
  });
  it('answers an unknown run and one that is not complete with 2 and one line', async () => {
    expect((await report('ffffffffffff')).stderr).toMatch(/^run is "ffffffffffff"; expected a run's folder/);
    const args = ['run', place.scenario, '--out', place.results, '--epochs', '5000000', '--seed', 'cut'];
    const { stderr } = await command(args, 200);
    const folder = /stays in (.*), marked/.exec(stderr)?.[1] ?? '';
    expect(await report(folder)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${folder} holds no complete run: it has no manifest.json.\n`,
    });
  });
});

function idAndFolder(): { runId: string; folder: string } {
  return { runId: run.runId, folder: run.folder };
}
