import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPairedSimulation, createSimulation } from '../../sim/index.ts';
import { checkExpectations } from '../../src/expect/check.ts';
import { readScenario } from '../../src/run/read-scenario.ts';
import { noChain } from '../support/plain-economy.ts';

/** What each scenario of the repository expects over several seeds: whole 95 % intervals of the mean. */

const files = readdirSync('scenarios')
  .filter((file) => file.endsWith('.yaml'))
  .sort();

describe('over all its seeds', () => {
  it.each(files)('%s finds what it expects', async (file) => {
    const runnable = await readScenario(`scenarios/${file}`);
    const unrecorded = {
      ...runnable,
      scenario: { ...runnable.scenario, record: { epochs: { every: 0 }, actors: { every: 0 }, ...noChain } },
    };
    const create = runnable.scenario.attacks.length > 0 ? createPairedSimulation : createSimulation;
    const simulation = create(unrecorded.scenario, runnable.inputs);
    simulation.advance(simulation.epochsTotal, () => {});
    const verdicts = (await checkExpectations(unrecorded, simulation.summary())) ?? [];
    expect(verdicts.length).toBeGreaterThan(0);
    for (const { metric, topic, mean, low, high, n, expected, met } of verdicts) {
      expect(met, `${metric} ${topic} is ${mean} (${low} to ${high}, n = ${n}), ${expected}`).toBe(true);
    }
  });
});
