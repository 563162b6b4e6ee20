/** A second, plain implementation of the protocol in big numbers: what the fast one is compared with. */
export type { RegretState, Synthesis, SynthesisInput } from './inferences.ts';
export { confidencePercents, impliedInference, outlierFilter, synthesize } from './inferences.ts';
export type { LossOptions } from './loss-functions.ts';
export { loss } from './loss-functions.ts';
export type { LossBundle, NetworkLosses } from './losses.ts';
export { lossVector, networkLoss, networkLosses } from './losses.ts';
export type { Big, Input, Maybe } from './numbers.ts';
export {
  big,
  exponentialMovingAverage,
  maybeBig,
  maybeBigs,
  medianAbsoluteDeviation,
  phi,
  phiGradient,
  present,
  quantile,
  standardDeviation,
  toDouble,
  weightedPercentile,
} from './numbers.ts';
export type { InitialRegretOptions, Regrets } from './regrets.ts';
export {
  initialRegretAfter,
  isExperienced,
  laterInitialRegretAfter,
  paidEpochsAfter,
  updatedRegret,
  updatedRegrets,
} from './regrets.ts';
export type { Smoothed } from './rewards.ts';
export { chiOf, reputerFractions, smoothed, split, utility, workerFractions } from './rewards.ts';
export type { Listening, ListeningOptions } from './scores.ts';
export { adjustedStakes, forecasterScores, infererScores, listening, reputerScores, scoreWindow } from './scores.ts';
export {
  activeSet,
  activeUpdate,
  livenessPenalty,
  missedEpochs,
  newcomerScore,
  passiveUpdate,
  quantileScore,
  ranks,
} from './sortition.ts';
export type { Category, CategoryMonth, Month } from './tokenomics.ts';
export { categories, referenceMonths } from './tokenomics.ts';
export type { WeightContext, WeightRule } from './weights.ts';
export {
  clampedWeight,
  clampsHit,
  commonScale,
  normalisedWeights,
  ratioWeight,
  regretsForScale,
  weights,
} from './weights.ts';
