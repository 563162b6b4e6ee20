import type { AttackQuestion, WorstQuestion } from '../attack/measure-attack.ts';
import type { AttackParameter } from '../attack/parameters.ts';
import type { WorstObjective } from '../record/attack-record.ts';
import type { RunnableScenario } from '../run/read-scenario.ts';
import { WrongInputError } from './exit-code.ts';
import { single } from './single.ts';
import { wholeNumber } from './whole-number.ts';

/** Options that say what is asked about an attack. */
export interface AttackQuestionOptions {
  readonly frontier?: readonly string[] | undefined;
  readonly worst?: boolean | undefined;
  readonly runs?: string | undefined;
  readonly objective?: string | undefined;
  readonly budget?: string | undefined;
  readonly range?: readonly string[] | undefined;
}

const usualRuns = 200;
const mostRuns = 100_000;
const mostFrontierParameters = 2;
const objectives: readonly WorstObjective[] = ['roi', 'damage', 'shift', 'profit'];

/**
 * What the command line asks about the attacks of a scenario.
 *
 * @throws WrongInputError, SelectionError
 */
export async function attackQuestion(
  options: AttackQuestionOptions,
  { scenario }: RunnableScenario,
  replicates: number,
): Promise<AttackQuestion> {
  const [{ attackParameters }, { frontierParameter }] = await Promise.all([
    import('../attack/parameters.ts'),
    import('../attack/varied.ts'),
  ]);
  const parameters = attackParameters(scenario);
  const asked = options.frontier ?? [];
  if (asked.length > mostFrontierParameters) {
    throw new WrongInputError(`--frontier is given ${asked.length} times; expected once or twice.`);
  }
  const frontier = asked.map((text) => frontierParameter(text, parameters));
  if (frontier.length === 2 && frontier[0].path === frontier[1].path) {
    throw new WrongInputError(`--frontier names ${frontier[0].name} twice; expected two different parameters.`);
  }
  return { replicates, frontier, worst: await worstQuestion(options, parameters) };
}

async function worstQuestion(
  options: AttackQuestionOptions,
  parameters: readonly AttackParameter[],
): Promise<WorstQuestion | null> {
  if (!options.worst) {
    refuseSearchOptions(options);
    return null;
  }
  const [{ searchedParameters, searchRange }, { leastEvaluations }, { objectives: known }] = await Promise.all([
    import('../attack/varied.ts'),
    import('../attack/measure-attack.ts'),
    import('../attack/objective.ts'),
  ]);
  const objective = objectiveOf(options);
  const runs = wholeNumber('runs', options.runs, mostRuns) ?? usualRuns;
  const least = leastEvaluations * known[objective].sides.length;
  if (runs < least) {
    throw new WrongInputError(`--runs is ${runs}; expected at least ${least}: a search looks at several settings.`);
  }
  const ranges = (options.range ?? []).map((text) => searchRange(text, parameters));
  const searched = ranges.length > 0 ? ranges : searchedParameters(parameters);
  if (searched.length === 0) {
    throw new WrongInputError('--worst finds no number of the attacks to vary; expected --range PARAM=lo..hi.');
  }
  return { objective, runs, budget: budgetOf(options), parameters: searched };
}

function objectiveOf(options: AttackQuestionOptions): WorstObjective {
  const text = single('objective', options.objective) ?? 'roi';
  const found = objectives.find((one) => one === text);
  if (found !== undefined) return found;
  throw new WrongInputError(`--objective is "${text}"; expected one of ${objectives.join(', ')}.`);
}

function budgetOf(options: AttackQuestionOptions): number | null {
  const text = single('budget', options.budget);
  if (text === undefined) return null;
  const value = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && Number.isFinite(value)) return value;
  throw new WrongInputError(`--budget is "${text}"; expected a number above 0, in ALLO.`);
}

/** What only a search can be told. */
function refuseSearchOptions({ runs, objective, budget, range }: AttackQuestionOptions): void {
  const option = Object.entries({ runs, objective, budget, range }).find(([, value]) => value !== undefined)?.[0];
  if (option === undefined) return;
  throw new WrongInputError(`--${option} does nothing without --worst; expected both.`);
}
