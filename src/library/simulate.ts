import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ColumnBatch, Scenario, Simulation, SummaryMetric, TableDeclaration } from '../../sim/index.ts';
import type { Problem } from '../config/problem.ts';
import { type Engine, engine as simulatedEconomy } from '../run/engine.ts';
import { runnableScenario } from '../run/read-scenario.ts';
import { runToEnd } from '../run/run-to-end.ts';
import { ColumnStore, type Columns } from './columns.ts';
import type { ScenarioInput } from './scenario-input.ts';

export interface SimulateOptions {
  /** In place of the scenario's. */
  readonly seed?: string;
  /** In place of the scenario's. */
  readonly epochs?: number;
  /** Folder that files named by the scenario are relative to; where the process is unless given. */
  readonly folder?: string;
  /** Called now and then while the run goes on. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the run early: `simulate` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The tables of a run. One that the scenario does not record has no rows. */
export interface RunTables {
  /** One row per topic and nonce. */
  readonly epochs: Columns;
  /** One row per topic, nonce and actor. */
  readonly actors: Columns;
  /** One row per attack and nonce; of a scenario with attacks. */
  readonly attacks?: Columns;
  /** One row per recording interval of the hub chain; of a scenario with one. */
  readonly chain?: Columns;
}

/** What a run came to. */
export interface SimulationResult {
  /** With every default filled in. */
  readonly scenario: Scenario;
  readonly tables: RunTables;
  readonly metrics: readonly SummaryMetric[];
  /** Sentences about what the author may not expect of the scenario; usually none. */
  readonly notices: readonly string[];
  /** Of a scenario with attacks: the same run without the attackers' keys. */
  readonly control?: Omit<SimulationResult, 'control'>;
}

/**
 * Runs a scenario in memory and hands back its tables and metrics. Nothing is written to the disk.
 *
 * @param scenario an object in the shape of scenario files, or the text of one
 * @throws ScenarioError, with the list of its problems, when the scenario cannot be run as it is
 */
export async function simulate(
  scenario: ScenarioInput | string,
  options: SimulateOptions = {},
): Promise<SimulationResult> {
  return await simulateWith(simulatedEconomy, scenario, options);
}

/** The same with another engine. */
export async function simulateWith(
  engine: Engine,
  scenario: ScenarioInput | string,
  { seed, epochs, folder = '', onProgress, signal }: SimulateOptions = {},
): Promise<SimulationResult> {
  const overrides = {
    ...(seed === undefined ? {} : { seed }),
    ...(epochs === undefined ? {} : { epochs: String(epochs) }),
  };
  const written = typeof scenario === 'string';
  const text = written ? scenario : stringify(scenario, { aliasDuplicateObjects: false });
  const runnable = await runnableScenario(
    text,
    join(folder, 'scenario'),
    overrides,
    written ? undefined : lineOfObject,
  );
  const resolved = runnable.scenario;
  const paired = resolved.attacks.length > 0 ? engine.createPairedSimulation(resolved, runnable.inputs) : undefined;
  const simulation: Simulation = paired ?? engine.createSimulation(resolved, runnable.inputs);
  const own = new Tables(simulation.tables);
  const bare = paired && new Tables(paired.control.tables);
  const progress = {
    start: () => {},
    update: (done: number) => onProgress?.(done, simulation.epochsTotal),
    stop: () => {},
  };
  const watch = { progress, interrupted: () => signal?.aborted ?? false };
  await runToEnd(paired ?? simulation, own.add, watch, bare?.add);
  signal?.throwIfAborted();
  const result = (what: Pick<Simulation, 'summary' | 'notices'>, of: Scenario, tables: Tables) => {
    const { notices } = what;
    return { scenario: of, tables: tables.all(), metrics: what.summary(), notices };
  };
  const main = result(simulation, resolved, own);
  if (paired === undefined || bare === undefined) return main;
  return { ...main, control: result(paired.control, engine.withoutAttacks(resolved), bare) };
}

class Tables {
  readonly #stores: ReadonlyMap<string, ColumnStore>;

  constructor(tables: readonly TableDeclaration[]) {
    this.#stores = new Map(tables.map(({ name, columns }) => [name, new ColumnStore(columns)]));
  }

  readonly add = (batch: ColumnBatch): void => this.#stores.get(batch.table)?.add(batch);

  all(): RunTables {
    const table = (name: string): Columns => (this.#stores.get(name) ?? new ColumnStore([])).columns();
    const some = (name: 'attacks' | 'chain') => (this.#stores.has(name) ? { [name]: table(name) } : {});
    return { epochs: table('epochs'), actors: table('actors'), ...some('attacks'), ...some('chain') };
  }
}

/** An object has keys but no lines. */
function lineOfObject({ message, suggestion }: Problem): string {
  return suggestion === undefined ? message : `${message} Did you mean "${suggestion}"?`;
}
