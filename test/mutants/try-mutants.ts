import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutant.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What the tests read, and what of it may be absent. */
const copied = ['sim', 'src', 'test', 'scenarios', 'package.json', 'tsconfig.json'];

/** Tests in the order in which they are asked, the quick ones first; all belong to `npm test`. */
const stages: readonly (readonly string[])[] = [
  ['test/protocol/', 'test/math/formula.test.ts'],
  ['test/conform/', 'test/oracle/'],
];

/** In the copies: the tests' configuration, but a property that fails is not searched for its smallest example. */
const quickConfig = 'test/vitest.quick.config.ts';
const quickConfigText = `import { mergeConfig } from 'vitest/config';
import config from './vitest.config.ts';

export default mergeConfig(config, { test: { setupFiles: ['test/end-on-failure.ts'] } });
`;
const endOnFailure = `import fc from 'fast-check';

fc.configureGlobal({ endOnFailure: true });
`;

/** A run of the tests that takes longer hangs, and counts as failed. */
const patience = 180_000; // ms

/** What became of one planted mistake. */
export interface Outcome {
  readonly mutant: Mutant;
  readonly caught: boolean;
  /** First tests that failed; empty for a survivor. */
  readonly by: string;
}

/** Where the text to be replaced stands in its file, or a sentence on why that is unclear. */
export function placeOf({ file, find }: Mutant, text: string): number | string {
  const at = text.indexOf(find);
  if (at < 0) return `${file} does not contain ${JSON.stringify(find)}.`;
  return text.indexOf(find, at + 1) < 0 ? at : `${file} contains ${JSON.stringify(find)} more than once.`;
}

/**
 * Plants one mistake after another in copies of the project and runs its tests on them.
 *
 * @param jobs how many copies are tested at the same time
 * @throws Error when a mistake cannot be planted, or when the tests fail without any
 */
export async function tryMutants(
  mutants: readonly Mutant[],
  jobs: number,
  report: (outcome: Outcome) => void,
): Promise<Outcome[]> {
  const problems = mutants
    .map((mutant) => placeOf(mutant, readFileSync(path.join(root, 'sim', 'protocol', mutant.file), 'utf8')))
    .filter((place) => typeof place === 'string');
  if (problems.length > 0) throw new Error(problems.join('\n'));

  const folder = mkdtempSync(path.join(tmpdir(), 'allora-sim-mutants-'));
  try {
    const copies = Array.from({ length: jobs }, (_, n) => copyProject(path.join(folder, String(n))));
    const broken = await failureIn(copies[0]);
    if (broken !== '') throw new Error(`The tests fail without any mistake: ${broken}`);
    const outcomes = new Array<Outcome>(mutants.length);
    let next = 0;
    await Promise.all(
      copies.map(async (copy) => {
        while (next < mutants.length) {
          const n = next++;
          outcomes[n] = await tryOne(copy, mutants[n]);
          report(outcomes[n]);
        }
      }),
    );
    return outcomes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tryOne(copy: string, mutant: Mutant): Promise<Outcome> {
  const file = path.join(copy, 'sim', 'protocol', mutant.file);
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(mutant.find, () => mutant.replace),
  );
  const by = await failureIn(copy);
  writeFileSync(file, text);
  return { mutant, caught: by !== '', by };
}

/** A copy of what the tests need, with the packages linked in and the reference rows beside it as they stand here. */
function copyProject(folder: string): string {
  const copy = path.join(folder, 'project');
  mkdirSync(path.join(copy, 'node_modules'), { recursive: true });
  for (const name of copied) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  // Each package by itself, so that the tests' cache lies in the copy.
  for (const name of readdirSync(path.join(root, 'node_modules'))) {
    if (name.startsWith('.vite')) continue;
    symlinkSync(path.join(root, 'node_modules', name), path.join(copy, 'node_modules', name));
  }
  writeFileSync(path.join(copy, quickConfig), quickConfigText);
  writeFileSync(path.join(copy, 'test', 'end-on-failure.ts'), endOnFailure);
  const shared = path.join(root, '..', 'shared');
  if (existsSync(shared)) symlinkSync(realpathSync(shared), path.join(folder, 'shared'));
  return copy;
}

/** The first failing tests, or nothing when all pass. */
async function failureIn(copy: string): Promise<string> {
  for (const stage of stages) {
    const failure = await failureOf(copy, stage);
    if (failure !== '') return failure;
  }
  return '';
}

function failureOf(copy: string, tests: readonly string[]): Promise<string> {
  const vitest = path.join(copy, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', ...tests, '--config', quickConfig, '--bail', '1'];
  const quick = ['--no-isolate', '--pool=threads', '--no-file-parallelism', '--reporter=json'];
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VITEST|VITE_|ALLORA_SIM_TEST_FULL$|NODE_ENV$|CI$|TEST$)/.test(name),
    ),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args, ...quick], { cwd: copy, env: environment });
    let output = '';
    let errors = '';
    let hangs = false;
    const timer = setTimeout(() => {
      hangs = true;
      child.kill('SIGKILL');
    }, patience);
    child.stdout.on('data', (part) => {
      output += part;
    });
    child.stderr.on('data', (part) => {
      errors += part;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve('');
      else resolve(hangs ? 'no end' : (failedTest(output) ?? (errors.trim().split('\n')[0] || `exit code ${code}`)));
    });
  });
}

interface JsonReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** File and title of the first failed test in what the reporter printed. */
function failedTest(output: string): string | undefined {
  const start = output.indexOf('{"num');
  if (start < 0) return undefined;
  const report = JSON.parse(output.slice(start)) as JsonReport;
  for (const { name, message, assertionResults } of report.testResults) {
    const failed = assertionResults.find(({ status }) => status === 'failed');
    if (failed !== undefined) return `${path.basename(name)}: ${failed.fullName}`;
    if (message !== '') return `${path.basename(name)}: ${message.split('\n')[0]}`;
  }
  return undefined;
}
