import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CompareCommandOptions, compareCommand } from '../../src/cli/compare.ts';
import type { OpenPool } from '../../src/experiment/run-pool.ts';
import { openRunStore } from '../../src/experiment/run-store.ts';
import type { Comparison } from '../../src/record/comparison-record.ts';
import { readTable } from '../../src/record/read-table.ts';
import { metric } from '../compare/made-up.ts';
import { madeUpPool, type Skill } from '../compare/made-up-pool.ts';
import { recordedRun, recordedSweep } from '../compare/recorded-run.ts';
import { command, flowing, tinyScenario, workplace } from './command.ts';

let place: ReturnType<typeof workplace>;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.remove());

/** B has more epochs than A, and a little more skill with every seed. */
const skill: Skill = ({ seed, epochs }) => Number(/\d+$/.exec(seed)?.[0]) + (epochs - 12) * (1 + 0.01 * seed.length);

/** Runs the command with runs that are made up; Ctrl-C is pressed when a run begins and `interrupted` says so. */
async function compare(changes: Partial<CompareCommandOptions> = {}, of: Skill = skill, interrupted = () => false) {
  let stdout = '';
  let stderr = '';
  const ran: string[] = [];
  let press = () => {};
  const openPool: OpenPool = (_, { root }) => {
    const made = madeUpPool(openRunStore(root), of);
    const run: typeof made.pool.run = (unit) => {
      ran.push(unit.scenario.seed);
      if (interrupted()) press();
      return made.pool.run(unit);
    };
    return { ...made.pool, run };
  };
  const usual = { a: place.scenario, out: place.results, adjust: 'holm', confidence: '0.95', report: false };
  const code = await compareCommand(
    { setB: ['epochs=13'], ...usual, ...changes },
    {
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      onInterrupt: (handler) => {
        press = handler;
        return () => {};
      },
    },
    openPool,
  );
  return { code, stdout, stderr, ran };
}

const facts = ({ stdout }: { stdout: string }) =>
  JSON.parse(stdout) as Comparison & { folder: string; report: string | null };

describe('compare', () => {
  it('says in one screen what differs, and where the tables are', async () => {
    const { code, stdout, stderr } = await compare({ replicates: '4' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.length).toBeLessThan(45);
    expect(stdout).toMatch(/^compare [0-9a-f]{12}\n {2}A {2}scenario/);
    expect(stdout).toContain('seeds allora-1 to allora-4 on both sides');
    expect(stdout).toContain('B differs clearly from A in 1 of 1 metric tested, n = 4 pairs each.');
    expect(stdout).toMatch(/^ {2}epochs +12 +13$/m);
    expect(stdout).toMatch(/^ {2}skill_vs_naive +2\.5 +3\.58 +1\.08 +0 +4 +<0\.001$/m);
    expect(stdout).toMatch(/\nTables: .*compare\/[0-9a-f]{12}\n$/);
  });
  it('runs 20 seeds unless told otherwise, the same on both sides', async () => {
    const result = await compare({ json: true, seed: 'x' });
    expect(result.ran).toHaveLength(40);
    const { seeds, a, b, rows } = facts(result);
    expect(seeds).toEqual(Array.from({ length: 20 }, (_, r) => `x-${r + 1}`));
    expect([a, b].map(({ runs, set }) => [runs, set])).toEqual([
      [20, []],
      [20, ['epochs=13']],
    ]);
    expect(rows[0]).toMatchObject({ metric: 'skill_vs_naive', n: 20, verdict: 'higher' });
    // Differences 1.03 for one-digit seeds, 1.04 for the others.
    expect(rows[0].difference).toBeCloseTo((9 * 1.03 + 11 * 1.04) / 20, 12);
  });
  it('records tables, a document and, last, a manifest; the same comparison is recognised', async () => {
    const result = await compare({ replicates: '3', json: true });
    const { folder, comparisonId, rows } = facts(result);
    expect(readdirSync(folder).sort()).toEqual(['comparison.arrow', 'comparison.json', 'manifest.json', 'pairs.arrow']);
    const file = (name: string) => path.resolve(folder, name);
    const manifest = JSON.parse(readFileSync(file('manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ kind: 'comparison', comparisonId, formatVersion: 1 });
    expect(manifest.files.map(({ path: name }: { path: string }) => name)).toEqual([
      'comparison.arrow',
      'pairs.arrow',
      'comparison.json',
    ]);
    const table = readTable(file('comparison.arrow'));
    expect(table.numbers('difference')[0]).toBe(rows[0].difference);
    expect(table.declarations.every(({ doc }) => doc.length > 10)).toBe(true);
    const pairs = readTable(file('pairs.arrow'));
    expect([...pairs.numbers('a')]).toEqual([1, 2, 3]);
    const again = await compare({ replicates: '3', json: true });
    expect(again.ran).toEqual([]);
    expect(again.stdout).toBe(result.stdout);
    expect(JSON.parse(readFileSync(file('manifest.json'), 'utf8'))).toEqual(manifest);
    const other = facts(await compare({ replicates: '3', json: true, confidence: '0.9' }));
    expect(other.comparisonId).not.toBe(comparisonId);
  });
  it('lists settings that differ, path by path', async () => {
    const result = await compare({ replicates: '2', json: true, setA: ['protocol.weights=clamped'] });
    expect(facts(result).settings).toEqual([
      { path: 'protocol.weights', a: 'clamped', b: 'ratio-mad' },
      { path: 'epochs', a: '12', b: '13' },
    ]);
  });
  it('pairs the only topics of two files that name them differently', async () => {
    const other = path.join(place.folder, 'other.yaml');
    writeFileSync(other, tinyScenario.replace('name: tiny', 'name: other').replace('name: eth', 'name: btc'));
    const of: Skill = ({ seed, topics }) => [metric('skill', seed.length, topics[0].name)];
    const { rows, notices } = facts(await compare({ b: other, setB: [], replicates: '2', json: true }, of));
    expect(rows).toMatchObject([{ metric: 'skill', topic: 'eth', n: 2, verdict: 'same' }]);
    expect(notices).toEqual(['Topic eth of A is compared with topic btc of B.']);
  });
  it('uses the seeds of A for both, and says so when B has others', async () => {
    const other = path.join(place.folder, 'other.yaml');
    writeFileSync(other, `${tinyScenario}seed: mine\n`);
    const { seeds, notices } = facts(await compare({ b: other, replicates: '2', json: true }));
    expect(seeds).toEqual(['allora-1', 'allora-2']);
    expect(notices).toEqual(['Both run with seeds of A, allora-1 and so on.']);
  });
  it('leaves failed runs out, names them, shows the rest, and ends with 1', async () => {
    const failing: Skill = (scenario) => {
      if (scenario.epochs === 13 && scenario.seed.endsWith('-2')) throw new Error('Epoch 5: nothing is left');
      return skill(scenario);
    };
    const { code, stdout } = await compare({ replicates: '4' }, failing);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'FAILED and left out: 0 of 4 runs of A, 1 of 4 of B\n  B, seed allora-2: Epoch 5: nothing',
    );
    expect(stdout).toMatch(/^ {2}skill_vs_naive .* 3 +<0\.001$/m);
  });
  it('records nothing when every run of a side failed', async () => {
    const { code, stdout, stderr } = await compare({ replicates: '2' }, (scenario) => {
      if (scenario.epochs === 13) throw new Error('impossible');
      return 1;
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('2 runs failed, and no pair is left. B, seed allora-1: impossible\n');
    expect(existsSync(path.join(place.results, 'compare'))).toBe(false);
  });
  it('ends with 130 when interrupted, and goes on from there', async () => {
    let begun = 0;
    const counting: Skill = (scenario) => {
      ++begun;
      return skill(scenario);
    };
    const { code, stdout, stderr } = await compare({ replicates: '200' }, counting, () => begun > 20);
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(/^Interrupted after \d+ of 400 runs\. They stay in the store; the same command goes on/);
    expect(existsSync(path.join(place.results, 'compare'))).toBe(false);
    const again = await compare({ replicates: '10', json: true });
    expect(again.ran.length).toBeLessThan(20);
    expect(facts(again).rows[0].n).toBe(10);
  });
  it('prints the path alone when it is to be quiet', async () => {
    const { stdout } = await compare({ replicates: '2', quiet: true });
    expect(stdout).toMatch(/compare\/[0-9a-f]{12}\n$/);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });
  it('fits long names of topics and many of them into 80 columns', async () => {
    const of: Skill = (scenario) =>
      ['a-topic-with-quite-a-long-name', 'another-topic-whose-name-is-long'].flatMap((topic) => [
        metric('extrapolated_listening_epochs', skill(scenario) as number, topic, 'epochs'),
        metric('mean_combined_loss', Math.sin(1e3 * (skill(scenario) as number)) * 1e-7, topic, 'log10 loss'),
      ]);
    const { stdout } = await compare({ replicates: '5' }, of);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/extrapo.*…/);
  });
});

describe('compare, of recorded runs', () => {
  const two = () => {
    recordedRun(place.results, { id: 'aaaaaaaaaaaa', metrics: [metric('skill', 1)] });
    recordedRun(place.results, { id: 'bbbbbbbbbbbb', metrics: [metric('skill', 1.25)], seed: 't' });
    return { a: 'aaaaaa', b: 'bbbbbb', setB: undefined };
  };
  it('shows differences, n = 1, and warns when the seeds differ', async () => {
    const { code, stdout, ran } = await compare(two());
    expect({ code, ran }).toEqual({ code: 0, ran: [] });
    expect(flowing(stdout)).toContain('With n = 1 nothing tells chance from cause');
    expect(flowing(stdout)).toContain('Note: The seeds differ (s and t): nothing is paired');
    expect(stdout).toMatch(/^ {2}skill +1 +1\.25 +0\.25 +1$/m);
  });
  const refused: [string, Partial<CompareCommandOptions>, RegExp][] = [
    ['--replicates', { replicates: '5' }, /^--replicates does nothing for what is recorded already; expected it with/],
    ['--set-a', { setA: ['epochs=5'] }, /^--set-a does nothing/],
    ['--seed', { seed: 'x' }, /^--seed does nothing/],
    ['--threads', { threads: '2' }, /^--threads does nothing/],
    ['a metric that neither has', { metrics: 'skil' }, /^--metrics has "skil"; .* Did you mean "skill"\?$/],
    ['only one of them', { b: undefined }, /^B is left out; expected another run or sweep beside aaaaaa/],
  ];
  it.each(refused)('refuses %s', async (_, changes, message) => {
    await expect(compare({ ...two(), ...changes })).rejects.toThrow(message);
    expect(existsSync(path.join(place.results, 'compare'))).toBe(false);
  });
  it('refuses a run beside a scenario file, saying how it can be done', async () => {
    await expect(compare({ ...two(), b: place.scenario })).rejects.toThrow(
      'A is a run and B is a scenario; expected two of a kind. The scenario of a recorded run is the file scenario.yaml',
    );
  });
});

describe('compare, of sweeps', () => {
  it('numbers the points, and says below the table which they are', async () => {
    const of = (shift: number) =>
      ['few', 'many'].flatMap((rule) =>
        [1, 2, 3].map((r) => ({ settings: { rule }, seed: `s-${r}`, skill: r + shift * (1 + r / 100) })),
      );
    recordedSweep(place.results, 'aaaaaaaaaaaa', of(0));
    recordedSweep(place.results, 'bbbbbbbbbbbb', of(1));
    const { code, stdout } = await compare({ a: 'aaaaaa', b: 'bbbbbb', setB: undefined });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}skill #1 +2 +3\.02 +1\.02 /m);
    expect(stdout).toContain('\n#1: rule=few\n#2: rule=many\n');
  });
});

describe('compare, given wrong input', () => {
  const cases: [what: string, args: string[], error: RegExp][] = [
    ['nothing that differs', [], /^A and B are the same scenario; expected another file for B, or --set-a, --set-b/],
    ['settings that come to the same', ['--set-b', 'epochs=12'], /^A and B are the same scenario;/],
    ['a wrong value for one side', ['--set-b', 'epochs=0'], /^--set-b epochs=0:1:1 epochs is 0; expected a whole/],
    ['a wrong value for both', ['--set', 'epochs=0'], /^--set epochs=0:1:1 epochs is 0; expected a whole/],
    ['an unknown metric', ['--metrics', 'skill_vs_naiv'], /Did you mean "skill_vs_naive"\?\n$/],
    ['no whole number', ['--replicates', '0'], /^--replicates is "0"; expected a whole number from 1 to 10000\.\n$/],
    ['an unknown adjustment', ['--adjust', 'none'], /^--adjust is "none"; expected holm or bh/],
    ['a percentage', ['--confidence', '95'], /^--confidence is "95"; expected a number from 0\.5 to below 1/],
    ['an unknown option', ['--set-c', 'x=1'], /^compare has no option --set-c\. Did you mean "--set-a"\?\n$/],
    ['an option twice', ['--seed', 'a', '--seed', 'b'], /^--seed is given 2 times; expected once\.\n$/],
  ];
  it.each(cases)('says so in a line, ends with 2 and writes nothing: %s', async (_, args, error) => {
    const { code, stdout, stderr } = await command(['compare', place.scenario, '--out', place.results, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(error);
    expect(existsSync(place.results)).toBe(false);
  });
  it('names what is not there', async () => {
    const nothing = await command(['compare', 'nothing', place.scenario, '--out', place.results]);
    expect(nothing).toMatchObject({ code: 2, stdout: '' });
    expect(nothing.stderr).toMatch(/^A is "nothing"; expected a scenario file \(\.yaml\), a run's folder/);
    const file = path.join(place.folder, 'nope.yaml');
    expect((await command(['compare', file])).stderr).toBe(`${file}:1:1 there is no such file.\n`);
    expect((await command(['compare'])).stderr).toBe(
      'compare needs more than that; expected: allora-sim compare A [B]\n',
    );
  });
});

describe('compare, with threads', () => {
  it('compares one scenario under two profiles in one command, with a report', async () => {
    const args = ['compare', place.scenario, '--set-a', 'protocol=v0.6', '--set-b', 'protocol=v0.17'];
    const { code, stdout, stderr } = await command([
      ...args,
      '--replicates',
      '3',
      '--out',
      place.results,
      '--threads',
      '1',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = /^Report: (.*)$/m.exec(stdout)?.[1] ?? '';
    const html = readFileSync(report, 'utf8');
    expect(html).toContain('Every metric');
    expect(html).toMatch(/<td>protocol\.profile<\/td><td>v0\.6<\/td><td>v0\.17<\/td>/);
    expect(readdirSync(path.join(path.dirname(report), 'charts'))).toContain('effects.vl.json');
  });
});
