import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  actorTable,
  attackTable,
  createPairedSimulation,
  createSimulation,
  epochColumns,
  profileNames,
  type Scenario,
} from '../../sim/index.ts';
import { bitsOfRun } from '../support/bits-of-run.ts';
import { noChain } from '../support/plain-economy.ts';
import {
  attack,
  everything,
  forecasters,
  inferers,
  reputers,
  runColumns,
  runPair,
  smallScenario,
} from './small-scenario.ts';

const bitsHere = (scenario: Scenario) => bitsOfRun(createSimulation, scenario);
const namesIn = (table: string, columns: readonly { readonly name: string }[]) =>
  columns.map(({ name }) => `${table}.${name}`);

/** Comings and goings, chance absences, a late truth and all attacks at once. */
const eventful = {
  epochs: 60,
  record: everything,
  set: { groundTruthLag: 200, maxTopInferersToReward: 10, maxTopReputersToReward: 5 },
  inferers: [
    inferers('honest', 6),
    inferers('intermittent', 3),
    inferers('learner', 3, {}, 'late', { joins: 20 }),
    inferers('noisy', 2, {}, 'early', { leaves: 30 }),
  ],
  forecasters: [forecasters('regime-ema', 2), forecasters('ema', 2)],
  reputers: [reputers('honest', 3), reputers('offline', 3)],
  attacks: [
    attack('sybil', { identities: 4 }, { joins: 10, start: 15 }),
    attack('promote-slander', {}, { joins: 0, start: 20, duration: 25 }),
    attack('reputer-cartel', {}, { start: 30 }),
  ],
};

async function bitsInWorker(scenario: Scenario): Promise<Record<string, string>> {
  const worker = new Worker(new URL('./columns-worker.mjs', import.meta.url), { workerData: scenario });
  onTestFinished(async () => void (await worker.terminate()));
  return await new Promise((resolve, reject) => {
    worker.on('message', resolve).on('error', reject);
  });
}

describe('a run', () => {
  it.each(profileNames)('of profile %s gives the same bits of every column twice', (profile) => {
    const scenario = smallScenario({ profile, record: everything });
    const first = bitsHere(scenario);
    expect(Object.keys(first)).toEqual([...namesIn('epochs', epochColumns), ...namesIn('actors', actorTable.columns)]);
    expect(bitsHere(scenario)).toEqual(first);
  });

  it('with attacks and in step with its control gives the same bits twice', () => {
    const scenario = smallScenario(eventful);
    const first = bitsOfRun(createPairedSimulation, scenario);
    expect(Object.keys(first).sort()).toEqual(
      [
        ...namesIn('epochs', epochColumns),
        ...namesIn('actors', actorTable.columns),
        ...namesIn('attacks', attackTable.columns),
      ].sort(),
    );
    expect(bitsOfRun(createPairedSimulation, scenario)).toEqual(first);
  });

  it('gives the same bits in a worker thread', async () => {
    const scenario = smallScenario({ profile: 'v0.6', truth: { process: 'student-t' }, loss: { method: 'czar' } });
    expect(await bitsInWorker(scenario)).toEqual(bitsHere(scenario));
    expect(await bitsInWorker(smallScenario(eventful))).toEqual(bitsHere(smallScenario(eventful)));
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
    const scenario = smallScenario({ ...eventful, epochs: 50 });
    const whole = runColumns(scenario, 50);
    const pair = runPair(scenario, 50);
    for (const epochs of [1, 7, 49]) {
      const sliced = runColumns(scenario, epochs);
      expect(sliced.tables).toEqual(whole.tables);
      expect(sliced.simulation.summary()).toEqual(whole.simulation.summary());
      const slices = runPair(scenario, epochs);
      expect([slices.tables, slices.control]).toEqual([pair.tables, pair.control]);
      expect(slices.simulation.summary()).toEqual(pair.simulation.summary());
    }
  });

  it('does not depend on how long it goes on: a shorter run is the beginning of a longer one', () => {
    for (const changes of [{}, eventful]) {
      const long = runColumns(smallScenario({ ...changes, epochs: 40 })).tables;
      const short = runColumns(smallScenario({ ...changes, epochs: 25 })).tables;
      for (const [table, { numbers }] of Object.entries(short)) {
        for (const [name, values] of Object.entries(numbers)) {
          // EMA scores are those of when a nonce is closed: they drift in windows that open until then, the shorter run
          // has none any more while its last five nonces wait.
          const rows = name === 'ema_score' ? numbers.epoch.findIndex((epoch) => epoch >= 20) : values.length;
          expect(rows).toBeGreaterThan(0);
          expect(long[table].numbers[name].slice(0, rows), `${table}.${name}`).toEqual(values.slice(0, rows));
        }
      }
    }
  });

  it('does not depend on what of it is recorded', () => {
    const whole = runColumns(smallScenario(eventful));
    const silent = createSimulation(
      smallScenario({ ...eventful, record: { epochs: { every: 0 }, actors: { every: 0 }, ...noChain } }),
    );
    expect(silent.tables).toEqual([]);
    const sink = () => {
      throw new Error('nothing is recorded');
    };
    silent.advance(60, sink);
    silent.flush(sink);
    expect(silent.finished).toBe(true);
    expect(silent.summary()).toEqual(whole.simulation.summary());

    const thin = runColumns(
      smallScenario({ ...eventful, record: { epochs: { every: 7 }, actors: { every: 20 }, ...noChain } }),
    ).tables;
    for (const [table, every] of [
      ['epochs', 7],
      ['actors', 20],
    ] as const) {
      const all = whole.tables[table].numbers;
      const kept = all.epoch.flatMap((epoch, r) => (epoch % every === 0 ? [r] : []));
      expect(new Set(thin[table].numbers.epoch).size).toBe(Math.ceil(60 / every));
      for (const [name, values] of Object.entries(thin[table].numbers)) {
        expect(values, name).toEqual(kept.map((r) => all[name][r]));
      }
    }
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
