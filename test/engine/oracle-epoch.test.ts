import { describe, expect, it } from 'vitest';
import { createWorld, step } from '../../sim/engine/step.ts';
import type { Topic } from '../../sim/engine/topic.ts';
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

/** What the topic remembers at a moment. */
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
    lossSum: Array.from(topic.inferers.lossSum),
    weightShare: [...topic.inferers.weightShare, ...topic.forecasters.weightShare].map(orNull),
  };
}

type Memory = ReturnType<typeof memoryOf>;

/** What the seated answered in the window of a nonce, as it was left there. */
interface Answers {
  readonly inferences: Maybe<number>[];
  readonly forecasts: Maybe<number>[][];
}

/** Values or losses of a whole bundle, from `from` on. */
function bundleAt({ nonce: { layout } }: Topic, values: ArrayLike<number>, from = 0): LossBundle {
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

/** Recomputes the network's inferences of a nonce from the answers and what the topic remembered when they were made. */
function recomputeInferences(topic: Topic, before: Memory, answers: Answers): Numbers {
  const { rules, nonce } = topic;
  const { layout } = nonce;
  const rule = rules.weights;
  const constants = { p: 3, c: 0.75, epsilon: 0.01 };
  const input: SynthesisInput = {
    inferences: answers.inferences,
    forecasts: answers.forecasts,
    previousLoss: before.networkLoss,
    allNew: before.initialRegret === 0,
    initialRegret: before.initialRegret,
    regrets: before.regrets,
    rule,
    commonScale: rule === 'clamped' ? null : before.commonScale,
    ...constants,
  };
  const synthesis = synthesize(input);
  const values = bundleAt(topic, nonce.values);
  agree('combined', [values.combined as number], [synthesis.combined.toNumber()]);
  agree('naive', [values.naive as number], [synthesis.naive.toNumber()]);
  agree('inferences', values.inferer as Numbers, answers.inferences);
  agreeBig('implied', nonce.values.subarray(layout.forecaster), synthesis.implied);
  agreeBig('one-out inferer', nonce.values.subarray(layout.oneOutInferer), synthesis.oneOutInferer);
  agreeBig('one-out forecaster', nonce.values.subarray(layout.oneOutForecaster), synthesis.oneOutForecaster);
  agreeBig('one-in forecaster', nonce.values.subarray(layout.oneIn), synthesis.oneInForecaster);
  if (layout.hasImpliedOneOuts) {
    agreeBig('implied one-out', nonce.values.subarray(layout.impliedOneOut), synthesis.impliedOneOut.flat());
  }
  agreeBig('percentiles', nonce.percentiles, synthesis.percentiles);
  const combinedWeights = [...synthesis.infererWeights, ...synthesis.forecasterWeights];
  const total = combinedWeights.reduce((sum: Big, weight) => sum.plus(weight ?? 0), big(0));
  const shares = combinedWeights.map((weight) => weight?.div(total) ?? null);
  agreeBig('weights', [...nonce.infererWeight, ...nonce.forecasterWeight], shares);
  expect(nonce.initialRegret).toBe(before.initialRegret);
  const best = before.lossSum.indexOf(Math.min(...before.lossSum));
  expect(nonce.bestSingleInference).toBe(answers.inferences[best]);
  if (rules.outlierResistant) {
    const threshold = rules.inferenceOutlierDetectionThreshold;
    const { kept } = outlierFilter(input.inferences, before.spread, threshold, 0.2);
    expect(nonce.outlierResistantInference === nonce.values[0]).toBe(kept.every(Boolean));
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
    agree('outlier-resistant', [nonce.outlierResistantInference], [top.div(sum(weightOf)).toNumber()]);
  }
  return numbers(shares);
}

/**
 * Recomputes what closing a nonce made of the reports, from what the topic remembered just before.
 *
 * @param shares weights of the network's inferences that were made last
 * @returns rewards of each role
 */
function recomputeJudgement(
  topic: Topic,
  before: Memory,
  shares: Numbers,
  earlier: Record<'inferers' | 'forecasters', Numbers[]>,
) {
  const { rules, desk } = topic;
  const { layout } = topic.nonce;
  const rule = rules.weights;
  const constants = { p: 3, c: 0.75, epsilon: 0.01 };
  const bundles = Array.from({ length: R }, (_, m) => bundleAt(topic, desk.reports, m * layout.length));
  const stakes = Array.from(desk.activeStake);
  const losses = networkLosses(bundles, stakes);
  agree('losses', numbers(lossVector(bundleAt(topic, desk.losses))), numbers(lossVector(losses)));

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
      ? regretsForScale(
          all,
          shares.map((share) => big(share as number)),
          big(rules.minWeightThresholdForStdnorm),
        )
      : all;
    agree('common scale', [topic.commonScale], [commonScale(counted, rule, big(0.01)).toNumber()]);
  }

  const heard = listening(bundles.map(lossVector), stakes, before.coefficients);
  agreeBig('reputer scores', desk.reputerScore, heard.scores);
  agreeBig('listening coefficients', topic.coefficient, heard.coefficients);
  agreeBig('adjusted stakes', desk.adjustedStake, heard.adjustedStakes);
  const scores = [infererScores(losses), forecasterScores(losses), heard.scores];
  agreeBig('inferer scores', desk.infererScore, scores[0]);
  agreeBig('forecaster scores', desk.forecasterScore, scores[1]);

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
  [desk.infererFraction, desk.forecasterFraction, desk.reputerFraction].forEach((actual, r) => {
    agreeBig('fractions', actual, fractions[r]);
  });
  const entropies = fractions.map((role, r) => {
    const { fractions: smooth, entropy } = smoothed(role, before.smoothed[r]);
    agreeBig('smoothed fractions', roleColumns[r].smoothedFraction, smooth);
    return entropy as Big;
  });
  agreeBig('entropies', [desk.infererEntropy, desk.forecasterEntropy, desk.reputerEntropy], entropies);
  const task = (losses.naive as Big).minus(losses.combined as Big);
  const { tau, chi } = utility(task, scores[0], before.tau);
  agree('utility', [desk.taskScore, topic.utility.tau, topic.utility.chi], numbers([task, tau, chi]));
  const parts = split(entropies[0], entropies[1], entropies[2], chi);
  const classes = [parts.inferers, parts.forecasters, parts.reputers];
  agreeBig('class shares', [desk.shares.inferers, desk.shares.forecasters, desk.shares.reputers], classes);
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
  ['v0.6', { impliedOneOutsReported: true, scoreWindowInferers: 50, groundTruthLag: 240 }],
  ['v0.9', { groundTruthLag: 61 }],
  ['v0.16', { minWeightThresholdForStdnorm: 0.05, groundTruthLag: 120 }],
  ['v0.17', {}],
  ['v0.17', { groundTruthLag: 181, weights: 'ratio-std', maxElementsPerForecast: 8 }],
  ['v0.17', { workerSubmissionWindow: 60, inferenceOutlierDetectionThreshold: 1.5 }],
  ['v0.17', { inferencesComputed: 'at-query', groundTruthLag: 180 }],
] as const;

/** The nonce that is recomputed. */
const chosen = 34;

describe('the engine', () => {
  it.each(settings)('does in an epoch of %s %o what the plain implementation does', (profile, set) => {
    const scenario = smallScenario({
      profile,
      seed: 'oracle',
      set: { maxElementsPerForecast: 11, ...set },
      epochs: 40,
      inferers: [inferers('honest', 8), inferers('noisy', 2), inferers('biased', 2)],
      forecasters: [forecasters('regime-ema', 2), forecasters('peeking', 1)],
      reputers: [reputers('honest', 3), reputers('noisy', 1)],
    });
    const world = createWorld(scenario);
    const [topic] = world.topics;
    const atQuery = topic.rules.inferencesAtQuery;
    const earlier: Record<'inferers' | 'forecasters', Numbers[]> = { inferers: [], forecasters: [] };
    let informed: Memory | undefined;
    let answers: Answers | undefined;
    let spread = 0;
    const note = (): void => {
      earlier.inferers.unshift(list(topic.desk.infererScore, K));
      earlier.forecasters.unshift(list(topic.desk.forecasterScore, F));
    };
    for (;;) {
      if (topic.opened <= chosen) {
        if (step(world) !== undefined) note();
        continue;
      }
      const before = memoryOf(topic);
      const earned = [topic.inferers, topic.forecasters, topic.reputers].map((role) => role.earned.slice());
      const isDone = step(world) !== undefined;
      if (!isDone && topic.windowsClosed === chosen + 1 && answers === undefined) {
        // The window of the nonce has just closed.
        const nonce = topic.ring[chosen % topic.ring.length];
        expect(nonce.epoch).toBe(chosen);
        const forecasts = atQuery ? nonce.forecasts : topic.desk.forecasts;
        answers = { inferences: list(nonce.inferences, K), forecasts: rows(forecasts, F, K) };
        if (!atQuery) informed = before;
        else expect(topic.outliers.medianAbsoluteDeviation).toBe(before.spread); // nothing is synthesised yet
        spread = topic.outliers.medianAbsoluteDeviation;
      }
      if (!isDone) continue;
      if (topic.nonce.epoch === chosen) {
        expect(topic.nonce.status).toBe('paid');
        const made = atQuery ? before : (informed as Memory);
        const shares = recomputeInferences(topic, made, answers as Answers);
        if (topic.rules.outlierResistant) {
          const { deviation } = outlierFilter((answers as Answers).inferences, made.spread, 11, 0.2);
          agree('outlier spread', [atQuery ? topic.outliers.medianAbsoluteDeviation : spread], [deviation.toNumber()]);
        }
        // Weights that the scale leaves workers out by are those of the inferences made last.
        const rewards = recomputeJudgement(topic, before, atQuery ? shares : before.weightShare, earlier);
        [topic.inferers, topic.forecasters, topic.reputers].forEach((role, r) => {
          const gains = Array.from(role.earned, (sum, x) => sum - earned[r][x]);
          agree('rewards', gains, rewards[r]);
        });
        return;
      }
      note();
    }
  });
});
