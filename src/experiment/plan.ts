import { setImmediate as nextTurn } from 'node:timers/promises';
import { runNames } from '../config/check-names.ts';
import type { DesignPoint, Experiment, ExperimentPlaces, Setting } from '../config/experiment/experiment.ts';
import { experimentMessages } from '../config/experiment/experiment-messages.ts';
import { resolveExperiment } from '../config/experiment/resolve-experiment.ts';
import { messages } from '../config/messages.ts';
import { nearestWord } from '../config/nearest-word.ts';
import type { ValueOverride } from '../config/overrides.ts';
import { firstProblems, formatProblem, mostProblems, type Place, type Problem } from '../config/problem.ts';
import { mostScenarioBytes } from '../config/scenario-schema.ts';
import { simRegistries } from '../config/sim-registries.ts';
import { scenarioFiles } from '../io/scenario-files.ts';
import { pointColumns, runColumns } from '../record/sweep-record.ts';
import { type RunnableScenario, ScenarioError, scenarioReader } from '../run/read-scenario.ts';
import { designPoints } from './design/design.ts';

/** An experiment file as it was read. */
export interface ReadExperiment {
  readonly experiment: Experiment;
  /** Where the settings stand in the file. */
  readonly places: ExperimentPlaces;
  /** Text of the file. */
  readonly text: string;
}

/** A point of the design whose scenario is known to be one that can be run. */
export interface PlannedPoint {
  readonly point: DesignPoint;
  /** The scenario with the settings of the point, without expectations. Made anew unless it was asked for lately. */
  scenario(): Promise<RunnableScenario>;
}

/** Who waits for a plan. */
export interface PlanWatch {
  /** Of the file that the experiment was read from: messages then say where a setting stands. */
  readonly places?: ExperimentPlaces;
  /** Called as points are checked, with room for signals in between. What it throws ends the plan. */
  readonly onPoint?: (done: number, total: number) => void;
}

/**
 * Reads, checks and completes an experiment file.
 *
 * @throws ScenarioError when something is wrong in it, or its scenario file cannot be read
 */
export async function readExperiment(file: string): Promise<ReadExperiment> {
  const read = scenarioFiles.readText(file, mostScenarioBytes);
  if ('reason' in read) throw new ScenarioError([{ file, line: 1, column: 1, path: '', message: read.reason }]);
  const resolved = resolveExperiment(read.text, file, {
    registries: simRegistries,
    files: scenarioFiles,
    columns: [...runColumns, ...pointColumns].map(({ name }) => name),
  });
  if (!resolved.ok) throw new ScenarioError(resolved.problems);
  return { experiment: resolved.experiment, places: resolved.places, text: read.text };
}

/** How long points are checked without room for signals, milliseconds. */
const turnMilliseconds = 50;

/** So many points that cannot be run are looked at; the others have most likely the same mistakes. */
const mostWrongPoints = 100;

/** So many scenarios are kept at hand. */
const keptScenarios = 32;

/**
 * The points of an experiment. The scenario of each is resolved once, so that whatever is wrong is known before anything
 * runs, and then again whenever it is asked for: a design may have more points than there is memory for their scenarios.
 *
 * @throws ScenarioError when the settings of some point make no scenario that can be run
 */
export async function planPoints(experiment: Experiment, { places, onPoint }: PlanWatch = {}): Promise<PlannedPoint[]> {
  const points = designPoints(experiment);
  const read = scenarioReader(experiment.scenario);
  const fixed = fixedOverrides(experiment, places);
  const resolve = (point: DesignPoint) => read({ values: [...fixed, ...overridesOf(point, experiment, places)] });
  const wrong = new WrongPoints(experiment, () => read({ values: fixed }));
  const topics = new TopicOfRule(experiment, places);
  let turnEnds = performance.now() + turnMilliseconds;
  for (const point of points) {
    const resolved = await resolve(point).catch((error: unknown) => wrong.add(point, error));
    if (resolved !== undefined) topics.see(resolved);
    else if (wrong.isEnough()) break;
    if (performance.now() < turnEnds) continue;
    onPoint?.(point.index + 1, points.length);
    await nextTurn();
    turnEnds = performance.now() + turnMilliseconds;
  }
  wrong.throwIfAny();
  topics.throwIfUnknown();
  onPoint?.(points.length, points.length);
  const kept = new Map<number, Promise<RunnableScenario>>();
  return points.map((point) => ({
    point,
    scenario() {
      const known = kept.get(point.index) ?? resolve(point);
      kept.delete(point.index);
      kept.set(point.index, known);
      if (kept.size > keptScenarios) kept.delete(kept.keys().next().value as number);
      return known;
    },
  }));
}

function fixedOverrides({ set }: Experiment, places: ExperimentPlaces | undefined): ValueOverride[] {
  return set.map(({ path, value }, n) => overrideOf(path, value, places?.set[n] ?? nameless(`set ${path}`)));
}

function overridesOf(
  { settings, labels }: DesignPoint,
  { factors }: Experiment,
  places: ExperimentPlaces | undefined,
): ValueOverride[] {
  return factors.flatMap(({ name, paths, levels }, f) => {
    const known = places?.factors[f];
    const value = levels.kind === 'values' ? known?.values[levels.labels.indexOf(labels[f])] : undefined;
    const place = value ?? known?.whole ?? nameless(`factor ${name}`);
    return paths.map((path) => overrideOf(path, settings[f], place));
  });
}

function overrideOf(path: string, value: Setting, place: Place): ValueOverride {
  return { path: path.split('.'), value, place };
}

/** For experiments that come from no file. */
function nameless(what: string): Place {
  return { file: what, line: 1, column: 1 };
}

/** What is wrong at points of the design: each mistake once, with the first point that has it. */
class WrongPoints {
  readonly #experiment: Experiment;
  readonly #base: () => Promise<RunnableScenario>;
  readonly #problems = new Map<string, Problem>();
  /** What is wrong with the scenario whatever the factors are. */
  #own: ReadonlySet<string> | undefined;
  #points = 0;

  constructor(experiment: Experiment, base: () => Promise<RunnableScenario>) {
    this.#experiment = experiment;
    this.#base = base;
  }

  async add({ index, labels }: DesignPoint, error: unknown): Promise<undefined> {
    if (!(error instanceof ScenarioError)) throw error;
    ++this.#points;
    this.#own ??= await this.#ownProblems();
    const settings = this.#experiment.factors.map(({ name }, f) => `${name} = ${labels[f]}`).join(', ');
    for (const problem of error.problems) {
      const line = formatProblem(problem);
      if (this.#problems.has(line)) continue;
      const message = experimentMessages.atPoint(problem.message, index, settings);
      this.#problems.set(line, this.#own.has(line) || settings === '' ? problem : { ...problem, message });
    }
  }

  isEnough(): boolean {
    return this.#problems.size >= mostProblems || this.#points >= mostWrongPoints;
  }

  throwIfAny(): void {
    if (this.#problems.size === 0) return;
    throw new ScenarioError(firstProblems([...this.#problems.values()], [this.#experiment.scenario]));
  }

  async #ownProblems(): Promise<ReadonlySet<string>> {
    try {
      await this.#base();
      return new Set();
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      return new Set(error.problems.map(formatProblem));
    }
  }
}

/** Whether the topic that the stopping rule names is there at some point. */
class TopicOfRule {
  readonly #topic: string;
  readonly #place: Place;
  readonly #names = new Set<string>();
  #isKnown: boolean;

  constructor({ stop }: Experiment, places: ExperimentPlaces | undefined) {
    this.#topic = stop?.topic ?? '';
    this.#place = places?.topic ?? nameless('stop');
    this.#isKnown = this.#topic === '';
  }

  see({ scenario }: RunnableScenario): void {
    if (this.#isKnown) return;
    for (const name of scenario.topics.flatMap(runNames)) this.#names.add(name);
    this.#isKnown = this.#names.has(this.#topic);
  }

  throwIfUnknown(): void {
    if (this.#isKnown) return;
    const names = [...this.#names];
    const message = messages.unknownTopic('stop.topic', this.#topic, names);
    const suggestion = nearestWord(this.#topic, names);
    const problem = { ...this.#place, path: 'stop.topic', message };
    throw new ScenarioError([suggestion === undefined ? problem : { ...problem, suggestion }]);
  }
}
