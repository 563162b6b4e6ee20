import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Scenario, Simulation, SummaryMetric } from '../../sim/index.ts';
import { estimateRuns } from '../../src/experiment/estimate.ts';
import { openRunStore } from '../../src/experiment/run-store.ts';
import type { Engine } from '../../src/run/engine.ts';
import { readScenario } from '../../src/run/read-scenario.ts';
import { type RunUnit, runUnit, unitOf } from '../../src/run/run-unit.ts';
import { fakeScenario } from '../support/fake-batches.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What a run costs by the clock of the test, seconds. */
interface Costs {
  readonly setUp: number;
  /** Of epoch n. */
  readonly epoch: (n: number) => number;
}

const metrics: SummaryMetric[] = [
  { name: 'reward', value: 1.5, unit: 'ALLO', topic: 'eth-return' },
  { name: 'never', value: Number.NaN, unit: '1', topic: '' },
];

/** An engine whose runs move the hands of a clock and do nothing else. */
function clockwork(costs: (scenario: Scenario) => Costs): { engine: Engine; now: () => number } {
  let time = 100;
  const plain = fakeEngine(() => metrics);
  const createSimulation = (scenario: Scenario, inputs: RunUnit['inputs']): Simulation => {
    const { setUp, epoch } = costs(scenario);
    time += setUp;
    const simulation = plain.createSimulation(scenario, inputs);
    const advance = simulation.advance.bind(simulation);
    return Object.defineProperties(simulation, {
      advance: {
        value: (epochs: number, sink: () => void) => {
          const before = simulation.epochsDone;
          advance(epochs, sink);
          for (let n = before; n < simulation.epochsDone; ++n) time += epoch(n);
        },
      },
    });
  };
  return { engine: { ...plain, createSimulation }, now: () => time };
}

function unit(changes: Partial<Scenario>): RunUnit {
  return { scenario: fakeScenario(changes), inputs: { formulas: {}, series: {} }, files: [] };
}

describe('estimateRuns', () => {
  it('measures short runs whole: set-up and every epoch', async () => {
    const clock = clockwork(() => ({ setUp: 0.02, epoch: () => 0.0001 }));
    const { secondsPerRun } = await estimateRuns([unit({ epochs: 300 })], 10, 1, clock);
    expect(secondsPerRun).toBeCloseTo(0.05, 9);
  });

  it('goes on at the later pace where a run is too long to be tried whole', async () => {
    // 40 cheap epochs, then 2 ms each: 0.5 + 40 x 0.0001 + 99 960 x 0.002 seconds.
    const clock = clockwork(() => ({ setUp: 0.05, epoch: (n) => (n < 40 ? 0.0001 : 0.002) }));
    const { secondsPerRun } = await estimateRuns([unit({ epochs: 100_000 })], 1, 1, clock);
    expect(secondsPerRun).toBeCloseTo(0.05 + 0.004 + 99_960 * 0.002, 6);
  });

  it('leaves what comes before the first epoch out of the pace, but counts it', async () => {
    const clock = clockwork(() => ({ setUp: 0, epoch: (n) => (n === 0 ? 5 : 0.001) }));
    const { secondsPerRun } = await estimateRuns([unit({ epochs: 10_001 })], 1, 1, clock);
    expect(secondsPerRun).toBeCloseTo(5 + 10, 6);
  });

  it('takes the mean over the units', async () => {
    const clock = clockwork(({ epochs }) => ({ setUp: 0, epoch: () => (epochs === 10 ? 0.01 : 0.001) }));
    const { secondsPerRun } = await estimateRuns([unit({ epochs: 10 }), unit({ epochs: 50 })], 2, 1, clock);
    expect(secondsPerRun).toBeCloseTo((0.1 + 0.05) / 2, 9);
  });

  it.each([
    [8, 1, 8],
    [8, 2, 4],
    [9, 2, 5],
    [1, 4, 1],
    [0, 4, 0],
  ])('gives %i runs on %i threads the time of %i', async (runs, threads, rounds) => {
    const clock = clockwork(() => ({ setUp: 0.1, epoch: () => 0 }));
    const { seconds, secondsPerRun } = await estimateRuns([unit({})], runs, threads, clock);
    expect(seconds).toBeCloseTo(rounds * 0.1, 9);
    expect(secondsPerRun).toBeCloseTo(0.1, 9);
  });

  it('counts the bytes that the store will write', async () => {
    const root = temporaryFolder();
    const address = 'ab'.repeat(32);
    openRunStore(root).write(address, { status: 'done', metrics });
    const { size } = statSync(join(root, '.runs', 'ab', `${address}.json`));
    const clock = clockwork(() => ({ setUp: 0.1, epoch: () => 0 }));
    expect(await estimateRuns([unit({})], 7, 1, clock)).toMatchObject({ bytesPerRun: size, bytes: 7 * size });
  });

  it('takes a run that fails for as long as it lasts', async () => {
    const clock = clockwork(() => ({
      setUp: 0.01,
      epoch: (n) => {
        if (n === 5) throw new Error('no tokens left');
        return 0.01;
      },
    }));
    const { secondsPerRun, bytesPerRun } = await estimateRuns([unit({})], 1, 1, clock);
    expect(secondsPerRun).toBeCloseTo(0.06, 9);
    expect(bytesPerRun).toBeLessThan(200);
  });

  it('keeps within its time with many long units', async () => {
    const clock = clockwork(() => ({ setUp: 0.001, epoch: () => 0.001 }));
    const units = Array.from({ length: 20 }, () => unit({ epochs: 1_000_000 }));
    const begin = clock.now();
    await estimateRuns(units, 20, 1, { ...clock, seconds: 2 });
    expect(clock.now() - begin).toBeGreaterThan(1);
    expect(clock.now() - begin).toBeLessThan(2.4);
  });

  it('ends with runs that take no time at all', async () => {
    const clock = clockwork(() => ({ setUp: 0, epoch: () => 0 }));
    expect(await estimateRuns([unit({})], 5, 2, clock)).toMatchObject({ secondsPerRun: 0, seconds: 0 });
  });

  // By processor time, which a busy neighbour changes less than the clock's; now and then it does between pilot and run.
  it.each([
    ['a run tried whole', '60'],
    ['a run tried in part', '3000'],
  ])('is within a factor of 2 of what runs really take: %s', { retry: 2 }, async (_what, epochs) => {
    const scenario = await readScenario('scenarios/baseline.yaml', { epochs });
    const now = () => process.cpuUsage().user / 1e6;
    const { secondsPerRun, bytesPerRun } = await estimateRuns([unitOf(scenario, 'pilot')], 1, 1, { now });
    const begin = now();
    const runs = epochs === '60' ? 20 : 1;
    let bytes = 0;
    for (let n = 0; n < runs; ++n) bytes = JSON.stringify(await runUnit(unitOf(scenario, `real-${n}`))).length;
    const real = (now() - begin) / runs;
    expect(secondsPerRun / real).toBeGreaterThan(0.5);
    expect(secondsPerRun / real).toBeLessThan(2);
    expect(bytesPerRun / bytes).toBeCloseTo(1, 0);
  });
});
