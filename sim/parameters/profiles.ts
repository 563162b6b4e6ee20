import type { ParameterValue } from './declaration.ts';
import { hubChainParameters } from './hub-chain-parameters.ts';
import { protocolParameters } from './protocol-parameters.ts';
import { topicParameters } from './topic-parameters.ts';

/** A version of the protocol: the values it gives to parameters. */
export interface Profile {
  readonly name: string;
  readonly doc: string;
  /** Value of every declared parameter (protocol, topic and hub chain). */
  readonly values: Readonly<Record<string, ParameterValue>>;
  /** Parameters whose value was read from release notes or pull requests, not from code. */
  readonly fromNotes: readonly string[];
}

const allParameters = [...protocolParameters, ...topicParameters, ...hubChainParameters];

function profile(
  name: string,
  doc: string,
  different: Readonly<Record<string, ParameterValue>>,
  fromNotes: readonly string[] = [],
): Profile {
  for (const key of Object.keys(different)) {
    if (!allParameters.some((parameter) => parameter.name === key))
      throw new Error(`profile ${name}: no parameter ${key}`);
  }
  const defaults = Object.fromEntries(allParameters.map((parameter) => [parameter.name, parameter.default]));
  return { name, doc, values: { ...defaults, ...different }, fromNotes };
}

const quantiles = (value: number) => ({
  activeInfererQuantile: value,
  activeForecasterQuantile: value,
  activeReputerQuantile: value,
});

const oldHubChain = {
  topicTargetWeight: 'stake-and-fee-rate',
  topicWeightSmoothing: 'per-epoch',
  unpaidTopicReward: 'stays',
  measuredReputerShare: 'of-one-block',
  emissionAtExhaustion: 'stops-the-chain',
  stakeRemovalsOverLimit: 'queue-stalls',
} as const;

const beforeEma = {
  weights: 'clamped',
  scoreWindowInferers: 10,
  scoreWindowForecasters: 10,
  newcomerScore: 'first-score',
  livenessPenalty: false,
  initialRegretRule: 'any-experienced',
  bootstrapInference: 'median',
  outlierResistant: false,
} as const;

/** The versions of the protocol that a scenario can name. */
export const profiles: Readonly<Record<string, Profile>> = {
  'v0.6': profile('v0.6', 'The chain of October 2024 (commit c8a40c35), with its swapped reward exponents.', {
    ...beforeEma,
    ...oldHubChain,
    ...quantiles(0.25),
    pRewardInference: 1,
    pRewardForecast: 3,
    pRewardReputer: 3,
    sortitionQuantileOf: 'instant',
    inferencesComputed: 'at-query',
    impliedOneOutsReported: false,
    withheldOnlyInfererQuirk: true,
  }),
  'v0.9': profile(
    'v0.9',
    'Ratio weights on the standard deviation of all regrets; newcomer score and liveness penalty.',
    {
      ...oldHubChain,
      ...quantiles(0.25),
      weights: 'ratio-std',
      scaleFilter: true,
      sortitionQuantileOf: 'instant',
      inferencesComputed: 'at-query',
      impliedOneOutsReported: false,
      withheldOnlyInfererQuirk: true,
      bootstrapInference: 'median',
    },
    [
      'scoreWindowInferers',
      'scoreWindowForecasters',
      'inferencesComputed',
      'bootstrapInference',
      'impliedOneOutsReported',
      'withheldOnlyInfererQuirk',
      ...Object.keys(oldHubChain),
    ],
  ),
  'v0.16': profile(
    'v0.16',
    'Ratio weights on the MAD; seats by quantiles of EMA scores; implied one-outs reported.',
    {
      ...quantiles(0.05),
      weights: 'ratio-mad',
      scaleFilter: true,
      sortitionQuantileOf: 'ema',
      withheldOnlyInfererQuirk: true,
    },
    ['withheldOnlyInfererQuirk'],
  ),
  'v0.17': profile('v0.17', 'The network of mid 2026, single-label topics. The default.', {}),
  reference: profile('reference', 'The network’s research simulator, whose rows are embedded in the chain’s tests.', {
    ...beforeEma,
    ...quantiles(0.2),
    sortitionQuantileOf: 'instant-same-row',
    topicTargetWeight: 'root-of-product',
    topicWeightSmoothing: 'monthly',
    measuredReputerShare: 'constant',
  }),
};

/** The profile of a scenario that names none. */
export const defaultProfile = 'v0.17';

export const profileNames: readonly string[] = Object.keys(profiles);
