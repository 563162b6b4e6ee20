import { median } from '../../math/order-statistics.ts';
import { weightedPercentilesInto } from '../../math/weighted-percentile.ts';
import { confidencePercentages } from '../../protocol/confidence.ts';
import { networkInferencesInto, type SynthesisInput } from '../../protocol/network-inferences.ts';
import { keepInto, updateOutlierStatistics } from '../../protocol/outlier-resistant.ts';
import { weightedInference } from '../../protocol/weights.ts';
import { reportableLoss } from '../reportable-loss.ts';
import type { Topic } from '../topic.ts';

/** The fixed part of a topic's synthesis input; what changes is refilled every epoch. */
export function createSynthesisInput(topic: Topic): SynthesisInput {
  return {
    inferers: topic.inferers.active,
    forecasters: topic.forecasters.active,
    inferences: topic.inferences,
    forecasts: topic.forecasts,
    regrets: topic.regrets,
    previousLoss: Number.NaN,
    initialRegret: 0,
    allNew: true,
    rule: topic.rules.weightRule,
    commonScale: 0,
    weightFloor: topic.rules.epsilonSafeDiv,
    bootstrapMedian: topic.rules.bootstrapMedian,
    quirk: topic.rules.withheldOnlyInfererQuirk,
  };
}

/** The network's inferences from those of the actors, and what is published beside them. */
export function synthesise(topic: Topic, input: SynthesisInput): void {
  input.previousLoss = topic.networkLoss;
  input.initialRegret = topic.initialRegret;
  input.allNew = topic.initialRegret === 0;
  input.commonScale = topic.commonScale;
  networkInferencesInto(input, topic.layout, topic.synthesis, topic.values);
  topic.regretScale = topic.synthesis.combinedScale;
  shareWeights(topic);
  const { combinedValues, combinedWeights, combinedCount } = topic.synthesis;
  if (combinedCount > 0) {
    weightedPercentilesInto(
      combinedValues,
      combinedWeights,
      combinedCount,
      confidencePercentages,
      topic.order,
      topic.percentiles,
    );
  } else topic.percentiles.fill(Number.NaN);
  compareBySimpleMeans(topic);
  if (topic.rules.outlierResistant) resistOutliers(topic, input);
}

/** Normalised weights of the combined inference, by registered actor. */
function shareWeights(topic: Topic): void {
  const { combinedWeights, combinedCount, present, presentCount } = topic.synthesis;
  const K = topic.layout.inferers;
  let sum = 0;
  for (let l = 0; l < combinedCount; ++l) sum += combinedWeights[l];
  for (let j = 0; j < K; ++j) topic.inferers.weightShare[topic.inferers.active[j]] = combinedWeights[j] / sum;
  for (let k = 0; k < topic.layout.forecasters; ++k) {
    topic.forecasters.weightShare[topic.forecasters.active[k]] = 0;
  }
  for (let n = 0; n < presentCount && K + n < combinedCount; ++n) {
    topic.forecasters.weightShare[topic.forecasters.active[present[n]]] = combinedWeights[K + n] / sum;
  }
}

/** What the network is held against: the plain mean, and following whoever was best on average so far. */
function compareBySimpleMeans(topic: Topic): void {
  const { inferences, inferers, lossSum, lossCount } = topic;
  const K = topic.layout.inferers;
  let sum = 0;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let j = 0; j < K; ++j) {
    sum += inferences[j];
    const x = inferers.active[j];
    const mean = lossCount[x] > 0 ? lossSum[x] / lossCount[x] : Number.POSITIVE_INFINITY;
    if (best < 0 || mean < least) {
      best = j;
      least = mean;
    }
  }
  topic.equalWeightInference = K > 0 ? sum / K : Number.NaN;
  topic.bestSingleInference = K > 0 ? inferences[best] : Number.NaN;
  topic.equalWeightLoss = K > 0 ? reportableLoss(topic, topic.equalWeightInference) : Number.NaN;
  topic.bestSingleLoss = K > 0 ? reportableLoss(topic, topic.bestSingleInference) : Number.NaN;
}

/**
 * The combined inference once more with the outlying inferences taken out. Equal to the combined one when none is.
 *
 * Simplified: forecasters keep their implied inferences, and regrets and scale stay those of the full set.
 */
function resistOutliers(topic: Topic, input: SynthesisInput): void {
  const { rules, outliers, inferences, keep, scratch } = topic;
  const K = topic.layout.inferers;
  updateOutlierStatistics(inferences, K, rules.inferenceOutlierDetectionAlpha, outliers, scratch);
  const kept = keepInto(inferences, K, outliers, rules.inferenceOutlierDetectionThreshold, keep);
  if (kept === K) {
    topic.outlierResistantInference = topic.values[0];
    return;
  }
  const { regret, value, present, presentCount } = topic.synthesis;
  let n = 0;
  let sum = 0;
  for (let j = 0; j < K; ++j) {
    if (keep[j] === 0) continue;
    const stored = topic.regrets.inferer[topic.inferers.active[j]];
    regret[n] = Number.isNaN(stored) ? topic.initialRegret : stored;
    value[n++] = inferences[j];
    sum += inferences[j];
  }
  if (Number.isNaN(topic.networkLoss) && rules.bootstrapMedian) {
    topic.outlierResistantInference = median(value, n, scratch);
    return;
  }
  if (input.allNew) {
    topic.outlierResistantInference = sum / n;
    return;
  }
  for (let l = 0; l < presentCount; ++l) {
    const stored = topic.regrets.forecaster[topic.forecasters.active[present[l]]];
    regret[n] = Number.isNaN(stored) ? topic.initialRegret : stored;
    value[n++] = topic.values[topic.layout.forecaster + present[l]];
  }
  topic.outlierResistantInference = weightedInference(
    regret,
    value,
    n,
    rules.weightRule,
    topic.commonScale,
    rules.epsilonSafeDiv,
  );
}
