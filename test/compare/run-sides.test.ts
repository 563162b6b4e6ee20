import { describe, expect, it } from 'vitest';
import { runSides } from '../../src/compare/run-sides.ts';
import { openRunStore } from '../../src/experiment/run-store.ts';
import type { RunnableScenario } from '../../src/run/read-scenario.ts';
import { fakeScenario } from '../support/fake-batches.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { madeUpPool } from './made-up-pool.ts';

const scenario = (name: string): RunnableScenario => {
  return { scenario: fakeScenario({ name }), yaml: '', inputs: { formulas: {}, series: {}, files: [], others: {} } };
};

describe('runSides', () => {
  it('runs both scenarios with the same seeds, pair by pair, and keeps results in the store', async () => {
    const { pool, ran, store } = madeUpPool(
      openRunStore(temporaryFolder()),
      ({ name, seed }) => `${name} ${seed}`.length,
    );
    const options = { seeds: ['s-1', 's-2'], store, pool };
    const runs = await runSides(scenario('one'), scenario('other'), options);
    expect(ran).toEqual(['one s-1', 'other s-1', 'one s-2', 'other s-2']);
    expect(runs?.a.map(({ seed, metrics }) => [seed, metrics?.[0].value])).toEqual([
      ['s-1', 7],
      ['s-2', 7],
    ]);
    expect(runs?.b.map(({ seed, metrics }) => [seed, metrics?.[0].value])).toEqual([
      ['s-1', 9],
      ['s-2', 9],
    ]);
    expect(await runSides(scenario('one'), scenario('other'), options)).toEqual(runs);
    expect(ran).toHaveLength(4);
  });
  it('keeps failed runs with their reason', async () => {
    const { pool, store } = madeUpPool(openRunStore(temporaryFolder()), ({ name, seed }) => {
      if (name === 'other' && seed === 's-2') throw new Error('Epoch 3: impossible');
      return 1;
    });
    const runs = await runSides(scenario('one'), scenario('other'), { seeds: ['s-1', 's-2'], store, pool });
    expect(runs?.b[1]).toEqual({ point: '', seed: 's-2', metrics: null, error: 'Epoch 3: impossible' });
    expect(runs?.a[1].metrics).not.toBeNull();
  });
  it('hands back nothing when somebody interrupts; what was finished is in the store', async () => {
    const { pool, ran, store } = madeUpPool(openRunStore(temporaryFolder()), () => 1);
    const seeds = ['s-1', 's-2', 's-3', 's-4'];
    const options = { seeds, store, pool, interrupted: () => ran.length >= 3 };
    expect(await runSides(scenario('one'), scenario('other'), options)).toBeUndefined();
    const begun = ran.length;
    expect(await runSides(scenario('one'), scenario('other'), { seeds, store, pool })).toBeDefined();
    expect(ran.length).toBe(8);
    expect(begun).toBeLessThan(8);
  });
});
