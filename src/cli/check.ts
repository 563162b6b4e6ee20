import type { UnitsProgress } from '../experiment/run-units.ts';
import type { Baseline } from '../suite/baseline.ts';
import type { CheckFacts } from './check-summary.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { interruptible } from './interruptible.ts';
import { progressBar } from './progress.ts';
import { shownPath } from './shown-path.ts';
import { single } from './single.ts';
import { terminalOf } from './terminal.ts';
import { asWrongInput } from './wrong-scenario.ts';

export interface CheckCommandOptions {
  readonly suite: string;
  readonly update?: boolean | undefined;
  readonly reason?: string | undefined;
  readonly junit?: string | undefined;
  readonly markdown?: string | undefined;
  readonly threads?: string | undefined;
  readonly out: string;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** The gate: runs a suite and compares it with its baseline, or makes what it came to the new one. */
export async function checkCommand(options: CheckCommandOptions, context: CommandContext): Promise<ExitCode> {
  return interruptible(context, (interrupted) => check(options, context, interrupted));
}

async function check(
  options: CheckCommandOptions,
  { stdout, stderr, environment }: CommandContext,
  interrupted: () => boolean,
): Promise<ExitCode> {
  const reason = reasonOf(options);
  const threads = threadsOf(options);
  const root = single('out', options.out);
  const places = { junit: single('junit', options.junit), markdown: single('markdown', options.markdown) };
  const [{ loadSuite }, { readBaseline, writeBaseline }, { makeRoomFor, writeReports }, { judge }, { updateOf }] =
    await Promise.all([
      import('../suite/load-suite.ts'),
      import('../suite/baseline-file.ts'),
      import('../suite/write-reports.ts'),
      import('../suite/judge.ts'),
      import('../suite/update.ts'),
    ]);
  const suite = await asWrongInput(() => loadSuite(options.suite));
  const previous = await asWrongInput(async () => readBaseline(suite.baseline));
  if (previous === undefined && reason === undefined) throw noBaseline(suite.baseline, options.suite);
  await asWrongInput(async () => makeRoomFor(places));

  const { runInPool } = await import('../suite/run-in-pool.ts');
  const bar = await progressBar(stderr, !options.quiet && !options.json, { what: 'check', unit: 'runs', environment });
  const onProgress = ({ total, done }: UnitsProgress): void => (done === 0 ? bar.start(total) : bar.update(done));
  const ran = await runInPool(suite, { root, threads, onProgress, interrupted }).finally(() => bar.stop());
  if (ran === undefined) {
    stderr.write('Interrupted. Runs that were finished are kept, and not run again by the next check.\n');
    return exitCode.interrupted;
  }

  const update =
    reason === undefined ? undefined : updateOf(suite, ran.results, { ...(await engineStamp()), reason }, previous);
  const verdict = update?.verdict ?? judge(suite, previous as Baseline, ran.results);
  const against = update?.against ?? [];
  if (against.length > 0 && verdict.failed === 0) throw new WrongInputError(refusal(against));
  if (update?.baseline !== undefined) {
    const { baseline } = update;
    await asWrongInput(async () => writeBaseline(suite.baseline, baseline));
  }
  await asWrongInput(async () => writeReports(verdict, places));
  const { runs, known, seconds } = ran;
  const updated = update === undefined ? null : update.outcome;
  await print(
    { suite: options.suite, baseline: shownPath(suite.baseline), updated, runs, known, seconds, verdict },
    options,
    stdout,
  );
  if (against.length > 0) stderr.write(`${refusal(against)}\n`);
  if (verdict.failed > 0) return exitCode.failed;
  return verdict.differences > 0 && update === undefined ? exitCode.difference : exitCode.done;
}

async function print(
  facts: CheckFacts,
  { quiet, json }: CheckCommandOptions,
  stdout: CommandContext['stdout'],
): Promise<void> {
  const { checkHeadline, checkSummary } = await import('./check-summary.ts');
  const { verdict, ...rest } = facts;
  if (json)
    stdout.write(`${JSON.stringify({ ...rest, ...verdict, suite: facts.suite, name: verdict.suite }, null, 2)}\n`);
  else stdout.write(quiet ? checkHeadline(facts) : checkSummary(facts, terminalOf(stdout).columns));
}

/** What goes with a reason into the new baseline. */
async function engineStamp() {
  const { engineCodeHash, engineVersion } = await import('../record/engine-code.ts');
  const date = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
  return { date, engineVersion: engineVersion(), codeHash: engineCodeHash() };
}

/** Why the baseline is to be rewritten; undefined when it is not. */
function reasonOf({ update = false, reason }: CheckCommandOptions): string | undefined {
  const given = single('reason', reason)?.trim();
  if (!update && given === undefined) return undefined;
  if (!update) throw new WrongInputError('--reason goes with --update, which rewrites the baseline.');
  if (given === undefined || given === '') {
    throw new WrongInputError('--update needs --reason "why": it is kept in the baseline.');
  }
  return given;
}

const mostThreads = 1024;

function threadsOf(options: CheckCommandOptions): number | undefined {
  const given = single('threads', options.threads);
  if (given === undefined) return undefined;
  const threads = /^\d+$/.test(given) ? Number(given) : 0;
  if (threads >= 1 && threads <= mostThreads) return threads;
  throw new WrongInputError(`--threads is "${given}"; expected a whole number, at least 1 and at most ${mostThreads}.`);
}

function noBaseline(file: string, suite: string): WrongInputError {
  const make = `allora-sim check ${suite} --update --reason "first baseline"`;
  return new WrongInputError(`${shownPath(file)}:1:1 there is no baseline yet. This makes one: ${make}`);
}

const mostReasons = 10;

/** Why the baseline stays as it is, in up to ten lines. */
function refusal(against: readonly string[]): string {
  const lines = against.slice(0, mostReasons).map((reason) => `The baseline stays as it is. ${reason}.`);
  const more = against.length - lines.length;
  return [...lines, ...(more > 0 ? [`... ${more} more reasons.`] : [])].join('\n');
}
