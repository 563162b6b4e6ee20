import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../src/distributed/engine-error.ts';
import { ArrayWritten } from '../../../src/distributed/slurm/array-written.ts';
import { tinyScenario } from '../../cli/command.ts';
import { finishedRuns } from '../../experiment/kill.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { FakeSlurm, refused } from './fake-slurm.ts';
import { failing, grid, hasty, type SweptOptions, sweptBySlurm, sweptHere } from './swept.ts';

const batches = (folder: string): string[] => readdirSync(path.join(folder, 'results', '.slurm'));

type Tables = NonNullable<Awaited<ReturnType<typeof sweptBySlurm>>['tables']>;

const csv = 'epoch,level\n0,1.5\n1,2\n2,1.8\n';
const csvScenario = tinyScenario
  .replace('truth: { process: gbm-return }', 'truth: { process: csv, file: level.csv, column: level }')
  .replace('epochs: 12', 'epochs: 3');

/** The tables that a sweep in this process comes to; made once. */
const here = new Map<string, ReturnType<Tables>>();
function tablesHere(body: string, more: SweptOptions = {}): ReturnType<Tables> {
  const known = here.get(body + more.scenario);
  if (known !== undefined) return known;
  const folder = temporaryFolder();
  if (more.scenario === csvScenario) writeFileSync(path.join(folder, 'level.csv'), csv);
  const made = sweptHere(folder, body, more).then(({ tables }) => tables());
  here.set(body + more.scenario, made);
  return made;
}

/** Something that is waited for from outside. */
function gate() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe('a sweep by Slurm', () => {
  it('comes to the same bytes as one in this process, and leaves no folder behind', async () => {
    const folder = temporaryFolder();
    const fake = new FakeSlurm();
    const { tables, facts, told } = await sweptBySlurm(folder, grid, fake);
    expect(await tables?.()).toEqual(await tablesHere(grid));
    expect(await tables?.()).toHaveLength(2);
    expect(facts).toEqual({ engine: 'slurm', begunAgain: 0, givenUp: 0 });
    expect(fake.arrays.map(({ states }) => states.length)).toEqual([3]);
    expect(told).toMatch(/^Submitted array 101: 6 runs in 3 tasks\./);
    expect(batches(folder)).toEqual([]);
  });

  it('submits only runs that are not in the store, and an array for each round of a stopping rule', async () => {
    const folder = temporaryFolder();
    await sweptHere(folder, grid.replace('replicates: 2', 'replicates: 1'));
    const rule = 'stop: { metric: mean_combined_loss, halfWidth: 0.25, most: 8 }\n';
    const fake = new FakeSlurm();
    const { runs } = await sweptBySlurm(folder, `${grid}${rule}`, fake);
    expect(fake.arrays.length).toBeGreaterThan(1);
    expect(fake.tried).toHaveLength((runs?.total ?? 0) - 3);
    expect(new Set(fake.tried).size).toBe(fake.tried.length);
  });

  it('asks Slurm for nothing when every run is in the store', async () => {
    const folder = temporaryFolder();
    await sweptHere(folder, grid);
    const fake = new FakeSlurm({ answers: () => ({ kind: 'missing' }) });
    expect((await sweptBySlurm(folder, grid, fake)).runs?.stored).toBe(6);
  });

  it('has the failures of runs as a local sweep has them, and keeps them with their scenario only in quarantine', async () => {
    for (const policy of ['continue', 'quarantine']) {
      const folder = temporaryFolder();
      const first = await sweptBySlurm(folder, failing(policy), new FakeSlurm());
      expect([await first.tables?.(), first.runs?.failed]).toEqual([await tablesHere(failing(policy)), 2]);
      const kept = [...finishedRuns(path.join(folder, 'results')).keys()];
      const texts = kept.map((file) => readFileSync(path.join(folder, 'results', '.runs', file), 'utf8'));
      const failures = texts.map((text) => JSON.parse(text)).filter(({ status }) => status === 'failed');
      expect(failures.map(({ scenario }) => scenario.seed).sort()).toEqual(
        policy === 'quarantine' ? ['allora-1', 'allora-2'] : [],
      );
      const again = new FakeSlurm();
      await sweptBySlurm(folder, failing(policy), again);
      expect(again.tried).toHaveLength(policy === 'quarantine' ? 0 : 2);
      expect(batches(folder)).toEqual([]);
    }
  });

  it('gives runs of tasks that died to a second array, and says how many were begun twice', async () => {
    const folder = temporaryFolder();
    // Tasks of two runs: the second task dies in its second run, the last in its first.
    const diesAfter = ({ array, task }: { array: number; task: number }) =>
      array === 1 ? [undefined, 1, 0][task] : undefined;
    const fake = new FakeSlurm({ diesAfter });
    const { tables, facts, told } = await sweptBySlurm(folder, grid, fake);
    expect(await tables?.()).toEqual(await tablesHere(grid));
    expect(fake.arrays.map(({ states }) => states.length)).toEqual([3, 2]);
    expect(facts).toEqual({ engine: 'slurm', begunAgain: 2, givenUp: 0 });
    expect(told).toContain('Array 101 has ended without 3 of its runs; they are tried again.\n');
    expect(batches(folder)).toEqual([]);
  });

  it('gives up a run whose task is lost in five arrays, says how it ended, and keeps what there is to look into', async () => {
    const folder = temporaryFolder();
    let doomed = '';
    const killsThread = (_: unknown, address: string): boolean => {
      doomed ||= address;
      return address === doomed;
    };
    const fake = new FakeSlurm({ killsThread, stateOfDead: 'OUT_OF_MEMORY' });
    const { runs, facts, told } = await sweptBySlurm(folder, `${grid}onFailure: quarantine\n`, fake);
    expect(fake.arrays).toHaveLength(5);
    expect(facts).toEqual({ engine: 'slurm', begunAgain: 1, givenUp: 1 });
    const failures = runs?.rows.failures() ?? [];
    expect(failures.map(({ address }) => address)).toEqual([doomed]);
    expect(failures[0].error).toMatch(
      /^given up after 5 job arrays in which its task was lost; the last was task 105_0: it ended OUT_OF_MEMORY, its last words "Task 0: 0 of 1 runs are done, 0 failed, 1 lost/,
    );
    const file = path.join(folder, 'results', '.runs', doomed.slice(0, 2), `${doomed}.json`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ status: 'failed', scenario: { name: 'tiny' } });
    // Each of the five arrays had the run.
    expect(batches(folder)).toHaveLength(5);
    const logs = /logs of their tasks are in (.*)\n/.exec(told)?.[1] ?? '';
    expect(readFileSync(path.join(logs, '0.out'), 'utf8')).toContain('lost, its thread ended: out of memory');
  });

  it('gives up no run that no task came to, as long as each array makes some', async () => {
    // A time limit that allows one run at a time: six arrays for six runs, more than a run may be begun in.
    const fake = new FakeSlurm({ diesAfter: () => 1 });
    const { runs, facts } = await sweptBySlurm(temporaryFolder(), grid, fake, { slurm: { runsPerTask: 6 } });
    expect([runs?.failed, fake.arrays.length]).toEqual([0, 6]);
    expect(facts).toEqual({ engine: 'slurm', begunAgain: 5, givenUp: 0 });
  });

  it('gives up all runs when five arrays in a row make none, and nothing was begun', async () => {
    const fake = new FakeSlurm({ startsNot: true, stateOfDead: 'NODE_FAIL' });
    const { runs, facts } = await sweptBySlurm(temporaryFolder(), `${grid}onFailure: continue\n`, fake);
    expect([runs?.failed, fake.arrays.length]).toEqual([6, 5]);
    expect(facts).toEqual({ engine: 'slurm', begunAgain: 0, givenUp: 6 });
    expect(runs?.rows.errorOf(5)).toMatch(/the last was task 105_2: it ended NODE_FAIL$/);
  });

  it('takes a result that is no result for none, and makes the run again', async () => {
    const folder = temporaryFolder();
    const held = gate();
    const fake = new FakeSlurm({ held: held.opened });
    const sweeping = sweptBySlurm(folder, grid, fake);
    while (fake.arrays.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const addresses = readFileSync(path.join(fake.arrays[0].folder, 'addresses.txt'), 'utf8').trim().split('\n');
    for (const [n, text] of ['', '{"storeVersion":1,', 'null'].entries()) {
      const store = path.join(folder, 'results', '.runs', addresses[n].slice(0, 2));
      mkdirSync(store, { recursive: true });
      writeFileSync(path.join(store, `${addresses[n]}.json`), text);
    }
    const failures = path.join(fake.arrays[0].folder, 'failures');
    writeFileSync(path.join(failures, `${addresses[4]}.json`), '{"status":"failed"}');
    writeFileSync(path.join(failures, 'stray.txt'), '');
    held.open();
    expect(await (await sweeping).tables?.()).toEqual(await tablesHere(grid));
  });

  it('says so when the array was cancelled by somebody, and does not submit it again', async () => {
    const held = gate();
    const fake = new FakeSlurm({ held: held.opened });
    const sweeping = sweptBySlurm(temporaryFolder(), grid, fake);
    while (fake.arrays.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    fake.cancel(0);
    const { error } = await sweeping;
    expect(error).toBeInstanceOf(EngineError);
    expect(error?.message).toMatch(
      /^Array 101 was cancelled with 6 runs without result\..* submits the others again\.$/,
    );
    expect(fake.arrays).toHaveLength(1);
    held.open();
  });

  it('ends when the program of the nodes refuses runs, with what to do', async () => {
    const held = gate();
    const fake = new FakeSlurm({ held: held.opened });
    const sweeping = sweptBySlurm(temporaryFolder(), grid, fake);
    while (fake.arrays.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    // Runs of another version have other addresses there.
    const file = path.join(fake.arrays[0].folder, 'units.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/"address":"......../g, '"address":"00000000'));
    held.open();
    const { error } = await sweeping;
    expect(error?.message).toMatch(
      /^Array 101 ended without 6 runs; .* not the same version of allora-sim\n.*submits these runs again\.$/,
    );
  });
});

describe('a sweep by Slurm that reads a file', () => {
  it('takes the file along', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'level.csv'), csv);
    const fake = new FakeSlurm();
    const { tables } = await sweptBySlurm(folder, grid, fake, { scenario: csvScenario });
    expect(await tables?.()).toEqual(await tablesHere(grid, { scenario: csvScenario }));
  });

  it('ends when the file has changed since it was planned, and submits nothing', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'level.csv');
    writeFileSync(file, csv);
    let asked = 0;
    // The plan is made when the runs begin.
    const interrupted = (): boolean => {
      if (++asked === 3) writeFileSync(file, `${csv}3,9\n`);
      return false;
    };
    const fake = new FakeSlurm();
    const { error } = await sweptBySlurm(folder, grid, fake, { scenario: csvScenario, interrupted });
    expect(error?.message).toMatch(
      /^level\.csv has changed since the sweep began, or is gone \(.*level\.csv\)\. The same command plans it anew/,
    );
    expect(error).toBeInstanceOf(EngineError);
    expect([fake.arrays, batches(folder)]).toEqual([[], []]);
  });

  it('does not need the file any more once an array has it', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'level.csv');
    writeFileSync(file, csv);
    const diesAfter = ({ array, task }: { array: number; task: number }) => {
      rmSync(file, { force: true });
      return array === 1 && task === 1 ? 0 : undefined;
    };
    const fake = new FakeSlurm({ diesAfter });
    expect((await sweptBySlurm(folder, grid, fake, { scenario: csvScenario })).runs?.done).toBe(6);
    expect(fake.arrays).toHaveLength(2);
  });
});

describe('a sweep by Slurm that is interrupted', () => {
  /** Begins a sweep, and presses Ctrl-C when its array is in the queue. */
  async function interruptedSweep(folder: string, body: string, fake: FakeSlurm) {
    return sweptBySlurm(folder, body, fake, { interrupted: () => fake.arrays.length > 0 });
  }

  it('leaves the array in the queue, and the same command collects its results', async () => {
    const folder = temporaryFolder();
    const held = gate();
    const fake = new FakeSlurm({ held: held.opened });
    const { runs, told } = await interruptedSweep(folder, grid, fake);
    expect(runs?.end).toBe('interrupted');
    expect(told).toContain('The array 101 goes on; the same command collects its results; scancel 101 ends it.\n');
    setTimeout(held.open, 20);
    const second = await sweptBySlurm(folder, grid, fake);
    expect(second.told).toBe('Waiting for 6 runs that the array 101 has already.\n');
    expect(await second.tables?.()).toEqual(await tablesHere(grid));
    expect([fake.arrays.length, fake.tried.length, batches(folder)]).toEqual([1, 6, []]);
  });

  it('collects what was finished when nobody waited', async () => {
    const folder = temporaryFolder();
    const fake = new FakeSlurm();
    await interruptedSweep(folder, grid, fake);
    await fake.idle;
    expect((await sweptBySlurm(folder, grid, fake)).runs?.stored).toBe(6);
    expect(fake.arrays).toHaveLength(1);
  });

  it('submits no run that an array in the queue has, whatever else the sweep has now', async () => {
    const folder = temporaryFolder();
    const held = gate();
    const fake = new FakeSlurm({ held: held.opened });
    await interruptedSweep(folder, grid, fake);
    // One point less and one more, and a run of the array was made by somebody else.
    await sweptHere(folder, grid.replace('[2, 5, 9]', '[5]').replace('replicates: 2', 'replicates: 1'));
    setTimeout(held.open, 20);
    const { told, runs } = await sweptBySlurm(folder, grid.replace('[2, 5, 9]', '[5, 9, 12]'), fake);
    expect(told).toContain('Waiting for 3 runs that the array 101 has already.\n');
    expect(told).toContain('Submitted array 102: 2 runs in 1 task.');
    expect(runs?.done).toBe(6);
    await fake.idle;
    expect(new Set(fake.tried).size).toBe(fake.tried.length);
  });

  it('submits again what a lost array had, in a folder of its own', async () => {
    const folder = temporaryFolder();
    const fake = new FakeSlurm({ diesAfter: ({ array }) => (array === 1 ? 0 : undefined) });
    await interruptedSweep(folder, grid, fake);
    await fake.idle;
    const { told, facts } = await sweptBySlurm(folder, grid, fake);
    expect(told).toContain('Submitted array 102: 6 runs');
    expect(facts.givenUp).toBe(0);
    expect(fake.arrays[0].folder).not.toBe(fake.arrays[1].folder);
    // Both are removed: all their runs have results.
    expect(batches(folder)).toEqual([]);
  });

  it('does not mind foreign and broken folders among the arrays', async () => {
    const folder = temporaryFolder();
    const slurm = path.join(folder, 'results', '.slurm');
    const strange = {
      empty: undefined,
      broken: '{',
      other: '{"arrayVersion":1,"jobName":"a,b --me","tasks":[]}',
      list: '[]',
    };
    for (const [name, text] of Object.entries(strange)) {
      mkdirSync(path.join(slurm, name), { recursive: true });
      if (text !== undefined) writeFileSync(path.join(slurm, name, 'array.json'), text);
    }
    writeFileSync(path.join(slurm, 'a file'), '');
    expect((await sweptBySlurm(folder, grid, new FakeSlurm())).runs?.done).toBe(6);
    expect(batches(folder)).toEqual(['a file', ...Object.keys(strange)].sort());
  });
});

describe('a sweep by Slurm that is not to submit', () => {
  it('writes the array, says what to give, and later collects what a person has submitted', async () => {
    const folder = temporaryFolder();
    const fake = new FakeSlurm();
    const { error } = await sweptBySlurm(folder, grid, fake, { slurm: { submit: false } });
    expect(error).toBeInstanceOf(ArrayWritten);
    const { script, runs, message } = error as ArrayWritten;
    expect([runs, fake.arrays.length]).toEqual([6, 0]);
    expect(message).toContain(`\n  sbatch ${script}\n`);
    // Asked again, it is the same array.
    const again = await sweptBySlurm(folder, grid, fake, { slurm: { submit: false } });
    expect([(again.error as ArrayWritten).script, batches(folder).length]).toEqual([script, 1]);
    fake.submit(script);
    const collected = await sweptBySlurm(folder, grid, fake, { slurm: { submit: false } });
    expect(await collected.tables?.()).toEqual(await tablesHere(grid));
    expect(batches(folder)).toEqual([]);
  });
});

describe('a scheduler that does not do what it is asked', () => {
  const ended = async (answers: ConstructorParameters<typeof FakeSlurm>[0], slurm = {}) => {
    const folder = temporaryFolder();
    const swept = await sweptBySlurm(folder, grid, new FakeSlurm(answers), { slurm });
    expect(swept.error).toBeInstanceOf(EngineError);
    return { message: swept.error?.message ?? '', told: swept.told };
  };

  it('ends the sweep with what Slurm says when sbatch refuses, and with what to do when there is none', async () => {
    const invalid = 'sbatch: error: invalid partition specified: shrot';
    const refusal = await ended({ answers: (program) => (program === 'sbatch' ? refused(invalid) : undefined) });
    expect(refusal.message).toMatch(
      /^sbatch did not take the array: sbatch: error: invalid partition specified: shrot\nIts script is .*array\.sbatch; finished runs stay/,
    );
    const missing = await ended({ answers: () => ({ kind: 'missing' }) });
    expect(missing.message).toMatch(/^There is no sbatch on this machine: give the command where jobs are submitted/);
    const silent = await ended({ answers: (program) => (program === 'sbatch' ? { kind: 'silent' } : undefined) });
    expect(silent.message).toMatch(/^sbatch did not take the array: it does not answer\./);
  });

  it('goes on when squeue fails for a while, and ends when it does not come back', async () => {
    let failing = 0;
    const down = refused('slurm_load_jobs error: Unable to contact slurm controller');
    const fake = new FakeSlurm({ answers: (program) => (program === 'squeue' && ++failing <= 3 ? down : undefined) });
    const slurm = { waits: { ...hasty, patience: 10_000 } };
    const { runs, told } = await sweptBySlurm(temporaryFolder(), grid, fake, { slurm });
    expect(runs?.done).toBe(6);
    expect(told.match(/squeue fails, trying again: slurm_load_jobs error/g)).toHaveLength(1);
    const held = new Promise<void>(() => {});
    const gone = await ended({ held, answers: (program) => (program === 'squeue' ? down : undefined) });
    expect(gone.message).toMatch(
      /^squeue has failed for .* Unable to contact slurm controller\nArrays in the queue go on\./,
    );
  });

  it('is not given options that would lose the runs', async () => {
    expect((await ended({}, { sbatch: ['--array=0-3'] })).message).toContain('--array is set for each array');
    expect((await ended({}, { sbatch: ['short'] })).message).toContain('"short" is no option of sbatch');
    expect((await ended({}, { sbatch: ['--comment=a\nrm -rf'] })).message).toContain('it is more than one line');
  });
});
