import type {
  DelegatorPopulation,
  Knowledge,
  ParameterDeclaration,
  ParameterValue,
  Play,
  Population,
  ReputerPopulation,
  Scenario,
  TopicScenario,
  ValidatorPopulation,
} from '../../sim/index.ts';
import { valueNamed } from './parameter-groups.ts';
import { entryOf, policiesOf, type Registries, type Registry, type Role, type ValueSet } from './registries.ts';

type Group = Record<string, unknown>;
type Values = Readonly<Record<string, ParameterValue>>;

/** From the checked file to the engine's shape: words become groups, the profile's values fill what is left open. */
export function resolvedValues(data: Group, registries: Registries): Scenario {
  const protocol = variant(data.protocol, 'profile', registries.profiles, registries.protocolParameters);
  const { values } = registries.profiles[protocol.profile];
  const months = data.months as number | null;
  const isMacro = months !== null;
  const topics = ((data.topics ?? []) as Group[]).map((topic) => resolvedTopic(topic, registries, values));
  return {
    name: data.name as string,
    seed: data.seed as string,
    protocol,
    tokenomics: variant(data.tokenomics, 'preset', registries.tokenomicsPresets, registries.tokenomicsParameters),
    epochs: isMacro ? 0 : (data.epochs as number),
    months,
    topics,
    macro: isMacro ? filled(registries.macroParameters, (data.macro ?? {}) as Group, {}) : {},
    validators: resolvedValidators(data.validators as Group[]),
    delegators: resolvedDelegators(data.delegators as Group[], registries.delegatorPolicies),
    price: named(data.price, 'process', registries.priceProcesses),
    hub: data.hub as Scenario['hub'],
    attacks: (data.attacks as Group[]).map((attack) => resolvedAttack(attack, topics, registries)),
    record: data.record as Scenario['record'],
    expect: data.expect as Scenario['expect'],
  };
}

/** A named set of values, with single ones that differ: the name under `key`, and a value for each parameter. */
function variant<Key extends string>(
  given: unknown,
  key: Key,
  sets: Readonly<Record<string, ValueSet>>,
  declarations: readonly ParameterDeclaration[],
): { readonly [K in Key]: string } & Values {
  const group: Group = typeof given === 'string' ? { [key]: given } : (given as Group);
  const name = group[key] as string;
  return { [key]: name, ...filled(declarations, group, sets[name].values) } as { [K in Key]: string } & Values;
}

function resolvedTopic(topic: Group, registries: Registries, values: Values): TopicScenario {
  const populations = (role: Role): Population[] => {
    const groups = topic[role] as Group[];
    const names = populationNames(groups, policiesOf(registries, role));
    return groups.map((group, j) => resolvedPopulation(group, names[j], policiesOf(registries, role)));
  };
  return {
    name: topic.name as string,
    count: topic.count as number,
    truth: named(topic.truth, 'process', registries.truthProcesses),
    loss: resolvedLoss(topic.loss, registries.lossFunctions) as TopicScenario['loss'],
    rewardPerEpoch: topic.rewardPerEpoch as number | null,
    creation: topic.creation as TopicScenario['creation'],
    funding: topic.funding as TopicScenario['funding'],
    demand: topic.demand as TopicScenario['demand'],
    topicParameters: filled(registries.topicParameters, topic, values),
    inferers: populations('inferers'),
    forecasters: populations('forecasters'),
    reputers: populations('reputers') as ReputerPopulation[],
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
function named<Key extends string>(
  given: unknown,
  key: Key,
  registry: Registry,
): { readonly [K in Key]: string } & Values {
  const group: Group = typeof given === 'string' ? { [key]: given } : (given as Group);
  const entry = entryOf(registry, group[key] as string);
  return { [key]: entry.name, ...filled(entry.parameters, group, {}) } as { [K in Key]: string } & Values;
}

/** Names given, and of the others the policy's name, with a number where it is taken: `honest`, `honest-2`. */
function populationNames(groups: readonly Group[], registry: Registry): string[] {
  return namesOf(groups, (group) => entryOf(registry, group.policy as string).name);
}

function namesOf(groups: readonly Group[], usual: (group: Group) => string): string[] {
  const taken = new Set(groups.map(({ name }) => name));
  return groups.map((group) => {
    if (group.name !== undefined) return group.name as string;
    let name = usual(group);
    for (let n = 2; taken.has(name); ++n) name = `${usual(group)}-${n}`;
    taken.add(name);
    return name;
  });
}

function resolvedValidators(groups: readonly Group[]): ValidatorPopulation[] {
  const names = namesOf(groups, () => 'validators');
  return groups.map(({ count, stake, commission }, g) => ({
    name: names[g],
    count: count as number,
    stake: stake as ValidatorPopulation['stake'],
    commission: commission as number,
  }));
}

function resolvedDelegators(groups: readonly Group[], policies: Registry): DelegatorPopulation[] {
  const names = populationNames(groups, policies);
  return groups.map((group, g) => {
    const entry = entryOf(policies, group.policy as string);
    return {
      name: names[g],
      policy: entry.name,
      count: group.count as number,
      tokens: group.tokens as DelegatorPopulation['tokens'],
      start: group.start as number,
      every: group.every as number | null,
      topic: group.topic as string,
      parameters: filled(entry.parameters, group, {}),
    };
  });
}

function resolvedPopulation(group: Group, name: string, registry: Registry): Population | ReputerPopulation {
  const entry = entryOf(registry, group.policy as string);
  const population = {
    name,
    policy: entry.name,
    count: group.count as number,
    joins: group.joins as number,
    leaves: group.leaves as number | null,
    owner: group.owner as string,
    wallet: group.wallet as number,
    tip: group.tip as number,
    cost: group.cost as Population['cost'],
    patience: group.patience as number | null,
    entryMargin: group.entryMargin as number | null,
    parameters: filled(entry.parameters, group, {}),
  };
  return group.stake === undefined ? population : { ...population, stake: group.stake as ReputerPopulation['stake'] };
}

function resolvedAttack(
  group: Group,
  topics: readonly TopicScenario[],
  { attacks }: Registries,
): Scenario['attacks'][number] {
  const entry = entryOf(attacks, group.attack as string);
  const name = (group.name as string | undefined) ?? entry.name;
  const start = group.start as number;
  return {
    name,
    attack: entry.name,
    // Empty where it cannot be known: an error, which is found later.
    topic: (group.topic as string | undefined) ?? (topics.length === 1 ? topics[0].name : ''),
    owner: (group.owner as string | undefined) ?? name,
    joins: (group.joins as number | undefined) ?? start,
    start,
    duration: group.duration as number | null,
    budget: group.budget as number | null,
    knowledge: (group.knowledge ?? entry.knowledge[0]) as Knowledge,
    delay: group.delay as number,
    adaptivity: group.adaptivity as number,
    play: group.play as Play,
    workCost: group.workCost as number,
    capitalRate: group.capitalRate as number,
    notional: group.notional as number,
    parameters: filled(entry.parameters, group, {}),
  };
}

/** What is given, or the value of the parameter it follows, or the profile's, or the declared one. */
function filled(declarations: readonly ParameterDeclaration[], given: Group, values: Values): Values {
  const chosen = ({ name, default: byDefault, defaultFrom }: ParameterDeclaration): ParameterValue => {
    const written = valueNamed(given, name) as ParameterValue | undefined;
    if (written !== undefined) return written;
    const followed = defaultFrom === undefined ? undefined : declarations.find((other) => other.name === defaultFrom);
    return followed === undefined ? (values[name] ?? byDefault) : chosen(followed);
  };
  return Object.fromEntries(declarations.map((one) => [one.name, chosen(one)]));
}
