import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AttackScenario, Scenario } from '../../sim/index.ts';
import { readManifest } from '../../src/record/manifest.ts';
import { readTable } from '../../src/record/read-table.ts';
import type { RunnableScenario } from '../../src/run/read-scenario.ts';
import { recordRun } from '../../src/run/record-run.ts';
import { noProgress } from '../../src/run/run-to-end.ts';
import { fakeScenario } from '../support/fake-batches.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { plainAttack } from '../support/plain-economy.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const attack: AttackScenario = {
  name: 'sybil',
  attack: 'sybil',
  topic: 'eth-return',
  owner: 'mallory',
  joins: 0,
  start: 10,
  duration: null,
  ...plainAttack,
  parameters: {},
};

function runnable(changes: Partial<Scenario> = {}): RunnableScenario {
  return {
    scenario: fakeScenario(changes),
    yaml: 'name: fake\n',
    inputs: { formulas: {}, series: {}, files: [], others: {} },
  };
}

const engine = fakeEngine((scenario) => [{ name: 'attacks', value: scenario.attacks.length, unit: '1', topic: '' }]);
const record = (root: string, scenario: RunnableScenario, force = false) =>
  recordRun(scenario, { root, force }, undefined, engine);

describe('recordRun', () => {
  it('records a run without attacks alone', async () => {
    const { folder, control, existing, interruptedAt } = await record(temporaryFolder(), runnable());
    expect({ control, existing, interruptedAt }).toEqual({ control: null, existing: false, interruptedAt: null });
    expect(readManifest(folder)).toMatchObject({
      counts: { epochs: 300, topics: 1, attacks: 0 },
      control: null,
      controlOf: null,
    });
    expect(readTable(join(folder, 'actors.arrow')).rows).toBe(2100);
  });

  it('records a run with attacks and the same run without, each under its own id, naming each other', async () => {
    const root = temporaryFolder();
    const { runId, folder, control } = await record(root, runnable({ attacks: [attack] }));
    expect(readdirSync(join(root, 'fake')).sort()).toEqual([runId, control?.runId].sort());
    expect(readManifest(folder)).toMatchObject({
      counts: { attacks: 1 },
      control: { runId: control?.runId, folder: `../${control?.runId}` },
      controlOf: null,
    });
    expect(readManifest(control?.folder ?? '')).toMatchObject({
      counts: { attacks: 0 },
      control: null,
      controlOf: { runId, folder: `../${runId}` },
    });
    expect(readTable(join(folder, 'epochs.arrow')).numbers('truth')[1]).toBe(7);
    expect(readTable(join(control?.folder ?? '', 'epochs.arrow')).numbers('truth')[1]).not.toBe(7);
  });

  it('takes the run without attacks for the control of every attack on it', async () => {
    const root = temporaryFolder();
    const alone = await record(root, runnable());
    const attacked = await record(root, runnable({ attacks: [attack] }));
    expect(attacked.control).toEqual({ runId: alone.runId, folder: alone.folder, existing: true });
    expect(readManifest(alone.folder)?.controlOf).toBeNull();
    expect(readManifest(attacked.folder)?.control?.runId).toBe(alone.runId);
  });

  it('computes nothing when both are recorded, and writes the missing one alone when one is', async () => {
    const root = temporaryFolder();
    const first = await record(root, runnable({ attacks: [attack] }));
    const controlFolder = first.control?.folder ?? '';
    const finishedAt = () => [first.folder, controlFolder].map((folder) => readManifest(folder)?.finishedAt);
    const before = finishedAt();
    const again = await record(root, runnable({ attacks: [attack] }));
    expect([again.existing, again.control?.existing]).toEqual([true, true]);
    expect(finishedAt()).toEqual(before);
    rmSync(controlFolder, { recursive: true });
    const third = await record(root, runnable({ attacks: [attack] }));
    expect([third.existing, third.control?.existing]).toEqual([true, false]);
    expect(finishedAt()[0]).toBe(before[0]);
    expect(readTable(join(controlFolder, 'epochs.arrow')).rows).toBe(300);
  });

  it('keeps both old folders when forced', async () => {
    const root = temporaryFolder();
    const first = await record(root, runnable({ attacks: [attack] }));
    await record(root, runnable({ attacks: [attack] }), true);
    const ids = [first.runId, first.control?.runId ?? ''];
    expect(readdirSync(join(root, 'fake')).sort()).toEqual([...ids, ...ids.map((id) => `${id}.1`)].sort());
  });

  it('marks the tables of both as partial when interrupted', async () => {
    const watch = { progress: noProgress, interrupted: () => true };
    const options = { root: temporaryFolder(), force: false };
    const recording = await recordRun(runnable({ attacks: [attack] }), options, watch, engine);
    expect(recording.interruptedAt).toEqual({ epochs: 0, of: 300 });
    for (const folder of [recording.folder, recording.control?.folder ?? '']) {
      expect(readdirSync(folder)).toEqual(['actors.partial.arrows', 'epochs.partial.arrows']);
    }
  });

  it('leaves no manifest and closes every table when the run fails', async () => {
    const root = temporaryFolder();
    const failing = fakeEngine(() => {
      throw new Error('Epoch 3: impossible');
    });
    const run = recordRun(runnable({ attacks: [attack] }), { root, force: false }, undefined, failing);
    await expect(run).rejects.toThrow('impossible');
    for (const id of readdirSync(join(root, 'fake'))) {
      expect(readdirSync(join(root, 'fake', id))).toEqual(['actors.partial.arrows', 'epochs.partial.arrows']);
    }
  });
});
