/** Scores of inferers, forecasters and reputers, and the windows of scores that rewards are scaled by. */
import type { LossBundle } from './losses.ts';
import type { Big, Input, Maybe } from './numbers.ts';
import {
  big,
  decimal,
  larger,
  maximum,
  maybeBig,
  maybeBigs,
  minimum,
  one,
  present,
  smaller,
  sum,
  zero,
} from './numbers.ts';

/** T_j = L^(-j) - L; 0 if only one inferer has a loss; absent without the one-out loss. */
export function infererScores(losses: LossBundle): Maybe<Big>[] {
  const combined = maybeBig(losses.combined);
  const count = present(losses.inferer).length;
  return losses.inferer.map((loss, j) => {
    const oneOut = maybeBig(losses.oneOutInferer[j]);
    if (loss === null) return null;
    if (count === 1) return zero;
    return oneOut === null || combined === null ? null : oneOut.minus(combined);
  });
}

/** T_k = (1 - f) (L^(-k) - L) + f (L^- - L^(+k)), f = 1 / 2^(N - 1); 0 if only one forecaster has a loss. */
export function forecasterScores(losses: LossBundle): Maybe<Big>[] {
  const combined = maybeBig(losses.combined);
  const naive = maybeBig(losses.naive);
  const count = present(losses.forecaster).length;
  const share = one.div(decimal('2').pow(count - 1));
  return losses.forecaster.map((loss, k) => {
    const oneOut = maybeBig(losses.oneOutForecaster[k]);
    const oneIn = maybeBig(losses.oneInForecaster[k]);
    if (loss === null) return null;
    if (count === 1) return zero;
    if (oneOut === null || oneIn === null || combined === null || naive === null) return null;
    return one
      .minus(share)
      .times(oneOut.minus(combined))
      .plus(share.times(naive.minus(oneIn)));
  });
}

/** Shat_m = min(N a_m S_m / sum a S, 1). */
export function adjustedStakes(stakes: readonly Big[], coefficients: readonly Big[]): Big[] {
  const total = sum(stakes.map((stake, m) => stake.times(coefficients[m])));
  return stakes.map((stake, m) => smaller(coefficients[m].times(stake).times(stakes.length).div(total), one));
}

/**
 * Consensus per component over those that reported it; null if nobody did or nobody listened to did.
 *
 * A lone report is the consensus to the last digit: rounding would give a lone reputer a gradient that it does not have.
 */
export function consensus(losses: readonly Maybe<Big>[][], weights: readonly Big[]): Maybe<Big>[] {
  return losses[0].map((_, d) => {
    let top = zero;
    let bottom = zero;
    losses.forEach((vector, m) => {
      const loss = vector[d];
      if (loss === null) return;
      top = top.plus(weights[m].times(loss));
      bottom = bottom.plus(weights[m]);
    });
    if (bottom.isZero()) return null;
    const reports = present(losses.map((vector) => vector[d]));
    return reports.length === 1 ? reports[0] : top.div(bottom);
  });
}

/** score_m = 1 / (dist_m / |C| + 0.01): how near a reputer's losses are to the consensus. */
export function reputerScores(
  losses: readonly Maybe<Big>[][],
  stakes: readonly Big[],
  coefficients: readonly Big[],
): Big[] {
  const agreed = consensus(losses, adjustedStakes(stakes, coefficients));
  const lowest = agreed.map((_, d) => {
    const reported = present(losses.map((vector) => vector[d]));
    return reported.length === 0 ? null : minimum(reported);
  });
  let norm = sum(present(agreed).map((value) => value.times(value))).sqrt();
  if (norm.isZero()) norm = decimal('1e-7');
  return losses.map((vector) => {
    let squares = zero;
    agreed.forEach((value, d) => {
      const loss = vector[d] ?? lowest[d];
      if (value === null || loss === null) return;
      squares = squares.plus(loss.minus(value).times(loss.minus(value)));
    });
    return one.div(squares.sqrt().div(norm).plus(decimal('0.01')));
  });
}

export interface ListeningOptions {
  /** most rounds of the ascent; 10 */
  rounds?: number;
  /** clamp interpolated coefficients to [0, 1]; the chain does not */
  clamp?: boolean;
}

export interface Listening {
  /** coefficients after the last round */
  coefficients: Big[];
  /** scores at the start of the last round */
  scores: Big[];
  /** adjusted stakes at the start of the last round */
  adjustedStakes: Big[];
  rounds: number;
}

/**
 * Gradient ascent on the stake-weighted total score, gradients by finite differences: R + 1 consensus evaluations a round.
 *
 * @param lossVectors each present reputer's losses, the same components in the same order
 */
export function listening(
  lossVectors: readonly Maybe<Input>[][],
  stakeOf: readonly Input[],
  stored: readonly Input[],
  options: ListeningOptions = {},
): Listening {
  const losses = lossVectors.map((vector) => maybeBigs(vector));
  const stakes = stakeOf.map(big);
  const rate = decimal('0.05');
  const leastShare = decimal('0.5');
  const weighted = (scores: readonly Big[]): Big => sum(scores.map((score, m) => stakes[m].times(score)));
  const listened = (a: readonly Big[]): Big => sum(a.map((value, m) => value.times(stakes[m]))).div(sum(stakes));

  // Rounded to 40 digits once, so that a coefficient without gradient stays equal to itself.
  let coefficients = stored.map((coefficient) => big(coefficient).plus(zero));
  let scores: Big[] = [];
  let start = coefficients;
  let largestGradient = one;
  let rounds = 0;
  while (largestGradient.gte('0.001') && rounds < (options.rounds ?? 10)) {
    const old = coefficients;
    start = old;
    scores = reputerScores(losses, stakes, old);
    const base = weighted(scores);
    const moved = old.map((coefficient, l) => {
      const step = coefficient.eq(1) ? decimal('-0.001') : decimal('0.001');
      const shifted = old.map((value, m) => (m === l ? value.plus(step) : value));
      const gradient = one.minus(base.div(weighted(reputerScores(losses, stakes, shifted)))).div(step);
      return smaller(larger(coefficient.plus(rate.times(gradient)), zero), one);
    });
    const shareBefore = listened(old);
    const shareAfter = listened(moved);
    if (shareAfter.gte(leastShare)) {
      coefficients = moved;
    } else if (shareAfter.eq(shareBefore)) {
      coefficients = old;
    } else {
      const way = leastShare.minus(shareBefore).div(shareAfter.minus(shareBefore));
      coefficients = old.map((value, l) => {
        const reached = value.plus(moved[l].minus(value).times(way));
        return options.clamp === true ? smaller(larger(reached, zero), one) : reached;
      });
    }
    largestGradient = maximum(coefficients.map((value, l) => value.minus(old[l]).abs())).div(rate);
    rounds += 1;
  }
  return { coefficients, scores, adjustedStakes: adjustedStakes(stakes, start), rounds };
}

/**
 * The scores that a role's rewards are scaled by: from the newest epoch back, in the order of addresses, until `size`
 * scores are collected. Of any one epoch no more than its last `size` scores are kept.
 *
 * @param epochs scores by epoch, the newest first
 */
export function scoreWindow(epochs: readonly (readonly Maybe<Input>[])[], size: number): Big[] {
  const window: Big[] = [];
  for (const epoch of epochs) {
    for (const score of present(maybeBigs(epoch)).slice(-size)) {
      if (window.length === size) return window;
      window.push(score);
    }
  }
  return window;
}
