import path from 'node:path';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { interruptible } from './interruptible.ts';
import { progressBar } from './progress.ts';
import { readRunSeries } from './run-series.ts';
import { type RunFacts, runSummary } from './run-summary.ts';
import { shownPath } from './shown-path.ts';
import { single } from './single.ts';
import { terminalOf } from './terminal.ts';
import { asWrongInput } from './wrong-scenario.ts';

export interface RunCommandOptions {
  readonly scenario: string;
  readonly seed?: string | undefined;
  readonly epochs?: string | undefined;
  readonly out: string;
  readonly set?: readonly string[] | undefined;
  readonly force?: boolean | undefined;
  readonly report: boolean;
  readonly check?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** One run: scenario in; tables, charts, report and verdicts about what was expected out. */
export async function runCommand(options: RunCommandOptions, context: CommandContext): Promise<ExitCode> {
  return interruptible(context, (interrupted) => run(options, context, interrupted));
}

async function run(
  options: RunCommandOptions,
  { stdout, stderr, environment }: CommandContext,
  interrupted: () => boolean,
): Promise<ExitCode> {
  const [{ readScenario }, { recordRun }, { readManifest, readSummary }, { evaluateRun }, { checkExpectations }] =
    await Promise.all([
      import('../run/read-scenario.ts'),
      import('../run/record-run.ts'),
      import('../record/manifest.ts'),
      import('../expect/evaluate.ts'),
      import('../expect/check.ts'),
    ]);
  const root = single('out', options.out);
  const runnable = await asWrongInput(() => readScenario(options.scenario, overridesOf(options)));

  const shown = !options.quiet && !options.json;
  const watch = { progress: await progressBar(stderr, shown, { environment }), interrupted };
  // With --check the books are checked at the end of every block, not only with every row.
  const audited = options.check ? { ...runnable, inputs: { ...runnable.inputs, audit: 'blocks' as const } } : runnable;
  const recording = await asWrongInput(
    () => recordRun(audited, { root, force: options.force ?? false }, watch),
    options.scenario,
  );
  const folder = shownPath(recording.folder);
  if (recording.interruptedAt !== null) {
    const { epochs, of } = recording.interruptedAt;
    const places = [folder, ...(recording.control === null ? [] : [shownPath(recording.control.folder)])].join(' and ');
    const done = `after ${epochs} of ${of} epochs`;
    stderr.write(`Interrupted ${done}. What was finished stays in ${places}, marked as partial.\n`);
    return exitCode.interrupted;
  }
  const report = options.report ? await reportOf(recording.folder, recording.existing) : null;
  const metrics = readSummary(recording.folder);
  const checking = { progress: await progressBar(stderr, shown, { environment, what: 'check' }), interrupted };
  const expectations = options.check
    ? await checkExpectations(runnable, metrics, checking)
    : evaluateRun(runnable.scenario.expect, metrics);
  if (expectations === undefined) {
    stderr.write(`Interrupted during the check. The run itself is complete: ${folder}\n`);
    return exitCode.interrupted;
  }
  const manifest = readManifest(recording.folder);
  const facts: RunFacts = {
    scenario: runnable.scenario.name,
    runId: recording.runId,
    folder,
    existing: recording.existing,
    report: report === null ? null : shownPath(report),
    epochs: manifest?.counts.epochs ?? 0,
    wallSeconds: manifest?.wallSeconds ?? 0,
    notices: recording.notices,
    metrics,
    expectations,
    control: recording.control && { ...recording.control, folder: shownPath(recording.control.folder) },
  };
  if (options.json) stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
  else if (options.quiet) stdout.write(`${facts.report ?? facts.folder}\n`);
  else {
    const series = await readRunSeries(recording.folder);
    stdout.write(runSummary(facts, series, terminalOf(stdout, environment)));
  }
  if (options.check && expectations.some(({ met }) => met !== true)) return exitCode.difference;
  return interrupted() ? exitCode.interrupted : exitCode.done;
}

function overridesOf(options: RunCommandOptions) {
  const seed = single('seed', options.seed);
  const epochs = single('epochs', options.epochs);
  return {
    set: options.set ?? [],
    ...(seed === undefined ? {} : { seed }),
    ...(epochs === undefined ? {} : { epochs }),
  };
}

/** The report of a run; one that is there already is left as it is. */
async function reportOf(folder: string, existing: boolean): Promise<string> {
  const { writeReport } = await import('../report/write-report.ts');
  const { pathExists } = await import('../io/run-folder.ts');
  const written = path.join(folder, 'report.html');
  return existing && pathExists(written) ? written : await writeReport(folder);
}
