import type { ForecastSet } from './forecast-set.ts';
import { impliedWithout } from './implied-one-outs-direct.ts';
import type { WeightRule } from './weights.ts';
import { ratioWeight } from './weights.ts';

/**
 * Share of the sum of weights below which what is left after a subtraction is summed anew. At 1e-3 the subtraction costs
 * three of sixteen digits; at most a few entries of a set carry that much.
 */
const trustedRemainder = 1e-3;

/**
 * Implied inferences without each entry in turn, on a common scale: O(n) for all n of them.
 *
 * With one scale for the topic, withholding an entry changes no weight of the others but for a common factor, which
 * cancels in the mean: I_(-e) = (Σ w V - w_e V_e) / (Σ w - w_e).
 *
 * @param set receives the results in `without`
 * @param plain always the plain form
 * @returns the implied inference with nobody withheld
 */
export function ratioOneOutsInto(set: ForecastSet, rule: WeightRule, commonScale: number, plain = false): number {
  const { regret, value, count, without, scratch: weights } = set;
  const perScale = 1 / commonScale;
  const largest = set.largest * perScale;
  let weightSum = 0;
  let sum = 0;
  for (let e = 0; e < count; ++e) {
    const weight = ratioWeight(regret[e] * perScale, largest, rule);
    weights[e] = weight;
    weightSum += weight;
    sum += weight * value[e];
  }
  for (let e = 0; e < count; ++e) {
    const rest = weightSum - weights[e];
    without[e] =
      !plain && rest > trustedRemainder * weightSum
        ? (sum - weights[e] * value[e]) / rest
        : impliedWithout(set, e, rule, commonScale);
  }
  return sum / weightSum;
}
