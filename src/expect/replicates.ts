import type { SummaryMetric } from '../../sim/index.ts';
import { type Engine, engine as simulatedEconomy } from '../run/engine.ts';
import type { RunnableScenario } from '../run/read-scenario.ts';
import { type Progress, runToEnd, type Watch } from '../run/run-to-end.ts';

/** The seeds of replicates: `<seed>-1`, `<seed>-2` ... */
export function replicateSeeds(seed: string, count: number): string[] {
  return Array.from({ length: count }, (_, s) => `${seed}-${s + 1}`);
}

/**
 * Runs a scenario once per seed, one after the other, without recording anything.
 *
 * @returns metrics of each run, in the order of the seeds; undefined when somebody interrupted
 */
export async function replicate(
  { scenario, inputs }: RunnableScenario,
  seeds: readonly string[],
  { progress, interrupted }: Watch,
  engine: Engine = simulatedEconomy,
): Promise<SummaryMetric[][] | undefined> {
  const all: SummaryMetric[][] = [];
  try {
    for (const seed of seeds) {
      const seeded = { ...scenario, seed };
      const paired = scenario.attacks.length > 0;
      const simulation = paired
        ? engine.createPairedSimulation(seeded, inputs)
        : engine.createSimulation(seeded, inputs);
      const done = all.length * simulation.epochsTotal;
      if (all.length === 0) progress.start(seeds.length * simulation.epochsTotal);
      const within: Progress = { start() {}, update: (epochs) => progress.update(done + epochs), stop() {} };
      const { finished } = await runToEnd(simulation, () => {}, { progress: within, interrupted });
      if (!finished) return undefined;
      all.push(simulation.summary());
    }
  } finally {
    progress.stop();
  }
  return all;
}
