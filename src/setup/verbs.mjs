import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuild } from './build.mjs';
import { runChecks } from './checks.mjs';
import { exitCodeOf, run, tool } from './child.mjs';
import { ensureDependencies } from './dependencies.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

const verbs = {
  /** The baseline scenario, end to end. */
  async start(args) {
    prepare();
    process.chdir(root);
    await commandLine(['run', 'scenarios/baseline.yaml', ...args]);
  },
  /** The program itself, with the user's arguments. */
  async sim(args) {
    prepare();
    // npm moves to the package's folder first; the user's paths are relative to where npm was called.
    if (process.env.INIT_CWD && path.resolve(process.cwd()) === root) process.chdir(process.env.INIT_CWD);
    await commandLine(args);
  },
  /** The static site of all scenarios, in this very process. */
  async gallery(args) {
    prepare();
    process.chdir(root);
    await builtProgram('site', args);
  },
  async test(args) {
    prepare();
    process.exitCode = await runChecks(root, args, { full: false });
  },
  async 'test:full'(args) {
    prepare();
    process.exitCode = await runChecks(root, args, { full: true });
  },
  async bench(args) {
    prepare();
    process.exitCode = exitCodeOf(await run(process.execPath, ['--import', 'tsx', 'bench/main.ts', ...args], root));
  },
  /** The notebooks, from freshly made results. */
  async notebooks(args) {
    prepare();
    process.exitCode = exitCodeOf(
      await run(process.execPath, ['--import', 'tsx', 'notebooks/build.ts', ...args], root),
    );
  },
  async build() {
    prepare();
  },
  async format(args) {
    install();
    process.exitCode = exitCodeOf(
      await run(process.execPath, [tool(root, 'biome'), 'check', '--write', ...args], root),
    );
  },
};

/** Runs one verb; a failure of the preparation ends the process with code 1. */
export async function main(verb, args) {
  if (!Object.hasOwn(verbs, verb ?? '')) {
    process.stderr.write(
      `"${verb ?? ''}" is no verb of the bootstrap; expected one of ${Object.keys(verbs).join(', ')}.\n`,
    );
    process.exitCode = 2;
    return;
  }
  await verbs[verb](args);
}

function install() {
  stopOn(ensureDependencies(root));
}

function prepare() {
  install();
  stopOn(ensureBuild(root));
}

function stopOn(problem) {
  if (problem === undefined) return;
  process.stderr.write(`${problem.trimEnd()}\n`);
  process.exit(1);
}

async function commandLine(args) {
  await builtProgram('cli', args);
}

/** A built program in this very process: its exit code, its signals, its terminal. */
async function builtProgram(folder, args) {
  const file = path.join(root, 'dist', 'src', folder, 'main.js');
  process.argv = [process.argv[0], file, ...args];
  await import(pathToFileURL(file).href);
}
