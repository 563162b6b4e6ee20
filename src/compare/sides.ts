import { extname } from 'node:path';
import { nearestWord } from '../config/nearest-word.ts';
import { formatProblem, type Problem } from '../config/problem.ts';
import { recordedKind } from '../record/recorded-kind.ts';
import { findRun } from '../run/find-run.ts';
import { type RunnableScenario, readScenario, ScenarioError } from '../run/read-scenario.ts';
import { SelectionError } from '../run/selection-error.ts';
import { type RecordedSide, readRunSide, readSweepSide } from './recorded-sides.ts';

/** A scenario that is to run, once per seed. */
export interface ScenarioSide {
  readonly kind: 'scenario';
  readonly file: string;
  /** Settings of the command line for this side, `path=value`. */
  readonly set: readonly string[];
  readonly runnable: RunnableScenario;
}

export type Side = ScenarioSide | RecordedSide;

/** What the command line puts in place of the scenario's values. */
export interface SideOverrides {
  /** For both sides. */
  readonly set: readonly string[];
  /** For this one. */
  readonly own: readonly string[];
  readonly seed?: string;
  readonly epochs?: string;
}

/** Whether the word names a scenario file rather than something recorded. */
export function isScenarioFile(word: string): boolean {
  return ['.yaml', '.yml'].includes(extname(word).toLowerCase());
}

/**
 * Reads a scenario.
 *
 * @param option the option that `own` came from, for messages: `--set-a`
 * @throws ScenarioError
 */
export async function readScenarioSide(
  file: string,
  { set, own, ...others }: SideOverrides,
  option: string,
): Promise<ScenarioSide> {
  try {
    const runnable = await readScenario(file, { ...others, set: [...set, ...own] });
    return { kind: 'scenario', file, set: [...set, ...own], runnable };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const ofOption = new Set(own.map((text) => `--set ${text}`));
    const named = (problem: Problem): Problem =>
      ofOption.has(problem.file) ? { ...problem, file: problem.file.replace('--set', option) } : problem;
    throw new ScenarioError(error.problems.map(named), formatProblem);
  }
}

/**
 * Reads a recorded run or sweep.
 *
 * @param word a folder, an id, or the first characters of one
 * @param name A or B
 * @throws SelectionError
 */
export function readRecordedSide(word: string, root: string, name: 'A' | 'B'): RecordedSide {
  const folder = found(word, root, name);
  const kind = recordedKind(folder);
  if (kind === 'run') return readRunSide(folder);
  if (kind === 'sweep') return readSweepSide(folder);
  const what = kind === undefined ? 'holds nothing complete: it has no manifest.json' : kinds[kind];
  throw new SelectionError(`${name} is "${word}", which ${what}; expected a scenario file (.yaml), a run or a sweep.`);
}

/** What holds its own comparisons already. */
const kinds = {
  comparison: 'is a comparison itself',
  attack: 'is a measured attack, compared already',
  gallery: 'is a gallery of attacks, compared already',
} as const;

function found(word: string, root: string, name: 'A' | 'B'): string {
  try {
    return findRun(word, root);
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error;
    const text = error.message.replace(/^run is/, `${name} is`);
    throw new SelectionError(text.replace('expected ', 'expected a scenario file (.yaml), '));
  }
}

/** @throws SelectionError when a metric is asked for that there is not */
export function checkMetrics(wanted: readonly string[], known: readonly string[]): void {
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new SelectionError(
    `--metrics has "${unknown}"; expected names of metrics, separated by commas (allora-sim list metrics).`,
    nearestWord(unknown, known),
  );
}
