import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPairedSimulation, createSimulation } from '../../sim/index.ts';
import { evaluateRun } from '../../src/expect/evaluate.ts';
import { readScenario } from '../../src/run/read-scenario.ts';
import { noChain } from '../support/plain-economy.ts';

/*
 * What each scenario of the repository expects of one run. Expectations over several seeds are for expectations.full.test.ts,
 * and for `run --check`.
 */

const files = readdirSync('scenarios')
  .filter((file) => file.endsWith('.yaml'))
  .sort();

/** They take several seconds each: expectations.full.test.ts runs them. */
const large = ['crowded.yaml', 'hundred-topics.yaml', 'mainnet-july-2026.yaml', 'thousand-topics.yaml'];

describe('a scenario of the repository', () => {
  it('is one of at least fifteen', () => {
    expect(files.length).toBeGreaterThanOrEqual(15);
  });

  it.each(files)('%s asks a question, says what it expects, and finds it in a single run', async (file) => {
    expect(readFileSync(`scenarios/${file}`, 'utf8')).toMatch(/^# [^\n]*\?/);
    const { scenario, inputs } = await readScenario(`scenarios/${file}`);
    expect(scenario.expect.length).toBeGreaterThan(0);
    const single = scenario.expect.filter(({ seeds, than }) => seeds === 1 && than === '');
    if (single.length === 0 || large.includes(file)) return;
    const unrecorded = { ...scenario, record: { epochs: { every: 0 }, actors: { every: 0 }, ...noChain } };
    const create = scenario.attacks.length > 0 ? createPairedSimulation : createSimulation;
    const simulation = create(unrecorded, inputs);
    simulation.advance(simulation.epochsTotal, () => {});
    for (const verdict of evaluateRun(single, simulation.summary())) {
      expect(verdict.met, `${verdict.metric} ${verdict.topic} is ${verdict.mean}, ${verdict.expected}`).toBe(true);
    }
  });
});
