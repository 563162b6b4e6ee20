import type { Scenario } from '../sim/engine/scenario.ts';
import { profiles, protocolParameters, topicParameters } from '../sim/index.ts';

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
}

/** Topics as scenarios have them: default profile, specialists, forecasters with a memory, honest reputers. */
export function networkScenario(size: NetworkSize): Scenario {
  const { values, name: profile } = profiles['v0.17'];
  const valuesOf = (declared: typeof protocolParameters) =>
    Object.fromEntries(declared.map(({ name }) => [name, values[name]]));
  const crowd = (policy: string, count: number, parameters: Readonly<Record<string, number | string>> = {}) => ({
    name: policy,
    policy,
    count,
    joins: 0,
    leaves: null,
    owner: '',
    parameters,
  });
  return {
    name: 'network',
    seed: 'bench',
    epochs: size.epochs,
    protocol: { profile, ...valuesOf(protocolParameters), maxUnfulfilledReputerRequests: 1000 },
    topics: [
      {
        name: 'topic',
        count: size.topics,
        truth: { process: 'regime-switching', stayProbability: 0.95 },
        loss: { method: 'sqe' },
        rewardPerEpoch: 100,
        inferers: [crowd('honest', size.inferers)],
        forecasters: [crowd('regime-ema', size.forecasters, { smoothing: 0.1, errorFactor: 1, bias: 0 })],
        reputers: [{ ...crowd('honest', size.reputers), stake: { median: 100_000, sigma: 1 } }],
        topicParameters: { ...valuesOf(topicParameters), groundTruthLag: size.lag * Number(values.epochLength) },
      },
    ],
    attacks: [],
    record: { epochs: { every: size.recordEpochs }, actors: { every: size.recordActors } },
    expect: [],
  };
}
