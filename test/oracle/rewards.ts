/** From scores to shares: fractions inside a role, smoothed fractions and entropies, and the split between roles. */
import type { Big, Input, Maybe } from './numbers.ts';
import {
  big,
  decimal,
  exponentialMovingAverage,
  larger,
  maybeBig,
  maybeBigs,
  one,
  phi,
  present,
  standardDeviation,
  sum,
  zero,
} from './numbers.ts';

/** Each share of the total; absent stays absent. */
function shares(values: readonly Maybe<Big>[]): Maybe<Big>[] {
  const total = sum(present(values));
  return values.map((value) => (value === null ? null : value.div(total)));
}

/** u_j = M_j / sum M with M_j = phi(T_j / (s + eps)), or all equal if s < eps; s the std of the score window. */
export function workerFractions(
  scores: readonly Maybe<Input>[],
  window: readonly Input[],
  options: { p: Input; c: Input; epsilon: Input },
): Maybe<Big>[] {
  const spread = standardDeviation(window.map(big));
  const epsilon = big(options.epsilon);
  return shares(
    maybeBigs(scores).map((score) => {
      if (score === null) return null;
      return spread.lt(epsilon) ? one : phi(score.div(spread.plus(epsilon)), big(options.p), big(options.c));
    }),
  );
}

/** w_m proportional to (S_m score_m)^pRep. */
export function reputerFractions(
  stakes: readonly Maybe<Input>[],
  scores: readonly Maybe<Input>[],
  power: Input = 1,
): Maybe<Big>[] {
  return shares(
    scores.map((score, m) => {
      const stake = maybeBig(stakes[m]);
      return score === null || stake === null ? null : stake.times(big(score)).pow(big(power));
    }),
  );
}

export interface Smoothed {
  /** new smoothed fractions; those who are absent keep theirs */
  fractions: Maybe<Big>[];
  /** null if nobody of the role is there */
  entropy: Maybe<Big>;
}

/** e = EMA of the fractions; f = e / sum e; entropy -(N_eff / N)^beta sum f ln f with N_eff = 1 / sum e^2. */
export function smoothed(
  fractions: readonly Maybe<Input>[],
  previous: readonly Maybe<Input>[],
  alpha: Input = 0.1,
  beta: Input = 0.25,
): Smoothed {
  const averages = maybeBigs(fractions).map((fraction, l) =>
    fraction === null ? null : exponentialMovingAverage(big(alpha), fraction, maybeBig(previous[l])),
  );
  const now = present(averages);
  const renewed = shares(averages);
  const kept = renewed.map((fraction, l) => fraction ?? maybeBig(previous[l]));
  if (now.length === 0) return { fractions: kept, entropy: null };
  if (now.length === 1) return { fractions: kept, entropy: decimal('0.173286795139986') };
  const effective = one.div(sum(now.map((average) => average.times(average))));
  const disorder = sum(present(renewed).map((fraction) => fraction.times(fraction.ln()))).neg();
  return { fractions: kept, entropy: effective.div(now.length).pow(big(beta)).times(disorder) };
}

/** tau and chi of an epoch from the forecasting task's performance and the best inferer's score, floored at 0. */
export function utility(
  taskScore: Input,
  infererScores: readonly Maybe<Input>[],
  previousTau: Input,
  alpha: Input = 0.1,
): { tau: Big; chi: Big } {
  const task = big(taskScore);
  const best = present(maybeBigs(infererScores)).reduce(larger, zero);
  if (best.isZero() && task.isZero()) return { tau: zero, chi: decimal('0.5') };
  const ratio = best.gt(0) ? task.div(best) : task.div(task.abs());
  const tau = big(alpha)
    .times(ratio)
    .plus(one.minus(big(alpha)).times(big(previousTau)));
  return { tau, chi: chiOf(tau) };
}

/** chi = 0.1 below tau = 0, 0.5 from tau = 1 on, in between 0.4 tau + 0.1. */
export function chiOf(tau: Input): Big {
  const value = big(tau);
  if (value.lt(0)) return decimal('0.1');
  if (value.gte(1)) return decimal('0.5');
  return decimal('0.4').times(value).plus('0.1');
}

/** Shares of the topic's reward: inferers, forecasters, reputers. F, G, H are the entropies of the three roles. */
export function split(
  F: Input,
  G: Input,
  H: Input,
  chi: Input,
): { gamma: Big; inferers: Big; forecasters: Big; reputers: Big } {
  const [f, g, h, x] = [big(F), big(G), big(H), big(chi)];
  const rest = one.minus(x);
  const gamma = f.plus(g).div(rest.times(f).plus(x.times(g)));
  const total = f.plus(g).plus(h);
  return {
    gamma,
    inferers: rest.times(gamma).times(f).div(total),
    forecasters: x.times(gamma).times(g).div(total),
    reputers: h.div(total),
  };
}
