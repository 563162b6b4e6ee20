import path from 'node:path';
import type { Experiment } from '../config/experiment/experiment.ts';
import type { ArrayWritten } from '../distributed/slurm/array-written.ts';
import type { PlannedPoint } from '../experiment/plan.ts';
import type { PointRow } from '../experiment/point-rows.ts';
import type { CommandContext } from './context.ts';
import { type EngineOptions, engineOption } from './engine-option.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { interruptible } from './interruptible.ts';
import { mostReplicates, mostThreads } from './replicated-runs.ts';
import { shownPath } from './shown-path.ts';
import { single } from './single.ts';
import { sweepProgressBar } from './sweep-progress.ts';
import { dryRunText, type PointFacts, type SweepFacts, sweepSummary } from './sweep-summary.ts';
import { terminalOf } from './terminal.ts';
import { wholeNumber } from './whole-number.ts';
import { asWrongInput } from './wrong-scenario.ts';

export interface SweepCommandOptions extends EngineOptions {
  readonly experiment: string;
  readonly replicates?: string | undefined;
  readonly out: string;
  readonly dryRun?: boolean | undefined;
  readonly retry?: boolean | undefined;
  readonly report: boolean;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Factors x replicates on all cores: runs that are missing are made, tables and a report written. */
export async function sweepCommand(options: SweepCommandOptions, context: CommandContext): Promise<ExitCode> {
  return interruptible(context, (interrupted) => sweepOf(options, context, interrupted));
}

async function sweepOf(
  options: SweepCommandOptions,
  context: CommandContext,
  interrupted: () => boolean,
): Promise<ExitCode> {
  const [{ readExperiment, planPoints }, { sweepRuns }, { runsAhead }, { recordSweep }, { usualThreads }] =
    await Promise.all([
      import('../experiment/plan.ts'),
      import('../experiment/sweep.ts'),
      import('../experiment/runs-ahead.ts'),
      import('../experiment/record-sweep.ts'),
      import('../experiment/run-pool.ts'),
    ]);
  const { stdout, stderr, environment } = context;
  const root = single('out', options.out);
  const openEngine = engineOption(options, context);
  const threads = wholeNumber('threads', options.threads, mostThreads) ?? usualThreads();
  const replicates = wholeNumber('replicates', options.replicates, mostReplicates);
  const read = await asWrongInput(() => readExperiment(options.experiment));
  const experiment = replicates === undefined ? read.experiment : withReplicates(read.experiment, replicates);
  const points = await asWrongInput(() => planPoints(experiment, { places: read.places }));
  if (options.dryRun) {
    const ahead = await runsAhead(experiment, points, { root, threads });
    stdout.write(options.json ? `${JSON.stringify(ahead, null, 2)}\n` : dryRunText(experiment, ahead));
    return exitCode.done;
  }
  const engine = await openEngine(experiment.name);
  const begin = performance.now();
  const bar = await sweepProgressBar(stderr, !options.quiet && !options.json, environment);
  let runs: Awaited<ReturnType<typeof sweepRuns>>;
  try {
    const retryFailures = options.retry ?? false;
    runs = await sweepRuns(experiment, points, {
      root,
      threads,
      retryFailures,
      onProgress: bar.update,
      interrupted,
      ...(engine && { openPool: engine.openPool }),
    });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ArrayWritten')) throw error;
    // What was asked for: a person submits the array.
    stdout.write(
      options.json
        ? `${JSON.stringify({ script: (error as ArrayWritten).script, runs: (error as ArrayWritten).runs }, null, 2)}\n`
        : error.message,
    );
    return exitCode.done;
  } finally {
    bar.stop();
    await engine?.close();
  }
  if (runs.end === 'interrupted') {
    stderr.write(
      `Interrupted after ${runs.done} of ${runs.total} runs. They stay in the store; the same command goes on from there.\n`,
    );
    return exitCode.interrupted;
  }
  if (runs.end === 'failed') {
    const [first] = runs.rows.failures();
    stderr.write(
      `A run failed, and onFailure is stop: point ${first.point}, seed ${first.seed}: ${first.error}\n` +
        `${runs.done - runs.failed} finished runs stay in the store; onFailure: continue goes past it.\n`,
    );
    return exitCode.failed;
  }
  const wallSeconds = (performance.now() - begin) / 1000;
  const recorded = await recordSweep({
    experiment,
    text: read.text,
    points,
    rows: runs.rows,
    root,
    wallSeconds,
    notices: [],
  });
  const report = options.report ? await reportOf(recorded.folder, recorded.existing) : null;
  const facts: SweepFacts = {
    sweep: experiment.name,
    sweepId: recorded.sweepId,
    folder: shownPath(recorded.folder),
    report: report === null ? null : shownPath(report),
    points: points.length,
    runs: runs.total,
    stored: runs.stored,
    failed: runs.failed,
    wallSeconds,
    failures: runs.rows.failures(),
    aggregates: pointFacts(recorded.aggregates, points),
    factors: recorded.manifest.factors.map(({ name }) => name),
    shown: recorded.manifest.shown,
    ...(engine && { engine: engine.facts() }),
  };
  if (options.json) stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
  else if (options.quiet) stdout.write(`${facts.report ?? facts.folder}\n`);
  else stdout.write(sweepSummary(facts, terminalOf(stdout, environment)));
  return runs.failed > 0 ? exitCode.failed : exitCode.done;
}

/** More replicates than the file asks for, or fewer. */
function withReplicates(experiment: Experiment, replicates: number): Experiment {
  const { stop } = experiment;
  if (stop !== null && (replicates > stop.most || replicates < 2)) {
    throw new WrongInputError(
      `--replicates is ${replicates}; expected from 2 to stop.most of the experiment, ${stop.most}.`,
    );
  }
  return { ...experiment, replicates };
}

function pointFacts(aggregates: readonly PointRow[], points: readonly PlannedPoint[]): PointFacts[] {
  const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return aggregates.map(({ point, metric: { metric, topic, unit }, n, mean, low, high }) => {
    const settings = points[point].point.labels;
    return { point, settings, metric, topic, unit, n, mean: orNull(mean), low: orNull(low), high: orNull(high) };
  });
}

/** The report of a sweep; one that is there already is left as it is. */
async function reportOf(folder: string, existing: boolean): Promise<string> {
  const { writeSweepReport } = await import('../report/sweep/write-sweep-report.ts');
  const { pathExists } = await import('../io/run-folder.ts');
  const written = path.join(folder, 'report.html');
  return existing && pathExists(written) ? written : writeSweepReport(folder);
}
