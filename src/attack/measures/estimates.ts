import type { AttackMeasure } from '../../record/attack-record.ts';
import { bcaInterval } from '../../statistics/bootstrap.ts';
import { meanInterval } from '../../statistics/mean-interval.ts';

/** The numbers of a measure: what its runs say, and how sure that is. */
export type Estimate = Pick<AttackMeasure, 'n' | 'mean' | 'low' | 'high' | 'interval' | 'word'>;

/** Of all intervals. */
export const confidence = 0.95;

/** Fewer seeds than these have no bootstrap interval. */
const leastForBootstrap = 5;

const nothing = { mean: null, low: null, high: null, interval: 'none', word: '' } as const;

/** Mean over the seeds with its t-interval. Seeds without a value are left out. */
export function estimateOfMean(values: readonly (number | null)[]): Estimate {
  const found = values.filter(isNumber);
  const n = found.length;
  if (n === 0) return { n, ...nothing };
  const { mean, low, high } = meanInterval(found, confidence);
  if (n === 1) return { n, ...nothing, mean };
  return { n, mean, low, high, interval: 't', word: '' };
}

/** What is divided in a ratio, seed by seed. */
export interface RatioParts {
  readonly above: number | null;
  readonly below: number | null;
}

/** How a ratio treats its denominator. */
export interface RatioRules {
  /** It is divided by the size of the mean, whichever way it points: a shift up is as good as one down. */
  readonly absolute?: boolean;
  /** A mean of 0 or less means that the attacker pays nothing: there is no ratio but a word for it. */
  readonly freeBelowZero?: boolean;
}

/**
 * Ratio of means over the seeds, mean(above) / mean(below), with its BCa interval over resampled seeds, from 5 seeds on.
 *
 * Not the mean of ratios: a seed in which little was laid out would count for more than one in which much was, and one with
 * next to nothing below the line would decide alone. The ratio of means is what an owner gets who does it many times.
 *
 * Where the t-interval of mean(below) holds 0 the ratio has no two ends, and is `unbounded`.
 */
export function estimateOfRatio(parts: readonly RatioParts[], rules: RatioRules = {}, seed = 'ratio'): Estimate {
  const whole = parts.filter(
    (pair): pair is { above: number; below: number } => isNumber(pair.above) && isNumber(pair.below),
  );
  const n = whole.length;
  if (n === 0) return { n, ...nothing };
  const ratioOf = (rows: ArrayLike<number>): number => {
    let above = 0;
    let below = 0;
    for (let r = 0; r < rows.length; ++r) {
      above += whole[rows[r]].above;
      below += whole[rows[r]].below;
    }
    return above / (rules.absolute ? Math.abs(below) : below);
  };
  const rows = whole.map((_, row) => row);
  const below = meanInterval(
    whole.map((pair) => pair.below),
    confidence,
  );
  if (rules.freeBelowZero && below.mean <= 0) return { n, ...nothing, word: 'free' };
  const ratio = ratioOf(rows);
  // Nothing was laid out, or nothing was moved.
  if (!Number.isFinite(ratio)) return { n, ...nothing, word: Number.isNaN(ratio) ? '' : 'unbounded' };
  if (n < leastForBootstrap) return { n, ...nothing, mean: ratio };
  if (below.low <= 0 && below.high >= 0) return { n, ...nothing, mean: ratio, word: 'unbounded' };
  const { low, high } = bcaInterval(rows, { confidence, seed, statistic: ratioOf });
  return { n, mean: ratio, low, high, interval: 'bca', word: '' };
}

function isNumber(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}
