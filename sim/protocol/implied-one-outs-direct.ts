import { exp } from '../math/exp.ts';
import type { ForecastSet } from './forecast-set.ts';
import type { WeightRule } from './weights.ts';
import { ratioWeight } from './weights.ts';

/**
 * Forecast-implied inference without entry e, by the sum over all others: Σ w V / Σ w with weights of the set without e.
 *
 * This is the plain form, and the fast ones are tested against it.
 *
 * @param set measured (measureForecastSet) when the rule is clamped
 * @param commonScale the topic's scale; not read by the clamped rule
 * @returns units of the target; NaN when nobody is left
 */
export function impliedWithout(set: ForecastSet, e: number, rule: WeightRule, commonScale: number): number {
  const { regret, value, count } = set;
  const largestRegret = e === set.best ? set.second : set.largest;
  let weightSum = 0;
  let sum = 0;
  if (rule.clamped) {
    const { p, cap, cutoff } = rule;
    const pc = p * rule.c;
    const perScale = set.perScaleWithout[e];
    const largest = largestRegret * perScale;
    const lift = largest < rule.anchor ? rule.anchor - largest : 0;
    for (let j = 0; j < count; ++j) {
      if (j === e) continue;
      let x = regret[j] * perScale;
      x = (x < cap ? x : cap) + lift;
      if (x < cutoff) continue;
      const weight = p / (1 + exp(pc - p * x));
      weightSum += weight;
      sum += weight * value[j];
    }
  } else {
    const perScale = 1 / commonScale;
    const largest = largestRegret * perScale;
    for (let j = 0; j < count; ++j) {
      if (j === e) continue;
      const weight = ratioWeight(regret[j] * perScale, largest, rule);
      weightSum += weight;
      sum += weight * value[j];
    }
  }
  return sum / weightSum;
}
