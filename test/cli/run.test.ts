import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { command, tinyScenario, workplace } from './command.ts';

let place: ReturnType<typeof workplace>;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.remove());

const run = (...args: string[]) => command(['run', place.scenario, '--out', place.results, ...args]);

interface Facts {
  runId: string;
  folder: string;
  existing: boolean;
  report: string | null;
  epochs: number;
  metrics: { name: string }[];
}

async function facts(...args: string[]): Promise<Facts> {
  const { code, stdout, stderr } = await run('--json', '--no-report', ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Facts;
}

describe('run', () => {
  it('records tables, draws the report, and says on one screen what came out and where the report is', async () => {
    const { code, stdout, stderr } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThan(45);
    expect(lines[0]).toMatch(/^tiny [0-9a-f]{12}: 12 epochs in /);
    const report = /^Report: (.*)$/.exec(lines.at(-1) ?? '')?.[1] ?? '';
    expect(readFileSync(report, 'utf8')).toContain('</html>');
    expect(readdirSync(path.dirname(report))).toEqual(
      expect.arrayContaining(['charts', 'epochs.arrow', 'manifest.json', 'scenario.yaml', 'summary.json']),
    );
  });
  it('says what an author may not expect: with few workers the network never leaves plain means', async () => {
    expect((await run('--no-report')).stdout).toContain('Note: topic');
    const old = await run('--no-report', '--set', 'protocol.profile=v0.6');
    expect(old.code).toBe(0);
    expect(old.stdout).not.toContain('Note: topic');
  });
  it('stops at an impossible state, naming epoch and phase, with 1 and no manifest', async () => {
    const { code, stderr } = await run('--set', 'topics.0.loss.formula=log(prediction - 1000)');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Epoch 0, judge: topic .* the loss of inference .* is NaN; expected a finite number/);
    expect(stderr.split('\n').length).toBeLessThanOrEqual(4);
  });
  it('recognises a run that is recorded, and runs it again when forced, keeping the old folder', async () => {
    const first = await facts();
    const second = await facts();
    expect([first.existing, second.existing]).toEqual([false, true]);
    expect(second).toEqual({ ...first, existing: true });
    expect((await facts('--force')).existing).toBe(false);
    expect(readdirSync(path.join(place.results, 'tiny')).sort()).toEqual([first.runId, `${first.runId}.1`]);
  });
  it('records the same bytes when run again from the scenario that it wrote', async () => {
    const first = await facts();
    const table = path.resolve(first.folder, 'epochs.arrow');
    const resolved = path.resolve(first.folder, 'scenario.yaml');
    const other = path.join(place.folder, 'other');
    const again = await command(['run', resolved, '--out', other, '--json', '--no-report']);
    const second = JSON.parse(again.stdout) as Facts;
    const sha = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
    expect(second.runId).toBe(first.runId);
    expect(sha(path.resolve(second.folder, 'epochs.arrow'))).toBe(sha(table));
  });
  it('takes seed, epochs and single values from the command line', async () => {
    const { folder, epochs } = await facts('--seed', '007', '--epochs', '5', '--set', 'protocol.weights=clamped');
    expect(epochs).toBe(5);
    expect(parse(readFileSync(path.resolve(folder, 'scenario.yaml'), 'utf8'))).toMatchObject({
      seed: '007',
      epochs: 5,
      protocol: { profile: 'v0.17', weights: 'clamped' },
    });
  });
  it('gives another run for another seed', async () => {
    expect((await facts('--seed', 'a')).runId).not.toBe((await facts('--seed', 'b')).runId);
  });
  it('judges by a formula of the user', async () => {
    writeFileSync(
      place.scenario,
      tinyScenario.replace('    inferers:', '    loss: { formula: (prediction - truth)^2 }\n    inferers:'),
    );
    const own = await facts();
    writeFileSync(place.scenario, tinyScenario);
    const builtIn = await facts();
    expect(own.runId).not.toBe(builtIn.runId);
    expect(own.metrics.map(({ name }) => name)).toEqual(builtIn.metrics.map(({ name }) => name));
  });
  it('prints the path alone when it is to be quiet', async () => {
    const { stdout, stderr } = await run('--quiet', '--no-report');
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(path.join(path.resolve(stdout.trimEnd()), 'manifest.json'))).toBe(true);
    expect(stderr).toBe('');
  });
  it('ends cleanly when interrupted: 130, finished rows readable, marked as partial', async () => {
    const args = ['run', place.scenario, '--out', place.results, '--epochs', '5000000'];
    const { code, stdout, stderr } = await command(args, 300);
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^Interrupted after \d+ of 5000000 epochs\. What was finished stays in .*, marked as partial\.\n$/,
    );
    const [folder] = readdirSync(path.join(place.results, 'tiny'));
    expect(readdirSync(path.join(place.results, 'tiny', folder))).toEqual([
      'actors.partial.arrows',
      'epochs.partial.arrows',
    ]);
  });
});

const attack = 'attacks: [{ attack: sybil, start: 4, identities: 2 }]\n';
const expectations = `expect:
  - { metric: epochs, above: 10 }
  - { metric: epochs, below: 10 }
  - { metric: mean_combined_loss, below: 100, seeds: 3 }
`;

interface PairFacts extends Facts {
  control: { runId: string; folder: string; existing: boolean } | null;
  expectations: { metric: string; expected: string; met: boolean | null; n: number; reason: string }[];
}

describe('run, with attacks', () => {
  it('records the same run without the attackers’ keys beside it, in a folder of its own named in the manifest', async () => {
    writeFileSync(place.scenario, tinyScenario + attack);
    const { runId, folder, control } = (await facts()) as PairFacts;
    const manifest = JSON.parse(readFileSync(path.resolve(folder, 'manifest.json'), 'utf8'));
    expect(manifest.control).toEqual({ runId: control?.runId, folder: `../${control?.runId}` });
    expect(readdirSync(path.join(place.results, 'tiny')).sort()).toEqual([runId, control?.runId].sort());
    expect(readdirSync(path.resolve(folder))).toContain('attacks.arrow');
    expect(readdirSync(path.resolve(control?.folder ?? ''))).not.toContain('attacks.arrow');
    writeFileSync(place.scenario, tinyScenario);
    expect(await facts()).toMatchObject({ runId: control?.runId, existing: true, control: null });
  });
  it('says where the run without them is', async () => {
    writeFileSync(place.scenario, tinyScenario + attack);
    const { stdout } = await run('--no-report');
    expect(stdout).toMatch(/^Tables: .*\nWithout the attack: .*\n$/m);
    expect(stdout).toContain('attack_dilution');
  });
});

describe('run, with expectations', () => {
  it('shows what one run can tell, and what it takes to know the rest; the exit code stays 0', async () => {
    writeFileSync(place.scenario, tinyScenario + expectations);
    const { code, stdout } = await run('--no-report');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}epochs +above 10 +12 +1 +met$/m);
    expect(stdout).toMatch(/^ {2}epochs +below 10 +12 +1 +NOT MET$/m);
    expect(stdout).toMatch(/^ {2}mean_combined_loss +below 100 +needs 3 seeds: --check$/m);
    expect(((await facts()) as PairFacts).expectations.map(({ met }) => met)).toEqual([true, false, null]);
  });
  it('evaluates all with --check, and ends with 3 when one is not met', async () => {
    writeFileSync(place.scenario, tinyScenario + expectations);
    const { code, stdout } = await run('--no-report', '--check');
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ {2}mean_combined_loss +below 100 +-\S+ +-\S+ to -?\S+ +3 +met$/m);
    expect(readdirSync(path.join(place.results, 'tiny'))).toHaveLength(1);
    expect((await run('--no-report', '--check', '--set', 'expect.1.below=13')).code).toBe(0);
  });
  it('compares with another scenario, seed by seed', async () => {
    const other = path.join(place.folder, 'other.yaml');
    writeFileSync(other, tinyScenario.replace('name: tiny', 'name: other'));
    writeFileSync(
      place.scenario,
      `${tinyScenario}expect: [{ metric: mean_naive_loss, above: -0.001, below: 0.001, seeds: 2, than: other.yaml }]\n`,
    );
    const { code, stdout } = await run('--no-report', '--check', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as PairFacts).expectations).toMatchObject([
      { mean: 0, low: 0, high: 0, n: 2, met: true },
    ]);
  });
  it('ends with 130 when interrupted during the check, the run itself being complete', async () => {
    writeFileSync(
      place.scenario,
      tinyScenario.replace('epochs: 12', 'epochs: 300') + expectations.replace('seeds: 3', 'seeds: 9999'),
    );
    const { code, stderr } = await command(
      ['run', place.scenario, '--out', place.results, '--no-report', '--check'],
      700,
    );
    expect(code).toBe(130);
    const folder = /^Interrupted during the check\. The run itself is complete: (.*)\n$/.exec(stderr)?.[1] ?? '';
    expect(readdirSync(path.resolve(folder))).toContain('manifest.json');
  });
});

describe('run, given wrong input', () => {
  const cases: [what: string, args: string[], error: RegExp][] = [
    ['a value out of bounds', ['--epochs', '0'], /^--epochs 0:1:1 epochs is 0; expected a whole number, at least 1/],
    ['no number', ['--epochs', 'abc'], /^--epochs abc:1:1 epochs is "abc"; expected a whole number/],
    ['an option twice', ['--seed', 'a', '--seed', 'b'], /^--seed is given 2 times; expected once\.\n$/],
    ['an option without its value', ['--epochs'], /^Not enough arguments following: epochs\n$/],
    ['an unknown option', ['--sed', 'a'], /^run has no option --sed\. Did you mean "--seed"\?\n$/],
    ['an unknown policy', ['--set', 'topics.0.inferers.0.policy=honst'], /Did you mean "honest"\?\n$/],
  ];
  it.each(cases)('says so in a line, ends with 2 and writes nothing: %s', async (_what, args, error) => {
    const { code, stdout, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(error);
    expect(existsSync(place.results)).toBe(false);
  });
  it('names the place in the file', async () => {
    writeFileSync(place.scenario, tinyScenario.replace('count: 3', 'cuont: 3'));
    const { code, stderr } = await run();
    expect(code).toBe(2);
    expect(stderr).toContain(`${place.scenario}:9:27 topics.0.inferers.0.cuont is a key that nobody knows`);
    expect(existsSync(place.results)).toBe(false);
  });
  it('names a file that is not there', async () => {
    const { code, stderr } = await command(['run', path.join(place.folder, 'nope.yaml')]);
    expect(code).toBe(2);
    expect(stderr).toBe(`${path.join(place.folder, 'nope.yaml')}:1:1 there is no such file.\n`);
  });
  it('refuses a folder, a file that is too large, and one that is not text', async () => {
    const large = path.join(place.folder, 'large.yaml');
    writeFileSync(large, `#${'x'.repeat(600_000)}`);
    const binary = path.join(place.folder, 'binary.yaml');
    writeFileSync(binary, Uint8Array.of(0xff, 0xfe, 0x00, 0xd8));
    expect((await command(['run', place.folder])).stderr).toContain(':1:1 this is a folder; expected a file.');
    expect((await command(['run', large])).stderr).toContain(':1:1 the file is too large; expected at most 512 KiB.');
    expect((await command(['run', binary])).stderr).toContain(':1:1 the file is not text in UTF-8.');
  });
});

describe('run, when it fails', () => {
  it('ends with 1 and one line, and shows the stack only when asked', async () => {
    const out = path.join(place.scenario, 'below-a-file');
    const failed = await command(['run', place.scenario, '--out', out]);
    expect(failed.code).toBe(1);
    expect(failed.stderr.trimEnd().split('\n')).toHaveLength(1);
    const debugged = await command(['run', place.scenario, '--out', out, '--debug']);
    expect(debugged.stderr).toContain('\n    at ');
  });
});
