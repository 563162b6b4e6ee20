import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readXml } from '../suite/read-xml.ts';
import { command, type Ran, workplace } from './command.ts';

const place = workplace();
afterAll(place.remove);

const inPlace = (name: string): string => path.join(place.folder, name);
const baselineFile = inPlace('economics.baseline.json');
const suite = inPlace('economics.yaml');

function check(...args: readonly string[]): Promise<Ran> {
  return command(['check', suite, '--out', place.results, ...args]);
}

function rewrite(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, changed);
}

beforeAll(() => {
  writeFileSync(
    suite,
    `# Does the economy still do what it did?
name: economics
scenarios:
  - scenario: tiny.yaml
  - { name: tiny-v0.6, scenario: tiny.yaml, set: { protocol: v0.6, epochs: 6 }, seeds: 2 }
`,
  );
});

describe('check', () => {
  it('without a baseline says how to make one, and runs nothing', async () => {
    const { code, stderr, stdout } = await check();
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /economics\.baseline\.json:1:1 there is no baseline yet\. .* --update --reason "first baseline"\n$/,
    );
    expect(existsSync(place.results)).toBe(false);
  });

  it.each([
    [['--update'], /^--update needs --reason "why"/],
    [['--update', '--reason', ' '], /^--update needs --reason "why"/],
    [['--reason', 'why not'], /^--reason goes with --update/],
    [['--threads', '0'], /^--threads is "0"; expected a whole number, at least 1/],
    [['--threads', '1', '--threads', '2'], /^--threads is given 2 times/],
    [['--junt', 'x.xml'], /no option --junt\. Did you mean "--junit"/],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await check(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(existsSync(baselineFile)).toBe(false);
  });

  it('makes a first baseline', async () => {
    const { code, stdout } = await check('--update', '--reason', 'As published', '--threads', '2');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^economics: a first baseline was made: \d+ values of 2 scenarios\.\n3 runs, 0 of them known, in /,
    );
    const { reason, history, scenarios } = JSON.parse(readFileSync(baselineFile, 'utf8'));
    expect({ reason, history }).toEqual({ reason: 'As published', history: [] });
    expect(scenarios.map(({ name }: { name: string }) => name)).toEqual(['tiny', 'tiny-v0.6']);
  });

  it('ends with 0 when nothing moved, from the store at once', async () => {
    const { code, stdout, stderr } = await check();
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^economics: nothing moved: \d+ values of 2 scenarios\.\n/);
    expect(stdout).toMatch(
      /\nCompared with the baseline of \d{4}-\d\d-\d\d \(version [^)]+\): As published\n3 runs, 3 of them known, in /,
    );
  });

  it('leaves the bytes of the baseline alone when it is updated and nothing moved', async () => {
    const before = readFileSync(baselineFile, 'utf8');
    const { code, stdout } = await check('--update', '--reason', 'To be sure');
    expect(code).toBe(0);
    expect(stdout).toMatch(/; the baseline stays as it is\.\n/);
    expect(readFileSync(baselineFile, 'utf8')).toBe(before);
  });

  describe('when something moved', () => {
    let before: string;
    beforeAll(() => {
      before = readFileSync(baselineFile, 'utf8');
      rewrite(baselineFile, /("metric":"reward_paid","topic":"eth","values":)\[[^,\]]+\]/, '$1[1100]');
    });

    it('ends with 3 and says what, by how much and how it is taken up', async () => {
      const { code, stdout } = await check();
      expect(code).toBe(3);
      expect(stdout).toMatch(/^economics: 1 of \d+ values differ, in 1 of 2 scenarios\.\n/);
      expect(stdout).toMatch(/\n {2}reward_paid \[eth\] +1100 +1200 +\+100 +9\.1e7\n/);
      expect(stdout).toContain(`\nIf it is meant: allora-sim check ${suite} --update --reason "why"\n`);
      expect(stdout.split('\n').length).toBeLessThan(24);
    });

    it('prints one line with --quiet and one document with --json', async () => {
      const quiet = await check('--quiet');
      expect(quiet.code).toBe(3);
      expect(quiet.stdout).toMatch(/^economics: 1 of \d+ values differ, in 1 of 2 scenarios\.\n$/);
      const { code, stdout } = await check('--json');
      expect(code).toBe(3);
      const document = JSON.parse(stdout);
      expect(document).toMatchObject({
        name: 'economics',
        suite,
        updated: null,
        runs: 3,
        known: 3,
        differences: 1,
        failed: 0,
      });
      const moved = document.entries[0].metrics.filter(({ kind }: { kind: string }) => kind !== 'same');
      expect(moved).toMatchObject([
        { metric: 'reward_paid', topic: 'eth', kind: 'moved', old: 1100, new: 1200, difference: 100 },
      ]);
    });

    it('writes JUnit and Markdown, into folders that were not there', async () => {
      const { code } = await check(
        '--junit',
        inPlace('ci/junit.xml'),
        '--markdown',
        inPlace('ci/comment.md'),
        '--quiet',
      );
      expect(code).toBe(3);
      const { attributes } = readXml(readFileSync(inPlace('ci/junit.xml'), 'utf8'));
      expect(attributes).toMatchObject({ name: 'economics', failures: '1', errors: '0' });
      expect(readFileSync(inPlace('ci/comment.md'), 'utf8')).toMatch(/^### ⚠️ economics: 1 of /);
    });

    it('takes it up with --update, and keeps the earlier reason', async () => {
      const { code, stdout } = await check('--update', '--reason', 'Rewards were raised');
      expect(code).toBe(0);
      expect(stdout).toMatch(/; the baseline was rewritten\.\n/);
      expect(stdout).toMatch(/reward_paid \[eth\]/);
      const { reason, history } = JSON.parse(readFileSync(baselineFile, 'utf8'));
      expect(reason).toBe('Rewards were raised');
      expect(history.map((one: { reason: string }) => one.reason)).toEqual(['As published']);
      expect((await check('--quiet')).code).toBe(0);
      writeFileSync(baselineFile, before);
    });
  });

  it('tells a report that cannot be written before it runs anything', async () => {
    writeFileSync(inPlace('file'), '');
    const { code, stderr, stdout } = await check('--junit', inPlace('file/junit.xml'));
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/file\/junit\.xml:1:1 a part of this path is a file; expected a folder\./);
    mkdirSync(inPlace('folder.xml'));
    expect((await check('--junit', inPlace('folder.xml'))).code).toBe(2);
  });

  it('tells a mistake in a setting at its place in the suite, one in a scenario at its place there', async () => {
    const other = inPlace('other.yaml');
    writeFileSync(
      other,
      'name: x\nscenarios:\n  - { scenario: tiny.yaml, set: { epochs: 0 } }\n  - { scenario: none.yaml }\n',
    );
    const wrong = await command(['check', other]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/other\.yaml:3:43 epochs is 0; expected a whole number/);
    expect(wrong.stderr).toMatch(
      /other\.yaml:4:17 scenarios\.1\.scenario is ".*none\.yaml", which cannot be read: there is no such file/,
    );
    writeFileSync(inPlace('bad.yaml'), readFileSync(place.scenario, 'utf8').replace('epochs: 12', 'epoch: 12'));
    writeFileSync(other, 'name: x\nscenarios: [{ scenario: bad.yaml }]\n');
    expect((await command(['check', other])).stderr).toMatch(/bad\.yaml:3:1 epoch is a key that nobody knows/);
    const topic = "metrics: [{ metric: '*', topic: ett, absolute: 1 }]";
    writeFileSync(other, `name: x\nscenarios: [{ scenario: tiny.yaml, ${topic} }]\n`);
    expect((await command(['check', other])).stderr).toMatch(
      /other\.yaml:2:68 .*topic is "ett"; expected .*Did you mean "eth"/,
    );
  });

  it('ends with 1 when a run fails, writes its reports, and does not take it for a baseline', async () => {
    const other = inPlace('poor.yaml');
    const entries = (poor: string) => `name: poor\nscenarios:\n  - scenario: tiny.yaml\n${poor}`;
    writeFileSync(other, entries(''));
    expect((await command(['check', other, '--out', place.results, '--update', '--reason', 'One'])).code).toBe(0);
    const before = readFileSync(inPlace('poor.baseline.json'), 'utf8');
    const stakes = "{ topics.0.rewardPerEpoch: null, 'topics.0.reputers.0.stake.median': 1.0e9 }";
    writeFileSync(other, entries(`  - { name: rich, scenario: tiny.yaml, set: ${stakes} }\n`));
    const args = ['check', other, '--out', place.results, '--junit', inPlace('poor.xml')];
    const ran = await command(args);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/^poor: 1 of 2 scenarios failed\.\n(.*\n)*rich has a run that failed: /);
    expect(readXml(readFileSync(inPlace('poor.xml'), 'utf8')).attributes).toMatchObject({ errors: '1', failures: '0' });
    const update = await command([...args, '--update', '--reason', 'Two']);
    expect(update.code).toBe(1);
    expect(update.stderr).toMatch(/^The baseline stays as it is\. rich has a run that failed: /);
    expect(readFileSync(inPlace('poor.baseline.json'), 'utf8')).toBe(before);
  });

  it('refuses an update after which no check could pass', async () => {
    const other = inPlace('idle.yaml');
    const rules = "metrics: [{ metric: '*', absolute: 0 }, { metric: attack_earned, absolute: 0 }]";
    writeFileSync(other, `name: idle\nscenarios: [{ scenario: tiny.yaml, ${rules} }]\n`);
    const { code, stderr } = await command(['check', other, '--out', place.results, '--update', '--reason', 'One']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^The baseline stays as it is\. tiny: attack_earned cannot be judged: a rule names it/);
    expect(existsSync(inPlace('idle.baseline.json'))).toBe(false);
  });

  it('ends with 130 when somebody interrupts, and writes nothing', async () => {
    const other = inPlace('long.yaml');
    writeFileSync(other, 'name: long\nscenarios: [{ scenario: tiny.yaml, set: { epochs: 2000000 } }]\n');
    const args = [
      'check',
      other,
      '--out',
      place.results,
      '--update',
      '--reason',
      'One',
      '--junit',
      inPlace('long.xml'),
    ];
    const { code, stderr } = await command(args, 300);
    expect(code).toBe(130);
    expect(stderr).toMatch(/^Interrupted\./);
    expect(existsSync(inPlace('long.xml'))).toBe(false);
    expect(existsSync(inPlace('long.baseline.json'))).toBe(false);
  });
});
