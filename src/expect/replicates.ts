import type { SummaryMetric } from '../../sim/index.ts';
import { type Engine, engine as simulatedEconomy } from '../run/engine.ts';
import type { RunnableScenario } from '../run/read-scenario.ts';
import type { Progress, Watch } from '../run/run-to-end.ts';
import { runUnit } from '../run/run-unit.ts';

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
): Promise<(readonly SummaryMetric[])[] | undefined> {
  const all: (readonly SummaryMetric[])[] = [];
  let epochs = 0;
  const within: Progress = {
    start: (total) => {
      epochs = total;
      if (all.length === 0) progress.start(seeds.length * total);
    },
    update: (done) => progress.update(all.length * epochs + done),
    stop: () => {},
  };
  try {
    for (const seed of seeds) {
      const unit = { scenario: { ...scenario, seed }, inputs };
      const metrics = await runUnit(unit, { progress: within, interrupted }, engine);
      if (metrics === undefined) return undefined;
      all.push(metrics);
    }
  } finally {
    progress.stop();
  }
  return all;
}
