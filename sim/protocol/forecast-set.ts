/**
 * What one forecaster says about the inferers present: regrets with values, and what every "without inferer e" needs.
 * Scratch memory, allocated once and refilled for every forecaster.
 */
export interface ForecastSet {
  /** How many inferers the forecaster speaks of that have an inference. */
  count: number;
  /** Forecasted regret per entry, units of loss. */
  readonly regret: Float64Array;
  /** The inference of the inferer in question, units of the target. */
  readonly value: Float64Array;
  /** Which inferer it is, as a place among the active ones. */
  readonly place: Int32Array;
  /** Entry with the largest regret, that regret, and the largest of all others. */
  best: number;
  largest: number;
  second: number;
  /** Scale of the whole set and, per withheld entry, one over the scale of the rest. Clamped rule only. */
  scale: number;
  readonly perScaleWithout: Float64Array;
  /** Results: the implied inference without entry e, units of the target. */
  readonly without: Float64Array;
  /** Scratch of the interpolation and of the running sums. */
  readonly smooth: Float64Array;
  readonly smoothValue: Float64Array;
  readonly broken: Float64Array;
  readonly brokenValue: Float64Array;
  readonly power: Float64Array;
  readonly growth: Float64Array;
  readonly apart: Int32Array;
  readonly scratch: Float64Array;
}

export function createForecastSet(inferers: number): ForecastSet {
  const column = () => new Float64Array(inferers + 1);
  return {
    count: 0,
    regret: column(),
    value: column(),
    place: new Int32Array(inferers + 1),
    best: 0,
    largest: 0,
    second: 0,
    scale: 0,
    perScaleWithout: column(),
    without: column(),
    smooth: column(),
    smoothValue: column(),
    broken: column(),
    brokenValue: column(),
    power: column(),
    growth: column(),
    apart: new Int32Array(inferers + 1),
    scratch: new Float64Array(2 * inferers + 2),
  };
}

/** Below this share of the sum of squares left, the scale of the rest is computed anew: the difference has lost digits. */
const trustedRemainder = 0.1;

/**
 * Fills largest, second, best, scale and perScaleWithout of a set with its regrets in place.
 *
 * The standard deviation without entry e comes from the whole set's in one step: with d = R_e - mean, the sum of squares
 * of the rest is Q - d² n/(n-1).
 *
 * @param epsilon topic epsilon, units of loss
 * @param plain every scale of the rest from the rest alone
 */
export function measureForecastSet(set: ForecastSet, epsilon: number, plain = false): void {
  const { regret, count, perScaleWithout } = set;
  let sum = 0;
  let largest = -Infinity;
  let second = -Infinity;
  let best = 0;
  for (let e = 0; e < count; ++e) {
    const r = regret[e];
    sum += r;
    if (r > largest) {
      second = largest;
      largest = r;
      best = e;
    } else if (r > second) second = r;
  }
  set.largest = largest;
  set.second = second;
  set.best = best;
  const mean = sum / count;
  let squares = 0;
  for (let e = 0; e < count; ++e) {
    const d = regret[e] - mean;
    squares += d * d;
  }
  set.scale = (count > 1 ? Math.sqrt(squares / (count - 1)) : 0) + epsilon;
  const perRest = count > 2 ? 1 / (count - 2) : 0;
  const share = count / (count - 1);
  for (let e = 0; e < count; ++e) {
    const d = regret[e] - mean;
    let rest = squares - share * d * d;
    if (plain || !(rest > trustedRemainder * squares)) rest = squaresWithout(regret, count, e);
    perScaleWithout[e] = 1 / (Math.sqrt(rest * perRest) + epsilon);
  }
}

/** Sum of squared deviations from their mean of all entries but one. */
function squaresWithout(values: Float64Array, count: number, without: number): number {
  if (count < 3) return 0;
  let sum = 0;
  for (let e = 0; e < count; ++e) if (e !== without) sum += values[e];
  const mean = sum / (count - 1);
  let squares = 0;
  for (let e = 0; e < count; ++e) {
    if (e === without) continue;
    const d = values[e] - mean;
    squares += d * d;
  }
  return squares;
}
