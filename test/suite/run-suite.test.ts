import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runUnit, unitAddress } from '../../src/run/run-unit.ts';
import { baselineOf } from '../../src/suite/baseline.ts';
import { judge } from '../../src/suite/judge.ts';
import { type LoadedSuite, loadSuite } from '../../src/suite/load-suite.ts';
import { runSuite, suiteRuns } from '../../src/suite/run-suite.ts';
import { workplace } from '../cli/command.ts';
import { stamp } from './suites.ts';

const place = workplace();
afterAll(place.remove);

const text = `name: economics
scenarios:
  - scenario: tiny.yaml
  - { name: old, scenario: tiny.yaml, set: { protocol: v0.6, seed: 007 }, seeds: 3 }
`;

async function load(suite: string, name = 'suite.yaml'): Promise<LoadedSuite> {
  const file = path.join(place.folder, name);
  writeFileSync(file, suite);
  return await loadSuite(file);
}

describe('a loaded suite', () => {
  let suite: LoadedSuite;
  beforeAll(async () => {
    suite = await load(text);
  });

  it('runs a scenario with its own seed, or with seeds made of it, as they were written', () => {
    expect(suite.entries.map(({ seeds }) => seeds)).toEqual([['allora'], ['007-1', '007-2', '007-3']]);
    const runs = suiteRuns(suite);
    expect(runs.map(({ entry, seed }) => [entry, seed])).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    expect(runs.map(({ unit }) => unit.scenario.seed)).toEqual(['allora', '007-1', '007-2', '007-3']);
    expect(new Set(runs.map(({ unit }) => unitAddress(unit, ''))).size).toBe(4);
  });

  it('comes to the same twice, and tells of a run made otherwise', async () => {
    const results = await runSuite(suite, async (unit) => (await runUnit(unit)) ?? []);
    const old = baselineOf(suite, results, stamp);
    const again = await runSuite(suite, async (unit) => (await runUnit(unit)) ?? []);
    expect(judge(suite, old, again).differences).toBe(0);
    const otherwise = await runSuite(suite, async ({ scenario, inputs }) => {
      const topics = scenario.topics.map((topic) => ({ ...topic, rewardPerEpoch: 101 }));
      return (await runUnit({ scenario: { ...scenario, topics }, inputs })) ?? [];
    });
    const verdict = judge(suite, old, otherwise);
    const paid = verdict.entries.map(({ metrics }) => metrics.find(({ metric }) => metric === 'reward_paid')?.kind);
    expect(paid).toEqual(['moved', 'moved']);
  });

  it('goes on when a run fails', async () => {
    const results = await runSuite(suite, ({ scenario }) => {
      if (scenario.seed === '007-2') throw new Error('an impossible state');
      return [];
    });
    expect(results.map((runs) => runs.map(({ status }) => status))).toEqual([['done'], ['done', 'failed', 'done']]);
  });

  it('tells apart whether the text of a scenario was changed, or only what it comes to', async () => {
    const [{ written, resolved }] = suite.entries;
    const hashes = async (set: string) => {
      const [entry] = (await load(`name: x\nscenarios: [{ scenario: tiny.yaml, set: { ${set} } }]`)).entries;
      return [entry.written === written, entry.resolved === resolved];
    };
    expect(await hashes('')).toEqual([true, true]);
    expect(await hashes('epochs: 12')).toEqual([false, true]);
    expect(await hashes('epochs: 13')).toEqual([false, false]);
    writeFileSync(
      path.join(place.folder, 'tiny.yaml'),
      `# Another comment\n${(await import('../cli/command.ts')).tinyScenario}expect: [{ metric: skill_vs_naive, sign: positive }]\n`,
    );
    expect(await hashes('')).toEqual([true, true]);
  });
});
