import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSimulation, epochColumns, profileNames, type Scenario } from '../../sim/index.ts';
import { bitsOfRun } from '../support/bits-of-run.ts';
import { runColumns, smallScenario } from './small-scenario.ts';

const bitsHere = (scenario: Scenario) => bitsOfRun(createSimulation, scenario);

async function bitsInWorker(scenario: Scenario): Promise<Record<string, string>> {
  const worker = new Worker(new URL('./columns-worker.mjs', import.meta.url), { workerData: scenario });
  onTestFinished(async () => void (await worker.terminate()));
  return await new Promise((resolve, reject) => {
    worker.on('message', resolve).on('error', reject);
  });
}

describe('a run', () => {
  it.each(profileNames)('of profile %s gives the same bits of every column twice', (profile) => {
    const scenario = smallScenario({ profile });
    const first = bitsHere(scenario);
    expect(Object.keys(first)).toEqual(epochColumns.map(({ name }) => `epochs.${name}`));
    expect(bitsHere(scenario)).toEqual(first);
  });

  it('gives the same bits in a worker thread', async () => {
    const scenario = smallScenario({ profile: 'v0.6', truth: { process: 'student-t' }, loss: { method: 'czar' } });
    expect(await bitsInWorker(scenario)).toEqual(bitsHere(scenario));
  });

  it('gives other numbers with another seed, even where only the case of a letter differs', () => {
    const one = bitsHere(smallScenario({ seed: 'one' }));
    const other = bitsHere(smallScenario({ seed: 'One' }));
    for (const name of ['truth', 'combined_inference', 'network_loss', 'reputers_entropy']) {
      expect(other[`epochs.${name}`], name).not.toBe(one[`epochs.${name}`]);
    }
    expect(other['epochs.block']).toBe(one['epochs.block']);
  });

  it('does not depend on the steps in which it is advanced', () => {
    const scenario = smallScenario({ epochs: 50 });
    const whole = runColumns(scenario, 50);
    for (const step of [1, 7, 49]) {
      const sliced = runColumns(scenario, step);
      expect(sliced.numbers).toEqual(whole.numbers);
      expect(sliced.simulation.summary()).toEqual(whole.simulation.summary());
    }
  });

  it('does not depend on how long it goes on: a shorter run is the beginning of a longer one', () => {
    const long = runColumns(smallScenario({ epochs: 40 })).numbers;
    const short = runColumns(smallScenario({ epochs: 25 })).numbers;
    for (const [name, values] of Object.entries(short)) expect(long[name].slice(0, 25), name).toEqual(values);
  });

  it('does not depend on whether its rows are looked at', () => {
    const scenario = smallScenario();
    const silent = createSimulation(scenario);
    silent.advance(40, () => {
      throw new Error('no batch is full yet');
    });
    expect(silent.summary()).toEqual(runColumns(scenario).simulation.summary());
  });

  it('of two topics gives each the rows that it has alone', () => {
    const scenario = smallScenario({ epochs: 20 });
    const other = { ...scenario.topics[0], name: 'other' };
    const both = runColumns({ ...scenario, topics: [scenario.topics[0], other] });
    const alone = runColumns({ ...scenario, topics: [other] });
    const rows = both.words.topic.flatMap((name, r) => (name === 'other' ? [r] : []));
    expect(rows).toHaveLength(20);
    for (const name of Object.keys(alone.numbers).filter((name) => name !== 'topic')) {
      expect(
        rows.map((r) => both.numbers[name][r]),
        name,
      ).toEqual(alone.numbers[name]);
    }
    expect(both.numbers.truth[0]).not.toBe(both.numbers.truth[1]);
  });
});
