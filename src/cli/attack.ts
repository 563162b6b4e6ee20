import type { AttackQuestion, MeasuredAttackRuns } from '../attack/measure-attack.ts';
import type { AttackReader } from '../attack/read-attack.ts';
import type { RecordedAttack } from '../attack/record-attack.ts';
import type { OpenPool } from '../experiment/run-pool.ts';
import type { AttackManifest } from '../record/attack-record.ts';
import type { RunnableScenario } from '../run/read-scenario.ts';
import { type AttackQuestionOptions, attackQuestion } from './attack-question.ts';
import { type AttackFacts, attackSummary } from './attack-summary.ts';
import type { CommandContext } from './context.ts';
import { type EngineOptions, engineOption, type OpenEngine, promptEngines } from './engine-option.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { interruptible } from './interruptible.ts';
import { mostReplicates, mostThreads, usualReplicates } from './replicated-runs.ts';
import { shownPath } from './shown-path.ts';
import { single } from './single.ts';
import { sweepProgressBar } from './sweep-progress.ts';
import { terminalOf } from './terminal.ts';
import { wholeNumber } from './whole-number.ts';
import { asWrongInput } from './wrong-scenario.ts';

export interface AttackCommandOptions extends AttackQuestionOptions, EngineOptions {
  readonly scenario: string;
  readonly replicates?: string | undefined;
  readonly seed?: string | undefined;
  readonly epochs?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly out: string;
  readonly report: boolean;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/**
 * An attack against its controls, its frontier and its worst case.
 *
 * @param openPool for tests, that need no threads
 */
export async function attackCommand(
  options: AttackCommandOptions,
  context: CommandContext,
  openPool?: OpenPool,
): Promise<ExitCode> {
  return interruptible(context, (interrupted) => attack(options, context, interrupted, openPool));
}

async function attack(
  options: AttackCommandOptions,
  context: CommandContext,
  interrupted: () => boolean,
  openPool: OpenPool | undefined,
): Promise<ExitCode> {
  const [{ attackReader }, { recordAttack }] = await Promise.all([
    import('../attack/read-attack.ts'),
    import('../attack/record-attack.ts'),
  ]);
  const root = single('out', options.out);
  const replicates = wholeNumber('replicates', options.replicates, mostReplicates) ?? usualReplicates;
  const openEngine = engineOption(options, context, promptEngines);
  const begin = performance.now();
  const { reader, runnable, question } = await asWrongInput(async () => {
    const read = attackReader(options.scenario, overridesOf(options));
    const whole = await read.whole();
    return { reader: read, runnable: whole, question: await attackQuestion(options, whole, replicates) };
  });
  const measured = await measure({
    reader,
    runnable,
    question,
    root,
    options,
    context,
    interrupted,
    openPool,
    openEngine,
  });
  if (measured === undefined) return exitCode.interrupted;
  const failure = withoutAny(measured);
  if (failure !== undefined) {
    context.stderr.write(failure);
    return exitCode.failed;
  }
  const recorded = await firstPair(reader, measured, root, interrupted);
  if (recorded === 'interrupted') {
    context.stderr.write('Interrupted. All runs stay in the store; the same command goes on from there.\n');
    return exitCode.interrupted;
  }
  const wallSeconds = (performance.now() - begin) / 1000;
  const result = recordAttack({ runnable, question, measured, recorded, root, wallSeconds });
  await show(result, measured, options, context);
  return result.manifest.failed.length > 0 ? exitCode.failed : exitCode.done;
}

interface Work {
  readonly reader: AttackReader;
  readonly runnable: RunnableScenario;
  readonly question: AttackQuestion;
  readonly root: string;
  readonly options: AttackCommandOptions;
  readonly context: CommandContext;
  readonly interrupted: () => boolean;
  readonly openPool: OpenPool | undefined;
  readonly openEngine: OpenEngine;
}

/** @returns undefined when somebody interrupted */
async function measure(work: Work): Promise<MeasuredAttackRuns | undefined> {
  const { reader, runnable, question, root, options, context, interrupted } = work;
  const [{ measureAttack }, { taskRunner }, pools, { openRunStore }] = await Promise.all([
    import('../attack/measure-attack.ts'),
    import('../attack/run-tasks.ts'),
    import('../experiment/run-pool.ts'),
    import('../experiment/run-store.ts'),
  ]);
  const threads = wholeNumber('threads', options.threads, mostThreads) ?? pools.usualThreads();
  const engine = await work.openEngine(runnable.scenario.name);
  const bar = await sweepProgressBar(context.stderr, !options.quiet && !options.json, context.environment);
  const pool = (work.openPool ?? engine?.openPool ?? pools.openRunPool)(threads, { root, keepFailures: true });
  let progress = { total: 0, done: 0 };
  const run = taskRunner({
    store: openRunStore(root),
    pool,
    interrupted,
    onProgress: (now) => {
      progress = now;
      bar.update(now);
    },
  });
  try {
    const measured = await asWrongInput(() => measureAttack(runnable, reader, question, run));
    if (measured !== undefined) return measured;
  } finally {
    bar.stop();
    await pool.close();
    await engine?.close();
  }
  context.stderr.write(
    `Interrupted after ${progress.done} of ${progress.total} runs. They stay in the store; the same command goes on from there.\n`,
  );
  return undefined;
}

/** What to say when every run of the attack has failed; undefined otherwise. */
function withoutAny({ points }: MeasuredAttackRuns): string | undefined {
  const runs = points[0].runs.get('attack') ?? [];
  if (runs.some(({ metrics }) => metrics !== null)) return undefined;
  const [{ seed, error }] = runs;
  return `All ${runs.length} runs of the attack failed, and nothing can be measured. Seed ${seed}: ${error}\n`;
}

/** The first seed, recorded whole, for the report's timeline. null where that run failed. */
async function firstPair(
  reader: AttackReader,
  { points, seeds }: MeasuredAttackRuns,
  root: string,
  interrupted: () => boolean,
): Promise<AttackManifest['recorded'] | 'interrupted'> {
  if (points[0].runs.get('attack')?.[0].metrics === null) return null;
  const [{ recordRun }, { noProgress }] = await Promise.all([
    import('../run/record-run.ts'),
    import('../run/run-to-end.ts'),
  ]);
  const watch = { progress: noProgress, interrupted };
  const pair = await recordRun(await reader.seeded(seeds[0]), { root, force: false }, watch);
  if (pair.interruptedAt !== null) return 'interrupted';
  const { runId, control } = pair;
  // Both lie beside the folder of the measurement: all three below the scenario's name.
  const named = (id: string) => ({ runId: id, folder: `../${id}` });
  return control === null ? null : { attack: named(runId), control: named(control.runId) };
}

async function show(
  { folder, manifest, existing }: RecordedAttack,
  { measures }: MeasuredAttackRuns,
  options: AttackCommandOptions,
  { stdout, environment }: CommandContext,
): Promise<void> {
  const report = options.report ? await reportOf(folder, existing) : null;
  const facts: AttackFacts = {
    ...manifest,
    existing,
    folder: shownPath(folder),
    report: report === null ? null : shownPath(report),
    measures,
  };
  if (options.json) stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
  else if (options.quiet) stdout.write(`${facts.report ?? facts.folder}\n`);
  else stdout.write(attackSummary(facts, terminalOf(stdout, environment)));
}

/** The report; one that is there already is left as it is. */
async function reportOf(folder: string, existing: boolean): Promise<string> {
  const { writeAttackReport } = await import('../report/attack/write-attack-report.ts');
  const { pathExists } = await import('../io/run-folder.ts');
  const { join } = await import('node:path');
  const written = join(folder, 'report.html');
  return existing && pathExists(written) ? written : writeAttackReport(folder);
}

function overridesOf(options: AttackCommandOptions) {
  const seed = single('seed', options.seed);
  const epochs = single('epochs', options.epochs);
  return {
    set: options.set ?? [],
    ...(seed === undefined ? {} : { seed }),
    ...(epochs === undefined ? {} : { epochs }),
  };
}
