import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { resolveScenario } from '../../src/config/resolve-scenario.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { type RecordedRun, recordRun } from '../support/record-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function baseline(seed?: string): Promise<Parameters<typeof recordRun>[0]> {
  const text = readFileSync('scenarios/baseline.yaml', 'utf8');
  const overrides = { set: [], epochs: '200', ...(seed === undefined ? {} : { seed }) };
  const resolved = await resolveScenario(text, 'baseline.yaml', overrides, simRegistries);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
  return { scenario: resolved.scenario, yaml: resolved.yaml };
}

describe('the table of a recorded run', () => {
  it('has the same SHA-256 each time and in a worker thread, whatever the steps in which it was run', async () => {
    const run = await baseline();
    const first = recordRun(run, temporaryFolder(), 200);
    expect(first.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(recordRun(run, temporaryFolder(), 7)).toEqual(first);
    const worker = new Worker(new URL('../support/record-worker.mjs', import.meta.url), {
      workerData: { run, root: temporaryFolder() },
    });
    onTestFinished(async () => void (await worker.terminate()));
    const there = await new Promise<RecordedRun>((resolve, reject) => {
      worker.on('message', resolve).on('error', reject);
    });
    expect(there).toEqual(first);
  });

  it('has another SHA-256 and another run id with another seed', async () => {
    const [first, other] = [await baseline(), await baseline('another')].map((run) => {
      return recordRun(run, temporaryFolder(), 200);
    });
    expect(other.sha256).not.toBe(first.sha256);
    expect(other.runId).not.toBe(first.runId);
  });
});
