import { median } from '../../math/order-statistics.ts';
import { weightedPercentilesInto } from '../../math/weighted-percentile.ts';
import { confidencePercentages } from '../../protocol/confidence.ts';
import { networkInferencesInto } from '../../protocol/network-inferences.ts';
import { keepInto, updateOutlierStatistics } from '../../protocol/outlier-resistant.ts';
import { weightedInference } from '../../protocol/weights.ts';
import type { Nonce } from '../nonce.ts';
import type { Topic } from '../topic.ts';
import { forecastsOf } from './collect-answers.ts';

/** The network's inferences from those of the actors, with the regrets known now, and what is published beside them. */
export function synthesise(topic: Topic, nonce: Nonce): void {
  const { input, desk } = topic;
  const { synthesis } = desk;
  input.inferers = nonce.inferers.active;
  input.forecasters = nonce.forecasters.active;
  input.inferences = nonce.inferences;
  input.forecasts = forecastsOf(topic, nonce);
  input.previousLoss = topic.networkLoss;
  input.initialRegret = topic.initialRegret;
  input.allNew = topic.initialRegret === 0;
  input.commonScale = topic.commonScale;
  networkInferencesInto(input, nonce.layout, synthesis, nonce.values);
  nonce.informedBy = topic.judgedEpoch;
  nonce.initialRegret = topic.initialRegret;
  nonce.regretScale = synthesis.combinedScale;
  shareWeights(topic, nonce);
  const { combinedValues, combinedWeights, combinedCount } = synthesis;
  if (combinedCount > 0) {
    weightedPercentilesInto(
      combinedValues,
      combinedWeights,
      combinedCount,
      confidencePercentages,
      desk.order,
      nonce.percentiles,
    );
  } else nonce.percentiles.fill(Number.NaN);
  compareBySimpleMeans(topic, nonce);
  if (topic.rules.outlierResistant) resistOutliers(topic, nonce);
}

/** Normalised weights of the combined inference, by seat and by registered actor. */
function shareWeights(topic: Topic, nonce: Nonce): void {
  const { combinedWeights, combinedCount, present, presentCount } = topic.desk.synthesis;
  const { infererWeight, forecasterWeight } = nonce;
  const K = nonce.layout.inferers;
  const F = nonce.layout.forecasters;
  let sum = 0;
  for (let l = 0; l < combinedCount; ++l) sum += combinedWeights[l];
  for (let j = 0; j < K; ++j) {
    infererWeight[j] = combinedWeights[j] / sum;
    topic.inferers.weightShare[nonce.inferers.active[j]] = infererWeight[j];
  }
  for (let k = 0; k < F; ++k) forecasterWeight[k] = 0;
  for (let n = 0; n < presentCount && K + n < combinedCount; ++n) {
    forecasterWeight[present[n]] = combinedWeights[K + n] / sum;
  }
  for (let k = 0; k < F; ++k) topic.forecasters.weightShare[nonce.forecasters.active[k]] = forecasterWeight[k];
}

/** What the network is held against: the plain mean, and following whoever was best on average in what is known by now. */
function compareBySimpleMeans(topic: Topic, nonce: Nonce): void {
  const { lossSum, lossCount, number } = topic.inferers;
  const { inferences } = nonce;
  const { active, count: K } = nonce.inferers;
  let sum = 0;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let j = 0; j < K; ++j) {
    sum += inferences[j];
    const x = active[j];
    const mean = lossCount[x] > 0 ? lossSum[x] / lossCount[x] : Number.POSITIVE_INFINITY;
    // Of several equally good ones, as at the start when nobody is known, that with the lowest number.
    if (best < 0 || mean < least || (mean === least && number[x] < number[active[best]])) {
      best = j;
      least = mean;
    }
  }
  const mean = K > 0 ? sum / K : Number.NaN;
  let distance = 0;
  for (let j = 0; j < K; ++j) distance += Math.abs(inferences[j] - mean);
  nonce.equalWeightInference = mean;
  nonce.bestSingleInference = K > 0 ? inferences[best] : Number.NaN;
  nonce.meanDistance = distance / K;
}

/**
 * The combined inference once more with the outlying inferences taken out. Equal to the combined one when none is.
 *
 * Simplified: forecasters keep their implied inferences, and regrets and scale stay those of the full set.
 */
function resistOutliers(topic: Topic, nonce: Nonce): void {
  const { rules, outliers, input } = topic;
  const { keep, scratch, synthesis } = topic.desk;
  const { inferences } = nonce;
  const K = nonce.layout.inferers;
  updateOutlierStatistics(inferences, K, rules.inferenceOutlierDetectionAlpha, outliers, scratch);
  const kept = keepInto(inferences, K, outliers, rules.inferenceOutlierDetectionThreshold, keep);
  if (kept === K) {
    nonce.outlierResistantInference = nonce.values[0];
    return;
  }
  const { regret, value, present, presentCount } = synthesis;
  let n = 0;
  let sum = 0;
  for (let j = 0; j < K; ++j) {
    if (keep[j] === 0) continue;
    const stored = topic.regrets.inferer[nonce.inferers.active[j]];
    regret[n] = Number.isNaN(stored) ? topic.initialRegret : stored;
    value[n++] = inferences[j];
    sum += inferences[j];
  }
  if (Number.isNaN(topic.networkLoss) && rules.bootstrapMedian) {
    nonce.outlierResistantInference = median(value, n, scratch);
    return;
  }
  if (input.allNew) {
    nonce.outlierResistantInference = sum / n;
    return;
  }
  for (let l = 0; l < presentCount; ++l) {
    const stored = topic.regrets.forecaster[nonce.forecasters.active[present[l]]];
    regret[n] = Number.isNaN(stored) ? topic.initialRegret : stored;
    value[n++] = nonce.values[nonce.layout.forecaster + present[l]];
  }
  nonce.outlierResistantInference = weightedInference(
    regret,
    value,
    n,
    rules.weightRule,
    topic.commonScale,
    rules.epsilonSafeDiv,
  );
}
