import { describe, expect, it } from 'vitest';
import { type ColumnBatch, createPairedSimulation, createSimulation } from '../../sim/index.ts';
import { readScenario } from '../../src/run/read-scenario.ts';
import { runUnit, unitOf } from '../../src/run/run-unit.ts';

describe('runUnit', () => {
  // Each of them reads something that is recorded as well: wallets, the hub chain, attacks, months.
  it.each(['baseline', 'entry-and-exit', 'sybil', 'cliff-at-month-12'])(
    'has the metrics of a run that makes all its rows: %s',
    async (name) => {
      const { epochs, ...runnable } = { epochs: 40, ...(await readScenario(`scenarios/${name}.yaml`)) };
      const every = { every: 1 };
      const record = { epochs: every, actors: every, chain: runnable.scenario.record.chain };
      const scenario = { ...runnable.scenario, epochs, seed: 'a', record };
      const { months, attacks } = scenario;
      const create = months === null && attacks.length > 0 ? createPairedSimulation : createSimulation;
      const recorded = create(scenario, runnable.inputs);
      let rows = 0;
      const count = (batch: ColumnBatch) => {
        rows += batch.rows;
      };
      recorded.advance(Number.POSITIVE_INFINITY, count);
      recorded.flush(count);
      expect(rows).toBeGreaterThan(0);
      expect(await runUnit(unitOf({ ...runnable, scenario }, 'a'))).toEqual(recorded.summary());
    },
  );
});
