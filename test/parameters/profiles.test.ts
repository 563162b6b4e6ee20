import { describe, expect, it } from 'vitest';
import {
  defaultProfile,
  hubChainParameters,
  type ParameterDeclaration,
  type ParameterValue,
  profileNames,
  profiles,
  protocolParameters,
  topicParameters,
} from '../../sim/index.ts';

const columns = ['v0.6', 'v0.9', 'v0.16', 'v0.17', 'reference'] as const;
type Row = readonly [string, ParameterValue, ParameterValue, ParameterValue, ParameterValue, ParameterValue];

/** What each version sets, cell by cell; `*` in the second table: read from release notes or pull requests. */
const table: readonly Row[] = [
  ['weights', 'clamped', 'ratio-std', 'ratio-mad', 'ratio-mad', 'clamped'],
  ['scaleFilter', false, true, true, false, false],
  ['pRewardInference', 1, 3, 3, 3, 3],
  ['pRewardForecast', 3, 3, 3, 3, 3],
  ['pRewardReputer', 3, 1, 1, 1, 1],
  ['scoreWindowInferers', 10, 320, 320, 320, 10],
  ['scoreWindowForecasters', 10, 60, 60, 60, 10],
  ['newcomerScore', 'first-score', 'below-lowest', 'below-lowest', 'below-lowest', 'first-score'],
  ['lambdaInitialScore', 2, 2, 2, 2, 2],
  ['livenessPenalty', false, true, true, true, false],
  ['sortitionQuantileOf', 'instant', 'instant', 'ema', 'ema', 'instant-same-row'],
  ['activeInfererQuantile', 0.25, 0.25, 0.05, 0.05, 0.2],
  ['activeForecasterQuantile', 0.25, 0.25, 0.05, 0.05, 0.2],
  ['activeReputerQuantile', 0.25, 0.25, 0.05, 0.05, 0.2],
  ['impliedOneOutsReported', false, false, true, true, true],
  ['withheldOnlyInfererQuirk', true, true, true, false, false],
  ['outlierResistant', false, true, true, true, false],
  ['inferencesComputed', 'at-query', 'at-query', 'window-close', 'window-close', 'window-close'],
  // The same everywhere.
  ['pNorm', 3, 3, 3, 3, 3],
  ['cNorm', 0.75, 0.75, 0.75, 0.75, 0.75],
  ['epsilon', 0.01, 0.01, 0.01, 0.01, 0.01],
  ['alphaRegret', 0.1, 0.1, 0.1, 0.1, 0.1],
  ['initialRegret', 0, 0, 0, 0, 0],
  ['meritSortitionAlpha', 0.1, 0.1, 0.1, 0.1, 0.1],
  ['cRewardInference', 0.75, 0.75, 0.75, 0.75, 0.75],
  ['cRewardForecast', 0.75, 0.75, 0.75, 0.75, 0.75],
  ['minWeightThresholdForStdnorm', 1e-6, 1e-6, 1e-6, 1e-6, 1e-6],
  ['initialRegretQuantile', 0.25, 0.25, 0.25, 0.25, 0.25],
  ['pNormSafeDiv', 8.25, 8.25, 8.25, 8.25, 8.25],
  ['epsilonSafeDiv', 1e-7, 1e-7, 1e-7, 1e-7, 1e-7],
  ['epsilonReputer', 0.01, 0.01, 0.01, 0.01, 0.01],
  ['minExperiencedWorkerRegrets', 10, 10, 10, 10, 10],
  ['inferenceOutlierDetectionThreshold', 11, 11, 11, 11, 11],
  ['inferenceOutlierDetectionAlpha', 0.2, 0.2, 0.2, 0.2, 0.2],
  ['maxTopInferersToReward', 32, 32, 32, 32, 32],
  ['maxTopForecastersToReward', 6, 6, 6, 6, 6],
  ['maxTopReputersToReward', 6, 6, 6, 6, 6],
  ['maxElementsPerForecast', 12, 12, 12, 12, 12],
  ['learningRate', 0.05, 0.05, 0.05, 0.05, 0.05],
  ['maxGradientThreshold', 0.001, 0.001, 0.001, 0.001, 0.001],
  ['gradientDescentMaxIters', 10, 10, 10, 10, 10],
  ['minStakeFraction', 0.5, 0.5, 0.5, 0.5, 0.5],
  ['clampListening', false, false, false, false, false],
  ['betaEntropy', 0.25, 0.25, 0.25, 0.25, 0.25],
  ['taskRewardAlpha', 0.1, 0.1, 0.1, 0.1, 0.1],
  ['maxUnfulfilledReputerRequests', 100, 100, 100, 100, 100],
  ['registrationFee', 200, 200, 200, 200, 200],
  ['dataSendingFee', 10, 10, 10, 10, 10],
];

/** Around the topics. */
const hubChain: readonly Row[] = [
  ['createTopicFee', 75_000, 75_000, 75_000, 75_000, 75_000],
  ['minTopicWeight', 100, 100, 100, 100, 100],
  ['requiredMinimumStake', 10_000, 10_000, 10_000, 10_000, 10_000],
  ['removeStakeDelayWindow', 604_800, 604_800, 604_800, 604_800, 604_800],
  ['minEpochLength', 12, 12, 12, 12, 12],
  ['topicRewardStakeImportance', 0.5, 0.5, 0.5, 0.5, 0.5],
  ['topicRewardFeeRevenueImportance', 0.5, 0.5, 0.5, 0.5, 0.5],
  ['topicRewardAlpha', 0.5, 0.5, 0.5, 0.5, 0.5],
  ['halfMaxProcessStakeRemovalsEndBlock', 40, 40, 40, 40, 40],
  // On chain 1; a scenario that says nothing gets any number.
  ['maxActiveTopicsPerBlock', 0, 0, 0, 0, 0],
  ['slashing.mode', 'none', 'none', 'none', 'none', 'none'],
  ['workerStake.min', 0, 0, 0, 0, 0],
  [
    'topicTargetWeight',
    'stake-and-fee-rate',
    'stake-and-fee-rate',
    'stake-and-fees',
    'stake-and-fees',
    'root-of-product',
  ],
  ['topicWeightSmoothing', 'per-epoch', 'per-epoch', 'by-cadence', 'by-cadence', 'monthly'],
  ['emissionAtExhaustion', 'stops-the-chain', 'stops-the-chain', 'cut', 'cut', 'cut'],
  ['measuredReputerShare', 'of-one-block', 'of-one-block', 'of-the-month', 'of-the-month', 'constant'],
  ['unpaidTopicReward', 'stays', 'stays', 'back-to-ecosystem', 'back-to-ecosystem', 'back-to-ecosystem'],
  ['stakeRemovalsOverLimit', 'queue-stalls', 'queue-stalls', 'rest-next-block', 'rest-next-block', 'rest-next-block'],
];

const declared = [...protocolParameters, ...topicParameters, ...hubChainParameters];

/** Whether a value is one that the declaration allows. */
function allows(parameter: ParameterDeclaration, value: ParameterValue): boolean {
  if (parameter.kind === 'boolean') return typeof value === 'boolean';
  if (parameter.kind === 'choice') return parameter.choices?.includes(String(value)) === true;
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (parameter.kind === 'integer' && !Number.isInteger(value)) return false;
  const { minimum = -Infinity, maximum = Infinity } = parameter;
  const { exclusiveMinimum: above = -Infinity, exclusiveMaximum: below = Infinity } = parameter;
  return value >= minimum && value <= maximum && value > above && value < below;
}

describe('profiles', () => {
  it.each([...table, ...hubChain])('set %s as their versions of the network do', (name, ...cells) => {
    expect(Object.fromEntries(columns.map((profile) => [profile, profiles[profile].values[name]]))).toEqual(
      Object.fromEntries(columns.map((profile, c) => [profile, cells[c]])),
    );
  });

  it('are these five, and a scenario that names none gets v0.17', () => {
    expect(profileNames).toEqual(columns);
    expect(defaultProfile).toBe('v0.17');
    for (const name of profileNames) expect(profiles[name].name).toBe(name);
  });

  it.each(columns)('give every declared parameter, and nothing else, an allowed value (%s)', (name) => {
    const { values } = profiles[name];
    expect(Object.keys(values).sort()).toEqual(declared.map((parameter) => parameter.name).sort());
    const wrong = declared.filter((parameter) => !allows(parameter, values[parameter.name]));
    expect(wrong.map((parameter) => parameter.name)).toEqual([]);
  });

  it('say which cells were read from notes and not from code', () => {
    expect(profiles['v0.9'].fromNotes).toEqual(
      expect.arrayContaining([
        'scoreWindowInferers',
        'scoreWindowForecasters',
        'inferencesComputed',
        'impliedOneOutsReported',
        'withheldOnlyInfererQuirk',
        ...['topicTargetWeight', 'topicWeightSmoothing', 'measuredReputerShare'],
        ...['unpaidTopicReward', 'emissionAtExhaustion', 'stakeRemovalsOverLimit'],
      ]),
    );
    expect(profiles['v0.16'].fromNotes).toEqual(['withheldOnlyInfererQuirk']);
    for (const name of ['v0.6', 'v0.17', 'reference']) expect(profiles[name].fromNotes).toEqual([]);
  });
});

describe('declared parameters', () => {
  it('have names of their own, a unit, a meaning, and a default that they allow', () => {
    expect(new Set(declared.map(({ name }) => name)).size).toBe(declared.length);
    for (const parameter of declared) {
      expect(allows(parameter, parameter.default), parameter.name).toBe(true);
      expect(parameter.unit, parameter.name).not.toBe('');
      expect(parameter.doc, parameter.name).toMatch(/^[A-Z].*\.$/);
      expect(parameter.name).toMatch(/^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)?$/);
      if (parameter.chain !== undefined) expect(parameter.chain).toMatch(/^[a-z][a-z_]*$/);
    }
  });

  it('are on chain, or said to be not, where the network only promised them', () => {
    const promises = hubChainParameters.filter(({ name }) => name.includes('.'));
    expect(promises.map(({ name }) => name)).toEqual([
      ...['slashing.mode', 'slashing.fraction', 'slashing.quantile', 'slashing.epochs', 'slashing.destination'],
      'workerStake.min',
    ]);
    for (const { doc, chain } of promises) {
      expect(doc).toMatch(/ Not on chain\.$/);
      expect(chain).toBeUndefined();
    }
  });

  it('spell the chain’s names in camelCase, but for those that the chain has one for two', () => {
    const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const other = declared.filter(({ name, chain }) => chain !== undefined && camel(chain) !== name);
    expect(other.map(({ name }) => name)).toEqual(['scoreWindowInferers', 'scoreWindowForecasters']);
  });
});
