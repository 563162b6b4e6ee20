import type { Scenario } from '../../sim/index.ts';
import { formatProblem, type Problem } from '../config/problem.ts';
import { resolveScenario, type ScenarioOverrides, scenarioResolver } from '../config/resolve-scenario.ts';
import { mostScenarioBytes } from '../config/scenario-schema.ts';
import { simRegistries } from '../config/sim-registries.ts';
import { scenarioFiles } from '../io/scenario-files.ts';
import type { InputFile } from '../record/run-recorder.ts';
import type { SimulationInputs } from './engine.ts';

/** A scenario that cannot be run as it is. Each line of the message says where, what was found, what was expected. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[], lineOf: (problem: Problem) => string = formatProblem) {
    super(problems.map(lineOf).join('\n'));
    this.problems = problems;
  }
}

/** A scenario that is checked and complete, with all that a run of it reads. */
export interface RunnableScenario {
  readonly scenario: Scenario;
  /** The resolved scenario in the shape of scenario files. */
  readonly yaml: string;
  readonly inputs: SimulationInputs & {
    readonly files: readonly InputFile[];
    /** The scenarios that expectations compare with, by the name under `than`. */
    readonly others: Readonly<Record<string, RunnableScenario>>;
  };
}

/**
 * Reads, checks and completes a scenario file.
 *
 * @throws ScenarioError
 */
export async function readScenario(file: string, overrides: ScenarioOverrides = {}): Promise<RunnableScenario> {
  return runnableScenario(textOf(file), file, overrides);
}

/**
 * Reads a scenario file for many runs of it that differ in single values: what it hands back checks and completes the
 * scenario with these values in place of the file's, without what the scenario expects. It throws a ScenarioError where
 * they make none that can be run.
 *
 * @throws ScenarioError when the file cannot be read
 */
export function scenarioReader(file: string): (overrides: ScenarioOverrides) => Promise<RunnableScenario> {
  const resolve = scenarioResolver(textOf(file), file, simRegistries, scenarioFiles, { expects: false });
  return async (overrides) => {
    const resolved = await resolve(overrides);
    if (!resolved.ok) throw new ScenarioError(resolved.problems);
    return resolved;
  };
}

function textOf(file: string): string {
  const read = scenarioFiles.readText(file, mostScenarioBytes);
  if ('reason' in read) throw new ScenarioError([{ file, line: 1, column: 1, path: '', message: read.reason }]);
  return read.text;
}

/**
 * Checks and completes the text of a scenario.
 *
 * @param file its name in messages, and the place that files which it names are relative to
 * @throws ScenarioError
 */
export async function runnableScenario(
  text: string,
  file: string,
  overrides: ScenarioOverrides,
  lineOf?: (problem: Problem) => string,
): Promise<RunnableScenario> {
  const resolved = await resolveScenario(text, file, overrides, simRegistries, scenarioFiles);
  if (!resolved.ok) throw new ScenarioError(resolved.problems, lineOf);
  return resolved;
}
