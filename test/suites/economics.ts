import seedrandom from 'seedrandom';
import type { ActorOrder, Scenario } from '../../sim/index.ts';
import type { SimulationInputs } from '../../src/run/engine.ts';
import { runUnit } from '../../src/run/run-unit.ts';
import type { Baseline } from '../../src/suite/baseline.ts';
import { readBaseline } from '../../src/suite/baseline-file.ts';
import { judge } from '../../src/suite/judge.ts';
import { type LoadedSuite, loadSuite } from '../../src/suite/load-suite.ts';
import { runSuite } from '../../src/suite/run-suite.ts';
import { differsAsWhole, isDifference, type SuiteVerdict } from '../../src/suite/verdict.ts';

/* The ready suite, run in this very thread, as it is or with something changed. */

export interface ReadySuite {
  readonly suite: LoadedSuite;
  readonly baseline: Baseline;
}

export async function readySuite(): Promise<ReadySuite> {
  const suite = await loadSuite('scenarios/suites/economics.yaml');
  const baseline = readBaseline(suite.baseline);
  if (baseline === undefined) throw new Error(`${suite.baseline} is missing`);
  return { suite, baseline };
}

/** How every run calculates, and in which order its actors stand. */
export type Means = Pick<SimulationInputs, 'kernels' | 'actorOrder'>;

/** Of its 850 000 blocks every one has a turn in the plain kernels, which takes five times as long as all other scenarios. */
const long = 'leaving-slowly';

/** The suite without the one scenario that the plain kernels take long for. */
export function withoutLong({ suite, baseline }: ReadySuite): ReadySuite {
  const isShort = ({ name }: { readonly name: string }) => name !== long;
  return {
    suite: { ...suite, entries: suite.entries.filter(isShort) },
    baseline: { ...baseline, entries: baseline.entries.filter(isShort) },
  };
}

/** The verdict on the whole suite. */
export async function verdictOf({ suite, baseline }: ReadySuite, means: Means = {}): Promise<SuiteVerdict> {
  return judge(suite, baseline, await runSuite(suite, (unit) => run(unit.scenario, unit.inputs, means)));
}

async function run(scenario: Scenario, inputs: SimulationInputs, means: Means = {}) {
  return (await runUnit({ scenario, inputs: { ...inputs, ...means } })) ?? [];
}

/** What a verdict finds, in a line each; nothing when all is as it was. */
export function findings({ entries }: SuiteVerdict): string[] {
  return entries.flatMap((entry) => [
    ...(differsAsWhole(entry) ? [`${entry.name}: ${entry.kind} ${entry.error}`] : []),
    ...entry.metrics
      .filter(isDifference)
      .map(({ metric, topic, kind, old, new: now }) => `${entry.name}: ${topic} ${metric} ${kind} ${old} ${now}`),
  ]);
}

/** Who finds a change: the scenario, and whether its run fails. */
export interface Catch {
  readonly scenario: string;
  readonly fails: boolean;
}

/** The first scenario of the suite that finds a change; undefined: none does. */
export async function caughtBy(
  { suite, baseline }: ReadySuite,
  change: (scenario: Scenario) => Scenario | undefined,
): Promise<Catch | undefined> {
  for (const entry of suite.entries) {
    const { name } = entry;
    const changed = change(entry.runnable.scenario);
    if (changed === undefined) continue;
    const alone = { ...suite, entries: [entry] };
    const own = { ...baseline, entries: baseline.entries.filter((one) => one.name === name) };
    const results = await runSuite(alone, ({ scenario: { seed }, inputs }) => run({ ...changed, seed }, inputs));
    const { failed, differences } = judge(alone, own, results);
    if (failed + differences > 0) return { scenario: name, fails: failed > 0 };
  }
  return undefined;
}

/** Honest actors of every topic and role in an order of chance. */
export function shuffled(n: number): ActorOrder {
  return (topic, role, count) => {
    const random = seedrandom(`${n} ${topic} ${role}`);
    const places = Int32Array.from({ length: count }, (_, x) => x);
    for (let x = count - 1; x > 0; --x) {
      const other = Math.floor(random() * (x + 1));
      [places[x], places[other]] = [places[other], places[x]];
    }
    return places;
  };
}
