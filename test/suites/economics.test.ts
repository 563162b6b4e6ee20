import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  attacks,
  delegatorPolicies,
  forecasterPolicies,
  infererPolicies,
  lossFunctions,
  profiles,
  reputerPolicies,
  type Scenario,
  tokenomicsPresets,
  truthProcesses,
} from '../../sim/index.ts';
import { caughtBy, findings, type ReadySuite, readySuite, shuffled, verdictOf, withoutLong } from './economics.ts';

const mostSeconds = 45;

describe('the ready suite', () => {
  let ready: ReadySuite;
  beforeAll(async () => {
    ready = await readySuite();
  });

  it('comes to its baseline, in much less than 45 seconds', async () => {
    const start = process.cpuUsage();
    const verdict = await verdictOf(ready);
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    console.log(`${verdict.entries.length} scenarios, ${verdict.compared} metrics: ${seconds.toFixed(1)} s of CPU`);
    expect(findings(verdict)).toEqual([]);
    expect(verdict.since.reason).not.toBe('');
    expect(seconds).toBeLessThan(mostSeconds);
  });

  it.each([1, 2, 3])('comes to the same with its actors in another order: %i', async (n) => {
    expect(findings(await verdictOf(ready, { actorOrder: shuffled(n) }))).toEqual([]);
  });

  it('comes to the same by the plain forms of all calculations', async () => {
    expect(findings(await verdictOf(withoutLong(ready), { kernels: 'plain' }))).toEqual([]);
  });

  it('finds a planted change, and says in which metrics', async () => {
    const dearer = (scenario: Scenario): Scenario => {
      const { fEmission } = scenario.tokenomics;
      return { ...scenario, tokenomics: { ...scenario.tokenomics, fEmission: Number(fEmission) * 1.01 } };
    };
    expect(await caughtBy(ready, dearer)).toEqual({ scenario: 'hub', fails: false });
    const entries = ready.suite.entries.map((entry) => ({
      ...entry,
      runnable: { ...entry.runnable, scenario: dearer(entry.runnable.scenario) },
    }));
    const found = findings(await verdictOf({ ...ready, suite: { ...ready.suite, entries } }));
    expect(found.some((line) => line.startsWith('hub:  emission_total moved'))).toBe(true);
    expect(found.filter((line) => line.startsWith('base:'))).toEqual([]);
  });

  it('has at least 20 scenarios, each of which asks a question of its own', () => {
    const { entries } = ready.suite;
    expect(entries.length).toBeGreaterThanOrEqual(20);
    const questions = entries.map(({ scenario }) => readFileSync(scenario, 'utf8').split('\n')[0]);
    expect(questions.filter((line) => !/^# .+\?$/.test(line))).toEqual([]);
    expect(new Set(questions).size).toBe(entries.length);
    expect(entries.map(({ runnable }) => runnable.scenario.name)).toEqual(entries.map(({ name }) => name));
  });

  it('knows every version, preset, policy, attack, truth and loss', () => {
    const scenarios = ready.suite.entries.map(({ runnable }) => runnable.scenario);
    const topics = scenarios.flatMap((scenario) => scenario.topics);
    const sorted = (words: readonly unknown[]) => [...new Set(words.map(String))].sort();
    const all = (registry: object, besides: readonly string[] = []) =>
      Object.keys(registry)
        .filter((word) => !besides.includes(word))
        .sort();
    expect(sorted(scenarios.map(({ protocol }) => protocol.profile))).toEqual(all(profiles));
    expect(sorted(scenarios.map(({ tokenomics }) => tokenomics.preset))).toEqual(all(tokenomicsPresets));
    const policies = (role: 'inferers' | 'forecasters' | 'reputers') =>
      sorted(topics.flatMap((topic) => topic[role].map(({ policy }) => policy)));
    expect(policies('inferers')).toEqual(all(infererPolicies));
    expect(policies('forecasters')).toEqual(all(forecasterPolicies));
    expect(policies('reputers')).toEqual(all(reputerPolicies));
    expect(sorted(scenarios.flatMap(({ delegators }) => delegators.map(({ policy }) => policy)))).toEqual(
      all(delegatorPolicies),
    );
    expect(sorted(scenarios.flatMap((scenario) => scenario.attacks.map(({ attack }) => attack)))).toEqual(all(attacks));
    // The file of a csv would be one more thing that can change.
    expect(sorted(topics.map(({ truth }) => truth.process))).toEqual(all(truthProcesses, ['csv']));
    expect(sorted(topics.map(({ loss }) => loss.method))).toEqual([...all(lossFunctions), 'formula'].sort());
  });
});
