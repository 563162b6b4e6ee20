import { median } from '../math/order-statistics.ts';
import { combinedPlace, naivePlace } from '../protocol/value-bundle.ts';
import { type EpochView, isJudged } from './epoch-view.ts';

/** Epochs after a change of regime that count as the change itself, and from which on the network counts as settled. */
export const changeEpochs = 5;
export const settledEpochs = 20;

/** Weight of the latest epoch in the reputers' smoothed yield. */
export const yieldWeight = 0.1;

export interface ScoreTotals {
  sum: number;
  count: number;
}

/** Sums over a topic's epochs, from which its summary is made. Only epochs that could know a loss count for accuracy. */
export interface TopicTotals {
  epochs: number;
  paidEpochs: number;
  judged: number;
  /** Epochs that were judged and whose inferences could use a loss. */
  compared: number;
  combined: number;
  naive: number;
  equalWeight: number;
  bestSingle: number;
  medianSingle: number;
  /** NaN where there is no outlier-resistant inference. */
  outlierResistant: number;
  taskScore: number;
  paid: number;
  extrapolated: number;
  replacedInferers: number;
  /** Sums of the mean EMA scores with which actors came into the active set, and in how many nonces some did. */
  readonly addedInferers: ScoreTotals;
  readonly addedForecasters: ScoreTotals;
  readonly addedReputers: ScoreTotals;
  /** Sum of how far the reported combined loss lies from the true one, over judged epochs. */
  reportedError: number;
  /** Fees of consumers, ALLO. */
  consumerFees: number;
  /** Reputers' rewards per staked token of a paid epoch, smoothed; NaN before the first. */
  reputerYield: number;
  /** Registered when the latest nonce was judged. */
  presentInferers: number;
  presentForecasters: number;
  presentReputers: number;
  /** Since the truth's regime changed: epochs (-1: not yet), the regime, and how often it did. */
  sinceChange: number;
  regime: number;
  changes: number;
  /** Combined less equal-weight loss just after a change, and long after. */
  nearChange: number;
  nearCount: number;
  settled: number;
  settledCount: number;
}

export function createTopicTotals(): TopicTotals {
  return {
    epochs: 0,
    paidEpochs: 0,
    judged: 0,
    compared: 0,
    combined: 0,
    naive: 0,
    equalWeight: 0,
    bestSingle: 0,
    medianSingle: 0,
    outlierResistant: 0,
    taskScore: 0,
    paid: 0,
    extrapolated: 0,
    replacedInferers: 0,
    addedInferers: { sum: 0, count: 0 },
    addedForecasters: { sum: 0, count: 0 },
    addedReputers: { sum: 0, count: 0 },
    reportedError: 0,
    consumerFees: 0,
    reputerYield: Number.NaN,
    presentInferers: 0,
    presentForecasters: 0,
    presentReputers: 0,
    sinceChange: -1,
    regime: -1,
    changes: 0,
    nearChange: 0,
    nearCount: 0,
    settled: 0,
    settledCount: 0,
  };
}

/** Takes a nonce that is done into the sums. */
export function addEpoch(totals: TopicTotals, view: EpochView): void {
  const { nonce, desk, economy } = view;
  ++totals.epochs;
  if (economy.consumerFees > 0) totals.consumerFees += economy.consumerFees;
  followRegime(totals, nonce.step.regime);
  if (nonce.status === 'paid') {
    ++totals.paidEpochs;
    totals.paid += desk.paid;
    if (economy.stake > 0) followYield(totals, desk.paidReputers / economy.stake);
  }
  totals.replacedInferers += nonce.inferers.replaced;
  addScore(totals.addedInferers, nonce.inferers.addedScore);
  addScore(totals.addedForecasters, nonce.forecasters.addedScore);
  addScore(totals.addedReputers, nonce.reputers.addedScore);
  if (!isJudged(view)) return;
  ++totals.judged;
  totals.presentInferers = nonce.inferers.registered;
  totals.presentForecasters = nonce.forecasters.registered;
  totals.presentReputers = nonce.reputers.registered;
  totals.reportedError += Math.abs(desk.losses[combinedPlace] - desk.trueLoss[combinedPlace]);
  if (desk.listening.extrapolated) ++totals.extrapolated;
  if (nonce.informedBy < 0) return;
  ++totals.compared;
  const combined = desk.trueLoss[combinedPlace];
  totals.combined += combined;
  totals.naive += desk.trueLoss[naivePlace];
  totals.equalWeight += desk.equalWeightLoss;
  totals.bestSingle += desk.bestSingleLoss;
  totals.medianSingle += medianSingleLoss(view);
  totals.outlierResistant += desk.outlierResistantLoss;
  totals.taskScore += desk.taskScore;
  if (totals.sinceChange < 0) return;
  const excess = combined - desk.equalWeightLoss;
  if (totals.sinceChange < changeEpochs) {
    totals.nearChange += excess;
    ++totals.nearCount;
  } else if (totals.sinceChange >= settledEpochs) {
    totals.settled += excess;
    ++totals.settledCount;
  }
}

function addScore(totals: ScoreTotals, score: number): void {
  if (Number.isNaN(score)) return;
  totals.sum += score;
  ++totals.count;
}

function followYield(totals: TopicTotals, reputerYield: number): void {
  const { reputerYield: before } = totals;
  totals.reputerYield = Number.isNaN(before) ? reputerYield : before + yieldWeight * (reputerYield - before);
}

function followRegime(totals: TopicTotals, regime: number): void {
  if (totals.regime >= 0 && regime !== totals.regime) {
    totals.sinceChange = 0;
    ++totals.changes;
  } else if (totals.sinceChange >= 0) ++totals.sinceChange;
  totals.regime = regime;
}

/** Median of the seated inferers' true losses. */
export function medianSingleLoss({ nonce: { layout }, desk: { trueLoss, scratch } }: EpochView): number {
  const K = layout.inferers;
  for (let j = 0; j < K; ++j) scratch[j] = trueLoss[layout.inferer + j];
  return median(scratch, K, scratch.subarray(K));
}
