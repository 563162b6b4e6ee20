import type { Compared, ComparisonRules } from '../compare/compare.ts';
import type { ScenarioSide, SideOverrides } from '../compare/sides.ts';
import type { OpenPool } from '../experiment/run-pool.ts';
import { type CompareFacts, compareSummary } from './compare-summary.ts';
import type { CommandContext } from './context.ts';
import { type EngineOptions, engineOption, promptEngines } from './engine-option.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { interruptible } from './interruptible.ts';
import { mostReplicates, mostThreads, usualReplicates } from './replicated-runs.ts';
import { shownPath } from './shown-path.ts';
import { single } from './single.ts';
import { sweepProgressBar } from './sweep-progress.ts';
import { terminalOf } from './terminal.ts';
import { wholeNumber } from './whole-number.ts';
import { asWrongInput } from './wrong-scenario.ts';

export interface CompareCommandOptions extends EngineOptions {
  readonly a: string;
  /** The same as A unless given. */
  readonly b?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly setA?: readonly string[] | undefined;
  readonly setB?: readonly string[] | undefined;
  readonly seed?: string | undefined;
  readonly epochs?: string | undefined;
  readonly replicates?: string | undefined;
  readonly metrics?: string | undefined;
  readonly adjust: string;
  readonly confidence: string;
  readonly out: string;
  readonly report: boolean;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Paired comparison of two scenarios, two runs or two sweeps.
 *
 * @param openPool for tests, that need no threads
 */
export async function compareCommand(
  options: CompareCommandOptions,
  context: CommandContext,
  openPool?: OpenPool,
): Promise<ExitCode> {
  return interruptible(context, (interrupted) => compare(options, context, interrupted, openPool));
}

async function compare(
  options: CompareCommandOptions,
  context: CommandContext,
  interrupted: () => boolean,
  openPool: OpenPool | undefined,
): Promise<ExitCode> {
  const { recordComparison } = await import('../compare/record-comparison.ts');
  const { isScenarioFile } = await import('../compare/sides.ts');
  const root = single('out', options.out);
  const rules = rulesOf(options);
  const begin = performance.now();
  const kinds = [options.a, options.b ?? options.a].map(isScenarioFile);
  let compared: Compared | undefined;
  if (kinds[0] && kinds[1]) compared = await scenarios(options, rules, root, context, interrupted, openPool);
  else compared = await recorded(options, rules, root, kinds);
  if (compared === undefined) return exitCode.interrupted;
  const { comparison, pairs } = compared;
  const { failed } = comparison;
  if ([comparison.a, comparison.b].some((side) => side.runs === side.failed)) {
    const [{ side, seed, error }] = failed;
    context.stderr.write(`${failed.length} runs failed, and no pair is left. ${side}, seed ${seed}: ${error}\n`);
    return exitCode.failed;
  }
  const wallSeconds = (performance.now() - begin) / 1000;
  const { folder, existing } = recordComparison(comparison, pairs, { root, wallSeconds });
  const report = options.report ? await reportOf(folder, existing) : null;
  const facts: CompareFacts = {
    ...comparison,
    folder: shownPath(folder),
    report: report === null ? null : shownPath(report),
  };
  show(facts, options, context);
  return failed.length > 0 ? exitCode.failed : exitCode.done;
}

function show(facts: CompareFacts, options: CompareCommandOptions, { stdout, environment }: CommandContext): void {
  if (options.json) stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
  else if (options.quiet) stdout.write(`${facts.report ?? facts.folder}\n`);
  else stdout.write(compareSummary(facts, terminalOf(stdout, environment)));
}

/** @returns undefined when somebody interrupted */
async function scenarios(
  options: CompareCommandOptions,
  rules: ComparisonRules,
  root: string,
  context: CommandContext,
  interrupted: () => boolean,
  openPool: OpenPool | undefined,
): Promise<Compared | undefined> {
  const [{ areTheSame, compareScenarios }, { checkMetrics, readScenarioSide }, pools, { openRunStore }, seeding, sim] =
    await Promise.all([
      import('../compare/compare.ts'),
      import('../compare/sides.ts'),
      import('../experiment/run-pool.ts'),
      import('../experiment/run-store.ts'),
      import('../run/replicate-seeds.ts'),
      import('../../sim/index.ts'),
    ]);
  const { stderr, environment } = context;
  const openEngine = engineOption(options, context, promptEngines);
  const replicates = wholeNumber('replicates', options.replicates, mostReplicates) ?? usualReplicates;
  const threads = wholeNumber('threads', options.threads, mostThreads) ?? pools.usualThreads();
  const file = options.b ?? options.a;
  const [a, b] = await asWrongInput(async (): Promise<[ScenarioSide, ScenarioSide]> => {
    const names = sim.summaryMetrics.map(({ name }) => name);
    checkMetrics(rules.metrics, names);
    const ofA = await readScenarioSide(options.a, overridesOf(options, options.setA), '--set-a');
    return [ofA, await readScenarioSide(file, overridesOf(options, options.setB), '--set-b')];
  });
  if (options.b === undefined && areTheSame(a, b)) {
    throw new WrongInputError(
      'A and B are the same scenario; expected another file for B, or --set-a, --set-b that differ.',
    );
  }
  const seeds = seeding.replicateSeeds(a.runnable.scenario.seed, replicates);
  const engine = await openEngine(a.runnable.scenario.name);
  const bar = await sweepProgressBar(stderr, !options.quiet && !options.json, environment);
  const pool = (openPool ?? engine?.openPool ?? pools.openRunPool)(threads, { root, keepFailures: true });
  let done = 0;
  const onProgress: typeof bar.update = (progress) => {
    ({ done } = progress);
    bar.update(progress);
  };
  try {
    const compared = await compareScenarios(a, b, rules, {
      seeds,
      store: openRunStore(root),
      pool,
      onProgress,
      interrupted,
    });
    if (compared !== undefined) return compared;
  } finally {
    bar.stop();
    await pool.close();
    await engine?.close();
  }
  stderr.write(
    `Interrupted after ${done} of ${2 * replicates} runs. They stay in the store; the same command goes on from there.\n`,
  );
  return undefined;
}

async function recorded(
  options: CompareCommandOptions,
  rules: ComparisonRules,
  root: string,
  kinds: readonly boolean[],
): Promise<Compared> {
  const [{ compareRecorded, unlike }, { checkMetrics, readRecordedSide }] = await Promise.all([
    import('../compare/compare.ts'),
    import('../compare/sides.ts'),
  ]);
  const { a, b } = options;
  if (b === undefined) {
    throw new WrongInputError(`B is left out; expected another run or sweep beside ${a}, which is recorded as it is.`);
  }
  return asWrongInput(async () => {
    const sideOf = (word: string, name: 'A' | 'B', isScenario: boolean) =>
      isScenario ? undefined : readRecordedSide(word, root, name);
    const [sideA, sideB] = [sideOf(a, 'A', kinds[0]), sideOf(b, 'B', kinds[1])];
    if (sideA === undefined || sideB === undefined) {
      throw unlike(sideA?.kind ?? 'scenario', sideB?.kind ?? 'scenario');
    }
    refuseRunOptions(options);
    const known = [sideA, sideB].flatMap(({ observations }) => observations.flatMap(({ metrics }) => metrics ?? []));
    checkMetrics(rules.metrics, [...new Set(known.map(({ name }) => name))]);
    return compareRecorded(sideA, sideB, rules);
  });
}

/** What only scenarios that are to run can be told. */
function refuseRunOptions(options: CompareCommandOptions): void {
  const { set, setA, setB, seed, epochs, replicates, threads } = options;
  const given = { set, 'set-a': setA, 'set-b': setB, seed, epochs, replicates, threads };
  const option = Object.entries(given).find(([, value]) => value !== undefined)?.[0];
  if (option === undefined) return;
  throw new WrongInputError(
    `--${option} does nothing for what is recorded already; expected it with scenario files (.yaml) only.`,
  );
}

function overridesOf(options: CompareCommandOptions, own: readonly string[] = []): SideOverrides {
  const seed = single('seed', options.seed);
  const epochs = single('epochs', options.epochs);
  return {
    set: options.set ?? [],
    own,
    ...(seed === undefined ? {} : { seed }),
    ...(epochs === undefined ? {} : { epochs }),
  };
}

function rulesOf(options: CompareCommandOptions): ComparisonRules {
  const adjust = single('adjust', options.adjust);
  if (adjust !== 'holm' && adjust !== 'bh') {
    throw new WrongInputError(`--adjust is "${adjust}"; expected holm or bh (Benjamini-Hochberg).`);
  }
  const text = single('confidence', options.confidence);
  const confidence = /^0?\.\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(confidence >= 0.5 && confidence < 1)) {
    throw new WrongInputError(`--confidence is "${text}"; expected a number from 0.5 to below 1, such as 0.95.`);
  }
  const names = (single('metrics', options.metrics) ?? '').split(',').map((name) => name.trim());
  return { adjust, confidence, metrics: [...new Set(names.filter((name) => name !== ''))] };
}

/** The report of a comparison; one that is there already is left as it is. */
async function reportOf(folder: string, existing: boolean): Promise<string> {
  const { writeComparisonReport } = await import('../report/compare/write-comparison-report.ts');
  const { pathExists } = await import('../io/run-folder.ts');
  const { join } = await import('node:path');
  const written = join(folder, 'report.html');
  return existing && pathExists(written) ? written : writeComparisonReport(folder);
}
