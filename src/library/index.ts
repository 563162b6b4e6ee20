/* The door for programs: `import { simulate } from 'allora-sim'`. */
export type { ColumnDeclaration, Scenario, SummaryMetric } from '../../sim/index.ts';
export type { Problem } from '../config/problem.ts';
export { ScenarioError } from '../run/read-scenario.ts';
export type { Columns } from './columns.ts';
export type {
  AmountsInput,
  AttackInput,
  DelegatorsInput,
  DemandInput,
  ExpectationInput,
  GroupInput,
  LossInput,
  ParameterInput,
  PopulationInput,
  ReputerPopulationInput,
  ScenarioInput,
  TopicInput,
  TruthInput,
  ValidatorsInput,
} from './scenario-input.ts';
export type { RunTables, SimulateOptions, SimulationResult } from './simulate.ts';
export { simulate } from './simulate.ts';
