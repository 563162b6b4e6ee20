import type { SummaryMetric } from '../../sim/index.ts';
import { type Engine, engine as simulatedEconomy } from '../run/engine.ts';
import type { RunnableScenario } from '../run/read-scenario.ts';
import { replicateSeeds } from '../run/replicate-seeds.ts';
import { unwatched, type Watch } from '../run/run-to-end.ts';
import { evaluateReplicates, type Verdict } from './evaluate.ts';
import { replicate } from './replicates.ts';

/**
 * Evaluates every expectation of a scenario. One about one run looks at the run with the scenario's own seed; one about
 * several seeds runs `<seed>-1` to `<seed>-n`, and the scenario that it compares with runs with the same seeds.
 *
 * @param metrics of the run with the scenario's own seed
 * @returns undefined when somebody interrupted
 */
export async function checkExpectations(
  runnable: RunnableScenario,
  metrics: readonly SummaryMetric[],
  watch: Watch = unwatched,
  engine: Engine = simulatedEconomy,
): Promise<Verdict[] | undefined> {
  const { expect, seed } = runnable.scenario;
  const mostSeeds = (about: typeof expect): number =>
    Math.max(0, ...about.map(({ seeds }) => seeds).filter((seeds) => seeds > 1));
  const own = await replicate(runnable, replicateSeeds(seed, mostSeeds(expect)), watch, engine);
  if (own === undefined) return undefined;
  const others = new Map<string, (readonly SummaryMetric[])[]>();
  for (const than of new Set(expect.map((one) => one.than).filter((name) => name !== ''))) {
    const about = expect.filter((one) => one.than === than);
    // The seed of the run itself comes first, for expectations about one run.
    const seeds = [seed, ...replicateSeeds(seed, mostSeeds(about))];
    const runs = await replicate(runnable.inputs.others[than], seeds, watch, engine);
    if (runs === undefined) return undefined;
    others.set(than, runs);
  }
  return expect.flatMap((expectation) => {
    const { than, seeds } = expectation;
    const other = others.get(than);
    if (seeds === 1) return evaluateReplicates(expectation, [metrics], other?.slice(0, 1));
    return evaluateReplicates(expectation, own.slice(0, seeds), other?.slice(1, 1 + seeds));
  });
}
