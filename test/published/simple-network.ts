import type { Scenario } from '../../sim/engine/scenario.ts';
import { createWorld, step } from '../../sim/engine/step.ts';
import {
  hubChainParameters,
  type ParameterValue,
  profiles,
  protocolParameters,
  topicParameters,
} from '../../sim/index.ts';
import { combinedPlace } from '../../sim/protocol/value-bundle.ts';
import { noChain, plainEconomy, plainPopulation, plainTopic } from '../support/plain-economy.ts';

type Values = Readonly<Record<string, ParameterValue>>;

/** The network that published experiments are about: one topic, peeking forecasters, perfect reputers, weights of v0.6. */
export interface SimpleNetwork {
  readonly inferers: number;
  readonly forecasters: number;
  readonly reputers: number;
  readonly epochs: number;
  readonly seed: string;
  readonly topic: Values;
}

/** Regrets that start at 0 would mean "all are new" to the chain; so near to 0 they mean what the experiments mean. */
const nearZero = 1e-9;

function scenarioOf({ inferers, forecasters, reputers, epochs, seed, topic }: SimpleNetwork): Scenario {
  const { values, name: profile } = profiles['v0.6'];
  const valuesOf = (declared: readonly { name: string }[]) =>
    Object.fromEntries(declared.map(({ name }) => [name, values[name]]));
  const crowd = (policy: string, count: number, parameters: Values = {}) => ({
    name: policy,
    policy,
    count,
    joins: 0,
    leaves: null,
    owner: '',
    ...plainPopulation,
    parameters,
  });
  return {
    name: 'published',
    seed,
    epochs,
    protocol: { profile, ...valuesOf([...protocolParameters, ...hubChainParameters]) },
    topics: [
      {
        name: 'topic',
        count: 1,
        truth: { process: 'gbm-return', drift: 0.01, volatility: 0.1 },
        loss: { method: 'sqe' },
        rewardPerEpoch: 100,
        ...plainTopic,
        inferers: [crowd('honest', inferers)],
        forecasters: [crowd('peeking', forecasters, { errorFactor: 1, bias: 0 })],
        reputers: [{ ...crowd('perfect', reputers), stake: { median: 100_000, sigma: 1 } }],
        topicParameters: { ...valuesOf(topicParameters), initialRegret: nearZero, ...topic },
      },
    ],
    ...plainEconomy,
    attacks: [],
    record: { epochs: { every: 0 }, actors: { every: 0 }, ...noChain },
    expect: [],
  };
}

/** log10 loss of the combined inference, epoch by epoch. */
export function combinedLosses(network: SimpleNetwork): number[] {
  const world = createWorld(scenarioOf(network));
  const losses: number[] = [];
  while (losses.length < network.epochs) {
    const topic = step(world);
    if (topic !== undefined) losses.push(topic.desk.trueLoss[combinedPlace]);
  }
  return losses;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
