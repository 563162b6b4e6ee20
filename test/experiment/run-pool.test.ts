import { describe, expect, it } from 'vitest';
import { openRunPool } from '../../src/experiment/run-pool.ts';
import { openRunStore } from '../../src/experiment/run-store.ts';
import { runnableScenario } from '../../src/run/read-scenario.ts';
import { runUnit, unitAddress, unitOf } from '../../src/run/run-unit.ts';
import { tinyScenario } from '../cli/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

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
});
