import { createSimulation, type Scenario } from '../../sim/index.ts';
import { bitsOfRun } from './bits-of-run.ts';

/** The engine and the fingerprints of its columns, as one function: bundled into a file for other JavaScript engines. */
export function bits(scenario: Scenario): Record<string, string> {
  return bitsOfRun(createSimulation, scenario);
}
