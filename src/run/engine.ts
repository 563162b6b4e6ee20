import {
  type ActorOrder,
  createPairedSimulation,
  createSimulation,
  type FormulaTree,
  type Kernels,
  type PairedSimulation,
  type Scenario,
  type Simulation,
  withoutAttacks,
} from '../../sim/index.ts';

/** What a run reads besides its scenario. */
export interface SimulationInputs {
  /** Users' formulas by their text, parsed and checked. */
  readonly formulas: Readonly<Record<string, FormulaTree>>;
  /** Columns of numbers from files, by the name under which the scenario asks for them. */
  readonly series: Readonly<Record<string, Float64Array>>;
  /** How often the books are checked; with every row of the table `chain` unless given. */
  readonly audit?: 'rows' | 'blocks' | 'events';
  /** Means of verification, which change results by rounding at most: how it calculates, and in which order actors stand. */
  readonly kernels?: Kernels;
  readonly actorOrder?: ActorOrder;
}

/** What makes runs of scenarios: the simulated economy, or a stand-in for it. */
export interface Engine {
  createSimulation(scenario: Scenario, inputs: SimulationInputs): Simulation;
  /** The run with its attacks and, in step with it, the run without. */
  createPairedSimulation(scenario: Scenario, inputs: SimulationInputs): PairedSimulation;
  withoutAttacks(scenario: Scenario): Scenario;
}

export const engine: Engine = { createSimulation, createPairedSimulation, withoutAttacks };
