import { gammaRatio } from './gamma-ratio.ts';
import { meanInterval } from './mean-interval.ts';
import { moments } from './moments.ts';
import { studentTTwoSided } from './student-t.ts';

/** How b differs from a, pair by pair. */
export interface PairedDifference {
  /** Pairs. */
  readonly n: number;
  readonly meanA: number;
  readonly meanB: number;
  /** Mean of b - a, in the unit of the values, as are `deviation`, `low` and `high`. */
  readonly mean: number;
  /** Standard deviation of the differences; NaN for one pair. */
  readonly deviation: number;
  /** Lower end of the t-interval of the mean difference; the difference itself for one pair. */
  readonly low: number;
  readonly high: number;
  /**
   * Two-sided p-value of the paired t test. 1 where all differences are 0, 0 where they are all the same and not 0; NaN for
   * one pair.
   */
  readonly p: number;
  /**
   * Hedges' g of the differences: mean / deviation, times what corrects its bias in small samples. NaN where the deviation
   * is 0, and for fewer than three pairs, where nothing corrects it.
   */
  readonly effect: number;
  /**
   * How many times fewer replicates the pairs need than independent seeds for the same width, (variance of a + variance of b) /
   * variance of the differences: 1 for independent values, ∞ where all differences are the same, NaN where nothing varies.
   */
  readonly pairingGain: number;
}

/**
 * The difference b - a of values that belong together, such as runs with the same seed under two rules.
 *
 * The correction of the effect is J(m) = Γ(m/2) / (√(m/2) Γ((m - 1)/2)), m = n - 1, about 1 - 3 / (4 m - 1).
 * Hedges, Journal of Educational Statistics 6 (1981).
 *
 * @param a one value per pair, all finite: the caller leaves out pairs without both values
 * @param b as many
 * @param confidence of the interval, between 0 and 1, exclusive
 * @throws RangeError for no pairs, different numbers of values, or another confidence
 */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): PairedDifference {
  if (a.length !== b.length)
    throw new RangeError(`Pairs need as many values of each; got ${a.length} and ${b.length}.`);
  const ofA = moments(a);
  const ofB = moments(b);
  const differences = Float64Array.from(a, (value, k) => b[k] - value);
  const { n, mean, deviation, low, high } = meanInterval(differences, confidence);
  const variances = ofA.deviation * ofA.deviation + ofB.deviation * ofB.deviation;
  return {
    n,
    meanA: ofA.mean,
    meanB: ofB.mean,
    mean,
    deviation,
    low,
    high,
    p: pValue(n, mean, deviation),
    effect: n < 3 || deviation === 0 ? Number.NaN : correction(n - 1) * (mean / deviation),
    pairingGain: variances / (deviation * deviation),
  };
}

function pValue(n: number, mean: number, deviation: number): number {
  if (n === 1) return Number.NaN;
  if (deviation === 0) return mean === 0 ? 1 : 0;
  return studentTTwoSided(mean / (deviation / Math.sqrt(n)), n - 1);
}

function correction(degrees: number): number {
  return gammaRatio((degrees - 1) / 2) / Math.sqrt(degrees / 2);
}
