import type { ParameterValue } from '../parameters/declaration.ts';
import type { InitialRegretRule } from '../protocol/initial-regret.ts';
import type { ListeningRule } from '../protocol/listening.ts';
import type { WeightRule, WeightRuleName } from '../protocol/weights.ts';
import { weightRule } from '../protocol/weights.ts';
import type { Scenario, TopicScenario } from './scenario.ts';

/** All parameters of one topic, ready for the loops. Names are those of the declarations. */
export interface TopicRules {
  readonly weights: WeightRuleName;
  readonly weightRule: WeightRule;
  readonly scaleFilter: boolean;
  readonly minWeightThresholdForStdnorm: number;
  readonly pRewardInference: number;
  readonly pRewardForecast: number;
  readonly pRewardReputer: number;
  readonly cRewardInference: number;
  readonly cRewardForecast: number;
  readonly scoreWindowInferers: number;
  readonly scoreWindowForecasters: number;
  readonly newcomersFollowLowest: boolean;
  readonly lambdaInitialScore: number;
  readonly livenessPenalty: boolean;
  readonly sortitionQuantileOf: 'instant' | 'ema' | 'instant-same-row';
  readonly impliedOneOutsReported: boolean;
  readonly withheldOnlyInfererQuirk: boolean;
  readonly bootstrapMedian: boolean;
  readonly initialRegret: InitialRegretRule;
  readonly epsilonSafeDiv: number;
  readonly outlierResistant: boolean;
  readonly inferenceOutlierDetectionThreshold: number;
  readonly inferenceOutlierDetectionAlpha: number;
  readonly maxTopInferersToReward: number;
  readonly maxTopForecastersToReward: number;
  readonly maxTopReputersToReward: number;
  readonly maxElementsPerForecast: number;
  readonly listening: ListeningRule;
  readonly betaEntropy: number;
  readonly taskRewardAlpha: number;
  readonly epsilon: number;
  readonly alphaRegret: number;
  /** Initial regret of a new topic. */
  readonly startingRegret: number;
  readonly meritSortitionAlpha: number;
  readonly activeInfererQuantile: number;
  readonly activeForecasterQuantile: number;
  readonly activeReputerQuantile: number;
  /** Blocks. */
  readonly epochLength: number;
  readonly groundTruthLag: number;
  readonly workerSubmissionWindow: number;
  /** Epochs that the truth comes late, rounded up: a nonce is closed at the end of the epoch this many and one later. */
  readonly lagInEpochs: number;
  /** The network's inferences are those that reputers query, not those of when the worker window closed. */
  readonly inferencesAtQuery: boolean;
  readonly maxUnfulfilledReputerRequests: number;
  readonly outperformerProbability: number;
  readonly outperformerConsistent: boolean;
}

/** Reads the parameters of a resolved scenario; a missing one is a mistake of the caller. */
export function topicRules(scenario: Scenario, topic: TopicScenario): TopicRules {
  const values: Readonly<Record<string, ParameterValue>> = { ...scenario.protocol, ...topic.topicParameters };
  const number = (name: string): number => {
    const value = values[name];
    if (typeof value !== 'number') throw new TypeError(`topic ${topic.name}: parameter ${name} is not a number`);
    return value;
  };
  const flag = (name: string): boolean => {
    const value = values[name];
    if (typeof value !== 'boolean')
      throw new TypeError(`topic ${topic.name}: parameter ${name} is neither true nor false`);
    return value;
  };
  const [p, c, epsilon] = [number('pNorm'), number('cNorm'), number('epsilon')];
  const needsTen = values.initialRegretRule === 'ten-experienced';
  const leastWorkers = number('minExperiencedWorkerRegrets');
  return {
    weights: values.weights as WeightRuleName,
    weightRule: weightRule(values.weights as WeightRuleName, p, c, epsilon),
    scaleFilter: flag('scaleFilter'),
    minWeightThresholdForStdnorm: number('minWeightThresholdForStdnorm'),
    pRewardInference: number('pRewardInference'),
    pRewardForecast: number('pRewardForecast'),
    pRewardReputer: number('pRewardReputer'),
    cRewardInference: number('cRewardInference'),
    cRewardForecast: number('cRewardForecast'),
    scoreWindowInferers: number('scoreWindowInferers'),
    scoreWindowForecasters: number('scoreWindowForecasters'),
    newcomersFollowLowest: values.newcomerScore === 'below-lowest',
    lambdaInitialScore: number('lambdaInitialScore'),
    livenessPenalty: flag('livenessPenalty'),
    sortitionQuantileOf: values.sortitionQuantileOf as TopicRules['sortitionQuantileOf'],
    impliedOneOutsReported: flag('impliedOneOutsReported'),
    withheldOnlyInfererQuirk: flag('withheldOnlyInfererQuirk'),
    bootstrapMedian: values.bootstrapInference === 'median',
    initialRegret: {
      leastExperienced: needsTen ? leastWorkers : 1,
      leastWorkers: needsTen ? leastWorkers : Number.POSITIVE_INFINITY,
      quantile: number('initialRegretQuantile'),
      offset: c - number('pNormSafeDiv') / p,
      epsilon,
    },
    epsilonSafeDiv: number('epsilonSafeDiv'),
    outlierResistant: flag('outlierResistant'),
    inferenceOutlierDetectionThreshold: number('inferenceOutlierDetectionThreshold'),
    inferenceOutlierDetectionAlpha: number('inferenceOutlierDetectionAlpha'),
    maxTopInferersToReward: number('maxTopInferersToReward'),
    maxTopForecastersToReward: number('maxTopForecastersToReward'),
    maxTopReputersToReward: number('maxTopReputersToReward'),
    maxElementsPerForecast: number('maxElementsPerForecast'),
    listening: {
      epsilonReputer: number('epsilonReputer'),
      epsilonSafeDiv: number('epsilonSafeDiv'),
      learningRate: number('learningRate'),
      maxGradientThreshold: number('maxGradientThreshold'),
      gradientDescentMaxIters: number('gradientDescentMaxIters'),
      minStakeFraction: number('minStakeFraction'),
      clampListening: flag('clampListening'),
    },
    betaEntropy: number('betaEntropy'),
    taskRewardAlpha: number('taskRewardAlpha'),
    epsilon,
    alphaRegret: number('alphaRegret'),
    startingRegret: number('initialRegret'),
    meritSortitionAlpha: number('meritSortitionAlpha'),
    activeInfererQuantile: number('activeInfererQuantile'),
    activeForecasterQuantile: number('activeForecasterQuantile'),
    activeReputerQuantile: number('activeReputerQuantile'),
    epochLength: number('epochLength'),
    groundTruthLag: number('groundTruthLag'),
    workerSubmissionWindow: number('workerSubmissionWindow'),
    lagInEpochs: Math.ceil(number('groundTruthLag') / number('epochLength')),
    inferencesAtQuery: values.inferencesComputed === 'at-query',
    maxUnfulfilledReputerRequests: number('maxUnfulfilledReputerRequests'),
    outperformerProbability: number('outperformerProbability'),
    outperformerConsistent: flag('outperformerConsistent'),
  };
}
