import { describe, expect, it } from 'vitest';
import { type ParameterValue, protocolParameters, topicParameters } from '../../sim/index.ts';
import {
  attack,
  type Changes,
  forecasters,
  inferers,
  reputers,
  runColumns,
  runPair,
  runTopic,
  smallScenario,
} from '../engine/small-scenario.ts';

type Case = readonly [name: string, value: ParameterValue, column: string, setting?: Changes];

/** More actors than seats, all of them forecasting from the first epoch on. */
const crowd: Changes = {
  inferers: [inferers('honest', 6), inferers('noisy', 4)],
  forecasters: [forecasters('peeking', 5)],
  reputers: [reputers('honest', 4), reputers('noisy', 2)],
  set: {
    maxTopInferersToReward: 6,
    maxTopForecastersToReward: 3,
    maxTopReputersToReward: 3,
    maxElementsPerForecast: 4,
  },
};
const oldCrowd: Changes = { ...crowd, profile: 'v0.6' };
/** Reputers who mostly disagree: less is listened to than minStakeFraction asks for. */
const quarrel: Changes = {
  reputers: [
    reputers('noisy', 2, { factor: 50 }),
    reputers('noisy', 2, { factor: 20 }, 'other'),
    reputers('honest', 1),
  ],
  set: { learningRate: 10, minStakeFraction: 0.95 },
};
const v16: Changes = { profile: 'v0.16' };
/** Inferers so far to either side that the network beats them all: small weights. */
const sides: Changes = {
  profile: 'v0.6',
  inferers: [inferers('biased', 2, { bias: 9 }), inferers('biased', 2, { bias: -9 }, 'other')],
  forecasters: [],
};
/** Half of the inferers are absent now and then, and there are fewer seats than submit. */
const fickle: Changes = {
  inferers: [inferers('honest', 6), inferers('intermittent', 6)],
  set: { maxTopInferersToReward: 6, activeInfererQuantile: 0.5 },
};
/** One inferer a thousand times as far off as the others. */
const outlier: Changes = {
  inferers: [inferers('honest', 11), inferers('noisy', 1, { factor: 1000 })],
};

const cases: readonly Case[] = [
  ['weights', 'ratio-std', 'combined_inference'],
  ['scaleFilter', true, 'regret_scale', { set: { minWeightThresholdForStdnorm: 0.05 } }],
  ['minWeightThresholdForStdnorm', 0.05, 'regret_scale', v16],
  ['pRewardInference', 1, 'inferers_entropy'],
  ['pRewardForecast', 1, 'forecasters_entropy'],
  ['pRewardReputer', 3, 'reputers_entropy'],
  ['cRewardInference', 0, 'inferers_entropy'],
  ['cRewardForecast', 0, 'forecasters_entropy'],
  ['scoreWindowInferers', 10, 'inferers_entropy'],
  ['scoreWindowForecasters', 10, 'forecasters_entropy'],
  ['newcomerScore', 'first-score', 'replaced_inferers', crowd],
  ['livenessPenalty', false, 'replaced_inferers', fickle],
  ['sortitionQuantileOf', 'ema', 'replaced_inferers', oldCrowd],
  ['sortitionQuantileOf', 'instant-same-row', 'replaced_inferers', oldCrowd],
  ['impliedOneOutsReported', false, 'inferers_entropy'],
  ['withheldOnlyInfererQuirk', true, 'inferers_entropy', { set: { maxElementsPerForecast: 1 } }],
  ['bootstrapInference', 'median', 'naive_inference'],
  ['initialRegretRule', 'any-experienced', 'initial_regret'],
  ['initialRegretQuantile', 0.5, 'initial_regret'],
  ['pNormSafeDiv', 6, 'initial_regret'],
  ['minExperiencedWorkerRegrets', 16, 'initial_regret'],
  ['epsilonSafeDiv', 1, 'combined_inference', sides],
  ['outlierResistant', false, 'outlier_resistant_inference'],
  ['inferenceOutlierDetectionThreshold', 1, 'outlier_resistant_inference'],
  [
    'inferenceOutlierDetectionAlpha',
    1,
    'outlier_resistant_inference',
    { set: { inferenceOutlierDetectionThreshold: 3 } },
  ],
  ['maxTopInferersToReward', 5, 'active_inferers'],
  ['maxTopForecastersToReward', 2, 'active_forecasters'],
  ['maxTopReputersToReward', 3, 'active_reputers'],
  ['maxElementsPerForecast', 3, 'combined_inference'],
  ['epsilonReputer', 0.1, 'reputers_entropy'],
  ['learningRate', 0.1, 'listened_stake'],
  ['maxGradientThreshold', 1, 'listening_rounds'],
  ['gradientDescentMaxIters', 3, 'listening_rounds'],
  ['minStakeFraction', 1, 'listened_stake'],
  ['clampListening', true, 'listened_stake', quarrel],
  ['betaEntropy', 1, 'inferers_entropy'],
  ['taskRewardAlpha', 0.5, 'tau'],
  ['pNorm', 4, 'combined_inference'],
  ['cNorm', 0.5, 'combined_inference'],
  ['epsilon', 0.1, 'regret_scale'],
  ['alphaRegret', 0.5, 'regret_scale'],
  ['initialRegret', -1, 'combined_inference'],
  ['meritSortitionAlpha', 0.5, 'replaced_inferers', oldCrowd],
  ['activeInfererQuantile', 0.75, 'replaced_inferers', oldCrowd],
  ['activeForecasterQuantile', 0.75, 'replaced_forecasters', oldCrowd],
  ['activeReputerQuantile', 0.75, 'replaced_reputers', oldCrowd],
  ['epochLength', 61, 'block'],
  ['groundTruthLag', 61, 'feedback'],
  ['workerSubmissionWindow', 60, 'feedback'],
  ['inferencesComputed', 'at-query', 'feedback'],
  ['maxUnfulfilledReputerRequests', 1, 'status'],
  ['outperformerProbability', 0, 'median_single_loss'],
  ['outperformerConsistent', true, 'median_single_loss'],
];

const epochs = 60;

/** A column of a run; rows are compared as they print, so that two empty cells are the same. */
function columnOf(column: string, setting: Changes, set: Changes['set'] = {}): string[] {
  const scenario = smallScenario({ ...setting, epochs, set: { ...setting.set, ...set } });
  return runColumns(scenario).numbers[column].map(String);
}

describe('a parameter', () => {
  const listed = cases.map(([name, value, column, setting = {}]) => ({ name, value, column, setting }));

  it.each(listed)('$name, set to $value, changes $column', ({ name, value, column, setting }) => {
    expect(columnOf(column, setting, { [name]: value })).not.toEqual(columnOf(column, setting));
  });

  it('that is declared for protocols or topics is one of those above', () => {
    const declared = [...protocolParameters, ...topicParameters].map(({ name }) => name);
    // One acts on standings that no column shows in so small a run: a test below. Those of the hub chain are not among them.
    const counted = [...cases.map(([name]) => name), 'lambdaInitialScore'];
    expect([...new Set(counted)].sort()).toEqual(declared.sort());
  });

  it('that is missing, or of another kind, is refused with its name', () => {
    const scenario = smallScenario();
    const { pRewardReputer: _, ...protocol } = scenario.protocol;
    const without = { ...scenario, protocol: protocol as typeof scenario.protocol };
    expect(() => runColumns(without)).toThrow('topic topic: parameter pRewardReputer is not a number');
    expect(() => runColumns(smallScenario({ set: { livenessPenalty: 1 } }))).toThrow(
      'parameter livenessPenalty is neither true nor false',
    );
  });

  it('lambdaInitialScore moves where newcomers start', () => {
    const start = (lambdaInitialScore: number) =>
      runTopic(smallScenario({ ...crowd, epochs: 3, set: { ...crowd.set, lambdaInitialScore } }));
    expect(start(2).inferers.newcomerScore).toBeLessThan(start(1).inferers.newcomerScore);
    const { inferers: role, nonce } = start(0);
    const { active, count } = nonce.inferers;
    expect(role.newcomerScore).toBe(Math.min(...Array.from(active.subarray(0, count), (x) => role.standing[x])));
  });

  it('registrationFee and dataSendingFee make an attack dearer: in the epoch in which it joins, and in all', () => {
    const spent = (set: NonNullable<Changes['set']>) => {
      const attacks = [attack('sybil', { identities: 3 }, { joins: 2, start: 2 })];
      return runPair(smallScenario({ epochs: 5, set, attacks })).tables.attacks.numbers.spent;
    };
    expect(spent({ registrationFee: 0, dataSendingFee: 0 })).toEqual([0, 0, 0, 0, 0]);
    expect(spent({ registrationFee: 2e18, dataSendingFee: 0 })).toEqual([0, 0, 6, 0, 0]);
    expect(spent({ registrationFee: 0, dataSendingFee: 1e18 })).toEqual([0, 0, 3, 3, 3]);
    expect(spent({ registrationFee: 2e18, dataSendingFee: 1e18 })).toEqual([0, 0, 9, 3, 3]);
  });

  it('leaves the outlier-resistant inference alone where nobody is an outlier, and counts where somebody is', () => {
    const far = runColumns(smallScenario({ ...outlier, epochs })).numbers;
    const apart = (numbers: typeof far) =>
      numbers.outlier_resistant_inference.filter((value, e) => value !== numbers.combined_inference[e]).length;
    expect(apart(far)).toBeGreaterThan(30);
    const near = runColumns(smallScenario({ epochs, set: { inferenceOutlierDetectionThreshold: 1e6 } })).numbers;
    expect(apart(near)).toBe(0);
  });
});
