import { adjustedStakesInto } from './adjusted-stake.ts';
import type { ReportedLosses } from './consensus.ts';
import { createReportedLosses, reputerScoresInto } from './consensus.ts';
import type { Gram } from './consensus-gram.ts';
import { createGram, fillGram, gramMovedTotalsInto, gramScoresInto } from './consensus-gram.ts';

/** Parameters of the gradient ascent on listening coefficients. */
export interface ListeningRule {
  readonly epsilonReputer: number;
  readonly epsilonSafeDiv: number;
  readonly learningRate: number;
  readonly maxGradientThreshold: number;
  readonly gradientDescentMaxIters: number;
  readonly minStakeFraction: number;
  /** Not on chain: keep coefficients within 0 and 1 also after a step that was cut back. */
  readonly clampListening: boolean;
}

/** What an epoch's consensus came to besides scores and coefficients. */
export interface ListeningOutcome {
  /** Rounds of the ascent. */
  rounds: number;
  /** A step was cut back although less than the least stake was listened to beforehand, so coefficients may leave [0, 1]. */
  extrapolated: boolean;
  /** Stake-weighted mean of the stored coefficients: the share of the stake that is listened to. */
  listenedShare: number;
  /** A coefficient or score is not a finite number: an impossible state, the run has to stop. */
  broken: boolean;
}

/** Shares of stake that differ by less are the same. */
const rounding = 1e-9;

/** Step of the numerical derivative. */
const derivativeStep = 0.001;

/** Scratch memory of the ascent for up to so many reputers and components. */
export interface ListeningWorkspace {
  readonly losses: ReportedLosses;
  readonly gram: Gram;
  readonly start: Float64Array;
  readonly before: Float64Array;
  readonly moved: Float64Array;
  readonly steps: Float64Array;
  readonly totals: Float64Array;
  readonly otherScores: Float64Array;
  readonly outcome: ListeningOutcome;
}

export function createListeningWorkspace(reputers: number, components: number): ListeningWorkspace {
  const column = () => new Float64Array(reputers);
  return {
    losses: createReportedLosses(reputers, components),
    gram: createGram(reputers, components),
    start: column(),
    before: column(),
    moved: column(),
    steps: column(),
    totals: column(),
    otherScores: column(),
    outcome: { rounds: 0, extrapolated: false, listenedShare: 1, broken: false },
  };
}

/**
 * Reputer scores of an epoch, and its step of the listening coefficients.
 *
 * Each round moves every coefficient up the numerical gradient of the stake-weighted total score (raw stakes) and clamps it
 * to [0, 1]. A step that would leave less than minStakeFraction of the stake listened to is cut back to land on it. Rounds
 * end after gradientDescentMaxIters or when nothing moves more than maxGradientThreshold.
 *
 * The scores belong to the coefficients at the start of the last round, and so do the adjusted stakes; what is stored are
 * the coefficients after it.
 *
 * Source: white paper, listening coefficients; allora-chain x/emissions/module/rewards/rewards_internal.go at v0.6.
 *
 * @param workspace with the epoch's reports taken over (takeReports)
 * @param stakes own and delegated stake, ALLO
 * @param coefficients stored coefficients; replaced by the new ones
 * @param scores receives the scores, dimensionless
 * @param adjusted receives the adjusted stakes that belong to the scores
 * @param plain always the plain form, the one the fast form is tested against
 */
export function listenInto(
  workspace: ListeningWorkspace,
  stakes: Float64Array,
  rule: ListeningRule,
  coefficients: Float64Array,
  scores: Float64Array,
  adjusted: Float64Array,
  plain = false,
): ListeningOutcome {
  const { losses, gram, start, outcome } = workspace;
  const reputers = losses.reputers;
  if (!plain && losses.complete && reputers > 1 && losses.components > reputers) {
    for (let m = 0; m < reputers; ++m) start[m] = coefficients[m];
    fillGram(gram, losses, stakes);
    if (ascend(workspace, stakes, rule, coefficients, scores, adjusted, true)) return outcome;
    for (let m = 0; m < reputers; ++m) coefficients[m] = start[m];
  }
  ascend(workspace, stakes, rule, coefficients, scores, adjusted, false);
  return outcome;
}

/** The rounds. False when the fast form met a difference without enough digits; then nothing it left behind counts. */
function ascend(
  workspace: ListeningWorkspace,
  stakes: Float64Array,
  rule: ListeningRule,
  coefficients: Float64Array,
  scores: Float64Array,
  adjusted: Float64Array,
  fast: boolean,
): boolean {
  const { losses, gram, before, moved, steps, totals, otherScores, outcome } = workspace;
  const { epsilonReputer: epsilon, epsilonSafeDiv: safeNorm, learningRate } = rule;
  const reputers = losses.reputers;
  let stakeSum = 0;
  for (let m = 0; m < reputers; ++m) stakeSum += stakes[m];
  outcome.rounds = 0;
  outcome.extrapolated = false;
  let gradient = 1;
  while (gradient >= rule.maxGradientThreshold && outcome.rounds < rule.gradientDescentMaxIters) {
    for (let m = 0; m < reputers; ++m) {
      before[m] = coefficients[m];
      steps[m] = coefficients[m] === 1 ? -derivativeStep : derivativeStep;
    }
    let total: number;
    if (fast) {
      total = gramScoresInto(gram, before, stakes, reputers, epsilon, safeNorm, adjusted, scores);
      if (Number.isNaN(total)) return false;
      gramMovedTotalsInto(
        gram,
        before,
        stakes,
        reputers,
        epsilon,
        safeNorm,
        steps,
        moved,
        losses.adjusted,
        otherScores,
        totals,
      );
      for (let l = 0; l < reputers; ++l) if (Number.isNaN(totals[l])) return false;
    } else {
      reputerScoresInto(losses, before, stakes, epsilon, safeNorm, scores);
      total = weightedTotal(stakes, scores, reputers);
      for (let m = 0; m < reputers; ++m) moved[m] = before[m];
      for (let l = 0; l < reputers; ++l) {
        moved[l] = before[l] + steps[l];
        reputerScoresInto(losses, moved, stakes, epsilon, safeNorm, otherScores);
        totals[l] = weightedTotal(stakes, otherScores, reputers);
        moved[l] = before[l];
      }
    }
    let listenedBefore = 0;
    let listenedAfter = 0;
    for (let l = 0; l < reputers; ++l) {
      const next = before[l] + learningRate * ((1 - total / totals[l]) / steps[l]);
      coefficients[l] = next > 1 ? 1 : next < 0 ? 0 : next;
      listenedBefore += before[l] * stakes[l];
      listenedAfter += coefficients[l] * stakes[l];
    }
    listenedBefore /= stakeSum;
    listenedAfter /= stakeSum;
    if (listenedAfter < rule.minStakeFraction) {
      cutBack(before, coefficients, reputers, listenedBefore, listenedAfter, rule);
      // A step that was cut back before has landed on the fraction to within rounding.
      if (listenedBefore < rule.minStakeFraction - rounding) outcome.extrapolated = true;
    }
    gradient = 0;
    for (let l = 0; l < reputers; ++l) {
      const change = Math.abs(coefficients[l] - before[l]) / learningRate;
      // A change that is not a number counts too: it ends the rounds and shows below.
      if (!(change <= gradient)) gradient = change;
    }
    ++outcome.rounds;
  }
  if (!fast) adjustedStakesInto(before, stakes, reputers, adjusted);
  let listened = 0;
  let finite = true;
  for (let m = 0; m < reputers; ++m) {
    listened += coefficients[m] * stakes[m];
    finite &&= Number.isFinite(coefficients[m]) && Number.isFinite(scores[m]);
  }
  outcome.listenedShare = listened / stakeSum;
  outcome.broken = !finite;
  return true;
}

/**
 * Cuts a step back so that exactly minStakeFraction of the stake is listened to. Nothing moves when the share would not
 * change at all. With less than that listened to beforehand the step is prolonged instead, without bound on chain.
 */
function cutBack(
  before: Float64Array,
  coefficients: Float64Array,
  reputers: number,
  listenedBefore: number,
  listenedAfter: number,
  rule: ListeningRule,
): void {
  if (listenedAfter === listenedBefore) {
    for (let l = 0; l < reputers; ++l) coefficients[l] = before[l];
    return;
  }
  const part = (rule.minStakeFraction - listenedBefore) / (listenedAfter - listenedBefore);
  for (let l = 0; l < reputers; ++l) {
    const next = before[l] + (coefficients[l] - before[l]) * part;
    coefficients[l] = rule.clampListening ? (next > 1 ? 1 : next < 0 ? 0 : next) : next;
  }
}

function weightedTotal(stakes: Float64Array, scores: Float64Array, reputers: number): number {
  let total = 0;
  for (let m = 0; m < reputers; ++m) total += stakes[m] * scores[m];
  return total;
}
