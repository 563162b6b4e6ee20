import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setEnvironmentData } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { openRunPool, openThreads } from '../../src/experiment/run-pool.ts';
import { openRunStore } from '../../src/experiment/run-store.ts';
import { runnableScenario } from '../../src/run/read-scenario.ts';
import { runUnit, unitAddress, unitOf } from '../../src/run/run-unit.ts';
import { tinyScenario } from '../cli/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const tiny = (overrides = {}) => runnableScenario(tinyScenario, 'tiny.yaml', overrides);

describe('the pool of threads', () => {
  it('comes to the metrics that this thread comes to, and stores them under their address', async () => {
    const root = temporaryFolder();
    const unit = unitOf(await tiny(), 'one');
    const pool = openRunPool(2, { root, keepFailures: false });
    try {
      const [first, second] = await Promise.all([pool.run(unit), pool.run(unitOf(await tiny(), 'two'))]);
      const metrics = await runUnit(unit);
      expect(first).toMatchObject({ status: 'done', metrics, address: unitAddress(unit), stored: false });
      expect(second.address).not.toBe(first.address);
      expect(openRunStore(root).read(first.address)).toEqual({ status: 'done', metrics });
      expect(await pool.run(unit)).toMatchObject({ status: 'done', metrics, stored: true, seconds: 0 });
    } finally {
      await pool.close();
    }
  });

  it('answers a run that fails with its error, and stores it only where failures are kept', async () => {
    // More stake than there are tokens.
    const runnable = await tiny();
    const [topic] = runnable.scenario.topics;
    const broken = {
      ...runnable,
      scenario: { ...runnable.scenario, topics: [{ ...topic, loss: { method: 'none' } }] },
    };
    const unit = unitOf(broken as typeof runnable, 'one');
    for (const keepFailures of [false, true]) {
      const root = temporaryFolder();
      const pool = openRunPool(1, { root, keepFailures });
      try {
        const outcome = await pool.run(unit);
        expect(outcome).toMatchObject({ status: 'failed', stored: false });
        expect(outcome.status === 'failed' && outcome.error.length).toBeGreaterThan(5);
        expect(openRunStore(root).read(outcome.address)?.status).toBe(keepFailures ? 'failed' : undefined);
      } finally {
        await pool.close();
      }
    }
  });

  it('ends what is under way when it is closed', async () => {
    const pool = openRunPool(1, { root: temporaryFolder(), keepFailures: false });
    const running = pool.run(unitOf(await tiny({ epochs: '100000' }), 'one'));
    const refused = expect(running).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await pool.close();
    await refused;
  });
  it.each([
    [true, 2],
    [false, 3],
  ])('has threads before there is work and keeps them when it is to (%s): %i are started', async (kept, started) => {
    const counts = new SharedArrayBuffer(8);
    const count = (): number => Atomics.load(new Int32Array(counts), 0);
    const file = path.join(temporaryFolder(), 'counted.mjs');
    writeFileSync(
      file,
      `import { getEnvironmentData } from 'node:worker_threads';
Atomics.add(new Int32Array(getEnvironmentData('counts of run-pool.test.ts')), 0, 1);
export const ready = () => {};
export const work = (task) => new Promise((resolve) => setTimeout(() => resolve(2 * task), 300));
`,
    );
    setEnvironmentData('counts of run-pool.test.ts', counts);
    const threads = openThreads<number, number>(2, pathToFileURL(file), kept);
    try {
      if (kept) await until(() => count() === 2, 'both are there');
      else expect(count()).toBe(0);
      expect(await Promise.all([threads.run(1), threads.run(2)])).toEqual([2, 4]);
      // Others end after a second.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(await threads.run(3)).toBe(6);
      expect(count()).toBe(started);
    } finally {
      await threads.close();
      setEnvironmentData('counts of run-pool.test.ts', undefined);
    }
  });

  it('ends no thread that is still loading: that would end the program', async () => {
    const marks = new SharedArrayBuffer(2);
    const file = path.join(temporaryFolder(), 'slow.mjs');
    // What it loads takes its time; what it is given never comes to an end.
    writeFileSync(
      file,
      `import { getEnvironmentData } from 'node:worker_threads';
const marks = new Uint8Array(getEnvironmentData('marks of run-pool.test.ts'));
marks[0] = 1;
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
marks[1] = 1;
export const work = () => new Promise(() => {});
`,
    );
    setEnvironmentData('marks of run-pool.test.ts', marks);
    const threads = openThreads<number, never>(1, pathToFileURL(file));
    const refused = expect(threads.run(1)).rejects.toThrow();
    const [begun, loaded] = [0, 1].map((n) => () => new Uint8Array(marks)[n] === 1);
    await until(begun, 'it begins to load');
    expect(loaded()).toBe(false);
    await threads.close();
    expect(loaded()).toBe(true);
    await refused;
    setEnvironmentData('marks of run-pool.test.ts', undefined);
  });
});
