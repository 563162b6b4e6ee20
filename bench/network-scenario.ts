import type { Scenario } from '../sim/engine/scenario.ts';
import { hubChainParameters, profiles, protocolParameters, topicParameters } from '../sim/index.ts';
import { plainEconomy, plainPopulation, plainTopic } from '../test/support/plain-economy.ts';

/** What a benchmark changes in a network of ordinary topics. */
export interface NetworkSize {
  readonly topics: number;
  readonly inferers: number;
  readonly forecasters: number;
  readonly reputers: number;
  readonly epochs: number;
  /** Epochs that the truth comes late. */
  readonly lag: number;
  /** Rows of every n-th nonce are recorded; 0: none. */
  readonly recordEpochs: number;
  readonly recordActors: number;
  /** Blocks between recorded rows of the hub chain; none unless given. */
  readonly recordChain?: number;
  /** Seats per role; every actor has one unless given. Those without a seat are registered and submit. */
  readonly seats?: { readonly inferers: number; readonly forecasters: number; readonly reputers: number };
  /** The hub chain pays, with its ledger, fees and competing topics; else each topic has a fixed reward. */
  readonly hub?: boolean;
}

/** Topics as scenarios have them: default profile, specialists, forecasters with a memory, honest reputers. */
export function networkScenario(size: NetworkSize): Scenario {
  const { values, name: profile } = profiles['v0.17'];
  const valuesOf = (declared: typeof protocolParameters) =>
    Object.fromEntries(declared.map(({ name }) => [name, values[name]]));
  const seats = size.seats ?? size;
  const crowd = (policy: string, count: number, parameters: Readonly<Record<string, number | string>> = {}) => ({
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
    name: 'network',
    seed: 'bench',
    epochs: size.epochs,
    protocol: {
      profile,
      ...valuesOf([...protocolParameters, ...hubChainParameters]),
      maxUnfulfilledReputerRequests: 1000,
      maxTopInferersToReward: seats.inferers,
      maxTopForecastersToReward: seats.forecasters,
      maxTopReputersToReward: seats.reputers,
    },
    topics: [
      {
        name: 'topic',
        count: size.topics,
        truth: { process: 'regime-switching', stayProbability: 0.95 },
        loss: { method: 'sqe' },
        rewardPerEpoch: size.hub ? null : 100,
        ...plainTopic,
        inferers: [crowd('honest', size.inferers)],
        forecasters: [crowd('regime-ema', size.forecasters, { smoothing: 0.1, errorFactor: 1, bias: 0 })],
        reputers: [{ ...crowd('honest', size.reputers), stake: { median: size.hub ? 1000 : 100_000, sigma: 1 } }],
        topicParameters: { ...valuesOf(topicParameters), groundTruthLag: size.lag * Number(values.epochLength) },
      },
    ],
    ...plainEconomy,
    attacks: [],
    record: {
      epochs: { every: size.recordEpochs },
      actors: { every: size.recordActors },
      chain: { every: size.recordChain ?? 0 },
    },
    expect: [],
  };
}
