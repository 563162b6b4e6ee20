import type {
  AttackMeasure,
  AttackPoint,
  AttackSide,
  FrontierCrossing,
  VariedParameter,
  WorstCase,
  WorstObjective,
} from '../record/attack-record.ts';
import { type RunnableScenario, ScenarioError } from '../run/read-scenario.ts';
import { replicateSeeds } from '../run/replicate-seeds.ts';
import { frontierCrossings, frontierSettings } from './frontier.ts';
import type { MeasuredPoint, MeasuredRun } from './measured-point.ts';
import { pointMeasures } from './measures/point-measures.ts';
import { objectiveAt, objectives } from './objective.ts';
import { type AttackParameter, attackParameters } from './parameters.ts';
import type { AttackReader, PointSettings } from './read-attack.ts';
import type { RunTasks } from './run-tasks.ts';
import { bestOf, type Candidate, searchWorst } from './search.ts';
import { sideOf, sidesOf } from './sides.ts';

/** What is asked about an attack. */
export interface AttackQuestion {
  readonly replicates: number;
  /** One or two parameters; empty: no frontier. */
  readonly frontier: readonly VariedParameter[];
  readonly worst: WorstQuestion | null;
}

export interface WorstQuestion {
  readonly objective: WorstObjective;
  readonly runs: number;
  readonly budget: number | null;
  readonly parameters: readonly VariedParameter[];
}

/** What the runs of an attack and its controls came to. */
export interface MeasuredAttackRuns {
  readonly topics: readonly string[];
  readonly seeds: readonly string[];
  readonly sides: readonly AttackSide[];
  readonly points: readonly MeasuredPoint[];
  readonly measures: readonly AttackMeasure[];
  readonly frontier: {
    readonly parameters: readonly VariedParameter[];
    readonly points: readonly number[];
    readonly crossings: readonly FrontierCrossing[];
  } | null;
  readonly worst: WorstCase | null;
  readonly notices: readonly string[];
}

/** Fewer seeds than these in a search are no search. */
export const leastEvaluations = 8;

/**
 * Measures an attack: the scenario as it is, the points of the frontier, and the search for the worst case, each with the
 * same seeds, so that all differences are paired.
 *
 * @returns undefined when somebody interrupted
 * @throws ScenarioError where a point of the frontier is no scenario that can be run
 */
export async function measureAttack(
  runnable: RunnableScenario,
  reader: AttackReader,
  question: AttackQuestion,
  run: RunTasks,
): Promise<MeasuredAttackRuns | undefined> {
  const { scenario } = runnable;
  const { frontier, worst, replicates } = question;
  const work = new Measurement(runnable, run);
  const seeds = replicateSeeds(scenario.seed, replicates);
  // Before anything is run: what is wrong with the frontier is told at once.
  const settings = frontier.length === 0 ? [] : frontierSettings(frontier);
  const scenarios: RunnableScenario[] = [];
  for (const one of settings) {
    scenarios.push(await reader.at({ parameters: frontier, settings: one, option: '--frontier' }));
  }
  const asked: PointRequest[] = [
    { stage: 'scenario', settings: {}, runnable, sides: work.sides, seeds },
    ...settings.map((one, s): PointRequest => {
      return { stage: 'frontier', settings: one, runnable: scenarios[s], sides: sidesOf(scenarios[s].scenario), seeds };
    }),
  ];
  if ((await work.measure(asked)) === undefined) return undefined;
  const points = work.points.slice(1).map(({ point }) => point);
  const crossings = frontierCrossings(frontier, points, work.measures, work.topics);
  const found = worst === null ? null : await work.worst(worst, replicates, reader);
  if (found === undefined) return undefined;
  const { topics, sides, measures, notices } = work;
  const onFrontier = { parameters: frontier, points: points.map(({ index }) => index), crossings };
  return {
    topics,
    seeds,
    sides,
    points: work.points,
    measures,
    frontier: frontier.length === 0 ? null : onFrontier,
    worst: found,
    notices,
  };
}

/** A point to be measured. */
interface PointRequest extends Pick<AttackPoint, 'stage' | 'settings' | 'sides'> {
  readonly runnable: RunnableScenario;
  readonly seeds: readonly string[];
  /** Of a point that has been measured with fewer seeds. */
  readonly index?: number;
}

/** Points measured so far. */
class Measurement {
  readonly topics: readonly string[];
  readonly sides: readonly AttackSide[];
  readonly points: MeasuredPoint[] = [];
  readonly notices: string[] = [];
  readonly #measures: AttackMeasure[][] = [];
  readonly #seed: string;
  readonly #run: RunTasks;

  constructor({ scenario }: RunnableScenario, run: RunTasks) {
    this.topics = [...new Set(scenario.attacks.map(({ topic }) => topic))];
    this.sides = sidesOf(scenario);
    this.#seed = scenario.seed;
    this.#run = run;
  }

  get measures(): AttackMeasure[] {
    return this.#measures.flat();
  }

  /** Makes the runs of all points together, and measures them. @returns their numbers; undefined when somebody interrupted */
  async measure(requests: readonly PointRequest[]): Promise<number[] | undefined> {
    // Seed by seed, so that an interrupted measurement leaves whole pairs.
    const tasks = requests.flatMap(({ runnable, sides, seeds }) => {
      const scenarios = sides.map((side) => sideOf(runnable, side) as RunnableScenario);
      return seeds.flatMap((seed) => scenarios.map((one) => ({ runnable: one, seed })));
    });
    const runs = await this.#run(tasks);
    if (runs === undefined) return undefined;
    let at = 0;
    return requests.map((request) => {
      const count = request.sides.length * request.seeds.length;
      const own = runs.slice(at, at + count);
      at += count;
      return this.#take(request, own);
    });
  }

  #take({ stage, settings, sides, seeds, index = this.points.length }: PointRequest, runs: readonly MeasuredRun[]) {
    const bySide = new Map(sides.map((side, s) => [side, runs.filter((_, r) => r % sides.length === s)] as const));
    const point: AttackPoint = { index, stage, settings, replicates: seeds.length, sides };
    this.points[index] = { point, runs: bySide };
    this.#measures[index] = pointMeasures(this.points[index], this.topics, this.#seed);
    return index;
  }

  async worst(
    question: WorstQuestion,
    replicates: number,
    reader: AttackReader,
  ): Promise<WorstCase | null | undefined> {
    const { objective, runs: runsAllowed, budget, parameters } = question;
    const { measure, against, sides } = objectives[objective];
    const seeds = (count: number, root = this.#seed): string[] => replicateSeeds(root, count);
    const at = (settings: PointSettings['settings']) =>
      readable(reader, { parameters, settings, option: '--worst', budget });
    const numbers = new Map<string, number>();
    let impossible = 0;
    const whole = await reader.whole();
    const tried = await searchWorst(
      {
        parameters,
        own: ownValues(attackParameters(whole.scenario), parameters),
        evaluations: Math.floor(runsAllowed / sides.length),
        mostReplicates: replicates,
        seed: this.#seed,
      },
      async (candidates) => {
        const scenarios = await Promise.all(candidates.map(({ settings }) => at(settings)));
        const requests = candidates.flatMap(({ settings, replicates: count }, c): PointRequest[] => {
          const runnable = scenarios[c];
          const index = numbers.get(JSON.stringify(settings));
          const known = index === undefined ? {} : { index };
          return runnable === undefined
            ? []
            : [{ stage: 'search', settings, runnable, sides, seeds: seeds(count), ...known }];
        });
        impossible += candidates.length - requests.length;
        const places = await this.measure(numbered(requests, this.points.length));
        if (places === undefined) return undefined;
        requests.forEach(({ settings }, r) => {
          numbers.set(JSON.stringify(settings), places[r]);
        });
        return candidates.map(({ settings }) => this.#objective(objective, numbers.get(JSON.stringify(settings))));
      },
    );
    if (tried === undefined) return undefined;
    if (impossible > 0) {
      this.notices.push(`${impossible} settings of the search make no scenario that can be run; they are left out.`);
    }
    const numberOf = ({ settings }: Candidate): number | undefined => numbers.get(JSON.stringify(settings));
    const best = bestOf(tried);
    const bestScenario = best && (await at(best.settings));
    const indices = tried.flatMap((candidate) => numberOf(candidate) ?? []);
    const runs = indices.reduce((sum, index) => sum + this.points[index].point.replicates * sides.length, 0);
    const known = { objective, measure, against, runsAllowed, runs, budget, parameters, tried: indices };
    if (best === undefined || bestScenario === undefined) {
      return { ...known, best: null, final: null, searched: null, fresh: null };
    }
    const request: PointRequest = {
      stage: 'worst',
      settings: best.settings,
      runnable: bestScenario,
      sides: sidesOf(bestScenario.scenario),
      seeds: seeds(replicates, `${this.#seed}-fresh`),
    };
    const final = (await this.measure([request]))?.[0];
    if (final === undefined) return undefined;
    const fresh = this.#objective(objective, final);
    return { ...known, best: numberOf(best) ?? null, final, searched: best.score, fresh };
  }

  #objective(objective: WorstObjective, index: number | undefined): number | null {
    return index === undefined ? null : objectiveAt(objective, this.#measures[index], this.topics);
  }
}

/** New points get the next numbers, in their order. */
function numbered(requests: readonly PointRequest[], first: number): PointRequest[] {
  let next = first;
  return requests.map((request) => (request.index === undefined ? { ...request, index: next++ } : request));
}

/** The scenario of a point; undefined where its settings make none that can be run. */
async function readable(reader: AttackReader, point: PointSettings): Promise<RunnableScenario | undefined> {
  try {
    return await reader.at(point);
  } catch (error) {
    if (error instanceof ScenarioError) return undefined;
    throw error;
  }
}

function ownValues(known: readonly AttackParameter[], searched: readonly VariedParameter[]): Record<string, number> {
  const values = searched.map(({ name }) => {
    const value = known.find((one) => one.name === name)?.value;
    return [name, value ?? Number.NaN] as const;
  });
  return Object.fromEntries(values);
}
