import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slurmCommands } from '../../../src/distributed/slurm/commands.ts';
import { finishedRuns } from '../../experiment/kill.ts';
import { type Slurm, startSlurm } from '../../support/slurm.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { begin } from '../bullmq/processes.ts';
import { locally, ofEpochs, shortRuns, tables, told, writeSweep } from '../bullmq/sweeps.ts';
import { type SweptOptions, sweptBySlurm, sweptHere } from './swept.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const worker = path.join(root, 'src', 'cli', 'main.ts');
/** From sources, as this very test: the built program is another one, whose runs have other addresses. */
const program = { command: [process.execPath, '--import', import.meta.resolve('tsx'), worker] };

let slurm: Slurm | undefined;
beforeAll(async () => {
  slurm = await startSlurm();
});
afterAll(() => slurm?.stop());

/** Forty short runs. */
const short = `
factors: [{ name: noise, path: topics.0.inferers.1.factor, values: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }]
replicates: 4
`;

/** Eight runs that take long enough for somebody to meet them under way. */
const long = `
set: { epochs: 4000 }
factors: [{ name: noise, path: topics.0.inferers.1.factor, values: [2, 9] }]
replicates: 4
`;

/** Sweeps through the Slurm of this machine. */
function swept(folder: string, body: string, runsPerTask: number, more: SweptOptions = {}) {
  const waits = { firstLook: 200, mostLook: 1000, patience: 60_000 };
  const options = { program, runsPerTask, waits, commands: slurmCommands };
  return sweptBySlurm(folder, body, { commands: slurmCommands }, { ...more, slurm: options });
}

/** Waits for the first array of a folder to have something to show. */
async function arrayWith(folder: string, has: (array: string) => boolean): Promise<string> {
  const slurmFolder = path.join(folder, 'results', '.slurm');
  for (;;) {
    const names = existsSync(slurmFolder) ? readdirSync(slurmFolder).filter((name) => !name.startsWith('.')) : [];
    const found = names.map((name) => path.join(slurmFolder, name)).find(has);
    if (found !== undefined) return found;
    await pause(20);
  }
}

const hasBegun = (array: string): boolean => existsSync(path.join(array, 'begun', '0'));
const jobOf = (array: string): string => JSON.parse(readFileSync(path.join(array, 'submitted.json'), 'utf8')).job;

/** Results in the store, with their content. */
const contents = (folder: string): Map<string, string> => {
  const results = path.join(folder, 'results');
  const files = [...finishedRuns(results).keys()].sort();
  return new Map(files.map((file) => [file, readFileSync(path.join(results, '.runs', file), 'utf8')]));
};

describe('a real Slurm of one node', () => {
  it('makes forty runs as an array, whose tables equal the local ones byte for byte', async ({ skip }) => {
    if (slurm === undefined) return skip();
    // Slurm reads names of files in a way of its own.
    const folder = path.join(temporaryFolder(), "50 % o'clock");
    mkdirSync(folder);
    const from = performance.now();
    const { tables, facts, told } = await swept(folder, short, 10);
    console.log(`${slurm.version}: 40 runs in ${((performance.now() - from) / 1000).toFixed(1)} s.`);
    expect(told).toMatch(/40 runs in 4 tasks/);
    expect(await tables?.()).toEqual(await (await sweptHere(temporaryFolder(), short)).tables?.());
    expect(facts).toEqual({ engine: 'slurm', begunAgain: 0, givenUp: 0 });
    expect(readdirSync(path.join(folder, 'results', '.slurm'))).toEqual([]);
  });

  it('makes good by a second array what a task killed with SIGKILL has left', async ({ skip }) => {
    if (slurm === undefined) return skip();
    const folder = temporaryFolder();
    const from = performance.now();
    const sweeping = swept(folder, long, 2);
    const array = await arrayWith(folder, hasBegun);
    const pid = Number(/, process (\d+) on /.exec(readFileSync(path.join(array, 'logs', '0.out'), 'utf8'))?.[1]);
    process.kill(pid, 'SIGKILL');
    const { tables, facts, told } = await sweeping;
    console.log(`8 runs, one task killed: ${((performance.now() - from) / 1000).toFixed(1)} s.\n${told}`);
    expect(told.match(/Submitted array/g)).toHaveLength(2);
    expect(facts).toEqual({ engine: 'slurm', begunAgain: 1, givenUp: 0 });
    expect(await tables?.()).toEqual(await (await sweptHere(temporaryFolder(), long)).tables?.());
  });

  it('comes to the same results when tasks are executed twice at a time', async ({ skip }) => {
    if (slurm === undefined) return skip();
    const [folder, here] = [temporaryFolder(), temporaryFolder()];
    // Long enough for others to come, who take their time to start on a busy machine.
    const longer = long.replace('4000', '20000');
    const sweeping = swept(folder, longer, 4);
    const array = await arrayWith(folder, hasBegun);
    const again = ['0', '1'].map((task) => {
      const environment = { ...process.env, SLURM_ARRAY_TASK_ID: task };
      const [node, ...args] = program.command;
      const child = spawn(node, [...args, 'worker', '--array', array, '--jobs', '1'], { env: environment });
      return new Promise((resolve) => child.on('exit', resolve));
    });
    const { tables, facts } = await sweeping;
    await Promise.all(again);
    const local = await sweptHere(here, longer);
    expect(await tables?.()).toEqual(await local.tables?.());
    expect(facts.begunAgain).toBeGreaterThan(0);
    console.log(`8 runs, ${facts.begunAgain} of them begun twice.`);
    expect(contents(folder)).toEqual(contents(here));
  });

  it('goes on after Ctrl-C, and the same command collects', async ({ skip }) => {
    if (slurm === undefined) return skip();
    const folder = temporaryFolder();
    let pressed = false;
    const first = swept(folder, long, 4, { interrupted: () => pressed });
    const array = await arrayWith(folder, hasBegun);
    pressed = true;
    expect((await first).told).toContain(`The array ${jobOf(array)} goes on`);
    const { told, runs, facts } = await swept(folder, long, 4);
    expect(told).toMatch(/^Waiting for \d runs that the array \d+ has already\.\n$/);
    expect([runs?.done, facts.begunAgain]).toEqual([8, 0]);
  });

  it('is ended by scancel, which ends the tasks, and is not begun again until asked to', async ({ skip }) => {
    if (slurm === undefined) return skip();
    const folder = temporaryFolder();
    const sweeping = swept(folder, long.replace('4000', '40000'), 4);
    const array = await arrayWith(folder, hasBegun);
    const from = performance.now();
    execFileSync('scancel', [jobOf(array)]);
    expect((await sweeping).error?.message).toMatch(/^Array \d+ was cancelled with \d runs without result/);
    console.log(`scancel: ${((performance.now() - from) / 1000).toFixed(1)} s.`);
    expect(readFileSync(path.join(array, 'logs', '0.out'), 'utf8')).toMatch(
      /^Task 0: \d of 4 runs are done, 0 failed, 0 lost/m,
    );
  });

  it('serves the built program from its command line, with and without submitting', async ({ skip }) => {
    if (slurm === undefined) return skip();
    const folder = temporaryFolder();
    const experiment = writeSweep(folder, 'built', ofEpochs(shortRuns(12)));
    const here = path.join(folder, 'here');
    expect((await locally(experiment, here)).code).toBe(0);
    const [there, byHand] = ['there', 'by-hand'].map((name) => path.join(folder, name));
    const args = [
      'sweep',
      experiment,
      '--engine',
      'slurm',
      '--runs-per-task',
      '6',
      '--jobs',
      '2',
      '--no-report',
      '--json',
    ];
    const facts = told(await (await begin([...args, '--out', there])).ran);
    expect(facts.engine).toEqual({ engine: 'slurm', begunAgain: 0, givenUp: 0 });
    expect(tables(there, 'built')).toEqual(tables(here, 'built'));

    const written = await (await begin([...args, '--out', byHand, '--no-submit'])).ran;
    expect(written.code).toBe(0);
    const { script, runs } = JSON.parse(written.stdout);
    expect(runs).toBe(12);
    execFileSync('sbatch', [script]);
    expect((await (await begin([...args, '--out', byHand])).ran).code).toBe(0);
    expect(tables(byHand, 'built')).toEqual(tables(here, 'built'));
  });
});
