import type { ComparedSide, Comparison, FailedRun } from '../record/comparison-record.ts';
import { engineCodeHash } from '../record/engine-code.ts';
import { unitAddress, unitOf } from '../run/run-unit.ts';
import { SelectionError } from '../run/selection-error.ts';
import { type CompareRules, compareMetrics } from './compare-metrics.ts';
import { headline } from './headline.ts';
import type { Observation } from './observation.ts';
import { type PairedValues, type Pairing, pairing } from './pairs.ts';
import { comparisonIdOf } from './record-comparison.ts';
import type { RecordedSide } from './recorded-sides.ts';
import { type RunSidesOptions, runSides } from './run-sides.ts';
import { settingDifferences } from './settings.ts';
import type { ScenarioSide } from './sides.ts';
import { alignedTopics } from './topics.ts';

/** What is compared, and how. */
export interface ComparisonRules extends CompareRules {
  /** Names of metrics; all when empty. */
  readonly metrics: readonly string[];
}

/** A comparison with the pairs that it is made of. */
export interface Compared {
  readonly comparison: Comparison;
  readonly pairs: readonly PairedValues[];
}

/**
 * Runs two scenarios with the same seeds and compares them.
 *
 * @returns undefined when somebody interrupted
 */
export async function compareScenarios(
  a: ScenarioSide,
  b: ScenarioSide,
  rules: ComparisonRules,
  options: RunSidesOptions,
): Promise<Compared | undefined> {
  const runs = await runSides(a.runnable, b.runnable, options);
  if (runs === undefined) return undefined;
  const { scenario: ofA } = a.runnable;
  const { scenario: ofB } = b.runnable;
  const otherSeed = ofA.seed === ofB.seed ? [] : [`Both run with seeds of A, ${ofA.seed}-1 and so on.`];
  return compared(scenarioRuns(a, runs.a), scenarioRuns(b, runs.b), rules, otherSeed, options.seeds);
}

/** Whether two scenarios would give the same runs. */
export function areTheSame(a: ScenarioSide, b: ScenarioSide): boolean {
  return addressOf(a) === addressOf(b);
}

/**
 * Compares what two runs or two sweeps have recorded.
 *
 * @throws SelectionError when one is a run and the other a sweep, or nothing can be paired
 */
export function compareRecorded(a: RecordedSide, b: RecordedSide, rules: ComparisonRules): Compared {
  if (a.kind !== b.kind) throw unlike(a.kind, b.kind);
  const notices =
    a.codeHash === b.codeHash ? [] : ['A and B were made by different code of the engine: that may be what differs.'];
  if (a.kind === 'sweep') return compareSweeps(a, b, rules, notices);
  // Two single runs are held against each other whatever their seeds are.
  const [seedA, seedB] = [a.observations[0].seed, b.observations[0].seed];
  if (seedA !== seedB) {
    notices.push(`The seeds differ (${seedA} and ${seedB}): nothing is paired, chance alone would make a difference.`);
  }
  const single = (side: RecordedSide): SideRuns => {
    return { ...recordedRuns(side), observations: side.observations.map((run) => ({ ...run, seed: '' })) };
  };
  return compared(single(a), single(b), rules, notices, seedA === seedB ? [seedA] : []);
}

function compareSweeps(a: RecordedSide, b: RecordedSide, rules: ComparisonRules, notices: string[]): Compared {
  const seedsA = new Set(a.observations.map(({ point, seed }) => `${point}\n${seed}`));
  const shared = b.observations.filter(({ point, seed }) => seedsA.has(`${point}\n${seed}`));
  if (shared.length === 0) {
    throw new SelectionError(
      'A and B have no point and seed in common; expected sweeps of the same factors, with the same settings and seeds.',
    );
  }
  const seeds = [...new Set(shared.map(({ seed }) => seed))];
  return compared(recordedRuns(a), recordedRuns(b), rules, notices, seeds);
}

/** The error of two sides that cannot be compared. */
export function unlike(a: string, b: string): SelectionError {
  return new SelectionError(
    `A is a ${a} and B is a ${b}; expected two of a kind. The scenario of a recorded run is the file scenario.yaml in its folder.`,
  );
}

/** A side with its runs. */
interface SideRuns {
  readonly about: Omit<ComparedSide, 'runs' | 'failed'>;
  /** All that decides its runs but their seeds. */
  readonly identity: string;
  /** Resolved scenario, YAML. */
  readonly yaml: string;
  /** Paths of settings that a sweep varies: they differ by design. */
  readonly varied: readonly string[];
  readonly observations: readonly Observation[];
}

function compared(
  a: SideRuns,
  b: SideRuns,
  rules: ComparisonRules,
  notices: readonly string[],
  seeds: readonly string[],
): Compared {
  const aligned = alignedTopics(a.observations, b.observations);
  const pairs = pairing(a.observations, aligned.b, rules.metrics);
  const { rows, tested } = compareMetrics(pairs.metrics, rules);
  const { adjust, confidence } = rules;
  const metrics = [...rules.metrics].sort();
  const decisive = { a: a.identity, b: b.identity, seeds, metrics, adjust, confidence, code: engineCodeHash() };
  return {
    pairs: pairs.metrics,
    comparison: {
      comparisonId: comparisonIdOf(decisive),
      a: sideOf(a),
      b: sideOf(b),
      seeds,
      metrics,
      adjust,
      confidence,
      tested,
      headline: headline(rows, tested, confidence),
      notices: [...notices, ...aligned.notices, ...unpairedInWords(pairs)],
      settings: settingDifferences(a.yaml, b.yaml).filter(({ path }) => !isWithin(path, [...a.varied, ...b.varied])),
      points: pairs.points,
      failed: [...failuresOf('A', a.observations), ...failuresOf('B', b.observations)],
      rows,
    },
  };
}

function scenarioRuns(side: ScenarioSide, observations: readonly Observation[]): SideRuns {
  const { file, set, runnable } = side;
  const address = addressOf(side);
  const { name } = runnable.scenario;
  const about = { source: file, name, id: address.slice(0, 12), set, codeHash: engineCodeHash() };
  return { about: { kind: 'scenario', ...about }, identity: address, yaml: runnable.yaml, varied: [], observations };
}

function recordedRuns({ kind, folder, name, id, codeHash, ...runs }: RecordedSide): SideRuns {
  const { identity, yaml, varied, observations } = runs;
  return { about: { kind, source: folder, name, id, set: [], codeHash }, identity, yaml, varied, observations };
}

/** Whether a path is one of those, or leads to something inside one. */
function isWithin(path: string, others: readonly string[]): boolean {
  return others.some((other) => path === other || path.startsWith(`${other}.`));
}

/** Of the scenario whatever its seed. */
function addressOf({ runnable }: ScenarioSide): string {
  return unitAddress(unitOf(runnable, ''));
}

function sideOf({ about, observations }: SideRuns): ComparedSide {
  const failed = observations.filter(({ metrics }) => metrics === null).length;
  return { ...about, runs: observations.length, failed };
}

function failuresOf(side: 'A' | 'B', runs: readonly Observation[]): FailedRun[] {
  return runs.flatMap(({ point, seed, metrics, error }) => (metrics === null ? [{ side, point, seed, error }] : []));
}

function unpairedInWords({ unpaired: { a, b } }: Pairing): string[] {
  if (a + b === 0) return [];
  return [`${a} runs of A and ${b} of B have a seed that the other side has not: they are left out.`];
}
