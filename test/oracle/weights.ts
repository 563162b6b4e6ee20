/** From regrets to weights: the clamped rule of the first chain, and the ratio rule with its common scale. */
import type { Big } from './numbers.ts';
import {
  decimal,
  maximum,
  medianAbsoluteDeviation,
  phiGradient,
  smaller,
  standardDeviation,
  sum,
  zero,
} from './numbers.ts';

export type WeightRule = 'clamped' | 'ratio-std' | 'ratio-mad';

/** What a weight computation needs besides the regrets. */
export interface WeightContext {
  rule: WeightRule;
  /** p_norm */
  p: Big;
  /** c_norm */
  c: Big;
  /** topic epsilon, log-loss units */
  epsilon: Big;
  /** the topic's scale in the ratio rules; null if it was never computed: then it comes from the regrets in hand */
  commonScale: Big | null;
}

/** Weight of normalised regret x in a set whose largest normalised regret is m: cap, anchor, threshold, gradient. */
export function clampedWeight(x: Big, m: Big, p: Big, c: Big): Big {
  const cap = c.plus(decimal('6.75').div(p));
  const anchor = c.minus(decimal('8.25').div(p));
  const threshold = c.minus(decimal('17.25').div(p));
  let clamped = smaller(x, cap);
  if (m.lt(anchor)) clamped = clamped.minus(m).plus(anchor);
  return clamped.lt(threshold) ? zero : phiGradient(clamped, p, c);
}

/** Weight of normalised regret x relative to the best of its set, m: (e^(-p (m - c)) + 1) / (e^(-p (x - c)) + 1). */
export function ratioWeight(x: Big, m: Big, p: Big, c: Big): Big {
  const best = m.minus(c).times(p).neg().exp().plus(1);
  const own = x.minus(c).times(p).neg().exp().plus(1);
  return best.div(own);
}

/** The topic's scale of regrets: std + eps, or 1.4826 MAD + eps. */
export function commonScale(regrets: readonly Big[], rule: WeightRule, epsilon: Big): Big {
  if (rule === 'ratio-mad') return decimal('1.4826').times(medianAbsoluteDeviation(regrets)).plus(epsilon);
  return standardDeviation(regrets).plus(epsilon);
}

/**
 * Those regrets that count for the scale in versions 0.9 to 0.16: of workers whose share of the previous weights
 * exceeded the threshold, or all of them if fewer than two did.
 *
 * @param previousWeights the same workers' raw combined weights of the epoch before
 */
export function regretsForScale(regrets: readonly Big[], previousWeights: readonly Big[], threshold: Big): Big[] {
  const total = sum(previousWeights);
  const kept = regrets.filter((_, l) => previousWeights[l].div(total).gt(threshold));
  return kept.length < 2 ? [...regrets] : kept;
}

/** The scale that one set of regrets is divided by. */
export function scaleOf(regrets: readonly Big[], context: WeightContext): Big {
  if (context.rule !== 'clamped' && context.commonScale !== null && !context.commonScale.isZero()) {
    return context.commonScale;
  }
  return commonScale(regrets, context.rule, context.epsilon);
}

/** Weights of one set of regrets, not normalised. Every worker of the set counts for its scale and its maximum. */
export function weights(regrets: readonly Big[], context: WeightContext): Big[] {
  const scale = scaleOf(regrets, context);
  const normalised = regrets.map((regret) => regret.div(scale));
  const best = maximum(normalised);
  return normalised.map((x) =>
    context.rule === 'clamped'
      ? clampedWeight(x, best, context.p, context.c)
      : ratioWeight(x, best, context.p, context.c),
  );
}

/** Which of the three clamps of the clamped rule a set of regrets touches, at the scale of the context. */
export function clampsHit(
  regrets: readonly Big[],
  context: WeightContext,
): { cap: boolean; anchor: boolean; zero: boolean } {
  const { p, c } = context;
  const scale = scaleOf(regrets, context);
  const normalised = regrets.map((regret) => regret.div(scale));
  const best = maximum(normalised);
  const cap = c.plus(decimal('6.75').div(p));
  const anchor = c.minus(decimal('8.25').div(p));
  const lift = best.lt(anchor) ? anchor.minus(best) : zero;
  const threshold = c.minus(decimal('17.25').div(p));
  return {
    cap: best.gt(cap),
    anchor: best.lt(anchor),
    zero: normalised.some((x) => smaller(x, cap).plus(lift).lt(threshold)),
  };
}

/** Weights divided by their sum, for display. */
export function normalisedWeights(raw: readonly Big[]): Big[] {
  const total = sum(raw);
  return raw.map((weight) => weight.div(total));
}
