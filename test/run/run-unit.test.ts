import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { engine } from '../../src/run/engine.ts';
import { readScenario, runnableScenario } from '../../src/run/read-scenario.ts';
import { runToEnd, unwatched } from '../../src/run/run-to-end.ts';
import { runUnit, unitAddress, unitOf } from '../../src/run/run-unit.ts';
import { tinyScenario } from '../cli/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const tiny = (more = '', overrides = {}) => runnableScenario(`${tinyScenario}${more}`, 'tiny.yaml', overrides);

describe('a run unit', () => {
  it('comes to the same metrics whenever it runs, and to others with another seed', async () => {
    const unit = unitOf(await tiny(), 'one');
    expect(await runUnit(unit)).toEqual(await runUnit(unit));
    expect(await runUnit(unitOf(await tiny(), 'two'))).not.toEqual(await runUnit(unit));
  });

  it.each(['baseline', 'sybil', 'topic-starves', 'cliff-at-month-12'])(
    'makes no rows, and comes to the metrics of a run of %s that makes them',
    async (name) => {
      const months = name.startsWith('cliff');
      const runnable = await readScenario(`scenarios/${name}.yaml`, months ? {} : { epochs: '30' });
      const unit = unitOf(runnable, 'one');
      const { scenario, inputs } = unit;
      const simulation =
        scenario.attacks.length > 0
          ? engine.createPairedSimulation(scenario, inputs)
          : engine.createSimulation(scenario, inputs);
      await runToEnd(simulation, () => {}, unwatched);
      expect(await runUnit(unit)).toEqual(simulation.summary());
    },
  );

  it('survives a copy to another thread', async () => {
    const unit = unitOf(await tiny(), 'one');
    const copy = structuredClone(unit);
    expect(unitAddress(copy)).toBe(unitAddress(unit));
    expect(await runUnit(copy)).toEqual(await runUnit(unit));
  });

  it('has an address that depends on the scenario, the seed and the code', async () => {
    const [unit, otherSeed, otherEpochs] = [
      unitOf(await tiny(), 'one'),
      unitOf(await tiny(), 'two'),
      unitOf(await tiny('', { epochs: '13' }), 'one'),
    ];
    const addresses = [unit, otherSeed, otherEpochs].map((one) => unitAddress(one, 'code'));
    expect(new Set([...addresses, unitAddress(unit, 'other code')]).size).toBe(4);
    expect(addresses[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps its address when the scenario is expected to do something else, and the seed is not its own', async () => {
    const plain = unitAddress(unitOf(await tiny(), 'one'));
    const expecting = await tiny('expect: [{ metric: skill_vs_naive, sign: positive }]\n');
    expect(unitAddress(unitOf(expecting, 'one'))).toBe(plain);
    expect(unitAddress(unitOf(await tiny('seed: another\n'), 'one'))).toBe(plain);
  });

  it('has another address once a file that it reads has changed', async () => {
    const folder = temporaryFolder();
    const scenario = path.join(folder, 'csv.yaml');
    writeFileSync(
      scenario,
      tinyScenario.replace('{ process: gbm-return }', '{ process: csv, file: t.csv, column: x }'),
    );
    const addressWith = async (first: number): Promise<string> => {
      const numbers = Array.from({ length: 40 }, (_, i) => first + Math.abs((i % 7) - 3));
      writeFileSync(path.join(folder, 't.csv'), `x\n${numbers.join('\n')}\n`);
      return unitAddress(unitOf(await readScenario(scenario), 'one'), 'code');
    };
    expect(await addressWith(1)).toBe(await addressWith(1));
    expect(await addressWith(2)).not.toBe(await addressWith(1));
  });
});
