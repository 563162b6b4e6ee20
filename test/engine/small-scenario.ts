import { toAllo } from '../../sim/chain/amounts.ts';
import type { Chain } from '../../sim/chain/chain.ts';
import { authority } from '../../sim/chain/stake-position.ts';
import { auditBooks } from '../../sim/engine/audit.ts';
import type { HubWorld } from '../../sim/engine/hub/hub-world.ts';
import { createWorld, step } from '../../sim/engine/step.ts';
import type { Topic } from '../../sim/engine/topic.ts';
import type { World } from '../../sim/engine/world.ts';
import {
  type AttackScenario,
  attacks,
  type ColumnBatch,
  createPairedSimulation,
  createSimulation,
  type DelegatorPopulation,
  delegatorPolicies,
  forecasterPolicies,
  hubChainParameters,
  infererPolicies,
  type PairedSimulation,
  type ParameterValue,
  type PolicyDeclaration,
  type Population,
  profiles,
  protocolParameters,
  type RecordRules,
  type ReputerPopulation,
  reputerPolicies,
  type Scenario,
  type Simulation,
  type Sink,
  type TopicScenario,
  topicParameters,
} from '../../sim/index.ts';
import { noChain, plainAttack, plainEconomy, plainPopulation, plainTopic } from '../support/plain-economy.ts';

type Values = Readonly<Record<string, ParameterValue>>;

/** What a test changes in its topic; everything else is a topic of 12 inferers, 3 forecasters and 4 reputers. */
export interface TopicChanges {
  readonly count?: number;
  readonly truth?: { readonly process: string } & Values;
  readonly loss?: { readonly method: string } & Values;
  /** 100 ALLO from outside unless this says otherwise; null: the hub chain pays. */
  readonly rewardPerEpoch?: number | null;
  readonly creation?: TopicScenario['creation'];
  readonly funding?: TopicScenario['funding'];
  readonly demand?: Partial<TopicScenario['demand']>;
  readonly inferers?: readonly Population[];
  readonly forecasters?: readonly Population[];
  readonly reputers?: readonly ReputerPopulation[];
}

/** What a test changes around its topic. */
type Surroundings = Partial<Pick<Scenario, 'validators' | 'delegators' | 'price' | 'hub'>>;

export interface Changes extends TopicChanges, Surroundings {
  readonly profile?: string;
  readonly seed?: string;
  readonly epochs?: number;
  /** Protocol and topic parameters, by name. The ground truth comes an epoch late unless groundTruthLag says otherwise. */
  readonly set?: Values;
  /** Parameters of supply and emission, by name. */
  readonly tokenomics?: Values;
  readonly attacks?: readonly AttackScenario[];
  /** Actors are not recorded unless this says so. */
  readonly record?: RecordRules;
}

/** Recorded in full: every epoch, every actor. */
export const everything: RecordRules = { epochs: { every: 1 }, actors: { every: 1 }, ...noChain };

type Stay = Partial<Omit<Population, 'name' | 'policy' | 'count' | 'parameters'>>;

function defaultsOf({ parameters }: PolicyDeclaration): Values {
  return Object.fromEntries(parameters.map(({ name, default: value }) => [name, value]));
}

function population(policies: Readonly<Record<string, PolicyDeclaration>>) {
  return (policy: string, count: number, values: Values = {}, name = policy, stay: Stay = {}): Population => {
    const parameters = { ...defaultsOf(policies[policy]), ...values };
    return { name, policy, count, joins: 0, leaves: null, owner: '', ...plainPopulation, ...stay, parameters };
  };
}

export const inferers = population(infererPolicies);
export const forecasters = population(forecasterPolicies);

const reputerPopulation = population(reputerPolicies);

export function reputers(
  policy: string,
  count: number,
  values: Values = {},
  name = policy,
  stay: Stay = {},
): ReputerPopulation {
  return { ...reputerPopulation(policy, count, values, name, stay), stake: { median: 100_000, sigma: 1 } };
}

/** An attack on the topic `topic`, of which the plan may be changed and its parameters. */
export function attack(
  kind: string,
  values: Values = {},
  plan: Partial<Omit<AttackScenario, 'attack' | 'parameters'>> = {},
): AttackScenario {
  const parameters = { ...defaultsOf(attacks[kind]), ...values };
  const stay = { joins: 0, start: 0, duration: null };
  const whose = { name: kind, attack: kind, topic: 'topic', owner: 'mallory' };
  return { ...whose, ...stay, ...plainAttack, knowledge: attacks[kind].knowledge[0], ...plan, parameters };
}

function valuesOf(declared: readonly { name: string }[], profile: string, set: Values): Values {
  return Object.fromEntries(declared.map(({ name }) => [name, set[name] ?? profiles[profile].values[name]]));
}

/** A topic; parameters that `set` does not name are those of the profile. */
export function smallTopic(name: string, profile: string, set: Values, changes: TopicChanges = {}): TopicScenario {
  const lag = set.groundTruthLag ?? set.epochLength ?? profiles[profile].values.groundTruthLag;
  return {
    name,
    count: changes.count ?? 1,
    truth: changes.truth ?? { process: 'regime-switching' },
    loss: changes.loss ?? { method: 'sqe' },
    rewardPerEpoch: changes.rewardPerEpoch === undefined ? 100 : changes.rewardPerEpoch,
    creation: changes.creation ?? plainTopic.creation,
    funding: changes.funding ?? plainTopic.funding,
    demand: { ...plainTopic.demand, ...changes.demand },
    inferers: changes.inferers ?? [inferers('honest', 9), inferers('noisy', 2), inferers('biased', 1)],
    forecasters: changes.forecasters ?? [forecasters('regime-ema', 3)],
    reputers: changes.reputers ?? [reputers('honest', 3), reputers('noisy', 1)],
    topicParameters: valuesOf(topicParameters, profile, { ...set, groundTruthLag: lag }),
  };
}

export function smallScenario(changes: Changes = {}): Scenario {
  const { profile = 'v0.17', set = {}, validators, delegators, price, hub } = changes;
  return {
    name: 'small',
    seed: changes.seed ?? 'small',
    protocol: { profile, ...valuesOf([...protocolParameters, ...hubChainParameters], profile, set) },
    epochs: changes.epochs ?? 40,
    topics: [smallTopic('topic', profile, set, changes)],
    ...plainEconomy,
    tokenomics: { ...plainEconomy.tokenomics, ...changes.tokenomics },
    validators: validators ?? plainEconomy.validators,
    delegators: delegators ?? plainEconomy.delegators,
    price: price ?? plainEconomy.price,
    hub: hub ?? plainEconomy.hub,
    attacks: changes.attacks ?? [],
    record: changes.record ?? { epochs: { every: 1 }, actors: { every: 0 }, ...noChain },
    expect: [],
  };
}

/** A topic of 4 inferers, 2 forecasters and 3 reputers on the hub chain, with rows of it at every epoch end. */
export function hubScenario(changes: Changes = {}): Scenario {
  return smallScenario({
    rewardPerEpoch: null,
    epochs: 12,
    inferers: [inferers('honest', 3), inferers('noisy', 1)],
    forecasters: [forecasters('regime-ema', 2)],
    reputers: [reputers('honest', 2), reputers('noisy', 1)],
    record: { epochs: { every: 1 }, actors: { every: 1 }, chain: { every: 60 } },
    ...changes,
  });
}

/** The same scenario with other topics, each made like `smallTopic`. */
export function withTopics(scenario: Scenario, topics: readonly TopicScenario[]): Scenario {
  return { ...scenario, topics: [...topics] };
}

/** Delegators who decide in block 0, and never again unless `plan` says so. */
export function delegators(
  policy: string,
  count: number,
  plan: Partial<Omit<DelegatorPopulation, 'policy' | 'count' | 'parameters'>> = {},
  values: Values = {},
): DelegatorPopulation {
  const parameters = { ...defaultsOf(delegatorPolicies[policy]), ...values };
  const usual = { name: policy, tokens: { median: 1000, sigma: 0 }, start: 0, every: null, topic: '' };
  return { policy, count, ...usual, ...plan, parameters };
}

/**
 * Runs a scenario nonce by nonce, below the door of the simulation, so that a test can look inside.
 *
 * @param afterNonce told of every nonce that is done, by its topic: `nonce` and `desk` tell about it
 * @returns the scenario's first topic
 */
export function runTopic(scenario: Scenario, afterNonce?: (topic: Topic, world: World) => void): Topic {
  const world = createWorld(scenario);
  const total = world.topics.reduce((sum, { epochs }) => sum + epochs, 0);
  for (let done = 0; done < total && !world.finished; ) {
    const topic = step(world);
    if (topic === undefined) continue;
    ++done;
    afterNonce?.(topic, world);
  }
  return world.topics[0];
}

/** What a test of the hub chain looks into. */
export interface HubRun {
  readonly world: World;
  readonly hub: HubWorld;
  readonly chain: Chain;
  readonly topics: readonly Topic[];
}

export function createHub(scenario: Scenario): HubRun {
  const world = createWorld(scenario);
  const { hub, topics } = world;
  if (hub === undefined) throw new Error('the scenario has no hub chain');
  return { world, hub, chain: hub.chain, topics };
}

/** The formulas reckon with the stakes that are in the books. */
function auditMirror({ name, positions, stake, reputers: { delegated } }: Topic): void {
  positions.forEach((position, x) => {
    if (position === undefined) return;
    const wrong = stake[x] !== toAllo(authority(position)) || delegated[x] !== toAllo(position.delegated);
    if (wrong) throw new Error(`topic ${name}: reputer ${x} counts with ${stake[x]} ALLO`);
  });
}

/**
 * Runs a scenario on the hub chain event by event, the books checked after each.
 *
 * @param afterEvent told of every event; with the topic whose nonce is done, if one is
 */
export function runHub(scenario: Scenario, afterEvent?: (run: HubRun, done: Topic | undefined) => void): HubRun {
  const run = createHub(scenario);
  while (!run.world.finished) {
    const done = step(run.world);
    auditBooks(run.world, 'event');
    run.topics.forEach(auditMirror);
    afterEvent?.(run, done);
  }
  return run;
}

/** The rows of one table. Words of dictionary columns stand for their codes. */
export interface Table {
  readonly numbers: Readonly<Record<string, readonly number[]>>;
  readonly words: Readonly<Record<string, readonly string[]>>;
}

export type Tables = Readonly<Record<string, Table>>;

/** Of whole uallo the nearest double. */
function numberAt({ data }: ColumnBatch, column: number, row: number): number {
  const values = data[column];
  if (!(values instanceof BigUint64Array)) return values[row];
  return Number(BigInt.asIntN(128, (values[2 * row + 1] << 64n) | values[2 * row]));
}

/** Takes the rows of a run and keeps them. */
function collector(): { readonly sink: Sink; readonly tables: Tables } {
  const tables: Record<string, { numbers: Record<string, number[]>; words: Record<string, string[]> }> = {};
  const sink = (batch: ColumnBatch): void => {
    tables[batch.table] ??= { numbers: {}, words: {} };
    const { numbers, words } = tables[batch.table];
    batch.columns.forEach(({ name, type }, c) => {
      numbers[name] ??= [];
      const values = Array.from({ length: batch.rows }, (_, r) => numberAt(batch, c, r));
      for (const value of values) numbers[name].push(value);
      if (type !== 'dictionary') return;
      words[name] ??= [];
      words[name].push(...values.map((code) => batch.dictionaries[name][code]));
    });
  };
  return { sink, tables };
}

/** A finished run: every column in full; `numbers` and `words` are those of the table of epochs. */
export interface Columns extends Table {
  readonly tables: Tables;
  readonly simulation: Simulation;
}

export function runColumns(scenario: Scenario, epochs = 1000): Columns {
  const { sink, tables } = collector();
  const simulation = createSimulation(scenario);
  while (!simulation.finished) simulation.advance(epochs, sink);
  simulation.flush(sink);
  return { ...(tables.epochs ?? { numbers: {}, words: {} }), tables, simulation };
}

/** A finished pair of runs. */
export interface PairedColumns {
  readonly tables: Tables;
  readonly control: Tables;
  readonly simulation: PairedSimulation;
}

export function runPair(scenario: Scenario, epochs = 1000): PairedColumns {
  const own = collector();
  const control = collector();
  const simulation = createPairedSimulation(scenario);
  while (!simulation.finished) simulation.advance(epochs, own.sink, control.sink);
  simulation.flush(own.sink, control.sink);
  return { tables: own.tables, control: control.tables, simulation };
}

/** One row of a table: numbers, and words where the column has them. */
export type Row = Readonly<Record<string, number | string>>;

/** A table as rows, for tests that look for some of them. Numbers of dictionary columns give way to their words. */
export function rowsOf({ numbers, words }: Table): Row[] {
  const names = Object.keys(numbers);
  const count = names.length === 0 ? 0 : numbers[names[0]].length;
  return Array.from({ length: count }, (_, r) =>
    Object.fromEntries(names.map((name) => [name, name in words ? words[name][r] : numbers[name][r]])),
  );
}
