import { exp } from '../math/exp.ts';

/**
 * From regrets to weights. Three rules, one of which a topic uses for every computation of an epoch:
 *
 * - `clamped`: the gradient phi'(x) = p / (1 + e^(p(c-x))) of the normalised regret x = R/s, where s = std(R) + epsilon
 *   over the set in question. x is capped at c + 6.75/p; if the largest x is below c - 8.25/p the whole set is lifted so
 *   that its best reaches that anchor; below c - 17.25/p the weight is zero.
 * - `ratio-std`, `ratio-mad`: phi'(x) / phi'(largest x), so the best worker has weight 1. s is one scale for the topic
 *   (common-scale.ts). No cap, anchor or zero threshold.
 *
 * Source: allora-chain x/emissions/keeper/inference_synthesis/weight.go at v0.6 (clamped) and v0.16 (ratio).
 */
export interface WeightRule {
  readonly clamped: boolean;
  /** Steepness p_norm, dimensionless, > 0. */
  readonly p: number;
  /** Midpoint c_norm, in scales of regret. */
  readonly c: number;
  /** Topic epsilon, in units of loss. */
  readonly epsilon: number;
  /** Largest normalised regret that counts. */
  readonly cap: number;
  /** Where the best of a hopeless set is lifted to. */
  readonly anchor: number;
  /** Below it a weight is zero. */
  readonly cutoff: number;
}

export type WeightRuleName = 'clamped' | 'ratio-std' | 'ratio-mad';

export function weightRule(name: WeightRuleName, p: number, c: number, epsilon: number): WeightRule {
  return { clamped: name === 'clamped', p, c, epsilon, cap: c + 6.75 / p, anchor: c - 8.25 / p, cutoff: c - 17.25 / p };
}

/**
 * Weight of one normalised regret under the clamped rule.
 *
 * @param x normalised regret R/s
 * @param largest largest normalised regret of the set, before any cap
 */
export function clampedWeight(x: number, largest: number, rule: WeightRule): number {
  let lifted = x < rule.cap ? x : rule.cap;
  if (largest < rule.anchor) lifted = lifted - largest + rule.anchor;
  return lifted < rule.cutoff ? 0 : rule.p / (1 + exp(rule.p * (rule.c - lifted)));
}

/**
 * Weight of one normalised regret under the ratio rules: (1 + e^(-p(largest-c))) / (1 + e^(-p(x-c))), written with
 * exponentials of negative arguments only, so that extreme losses neither overflow nor cancel.
 */
export function ratioWeight(x: number, largest: number, rule: WeightRule): number {
  const best = rule.p * (largest - rule.c);
  const own = rule.p * (x - rule.c);
  if (best >= 0) {
    const top = 1 + exp(-best);
    if (own >= 0) return top / (1 + exp(-own));
    const power = exp(own);
    return (power * top) / (1 + power);
  }
  const power = exp(own - best);
  const bestPower = exp(best);
  return (power * (1 + bestPower)) / (1 + power * bestPower);
}

/**
 * Scale of a set of regrets under the rule: std(R) + epsilon of the set (clamped), or the topic's common scale.
 *
 * @param commonScale the topic's scale, in units of loss; not read by the clamped rule
 */
export function scaleOfSet(regrets: Float64Array, count: number, rule: WeightRule, commonScale: number): number {
  if (!rule.clamped) return commonScale;
  // sampleStandardDeviation in two chains of sums, which do not wait for each other.
  const pairs = count & ~1;
  let even = 0;
  let odd = 0;
  for (let l = 0; l < pairs; l += 2) {
    even += regrets[l];
    odd += regrets[l + 1];
  }
  if (pairs < count) even += regrets[pairs];
  const mean = (even + odd) / count;
  even = 0;
  odd = 0;
  for (let l = 0; l < pairs; l += 2) {
    const d = regrets[l] - mean;
    const g = regrets[l + 1] - mean;
    even += d * d;
    odd += g * g;
  }
  if (pairs < count) even += (regrets[pairs] - mean) * (regrets[pairs] - mean);
  return (count > 1 ? Math.sqrt((even + odd) / (count - 1)) : 0) + rule.epsilon;
}

/**
 * Weights of a whole set, not normalised.
 *
 * @param regrets units of loss; the first `count` entries
 * @param weights receives `count` weights
 */
export function weightsInto(
  regrets: Float64Array,
  count: number,
  rule: WeightRule,
  commonScale: number,
  weights: Float64Array,
): void {
  const perScale = 1 / scaleOfSet(regrets, count, rule, commonScale);
  let largest = -Infinity;
  for (let l = 0; l < count; ++l) if (regrets[l] > largest) largest = regrets[l];
  largest *= perScale;
  if (rule.clamped) {
    for (let l = 0; l < count; ++l) weights[l] = clampedWeight(regrets[l] * perScale, largest, rule);
  } else {
    for (let l = 0; l < count; ++l) weights[l] = ratioWeight(regrets[l] * perScale, largest, rule);
  }
}

/**
 * Weighted mean of the members' values, Σ w V / max(Σ w, floor), with weights(R) as above.
 *
 * A member whose value is NaN (a forecaster whose implied inference is gone because its only inferer is withheld) takes
 * part in scale and maximum and is then passed over.
 *
 * @param regrets units of loss; the first `count` entries
 * @param values units of the target
 * @param floor smallest sum of weights that is divided by (epsilonSafeDiv)
 * @returns the mean; NaN for an empty set
 */
export function weightedInference(
  regrets: Float64Array,
  values: Float64Array,
  count: number,
  rule: WeightRule,
  commonScale: number,
  floor: number,
): number {
  if (count === 0) return NaN;
  const perScale = 1 / scaleOfSet(regrets, count, rule, commonScale);
  let largest = -Infinity;
  for (let l = 0; l < count; ++l) {
    const regret = regrets[l];
    largest = regret > largest ? regret : largest;
  }
  largest *= perScale;
  let weightSum = 0;
  let sum = 0;
  if (rule.clamped) {
    // clampedWeight(x, largest, rule) written out: the cap, the common lift, the threshold, the gradient.
    const { p, cap, cutoff } = rule;
    const lift = largest < rule.anchor ? rule.anchor - largest : 0;
    const pc = p * rule.c;
    for (let l = 0; l < count; ++l) {
      const value = values[l];
      if (Number.isNaN(value)) continue;
      let x = regrets[l] * perScale;
      x = (x < cap ? x : cap) + lift;
      if (x < cutoff) continue;
      const weight = p / (1 + exp(pc - p * x));
      weightSum += weight;
      sum += weight * value;
    }
  } else {
    for (let l = 0; l < count; ++l) {
      const value = values[l];
      if (Number.isNaN(value)) continue;
      const weight = ratioWeight(regrets[l] * perScale, largest, rule);
      weightSum += weight;
      sum += weight * value;
    }
  }
  return sum / (weightSum > floor ? weightSum : floor);
}
