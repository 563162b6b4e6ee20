import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from './planted-project.ts';

/** Packing builds, and installing may ask the registry: longer than other tests may take. */
const minutes = 5;

let folder: string;
let packed: { readonly filename: string; readonly files: readonly { readonly path: string }[] };

function call(program: string, args: readonly string[], cwd = folder) {
  const { NODE_OPTIONS: _ours, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', env });
  return { code: status, stdout, stderr };
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'allora-sim-pack-'));
  const pack = call('npm', ['pack', '--json', '--pack-destination', folder], projectRoot);
  if (pack.code !== 0) throw new Error(pack.stderr);
  // What scripts print comes before the document.
  packed = JSON.parse(pack.stdout.slice(pack.stdout.indexOf('[')))[0];
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${packed.filename}`];
  const { code, stderr } = call('npm', install);
  if (code !== 0) throw new Error(stderr);
}, minutes * 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As npx starts it, without npm, which takes longer to start than the program. */
const program = (...args: string[]) => call(path.join(folder, 'node_modules', '.bin', 'allora-sim'), args);

describe('the packed program, installed elsewhere', () => {
  it('holds what it needs and nothing of the workshop', () => {
    const files = packed.files.map((file) => file.path);
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'README.md',
        'dist/src/cli/main.js',
        'dist/src/library/index.d.ts',
        'dist/sim/index.js',
        'scenarios/baseline.yaml',
      ]),
    );
    expect(files.filter((file) => /^(test|bench|node_modules|results|src|sim|\.)/.test(file))).toEqual([]);
    expect(files.filter((file) => /\.(test\.js|sources)$/.test(file))).toEqual([]);
  });
  it('lists policies', () => {
    const { code, stdout, stderr } = call('npx', ['--no-install', 'allora-sim', 'list', 'policies']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('honest');
  });
  it('runs the packed baseline, draws its report, and exports its table', () => {
    const scenario = path.join('node_modules', 'allora-sim', 'scenarios', 'baseline.yaml');
    const { code, stdout, stderr } = program('run', scenario, '--epochs', '20', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { runId, folder: run, report } = JSON.parse(stdout) as { runId: string; folder: string; report: string };
    expect(readFileSync(path.join(folder, report), 'utf8')).toContain('</html>');
    expect(readdirSync(path.join(folder, run))).toContain('manifest.json');
    const rows = program('export', runId, '--columns', 'epoch').stdout.trimEnd().split('\n');
    expect(rows).toHaveLength(21);
  });
  it('is a library: simulate, and the engine behind it', () => {
    const example = [
      "import { simulate, ScenarioError } from 'allora-sim';",
      "import { profileNames } from 'allora-sim/engine';",
      "const topic = { name: 't', truth: 'gbm-return', rewardPerEpoch: 1, inferers: [{ policy: 'honest', count: 3 }], reputers: [{ policy: 'honest', count: 2 }] };",
      "const { tables } = await simulate({ name: 'x', epochs: 7, topics: [topic] });",
      "const refused = await simulate({ name: 'x', topics: [] }).catch((error) => error instanceof ScenarioError);",
      "console.log(tables.epochs.numbers('truth').length, refused, profileNames.includes('v0.17'));",
    ];
    writeFileSync(path.join(folder, 'example.mjs'), example.join('\n'));
    const { stdout, stderr } = call(process.execPath, ['example.mjs']);
    expect({ stdout, stderr }).toEqual({ stdout: '7 true true\n', stderr: '' });
  });
});
