import { describe, expect, it } from 'vitest';
import { stepEpoch } from '../../sim/engine/epoch.ts';
import { createSynthesisInput } from '../../sim/engine/phases/synthesise.ts';
import { createTopic, type Topic } from '../../sim/engine/topic.ts';
import { rootKey } from '../../sim/random/root-key.ts';
import type { Big, LossBundle, Maybe, RegretState, SynthesisInput } from '../oracle/index.ts';
import {
  activeUpdate,
  big,
  commonScale,
  forecasterScores,
  infererScores,
  initialRegretAfter,
  laterInitialRegretAfter,
  listening,
  lossVector,
  networkLosses,
  outlierFilter,
  quantileScore,
  regretsForScale,
  reputerFractions,
  scoreWindow,
  smoothed,
  split,
  synthesize,
  updatedRegrets,
  utility,
  weights,
  workerFractions,
} from '../oracle/index.ts';
import { forecasters, inferers, reputers, smallScenario } from './small-scenario.ts';

type Numbers = readonly Maybe<number>[];

const orNull = (value: number): Maybe<number> => (Number.isNaN(value) ? null : value);
const list = (values: ArrayLike<number>, count = values.length, from = 0): Maybe<number>[] =>
  Array.from({ length: count }, (_, l) => orNull(values[from + l]));
const rows = (values: ArrayLike<number>, height: number, width: number, from = 0): Maybe<number>[][] =>
  Array.from({ length: height }, (_, r) => list(values, width, from + r * width));
const numbers = (values: readonly Maybe<Big>[]): Numbers => values.map((value) => value?.toNumber() ?? null);

/** Everybody has a seat, so the active set is everybody and places agree. */
const K = 12;
const F = 3;
const R = 4;

function regretsOf({ regrets }: Topic): RegretState {
  return {
    inferer: list(regrets.inferer),
    forecaster: list(regrets.forecaster),
    naive: list(regrets.naive),
    oneOutInfererInferer: rows(regrets.oneOutInfererInferer, K, K),
    oneOutInfererForecaster: rows(regrets.oneOutInfererForecaster, K, F),
    oneOutForecasterInferer: rows(regrets.oneOutForecasterInferer, F, K),
    oneOutForecasterForecaster: rows(regrets.oneOutForecasterForecaster, F, F),
    oneInInferer: rows(regrets.oneInInferer, F, K),
    oneInSelf: list(regrets.oneInSelf),
  };
}

/** What the topic remembers before an epoch. */
function memoryOf(topic: Topic) {
  return {
    regrets: regretsOf(topic),
    initialRegret: topic.initialRegret,
    networkLoss: topic.networkLoss,
    commonScale: topic.commonScale,
    coefficients: Array.from(topic.coefficient),
    tau: topic.utility.tau,
    spread: topic.outliers.medianAbsoluteDeviation,
    smoothed: [topic.inferers, topic.forecasters, topic.reputers].map((role) => list(role.smoothedFraction)),
    standing: [topic.inferers, topic.forecasters, topic.reputers].map((role) => list(role.standing)),
    experienced: [topic.inferers, topic.forecasters].map((role) => Array.from(role.inclusions, (count) => count >= 10)),
  };
}

/** Values or losses of a whole bundle, from `from` on. */
function bundleAt({ layout }: Topic, values: ArrayLike<number>, from = 0): LossBundle {
  return {
    combined: orNull(values[from]),
    naive: orNull(values[from + 1]),
    inferer: list(values, K, from + layout.inferer),
    forecaster: list(values, F, from + layout.forecaster),
    oneOutInferer: list(values, K, from + layout.oneOutInferer),
    oneOutForecaster: list(values, F, from + layout.oneOutForecaster),
    oneInForecaster: list(values, F, from + layout.oneIn),
    oneOutInfererForecaster: layout.hasImpliedOneOuts
      ? rows(values, F, K, from + layout.impliedOneOut)
      : Array.from({ length: F }, () => Array(K).fill(null)),
  };
}

/** Agreement to 1e-10 of the largest magnitude in the family, and the same gaps. */
function agree(family: string, actual: Numbers, expected: Numbers): void {
  expect(actual.length, family).toBe(expected.length);
  const size = Math.max(1e-300, ...expected.map((value) => Math.abs(value ?? 0)));
  actual.forEach((value, l) => {
    const wanted = expected[l];
    if (value === null || wanted === null) {
      expect(value, `${family} ${l}`).toBe(wanted);
      return;
    }
    const error = Math.abs(value - wanted) / size;
    expect(error, `${family} ${l}: ${value} against ${wanted}`).toBeLessThanOrEqual(1e-10);
  });
}

const agreeBig = (family: string, actual: ArrayLike<number>, expected: readonly Maybe<Big>[]) =>
  agree(family, list(actual, expected.length), numbers(expected));

/** Recomputes what the engine made of one epoch from its memory before, the answers and the reports. */
function recompute(
  topic: Topic,
  before: ReturnType<typeof memoryOf>,
  earlier: Record<'inferers' | 'forecasters', Numbers[]>,
) {
  const { rules, layout } = topic;
  const rule = rules.weights;
  const constants = { p: 3, c: 0.75, epsilon: 0.01 };
  const input: SynthesisInput = {
    inferences: list(topic.inferences, K),
    forecasts: rows(topic.forecasts, F, K),
    previousLoss: before.networkLoss,
    allNew: before.initialRegret === 0,
    initialRegret: before.initialRegret,
    regrets: before.regrets,
    rule,
    commonScale: rule === 'clamped' ? null : before.commonScale,
    ...constants,
  };
  const synthesis = synthesize(input);
  const values = bundleAt(topic, topic.values);
  agree('combined', [values.combined as number], [synthesis.combined.toNumber()]);
  agree('naive', [values.naive as number], [synthesis.naive.toNumber()]);
  agreeBig('implied', topic.values.subarray(layout.forecaster), synthesis.implied);
  agreeBig('one-out inferer', topic.values.subarray(layout.oneOutInferer), synthesis.oneOutInferer);
  agreeBig('one-out forecaster', topic.values.subarray(layout.oneOutForecaster), synthesis.oneOutForecaster);
  agreeBig('one-in forecaster', topic.values.subarray(layout.oneIn), synthesis.oneInForecaster);
  if (layout.hasImpliedOneOuts) {
    agreeBig('implied one-out', topic.values.subarray(layout.impliedOneOut), synthesis.impliedOneOut.flat());
  }
  agreeBig('percentiles', topic.percentiles, synthesis.percentiles);
  const combinedWeights = [...synthesis.infererWeights, ...synthesis.forecasterWeights];
  const total = combinedWeights.reduce((sum: Big, weight) => sum.plus(weight ?? 0), big(0));
  const shares = combinedWeights.map((weight) => weight?.div(total) ?? null);
  agreeBig('weights', [...topic.inferers.weightShare, ...topic.forecasters.weightShare], shares);
  if (rules.outlierResistant) {
    const threshold = rules.inferenceOutlierDetectionThreshold;
    const { kept, deviation } = outlierFilter(input.inferences, before.spread, threshold, 0.2);
    agree('outlier spread', [topic.outliers.medianAbsoluteDeviation], [deviation.toNumber()]);
    expect(topic.outlierResistantInference === topic.values[0]).toBe(kept.every(Boolean));
    const regretOf = [...before.regrets.inferer, ...before.regrets.forecaster].map((regret) => big(regret as number));
    const inferenceOf = [...input.inferences, ...numbers(synthesis.implied)];
    const stays = inferenceOf.flatMap((_, l) => (l >= K || kept[l] ? [l] : []));
    const context = { rule, p: big(3), c: big(0.75), epsilon: big(0.01), commonScale: big(before.commonScale) };
    const weightOf = weights(
      stays.map((l) => regretOf[l]),
      context,
    );
    const sum = (terms: readonly Big[]) => terms.reduce((all, term) => all.plus(term), big(0));
    const top = sum(stays.map((l, n) => weightOf[n].times(big(inferenceOf[l] as number))));
    agree('outlier-resistant', [topic.outlierResistantInference], [top.div(sum(weightOf)).toNumber()]);
  }

  const bundles = Array.from({ length: R }, (_, m) => bundleAt(topic, topic.reports, m * layout.length));
  const stakes = Array.from(topic.activeStake);
  const losses = networkLosses(bundles, stakes);
  agree('losses', numbers(lossVector(bundleAt(topic, topic.losses))), numbers(lossVector(losses)));

  agree('latest loss', [topic.networkLoss], numbers([losses.combined]));
  const regrets = updatedRegrets(before.regrets, losses, 0.1, before.initialRegret);
  const after = regretsOf(topic);
  for (const family of Object.keys(after) as (keyof RegretState)[]) {
    agree(family, after[family].flat() as Numbers, numbers(regrets[family].flat() as Maybe<Big>[]));
  }
  const all = [...regrets.inferer, ...regrets.forecaster] as Big[];
  const flags = before.experienced.flat();
  const experienced = all.filter((_, l) => flags[l]);
  const initial =
    topic.rules.initialRegret.leastWorkers === Number.POSITIVE_INFINITY
      ? initialRegretAfter(experienced, before.initialRegret, constants)
      : laterInitialRegretAfter(experienced, all, before.initialRegret, constants);
  agree('initial regret', [topic.initialRegret], [initial.toNumber()]);
  if (rule !== 'clamped') {
    const counted = rules.scaleFilter
      ? regretsForScale(all, shares as Big[], big(rules.minWeightThresholdForStdnorm))
      : all;
    agree('common scale', [topic.commonScale], [commonScale(counted, rule, big(0.01)).toNumber()]);
  }

  const heard = listening(bundles.map(lossVector), stakes, before.coefficients);
  agreeBig('reputer scores', topic.reputerScore, heard.scores);
  agreeBig('listening coefficients', topic.coefficient, heard.coefficients);
  agreeBig('adjusted stakes', topic.adjustedStake, heard.adjustedStakes);
  const scores = [infererScores(losses), forecasterScores(losses), heard.scores];
  agreeBig('inferer scores', topic.infererScore, scores[0]);
  agreeBig('forecaster scores', topic.forecasterScore, scores[1]);

  const roleColumns = [topic.inferers, topic.forecasters, topic.reputers];
  const quantiles = [rules.activeInfererQuantile, rules.activeForecasterQuantile, rules.activeReputerQuantile];
  roleColumns.forEach((role, r) => {
    const standing = scores[r].map((score, x) => activeUpdate(score as Big, before.standing[r][x], 0.1));
    agreeBig('standing', role.standing, standing);
    const over = rules.sortitionQuantileOf === 'ema' ? standing : scores[r];
    agree('quantile', [role.quantileScore], [quantileScore(over, quantiles[r]).toNumber()]);
  });

  const windows = [
    scoreWindow([numbers(scores[0]), ...earlier.inferers], rules.scoreWindowInferers),
    scoreWindow([numbers(scores[1]), ...earlier.forecasters], rules.scoreWindowForecasters),
  ];
  const powers = [rules.pRewardInference, rules.pRewardForecast];
  const fractions = [0, 1].map((r) => workerFractions(scores[r], windows[r], { ...constants, p: powers[r] }));
  fractions.push(reputerFractions(stakes, heard.scores, rules.pRewardReputer));
  [topic.infererFraction, topic.forecasterFraction, topic.reputerFraction].forEach((actual, r) => {
    agreeBig('fractions', actual, fractions[r]);
  });
  const entropies = fractions.map((role, r) => {
    const { fractions: smooth, entropy } = smoothed(role, before.smoothed[r]);
    agreeBig('smoothed fractions', roleColumns[r].smoothedFraction, smooth);
    return entropy as Big;
  });
  agreeBig('entropies', [topic.infererEntropy, topic.forecasterEntropy, topic.reputerEntropy], entropies);
  const task = (losses.naive as Big).minus(losses.combined as Big);
  const { tau, chi } = utility(task, scores[0], before.tau);
  agree('utility', [topic.taskScore, topic.utility.tau, topic.utility.chi], numbers([task, tau, chi]));
  const parts = split(entropies[0], entropies[1], entropies[2], chi);
  const classes = [parts.inferers, parts.forecasters, parts.reputers];
  agreeBig('class shares', [topic.shares.inferers, topic.shares.forecasters, topic.shares.reputers], classes);
  return classes.map((share, r) =>
    fractions[r].map((fraction) =>
      share
        .times(fraction as Big)
        .times(100)
        .toNumber(),
    ),
  );
}

const settings = [
  ['v0.6', {}],
  ['v0.6', { impliedOneOutsReported: true, scoreWindowInferers: 50 }],
  ['v0.9', {}],
  ['v0.16', { minWeightThresholdForStdnorm: 0.05 }],
  ['v0.17', {}],
  ['v0.17', { weights: 'ratio-std', maxElementsPerForecast: 8, inferenceOutlierDetectionThreshold: 1.5 }],
] as const;

describe('the engine', () => {
  it.each(settings)('does in an epoch of %s %o what the plain implementation does', (profile, set) => {
    const scenario = smallScenario({
      profile,
      set: { maxElementsPerForecast: 11, ...set },
      epochs: 30,
      inferers: [inferers('honest', 8), inferers('noisy', 2), inferers('biased', 2)],
      forecasters: [forecasters('regime-ema', 2), forecasters('peeking', 1)],
      reputers: [reputers('honest', 3), reputers('noisy', 1)],
    });
    const topic = createTopic(scenario, scenario.topics[0], rootKey('oracle'), {});
    const input = createSynthesisInput(topic);
    const earlier: Record<'inferers' | 'forecasters', Numbers[]> = { inferers: [], forecasters: [] };
    for (let epoch = 0; epoch < 31; ++epoch) {
      const before = memoryOf(topic);
      const earned = [topic.inferers, topic.forecasters, topic.reputers].map((role) => role.earned.slice());
      stepEpoch(topic, input);
      if (epoch === 30) {
        const rewards = recompute(topic, before, earlier);
        [topic.inferers, topic.forecasters, topic.reputers].forEach((role, r) => {
          const gains = Array.from(role.earned, (sum, x) => sum - earned[r][x]);
          agree('rewards', gains, rewards[r]);
        });
      }
      earlier.inferers.unshift(list(topic.infererScore, K));
      earlier.forecasters.unshift(list(topic.forecasterScore, F));
    }
  });
});
