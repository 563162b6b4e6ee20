import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode } from './exit-code.ts';

export interface ValidateCommandOptions {
  readonly files: readonly string[];
  readonly json?: boolean | undefined;
}

/** Checks scenario files. Of each it tells that it is valid, or up to ten things wrong with it. */
export async function validateCommand(
  { files, json = false }: ValidateCommandOptions,
  { stdout, stderr }: CommandContext,
): Promise<ExitCode> {
  const [{ formatProblem }, { readScenario, ScenarioError }, { engine }] = await Promise.all([
    import('../config/problem.ts'),
    import('../run/read-scenario.ts'),
    import('../run/engine.ts'),
  ]);
  const facts: unknown[] = [];
  let isEachValid = true;
  for (const file of files) {
    const problems = await readScenario(file)
      .then(({ scenario, inputs }) => {
        engine.createSimulation(scenario, inputs); // whether there are tokens enough for the start
        return [];
      })
      .catch((error: unknown) => {
        if (error instanceof ScenarioError) return error.problems;
        if (!(error instanceof Error) || error.name !== 'GenesisError') throw error;
        return [{ file, line: 1, column: 1, path: '', message: error.message }];
      });
    const valid = problems.length === 0;
    isEachValid &&= valid;
    facts.push({ file, valid, problems });
    if (json) continue;
    if (valid) stdout.write(`${file}: valid\n`);
    for (const problem of problems) stderr.write(`${formatProblem(problem)}\n`);
  }
  if (json) stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
  return isEachValid ? exitCode.done : exitCode.wrongInput;
}
