import { stepEpoch } from '../../sim/engine/epoch.ts';
import { createSynthesisInput } from '../../sim/engine/phases/synthesise.ts';
import { createTopic, type Topic } from '../../sim/engine/topic.ts';
import {
  type ColumnBatch,
  createSimulation,
  forecasterPolicies,
  infererPolicies,
  type ParameterValue,
  type PolicyDeclaration,
  type Population,
  profiles,
  protocolParameters,
  type ReputerPopulation,
  reputerPolicies,
  type Scenario,
  type Simulation,
  topicParameters,
} from '../../sim/index.ts';
import { rootKey } from '../../sim/random/root-key.ts';

type Values = Readonly<Record<string, ParameterValue>>;

/** What a test changes in its topic; everything else is a topic of 12 inferers, 3 forecasters and 4 reputers. */
export interface Changes {
  readonly profile?: string;
  readonly seed?: string;
  readonly epochs?: number;
  /** Protocol and topic parameters, by name. */
  readonly set?: Values;
  readonly truth?: { readonly process: string } & Values;
  readonly loss?: { readonly method: string } & Values;
  readonly rewardPerEpoch?: number;
  readonly inferers?: readonly Population[];
  readonly forecasters?: readonly Population[];
  readonly reputers?: readonly ReputerPopulation[];
}

function population(policies: Readonly<Record<string, PolicyDeclaration>>) {
  return (policy: string, count: number, values: Values = {}, name = policy): Population => {
    const declared = policies[policy].parameters;
    const parameters = Object.fromEntries(declared.map(({ name: key, default: value }) => [key, value]));
    return { name, policy, count, parameters: { ...parameters, ...values } };
  };
}

export const inferers = population(infererPolicies);
export const forecasters = population(forecasterPolicies);

const reputerPopulation = population(reputerPolicies);

export function reputers(policy: string, count: number, values: Values = {}, name = policy): ReputerPopulation {
  return { ...reputerPopulation(policy, count, values, name), stake: { median: 100_000, sigma: 1 } };
}

function valuesOf(declared: readonly { name: string }[], profile: string, set: Values): Values {
  return Object.fromEntries(declared.map(({ name }) => [name, set[name] ?? profiles[profile].values[name]]));
}

export function smallScenario(changes: Changes = {}): Scenario {
  const { profile = 'v0.17', set = {} } = changes;
  return {
    name: 'small',
    seed: changes.seed ?? 'small',
    protocol: { profile, ...valuesOf(protocolParameters, profile, set) },
    epochs: changes.epochs ?? 40,
    topics: [
      {
        name: 'topic',
        truth: changes.truth ?? { process: 'regime-switching' },
        loss: changes.loss ?? { method: 'sqe' },
        rewardPerEpoch: changes.rewardPerEpoch ?? 100,
        inferers: changes.inferers ?? [inferers('honest', 9), inferers('noisy', 2), inferers('biased', 1)],
        forecasters: changes.forecasters ?? [forecasters('regime-ema', 3)],
        reputers: changes.reputers ?? [reputers('honest', 3), reputers('noisy', 1)],
        topicParameters: valuesOf(topicParameters, profile, set),
      },
    ],
  };
}

/** Runs the scenario's only topic epoch by epoch, below the door of the simulation, so that a test can look inside. */
export function runTopic(scenario: Scenario, afterEpoch?: (topic: Topic) => void): Topic {
  const topic = createTopic(scenario, scenario.topics[0], rootKey(scenario.seed), {});
  const input = createSynthesisInput(topic);
  for (let epoch = 0; epoch < scenario.epochs; ++epoch) {
    stepEpoch(topic, input);
    afterEpoch?.(topic);
  }
  return topic;
}

/** A finished run: every column in full. Words of dictionary columns stand for their codes. */
export interface Columns {
  readonly numbers: Readonly<Record<string, readonly number[]>>;
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly simulation: Simulation;
}

export function runColumns(scenario: Scenario, step = 1000): Columns {
  const numbers: Record<string, number[]> = {};
  const words: Record<string, string[]> = {};
  const sink = (batch: ColumnBatch): void => {
    batch.columns.forEach(({ name, type }, c) => {
      numbers[name] ??= [];
      const values = batch.data[c].subarray(0, batch.rows);
      numbers[name].push(...values);
      if (type !== 'dictionary') return;
      words[name] ??= [];
      words[name].push(...Array.from(values, (code) => batch.dictionaries[name][code]));
    });
  };
  const simulation = createSimulation(scenario);
  while (!simulation.finished) simulation.advance(step, sink);
  simulation.flush(sink);
  return { numbers, words, simulation };
}
