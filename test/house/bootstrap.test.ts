import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from './planted-project.ts';

/** A package of two files whose program prints its arguments and its folder, set up by this project's bootstrap. */
let folder: string;
/** The same package as its first build leaves it: most tests begin there. */
let built: string;
beforeAll(() => {
  built = freshPackage();
  folder = built;
  const { code, stdout, stderr } = bootstrap(['build']);
  if (code !== 0) throw new Error(`${stdout}${stderr}`);
});
afterAll(() => rmSync(built, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'allora-sim-bootstrap-'));
  cpSync(built, folder, { recursive: true, verbatimSymlinks: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function freshPackage(): string {
  folder = mkdtempSync(path.join(tmpdir(), 'allora-sim-bootstrap-'));
  cpSync(path.join(projectRoot, 'src/setup'), path.join(folder, 'src/setup'), { recursive: true });
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(path.join(projectRoot, 'node_modules/typescript'), path.join(folder, 'node_modules/typescript'), 'dir');
  write('package.json', '{ "type": "module" }');
  // Small, so that a build is quick.
  const compilerOptions = {
    strict: true,
    target: 'ES2023',
    lib: ['ES5'],
    types: [],
    module: 'nodenext',
    outDir: 'dist',
  };
  const more = { rootDir: '.', rewriteRelativeImportExtensions: true, skipLibCheck: true };
  write('tsconfig.json', JSON.stringify({ compilerOptions: { ...compilerOptions, ...more }, include: ['sim', 'src'] }));
  write('sim/index.ts', 'export const answer = 42;\n');
  const main = [
    "import { answer } from '../../sim/index.ts';",
    'declare const process: { stdout: { write(text: string): void }; argv: string[]; cwd(): string; exitCode: number };',
    "process.stdout.write([answer, process.argv.slice(2), process.cwd()].join(' '));",
    'process.exitCode = 3;',
  ];
  write('src/cli/main.ts', main.join('\n'));
  // What npm leaves behind when it has installed what the lock file says.
  const packages = { '': {}, 'node_modules/typescript': { version: '1.0.0' } };
  write('package-lock.json', JSON.stringify({ packages }));
  write('node_modules/.package-lock.json', JSON.stringify({ packages }));
  return folder;
}

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

function bootstrap(args: readonly string[], cwd = folder, environment: NodeJS.ProcessEnv = {}) {
  const { INIT_CWD: _ours, ...env } = process.env;
  const result = spawnSync(process.execPath, [path.join(folder, 'src/setup/bootstrap.mjs'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...env, ...environment },
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

describe('the bootstrap', () => {
  it('builds what has changed and nothing else, and hands on arguments and exit code', () => {
    rmSync(path.join(folder, 'dist'), { recursive: true });
    expect(bootstrap(['sim', 'a', 'b'])).toEqual({ code: 3, stdout: `42 a,b ${folder}`, stderr: 'Building ...\n' });
    expect(bootstrap(['sim'])).toEqual({ code: 3, stdout: `42  ${folder}`, stderr: '' });
    write('sim/index.ts', 'export const answer = 43;\n');
    expect(bootstrap(['sim'])).toEqual({ code: 3, stdout: `43  ${folder}`, stderr: 'Building ...\n' });
  });
  it('leaves no output of a source that is gone', () => {
    write('src/io/old.ts', 'export const old = 1;\n');
    bootstrap(['build']);
    expect(existsSync(path.join(folder, 'dist/src/io/old.js'))).toBe(true);
    rmSync(path.join(folder, 'src/io/old.ts'));
    bootstrap(['build']);
    expect(existsSync(path.join(folder, 'dist/src/io'))).toBe(false);
  });
  it('says what is wrong when the build fails, ends with 1 and keeps the build before', () => {
    write('sim/index.ts', "export const answer: number = 'x';\n");
    const { code, stderr } = bootstrap(['sim']);
    expect(code).toBe(1);
    expect(stderr).toContain('The build failed:\nsim/index.ts(1,14): error TS2322');
    expect(readFileSync(path.join(folder, 'dist/sim/index.js'), 'utf8')).toContain('answer = 42');
    expect(bootstrap(['sim']).code).toBe(1);
  });
  it('takes the user’s paths from where npm was called', () => {
    mkdirSync(path.join(folder, 'deep'));
    expect(bootstrap(['sim'], folder, { INIT_CWD: path.join(folder, 'deep') }).stdout).toBe(
      `42  ${path.join(folder, 'deep')}`,
    );
    expect(bootstrap(['sim'], path.join(folder, 'deep'), { INIT_CWD: tmpdir() }).stdout).toBe(
      `42  ${path.join(folder, 'deep')}`,
    );
  });
  it('installs when the lock file asks for something else than what is there', () => {
    const packages = { '': {}, 'node_modules/typescript': { version: '2.0.0' } };
    write('package-lock.json', JSON.stringify({ packages }));
    write('npm.js', "console.error('no network ' + process.argv[2]);\nprocess.exitCode = 1;\n");
    const { code, stderr } = bootstrap(['build'], folder, { npm_execpath: path.join(folder, 'npm.js') });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Installing dependencies .*\nInstalling the dependencies failed. What npm said:\nno network ci\n$/,
    );
  });
  it('knows its verbs', () => {
    const { code, stderr } = bootstrap(['strat']);
    expect(code).toBe(2);
    expect(stderr).toContain('expected one of start, sim, gallery, test, test:full, bench, notebooks, build, format');
  });
});
