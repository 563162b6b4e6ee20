import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { readScenario } from './read-scenario.ts';

export interface ValidateCommandOptions {
  readonly files: readonly string[];
  readonly json?: boolean | undefined;
}

/** Checks scenario files. Of each it tells that it is valid, or up to ten things wrong with it. */
export async function validateCommand(
  { files, json = false }: ValidateCommandOptions,
  { stdout, stderr }: CommandContext,
): Promise<ExitCode> {
  const { formatProblem } = await import('../config/problem.ts');
  const facts: unknown[] = [];
  let isEachValid = true;
  for (const file of files) {
    const resolved = await readScenario(file, {});
    isEachValid &&= resolved.ok;
    const problems = resolved.ok ? [] : resolved.problems;
    facts.push({ file, valid: resolved.ok, problems });
    if (json) continue;
    if (resolved.ok) stdout.write(`${file}: valid\n`);
    for (const problem of problems) stderr.write(`${formatProblem(problem)}\n`);
  }
  if (json) stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
  return isEachValid ? exitCode.done : exitCode.wrongInput;
}
