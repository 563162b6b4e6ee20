import path from 'node:path';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { progressBar } from './progress.ts';
import { runToEnd } from './run-scenario.ts';
import { runSummary } from './run-summary.ts';
import { single } from './single.ts';

export interface RunCommandOptions {
  readonly scenario: string;
  readonly seed?: string | undefined;
  readonly epochs?: string | undefined;
  readonly out: string;
  readonly set?: readonly string[] | undefined;
  readonly force?: boolean | undefined;
  readonly report: boolean;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** One run: scenario in; tables, charts and report out. */
export async function runCommand(options: RunCommandOptions, context: CommandContext): Promise<ExitCode> {
  const { scenario, yaml, formulas } = await read(options);
  const { createSimulation, epochColumns } = await import('../../sim/index.ts');
  const { openRun } = await import('../record/run-recorder.ts');
  const { engineCodeHash } = await import('../record/engine-code.ts');
  const { readManifest, readSummary } = await import('../record/manifest.ts');

  let interrupted = false;
  const listenNoMore = context.onInterrupt(() => {
    interrupted = true;
  });
  try {
    const simulation = createSimulation(scenario, formulas);
    const run = openRun({
      scenario,
      yaml,
      root: single('out', options.out),
      force: options.force ?? false,
      columns: epochColumns,
      codeHash: engineCodeHash(),
    });
    const place = shownPath(run.folder);
    if (!run.existing) {
      const progress = await progressBar(context.stderr, !options.quiet && !options.json);
      try {
        const outcome = await runToEnd(
          simulation,
          (batch) => run.write(batch),
          progress,
          () => interrupted,
        );
        if (!outcome.finished) {
          run.abort();
          const done = `after ${outcome.epochs} of ${simulation.epochsTotal} epochs`;
          context.stderr.write(`Interrupted ${done}. What was finished stays in ${place}, marked as partial.\n`);
          return exitCode.interrupted;
        }
        const { wallSeconds, epochs } = outcome;
        run.finish({ summary: simulation.summary(), wallSeconds, counts: { epochs, topics: scenario.topics.length } });
      } catch (error) {
        run.abort();
        throw error;
      }
    }
    const report = options.report ? await reportOf(run.folder, run.existing) : undefined;
    const facts = {
      scenario: scenario.name,
      runId: run.runId,
      folder: place,
      existing: run.existing,
      report: report === undefined ? null : shownPath(report),
      epochs: readManifest(run.folder)?.counts.epochs ?? simulation.epochsTotal,
      wallSeconds: readManifest(run.folder)?.wallSeconds ?? 0,
      notices: simulation.notices,
      metrics: readSummary(run.folder),
    };
    if (options.json) context.stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
    else if (options.quiet) context.stdout.write(`${facts.report ?? facts.folder}\n`);
    else context.stdout.write(runSummary(facts));
    return interrupted ? exitCode.interrupted : exitCode.done;
  } finally {
    listenNoMore();
  }
}

async function read(options: RunCommandOptions) {
  const [
    { resolveScenario },
    { mostScenarioBytes },
    { simRegistries },
    { formatProblem },
    { FileError, readTextFile },
  ] = await Promise.all([
    import('../config/resolve-scenario.ts'),
    import('../config/scenario-schema.ts'),
    import('../config/sim-registries.ts'),
    import('../config/problem.ts'),
    import('../io/text-file.ts'),
  ]);
  const seed = single('seed', options.seed);
  const epochs = single('epochs', options.epochs);
  let text: string;
  try {
    text = readTextFile(options.scenario, mostScenarioBytes);
  } catch (error) {
    throw error instanceof FileError ? new WrongInputError(error.message) : error;
  }
  const overrides = {
    set: options.set ?? [],
    ...(seed === undefined ? {} : { seed }),
    ...(epochs === undefined ? {} : { epochs }),
  };
  const resolved = await resolveScenario(text, options.scenario, overrides, simRegistries);
  if (!resolved.ok) throw new WrongInputError(resolved.problems.map(formatProblem).join('\n'));
  return resolved;
}

/** The report of a run; one that is there already is left as it is. */
async function reportOf(folder: string, existing: boolean): Promise<string> {
  const { pathExists } = await import('../io/run-folder.ts');
  const written = path.join(folder, 'report.html');
  if (existing && pathExists(written)) return written;
  const { writeReport } = await import('../report/write-report.ts');
  return writeReport(folder);
}

/** Relative to where the user is, when that is shorter. */
function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file));
  return relative.startsWith('..') ? path.resolve(file) : relative;
}
