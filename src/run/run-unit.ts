import { createHash } from 'node:crypto';
import type { Scenario, Simulation, SummaryMetric } from '../../sim/index.ts';
import { engineCodeHash } from '../record/engine-code.ts';
import { runIdentity } from '../record/run-id.ts';
import { type Engine, type SimulationInputs, engine as simulatedEconomy } from './engine.ts';
import type { RunnableScenario } from './read-scenario.ts';
import { runToEnd, unwatched, type Watch } from './run-to-end.ts';

/**
 * One run as experiments know it: all that decides its metrics, and nothing else. It can be copied to another thread or,
 * its series aside, written as JSON.
 */
export interface RunUnit {
  /** With the seed of this very run, and without expectations: they decide nothing. */
  readonly scenario: Scenario;
  readonly inputs: SimulationInputs;
  /** Of the files behind `inputs.series`: their names in the scenario, where they are on this machine, their content. */
  readonly files: readonly { readonly name: string; readonly path: string; readonly sha256: string }[];
}

/** The unit of a scenario with a seed of its own. */
export function unitOf({ scenario, inputs }: RunnableScenario, seed: string): RunUnit {
  const { formulas, series } = inputs;
  const read = new Set(Object.keys(series).map((key) => key.slice(0, key.lastIndexOf('#'))));
  const files = inputs.files
    .filter(({ name }) => read.has(name))
    .map(({ name, path, sha256 = '' }) => ({ name, path, sha256 }));
  return { scenario: { ...scenario, seed, expect: [] }, inputs: { formulas, series }, files };
}

/**
 * Address of a unit's result: a SHA-256, hexadecimal, over the scenario, the seed, the engine's code and the content of
 * the files that the scenario reads. Equal addresses, equal results.
 *
 * @param codeHash SHA-256 of the engine's code, hexadecimal
 */
export function unitAddress({ scenario, files }: RunUnit, codeHash: string = engineCodeHash()): string {
  return createHash('sha256')
    .update(`unit ${runIdentity(scenario, codeHash, files)}`)
    .digest('hex');
}

/**
 * Metrics of one run: a pure function of the unit and of the engine's code. A scenario with attacks runs in step with the
 * same scenario without the attackers' keys. This is what sweeps, comparisons, gates and expectations are made of,
 * wherever it runs.
 *
 * @returns undefined when somebody interrupted
 * @throws whatever ends a run: an impossible state, a start that there are not tokens enough for
 */
export async function runUnit(
  unit: Pick<RunUnit, 'scenario' | 'inputs'>,
  watch: Watch = unwatched,
  engine: Engine = simulatedEconomy,
): Promise<readonly SummaryMetric[] | undefined> {
  const simulation = simulationOf(unit, engine);
  const { finished } = await runToEnd(simulation, () => {}, watch);
  return finished ? simulation.summary() : undefined;
}

/** The run of a unit, about to begin. It hands out no rows of epochs and actors. */
export function simulationOf(
  { scenario, inputs }: Pick<RunUnit, 'scenario' | 'inputs'>,
  engine: Engine = simulatedEconomy,
): Simulation {
  const bare = withoutRows(scenario);
  return bare.attacks.length > 0 ? engine.createPairedSimulation(bare, inputs) : engine.createSimulation(bare, inputs);
}

/** Rows that nobody takes are not made: metrics do not hang on them. On how often the hub chain is looked at they do. */
function withoutRows(scenario: Scenario): Scenario {
  const { chain } = scenario.record;
  const none = { every: 0 };
  return { ...scenario, record: { epochs: none, actors: none, chain: { every: chain.every ?? 0 } } };
}
