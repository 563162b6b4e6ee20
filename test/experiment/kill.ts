import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from '../../src/setup/build.mjs';
import { tinyScenario } from '../cli/command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Built, since it starts many times, and starts much faster so. */
const main = path.join(root, 'dist', 'src', 'cli', 'main.js');

const points = 20;

/** Writes an experiment of so many runs into a folder. */
export function writeExperiment(folder: string, runs: number): string {
  const problem = ensureBuild(root);
  if (problem !== undefined) throw new Error(problem);
  writeFileSync(path.join(folder, 'tiny.yaml'), tinyScenario);
  const file = path.join(folder, 'killed.yaml');
  writeFileSync(
    file,
    `# What is left of a sweep that is killed?
name: killed
scenario: tiny.yaml
set: { epochs: 400 }
factors:
  - { path: topics.0.pNorm, from: 2.5, to: 4.5, steps: ${points / 2} }
  - { path: topics.0.inferers.1.factor, values: [2, 5] }
replicates: ${runs / points}
`,
  );
  return file;
}

/** Begins a sweep in a process of its own. */
function begin(experiment: string, results: string) {
  const args = ['sweep', experiment, '--out', results, '--no-report', '--quiet', '--threads', '2'];
  const child = spawn(process.execPath, [main, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  child.stderr.on('data', (text) => {
    said += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, ended, said: () => said };
}

/** Runs a sweep to its end and hands back its exit code and what it says. */
export async function runToItsEnd(experiment: string, results: string): Promise<{ code: number | null; said: string }> {
  const { ended, said } = begin(experiment, results);
  const code = await ended;
  return { code, said: said() };
}

/** Begins the sweep and kills it as soon as so many runs are finished, and some milliseconds later. */
export async function killAt(experiment: string, results: string, finished: number, later: number): Promise<void> {
  const { child, ended } = begin(experiment, results);
  let over = false;
  ended.then(() => {
    over = true;
  });
  while (!over && finishedRuns(results).size < finished) await new Promise((resolve) => setTimeout(resolve, 2));
  await new Promise((resolve) => setTimeout(resolve, later));
  child.kill('SIGKILL');
  await ended;
}

/** Results in the store, with what would change if one were written again. */
export function finishedRuns(results: string): Map<string, string> {
  const store = path.join(results, '.runs');
  if (!existsSync(store)) return new Map();
  const files = readdirSync(store, { recursive: true, encoding: 'utf8' });
  const found = files.filter((file) => file.endsWith('.json') && !path.basename(file).startsWith('.'));
  return new Map(
    found.map((file) => {
      const { ino, mtimeMs } = statSync(path.join(store, file));
      return [file, `${ino} ${mtimeMs}`];
    }),
  );
}

/** SHA-256 of the tables of the only sweep in a folder of results. */
export function tablesOfSweep(results: string): Record<string, string> {
  const folder = path.join(results, 'killed');
  const [id] = readdirSync(folder).filter((name) => !name.startsWith('.'));
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, id, name)))
      .digest('hex');
  return { id, runs: hash('runs.arrow'), points: hash('points.arrow') };
}
