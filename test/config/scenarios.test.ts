import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/config/problem.ts';
import { resolveScenario } from '../../src/config/resolve-scenario.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { scenarioFiles } from '../../src/io/scenario-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = fileURLToPath(new URL('../../scenarios', import.meta.url));

async function resolved(file: string, text: string) {
  const outcome = await resolveScenario(text, file, {}, simRegistries, scenarioFiles);
  if (!outcome.ok) throw new Error(outcome.problems.map(formatProblem).join('\n'));
  return outcome;
}

function textOf(file: string): string {
  const read = scenarioFiles.readText(file, 1e6);
  if ('reason' in read) throw new Error(read.reason);
  return read.text;
}

describe('every scenario of this repository', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  it.each(names)('is valid, asks its question first, and runs again from what a run keeps: %s', async (name) => {
    const file = path.join(folder, name);
    const text = textOf(file);
    expect(text).toMatch(/^# (?:.|\n# )*\?/);
    const { scenario, yaml, inputs } = await resolved(file, text);
    expect(`${scenario.name}.yaml`).toBe(name);
    const copies = temporaryFolder();
    for (const input of inputs.files) copyFileSync(input.path, path.join(copies, input.name));
    for (const [other, { yaml }] of Object.entries(inputs.others)) writeFileSync(path.join(copies, other), yaml);
    const again = await resolved(path.join(copies, 'scenario.yaml'), yaml);
    expect(again.scenario).toEqual(scenario);
    expect(again.yaml).toBe(yaml);
    expect(again.inputs.series).toEqual(inputs.series);
  });
});

describe('the scenario that the design shows', () => {
  const text = `# Do forecasters pay off when inferers are specialists of one regime?
name: specialists
seed: allora
protocol: v0.17
epochs: 1000
topics:
  - name: eth-return
    truth: { process: regime-switching, calm: { volatility: 0.01 }, turbulent: { volatility: 0.04 } }
    loss: sqe
    epochLength: 60
    rewardPerEpoch: 100          # ALLO; the hub chain replaces it
    inferers:
      - { policy: specialist, count: 8, regime: calm }
      - { policy: specialist, count: 8, regime: turbulent }
    forecasters: [{ policy: regime-ema, count: 6 }]
    reputers: [{ policy: honest, count: 6, stake: { median: 100000 } }]
attacks: []
record: { actors: { every: 1 } }
expect:
  - { metric: skill_vs_naive, sign: positive }
`;
  it('resolves as it stands', async () => {
    const { scenario } = await resolved('specialists.yaml', text);
    const [topic] = scenario.topics;
    expect(topic.truth).toMatchObject({
      process: 'regime-switching',
      'calm.volatility': 0.01,
      'turbulent.volatility': 0.04,
    });
    expect(topic.inferers.map(({ name, parameters }) => [name, parameters.regime])).toEqual([
      ['specialist', 'calm'],
      ['specialist-2', 'turbulent'],
    ]);
    expect(topic.topicParameters).toMatchObject({ epochLength: 60, groundTruthLag: 60, workerSubmissionWindow: 12 });
    expect(scenario.record).toEqual({ epochs: { every: 1 }, actors: { every: 1 }, chain: { every: null } });
  });
});
