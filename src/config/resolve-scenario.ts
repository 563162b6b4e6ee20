import type { z } from 'zod';
import type {
  FormulaTree,
  ParameterDeclaration,
  ParameterValue,
  Population,
  ReputerPopulation,
  Scenario,
  TopicScenario,
} from '../../sim/index.ts';
import { messages } from './messages.ts';
import { applyOverride, type Override, overrideAt, parseSet, placeOf } from './overrides.ts';
import type { Place, Problem } from './problem.ts';
import { entryOf, type Registries, type Registry } from './registries.ts';
import { mostScenarioBytes, scenarioSchema } from './scenario-schema.ts';
import { toYaml } from './scenario-yaml.ts';
import { joined, schemaProblems } from './schema-problems.ts';
import { type Path, readYaml } from './yaml-document.ts';

/** Values that the command line puts in place of the file's. */
export interface ScenarioOverrides {
  /** `path=value`, in the order given. */
  readonly set?: readonly string[];
  readonly seed?: string;
  /** As the user wrote it. */
  readonly epochs?: string;
}

export type ResolvedScenario =
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      /** The resolved scenario in the shape of scenario files: it resolves to the same scenario. */
      readonly yaml: string;
      /** Users' formulas by their text, parsed and checked. */
      readonly formulas: Readonly<Record<string, FormulaTree>>;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** More problems than this are not reported at once. */
const mostProblems = 10;

type Group = Record<string, unknown>;
type Values = Readonly<Record<string, ParameterValue>>;

/**
 * Checks the text of a scenario file and fills in every default.
 *
 * @param file the file's name as the user knows it, for error messages
 */
export async function resolveScenario(
  text: string,
  file: string,
  overrides: ScenarioOverrides,
  registries: Registries,
): Promise<ResolvedScenario> {
  const failed = (problems: readonly Problem[]): ResolvedScenario => ({
    ok: false,
    problems: [...problems].sort(byPlace).slice(0, mostProblems),
  });
  const bytes = new TextEncoder().encode(text).byteLength;
  if (bytes > mostScenarioBytes) {
    return failed([{ file, line: 1, column: 1, path: '', message: messages.tooLarge(bytes, mostScenarioBytes) }]);
  }
  const read = readYaml(text, file);
  if ('problems' in read) return failed(read.problems);
  const { source } = read;

  const root = source.value as Group;
  const seed = source.textAt(['seed']);
  if (seed !== undefined && seed !== '' && !Array.isArray(root)) root.seed = seed;
  const settings = settingsOf(overrides);
  const wrong = settings.flatMap((one) => ('message' in one ? [one] : (applyOverride(root, one) ?? [])));
  if (wrong.length > 0) return failed(wrong);

  const applied = settings.filter((one): one is Override => 'label' in one);
  const place = (path: Path, key?: string): Place => {
    const override = overrideAt(key === undefined ? path : [...path, key], applied);
    return override === undefined ? source.place(path, key) : placeOf(override);
  };
  const parsed = scenarioSchema(registries).safeParse(root);
  if (!parsed.success) return failed(schemaProblems(parsed.error.issues as z.core.$ZodIssue[], root, place));
  const scenario = resolved(parsed.data as Group, registries);
  const formulas: Record<string, FormulaTree> = {};
  const problems = [...sameNames(scenario, place), ...(await readFormulas(scenario, place, formulas))];
  if (problems.length > 0) return failed(problems);
  return { ok: true, scenario, yaml: toYaml(scenario), formulas };
}

function settingsOf({ set = [], seed, epochs }: ScenarioOverrides): (Override | Problem)[] {
  const settings: (Override | Problem)[] = set.map(parseSet);
  if (seed !== undefined) settings.push({ path: ['seed'], text: JSON.stringify(seed), label: `--seed ${seed}` });
  if (epochs !== undefined) settings.push({ path: ['epochs'], text: epochs, label: `--epochs ${epochs}` });
  return settings;
}

function byPlace(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column;
}

/** From the checked file to the engine's shape: words become groups, the profile's values fill what is left open. */
function resolved(data: Group, registries: Registries): Scenario {
  const given: Group = typeof data.protocol === 'string' ? { profile: data.protocol } : (data.protocol as Group);
  const profile = given.profile as string;
  const values = registries.profiles[profile].values;
  return {
    name: data.name as string,
    seed: data.seed as string,
    protocol: { profile, ...filled(registries.protocolParameters, given, values) },
    epochs: data.epochs as number,
    topics: (data.topics as Group[]).map((topic) => resolvedTopic(topic, registries, values)),
  };
}

function resolvedTopic(topic: Group, registries: Registries, values: Values): TopicScenario {
  const populations = (role: 'inferers' | 'forecasters' | 'reputers', registry: Registry): Population[] =>
    (topic[role] as Group[]).map((population) => resolvedPopulation(population, registry));
  return {
    name: topic.name as string,
    truth: named(topic.truth, 'process', registries.truthProcesses) as TopicScenario['truth'],
    loss: resolvedLoss(topic.loss, registries.lossFunctions) as TopicScenario['loss'],
    rewardPerEpoch: topic.rewardPerEpoch as number,
    topicParameters: filled(registries.topicParameters, topic, values),
    inferers: populations('inferers', registries.infererPolicies),
    forecasters: populations('forecasters', registries.forecasterPolicies),
    reputers: populations('reputers', registries.reputerPolicies) as ReputerPopulation[],
  };
}

function resolvedLoss(given: unknown, losses: Registry): Values {
  const group = given as Group;
  if (typeof given === 'object' && Object.hasOwn(group, 'formula')) {
    return { method: 'formula', formula: group.formula as string, allowNegative: group.allowNegative as boolean };
  }
  return named(given, 'method', losses);
}

/** An entry's name under `key` (aliases resolved) and a value for each of its parameters. */
function named(given: unknown, key: string, registry: Registry): Values {
  const group: Group = typeof given === 'string' ? { [key]: given } : (given as Group);
  const entry = entryOf(registry, group[key] as string);
  return { [key]: entry.name, ...filled(entry.parameters, group, {}) };
}

function resolvedPopulation(group: Group, registry: Registry): Population | ReputerPopulation {
  const entry = entryOf(registry, group.policy as string);
  const population = {
    name: (group.name as string | undefined) ?? entry.name,
    policy: entry.name,
    count: group.count as number,
    parameters: filled(entry.parameters, group, {}),
  };
  return group.stake === undefined ? population : { ...population, stake: group.stake as ReputerPopulation['stake'] };
}

function filled(declarations: readonly ParameterDeclaration[], given: Group, values: Values): Values {
  return Object.fromEntries(
    declarations.map(({ name, default: byDefault }) => [
      name,
      (given[name] as ParameterValue | undefined) ?? values[name] ?? byDefault,
    ]),
  );
}

function sameNames(scenario: Scenario, place: (path: Path, key?: string) => Place): Problem[] {
  const problems: Problem[] = [];
  const topics = new Set<string>();
  scenario.topics.forEach((topic, i) => {
    const path = ['topics', i, 'name'];
    if (topics.has(topic.name)) {
      problems.push({ ...place(path), path: joined(path), message: messages.twice(joined(path), topic.name, 'topic') });
    }
    topics.add(topic.name);
    for (const role of ['inferers', 'forecasters', 'reputers'] as const) {
      const names = new Set<string>();
      topic[role].forEach(({ name }, j) => {
        const at = ['topics', i, role, j];
        if (names.has(name)) {
          problems.push({ ...place(at), path: joined(at), message: messages.twoPopulations(joined(at), role, name) });
        }
        names.add(name);
      });
    }
  });
  return problems;
}

/** Users' formulas go into `into` by their text; the parser is loaded only when there is one. */
async function readFormulas(
  scenario: Scenario,
  place: (path: Path, key?: string) => Place,
  into: Record<string, FormulaTree>,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [i, { loss }] of scenario.topics.entries()) {
    if (loss.method !== 'formula' || typeof loss.formula !== 'string') continue;
    const { parseFormula } = await import('./formula.ts');
    const parsed = parseFormula(loss.formula);
    if ('tree' in parsed) {
      into[loss.formula] = parsed.tree;
      continue;
    }
    const path = ['topics', i, 'loss', 'formula'];
    const message = messages.formula(joined(path), parsed.character, parsed.problem);
    problems.push({ ...place(path), path: joined(path), message });
  }
  return problems;
}
