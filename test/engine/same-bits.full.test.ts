import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createSimulation, type Scenario } from '../../sim/index.ts';
import { resolveScenario } from '../../src/config/resolve-scenario.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { bitsOfRun } from '../support/bits-of-run.ts';
import { startChromium } from '../support/chromium.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const EPOCHS = '200';
const SECOND_NODE = 'node@22';

/** Changes to the baseline that bring in every weight rule and the functions that engines compute differently. */
const VARIANTS: readonly (readonly string[])[] = [
  [],
  ['protocol=v0.6', 'topics.0.loss=czar', 'topics.0.truth=student-t'],
  ['protocol=v0.9', 'topics.0.loss=zptae', 'topics.0.truth=jump-diffusion'],
  ['protocol=v0.16', 'topics.0.loss=ztae', 'topics.0.truth=ornstein-uhlenbeck'],
  ['protocol=reference', 'topics.0.loss=logcosh', 'topics.0.truth=gbm-price'],
];

type Bits = Record<string, string>;
let scenarios: Scenario[];
let expected: Bits[];

beforeAll(async () => {
  const text = readFileSync('scenarios/baseline.yaml', 'utf8');
  scenarios = await Promise.all(
    VARIANTS.map(async (set) => {
      const resolved = await resolveScenario(text, 'baseline.yaml', { set, epochs: EPOCHS }, simRegistries);
      if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
      return resolved.scenario;
    }),
  );
  expected = scenarios.map(bitsHere);
});

function bitsHere(scenario: Scenario): Bits {
  return bitsOfRun(createSimulation, scenario);
}

/** Engine and fingerprints in one file without imports, as text. */
async function bundle(): Promise<string> {
  const outDir = temporaryFolder();
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      lib: { entry: 'test/support/bits-bundle.ts', formats: ['es'], fileName: 'bits' },
      outDir,
      minify: false,
      target: 'es2023',
    },
  });
  return readFileSync(['bits.js', 'bits.mjs'].map((name) => join(outDir, name)).find(existsSync) ?? '', 'utf8');
}

/** A module that ends in an expression over `fingerprintsHere`: version of Node, and fingerprints of all scenarios. */
async function moduleThat(does: string): Promise<string> {
  const text = JSON.stringify(JSON.stringify(scenarios));
  return `${await bundle()}\nconst fingerprintsHere = { node: process.version, bits: JSON.parse(${text}).map(bits) };\n${does}\n`;
}

describe('a run of 200 epochs has the same bits', () => {
  it('twice in this Node, and other bits with another seed', () => {
    for (const bits of expected) expect(Object.keys(bits).length).toBeGreaterThan(20);
    expect(new Set(expected.map((bits) => bits['epochs.combined_loss'])).size).toBe(VARIANTS.length);
    expect(scenarios.map(bitsHere)).toEqual(expected);
    const other = bitsHere({ ...scenarios[0], seed: `${scenarios[0].seed}!` });
    expect(other['epochs.combined_loss']).not.toBe(expected[0]['epochs.combined_loss']);
    expect(other['epochs.epoch']).toBe(expected[0]['epochs.epoch']);
  });

  it('in a worker thread', async () => {
    const code = await moduleThat("(await import('node:worker_threads')).parentPort.postMessage(fingerprintsHere);");
    const worker = new Worker(new URL(`data:text/javascript;charset=utf-8,${encodeURIComponent(code)}`));
    onTestFinished(async () => void (await worker.terminate()));
    const found = await new Promise<{ bits: Bits[] }>((resolve, reject) => {
      worker.on('message', resolve).on('error', reject);
    });
    expect(found.bits).toEqual(expected);
  });

  it(`in another major version of Node (${SECOND_NODE})`, async () => {
    const folder = temporaryFolder();
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync(npm, ['install', '--prefix', folder, ...quiet, SECOND_NODE], { stdio: 'pipe' });
    const node = join(folder, 'node_modules', '.bin', 'node');
    const path = join(folder, 'print.mjs');
    writeFileSync(path, await moduleThat('console.log(JSON.stringify(fingerprintsHere));'));
    const printed = JSON.parse(execFileSync(node, [path], { encoding: 'utf8' }));
    expect(printed.node).not.toBe(process.version);
    expect(printed.node).toMatch(/^v22\./);
    expect(printed.bits).toEqual(expected);
  });

  it('in Chromium', async () => {
    const browser = await startChromium();
    if (browser === undefined) throw new Error('no Chromium to run in');
    onTestFinished(async () => await browser.close());
    const page = await browser.newPage();
    const code = (await bundle()).replace(/export\s*\{[^}]*\};?\s*$/, '');
    await page.goto(pathToFileURL(join(temporaryFolder(), '')).href);
    await page.addScriptTag({ content: `${code}\nwindow.bits = bits;`, type: 'module' });
    const found = await page.evaluate(
      (all: unknown[]) => all.map((window as unknown as { bits(scenario: unknown): unknown }).bits),
      scenarios as unknown[],
    );
    expect(found).toEqual(expected);
  });
});
