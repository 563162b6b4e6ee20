import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Scenario } from '../../sim/index.ts';
import { readScenario } from '../../src/run/read-scenario.ts';
import { type RecordedRun, recordRun } from '../support/record-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function scenarioOf(file: string, overrides: { seed?: string; set?: string[] } = {}): Promise<Scenario> {
  return (await readScenario(`scenarios/${file}`, { epochs: '200', ...overrides })).scenario;
}

function recordInWorker(scenario: Scenario): Promise<RecordedRun> {
  const worker = new Worker(new URL('../support/record-worker.mjs', import.meta.url), {
    workerData: { scenario, root: temporaryFolder() },
  });
  onTestFinished(async () => void (await worker.terminate()));
  return new Promise((resolve, reject) => {
    worker.on('message', resolve).on('error', reject);
  });
}

describe('the tables of a recorded run', () => {
  it.each([
    ['baseline.yaml', [], ['epochs.arrow', 'actors.arrow', 'chain.arrow']],
    ['sybil.yaml', ['attacks.0.start=50'], ['epochs.arrow', 'actors.arrow', 'attacks.arrow']],
  ])(
    'have the same SHA-256 each time and in a worker thread, whatever the steps of the run: %s',
    async (file, set, tables) => {
      const scenario = await scenarioOf(file, { set });
      const first = recordRun(scenario, temporaryFolder(), 200);
      expect(Object.keys(first.tables).sort()).toEqual([...tables].sort());
      for (const sha256 of Object.values(first.tables)) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(recordRun(scenario, temporaryFolder(), 7)).toEqual(first);
      expect(await recordInWorker(scenario)).toEqual(first);
    },
  );

  it('have another SHA-256 and another run id with another seed', async () => {
    const [first, other] = [
      await scenarioOf('baseline.yaml'),
      await scenarioOf('baseline.yaml', { seed: 'another' }),
    ].map((scenario) => recordRun(scenario, temporaryFolder(), 200));
    for (const [name, sha256] of Object.entries(first.tables)) expect(other.tables[name]).not.toBe(sha256);
    expect(other.runId).not.toBe(first.runId);
  });

  it('are those of the scenario without attacks in the control of one with them', async () => {
    const attacked = recordRun(await scenarioOf('sybil.yaml', { set: ['attacks.0.start=50'] }), temporaryFolder(), 50);
    const alone = recordRun(await scenarioOf('sybil.yaml', { set: ['attacks=[]'] }), temporaryFolder(), 50);
    expect(attacked.control).toEqual(alone);
    expect(attacked.tables['epochs.arrow']).not.toBe(alone.tables['epochs.arrow']);
  });
});
