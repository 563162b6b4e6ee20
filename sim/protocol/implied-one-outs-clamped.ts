import { exp } from '../math/exp.ts';
import type { ForecastSet } from './forecast-set.ts';
import { impliedWithout } from './implied-one-outs-direct.ts';
import type { InterpolationRule } from './interpolation.ts';
import { interpolationRule } from './interpolation.ts';
import type { WeightRule } from './weights.ts';

/*
 * Under the clamped rule every set has a scale of its own, so withholding inferer e changes all weights, and the plain form
 * needs n² exponentials per forecaster. But what changes is one number: s = 1/(scale without e). The sums over all entries,
 * Σ w(R_j s) and Σ w(R_j s) V_j, are smooth functions of s, and the n values of s lie close together. So the sums are
 * evaluated at a few evenly spaced points, interpolated for all n, and entry e's own term is subtracted.
 *
 * Entries that would cross the cap or the zero threshold inside the range of s are not smooth: their terms are added
 * exactly for each e. Entries whose s lies far out, the best entry where the anchor moves with it, and entries that carry
 * nearly all weight are summed plainly.
 */

/** Sets smaller than this are summed plainly. */
const smallest = 20;

/** Share of the weights below which the remainder after subtracting an own term is summed anew. */
const trustedRemainder = 1e-3;

/**
 * Numbers of points with the least distance of the nearest pole, in half ranges of s, at which their error is about 1e-13
 * (measured). The gradient p/(1+e^(p(c-x))) has its poles at x = c ± iπ/p.
 */
const choices: readonly { readonly rule: InterpolationRule; readonly distance: number }[] = [
  { rule: interpolationRule(8), distance: 26 },
  { rule: interpolationRule(10), distance: 12 },
  { rule: interpolationRule(12), distance: 8.2 },
  { rule: interpolationRule(14), distance: 6 },
  { rule: interpolationRule(16), distance: 4.4 },
];

/** Cost of interpolation in sums over the whole set, measured: what it takes in any case, and per point. */
const fixedCost = 1.3;
const costPerPoint = 0.6;

const mostPoints = 16;
const sumAt = new Float64Array(mostPoints);
const weightAt = new Float64Array(mostPoints);
const sumCoefficient = new Float64Array(mostPoints);
const weightCoefficient = new Float64Array(mostPoints);

/**
 * Implied inferences without each entry in turn under the clamped rule.
 *
 * @param set measured (measureForecastSet); receives the results in `without`, units of the target
 * @param plain always the plain form
 * @returns the implied inference with nobody withheld
 */
export function clampedOneOutsInto(set: ForecastSet, rule: WeightRule, plain = false): number {
  const { count, without } = set;
  if (plain || count < smallest || !interpolateInto(set, rule)) {
    for (let e = 0; e < count; ++e) without[e] = impliedWithout(set, e, rule, NaN);
  }
  return impliedWhole(set, rule);
}

/** The implied inference with nobody withheld. */
function impliedWhole(set: ForecastSet, rule: WeightRule): number {
  const { regret, value, count } = set;
  const { p, cap, cutoff } = rule;
  const pc = p * rule.c;
  const perScale = 1 / set.scale;
  const largest = set.largest * perScale;
  const lift = largest < rule.anchor ? rule.anchor - largest : 0;
  let weightSum = 0;
  let sum = 0;
  for (let j = 0; j < count; ++j) {
    let x = regret[j] * perScale;
    x = (x < cap ? x : cap) + lift;
    if (x < cutoff) continue;
    const weight = p / (1 + exp(pc - p * x));
    weightSum += weight;
    sum += weight * value[j];
  }
  return sum / weightSum;
}

/** Fills `without` by interpolation. False when the plain form is cheaper or the anchor is in force for some e only. */
function interpolateInto(set: ForecastSet, rule: WeightRule): boolean {
  const { regret, value, count, best, largest, perScaleWithout, without } = set;
  const { p, c, cap, anchor, cutoff } = rule;
  let low = Infinity;
  let high = 0;
  let spread = 0;
  for (let e = 0; e < count; ++e) {
    const magnitude = Math.abs(regret[e]);
    if (magnitude > spread) spread = magnitude;
    if (e === best) continue;
    const s = perScaleWithout[e];
    if (s < low) low = s;
    if (s > high) high = s;
  }
  const lifted = largest * low < anchor;
  if (largest * high < anchor !== lifted) return false;
  // Where no anchor holds, with or without it, the best entry is one like all others.
  const bestIsApart = lifted || set.second * perScaleWithout[best] < anchor;
  if (!bestIsApart) {
    low = Math.min(low, perScaleWithout[best]);
    high = Math.max(high, perScaleWithout[best]);
  }
  // Entries as x = (R - base) s + lift: measured from the best one when the anchor holds.
  const base = lifted ? largest : 0;
  const lift = lifted ? anchor : 0;
  const reach = lifted ? anchor - cutoff : Math.min(Math.max(cap, -cutoff), spread * low);

  const choice = cheapestChoice(set, rule, low, high, base, lift, lifted, reach);
  if (choice < 0) return false;
  const { points, matrix } = choices[choice].rule;
  const top = rangeTop(low, high, rule, choices[choice].distance, reach);
  const middle = 0.5 * (low + top);
  const half = Math.max(0.5 * (top - low), 1e-12 * middle);

  // Sort the entries: smooth over the range, constant (above the cap), nothing (below the threshold), or broken.
  const { smooth, smoothValue, broken, brokenValue, apart } = set;
  const pc = p * c;
  const capWeight = p / (1 + exp(pc - p * cap));
  let smooths = 0;
  let brokens = 0;
  let constantWeight = 0;
  let constantSum = 0;
  for (let j = 0; j < count; ++j) {
    const d = regret[j] - base;
    const first = d * low + lift;
    const last = d * top + lift;
    const least = first < last ? first : last;
    const most = first < last ? last : first;
    if (most < cutoff) continue;
    if (!lifted && least >= cap) {
      constantWeight += capWeight;
      constantSum += capWeight * value[j];
    } else if (least >= cutoff && (lifted || most <= cap)) {
      smooth[smooths] = d;
      smoothValue[smooths++] = value[j];
    } else {
      broken[brokens] = d;
      brokenValue[brokens++] = value[j];
    }
  }

  // The two sums at each point: e^(p(c-x)) at the first one, and its factor from one to the next. Then their coefficients.
  const { power, growth } = set;
  const pLift = pc - p * lift;
  const first = p * (middle - half);
  const stride = (2 * p * half) / (points - 1);
  for (let j = 0; j < smooths; ++j) {
    power[j] = exp(pLift - smooth[j] * first);
    growth[j] = exp(-smooth[j] * stride);
  }
  for (let i = 0; i < points; ++i) {
    let weightSum = 0;
    let sum = 0;
    for (let j = 0; j < smooths; ++j) {
      const weight = p / (1 + power[j]);
      power[j] *= growth[j];
      weightSum += weight;
      sum += weight * smoothValue[j];
    }
    weightAt[i] = weightSum;
    sumAt[i] = sum;
  }
  for (let a = 0; a < points; ++a) {
    let weightSum = 0;
    let sum = 0;
    for (let i = 0; i < points; ++i) {
      weightSum += matrix[a * points + i] * weightAt[i];
      sum += matrix[a * points + i] * sumAt[i];
    }
    weightCoefficient[a] = weightSum;
    sumCoefficient[a] = sum;
  }

  // Every e: the polynomials at its s (Clenshaw), the broken entries' terms, less its own term.
  const perHalf = 1 / half;
  const limit = top * (1 + 1e-15);
  const upper = lifted ? Infinity : cap;
  let aparts = 0;
  for (let e = 0; e < count; ++e) {
    const s = perScaleWithout[e];
    if (s > limit || (bestIsApart && e === best)) {
      apart[aparts++] = e;
      continue;
    }
    const t = (s - middle) * perHalf;
    const twice = t + t;
    let w1 = 0;
    let w2 = 0;
    let v1 = 0;
    let v2 = 0;
    for (let a = points - 1; a > 0; --a) {
      const w = twice * w1 - w2 + weightCoefficient[a];
      const v = twice * v1 - v2 + sumCoefficient[a];
      w2 = w1;
      v2 = v1;
      w1 = w;
      v1 = v;
    }
    let weightSum = t * w1 - w2 + weightCoefficient[0] + constantWeight;
    let sum = t * v1 - v2 + sumCoefficient[0] + constantSum;
    for (let q = 0; q < brokens; ++q) {
      const x = broken[q] * s + lift;
      if (x < cutoff) continue;
      const weight = p / (1 + exp(pc - p * (x < upper ? x : upper)));
      weightSum += weight;
      sum += weight * brokenValue[q];
    }
    const own = (regret[e] - base) * s + lift;
    const weight = own < cutoff ? 0 : p / (1 + exp(pc - p * (own < upper ? own : upper)));
    const rest = weightSum - weight;
    if (rest > trustedRemainder * weightSum) without[e] = (sum - weight * value[e]) / rest;
    else apart[aparts++] = e;
  }
  for (let q = 0; q < aparts; ++q) without[apart[q]] = impliedWithout(set, apart[q], rule, NaN);
  return true;
}

/** Which number of points costs the fewest exponentials; -1 when the plain form does. */
function cheapestChoice(
  set: ForecastSet,
  rule: WeightRule,
  low: number,
  high: number,
  base: number,
  lift: number,
  lifted: boolean,
  reach: number,
): number {
  const { regret, count, perScaleWithout } = set;
  let cheapest = -1;
  let least = count;
  for (let choice = 0; choice < choices.length; ++choice) {
    const { rule: points, distance } = choices[choice];
    const top = rangeTop(low, high, rule, distance, reach);
    let cost = fixedCost + costPerPoint * points.points;
    if (cost >= least) break;
    for (let e = 0; e < count; ++e) {
      const d = regret[e] - base;
      const first = d * low + lift;
      const last = d * top + lift;
      const crosses = first < rule.cutoff !== last < rule.cutoff || (!lifted && first > rule.cap !== last > rule.cap);
      if (crosses || perScaleWithout[e] > top) ++cost;
    }
    if (cost < least) {
      least = cost;
      cheapest = choice;
    }
    // More points reach no further.
    if (top === high) break;
  }
  return cheapest;
}

/** Largest s that the interpolation may cover with the poles at `distance` half ranges or more. */
function rangeTop(low: number, high: number, rule: WeightRule, distance: number, reach: number): number {
  return Math.max(low, Math.min(high, low * (1 + (2 * Math.PI) / (rule.p * distance * reach)) * 0.999));
}
