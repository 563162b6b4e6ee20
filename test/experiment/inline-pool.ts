import type { OpenPool } from '../../src/experiment/run-pool.ts';
import { storedRun, type UnitOutcome } from '../../src/experiment/stored-run.ts';
import type { RunUnit } from '../../src/run/run-unit.ts';

/** A pool that runs in this very thread, which needs no time to start. `made` counts the runs. */
export function inlinePool(also: (unit: RunUnit) => void = () => {}) {
  const made: string[] = [];
  const openPool: OpenPool = (threads, options) => ({
    threads,
    async run(unit): Promise<UnitOutcome> {
      also(unit);
      const outcome = await storedRun(unit, options);
      if (!outcome.stored) made.push(unit.scenario.seed);
      return outcome;
    },
    close: async () => {},
  });
  return { openPool, made };
}
