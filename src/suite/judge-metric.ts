import { leastSeedsOfEquivalence, type Tolerance, type ToleranceRule } from '../config/suite/suite.ts';
import { meanInterval } from '../statistics/mean-interval.ts';
import type { MetricVerdict } from './verdict.ts';

type Values = readonly (number | null)[];

/** Confidence of the interval that two one-sided tests at 5 % amount to. */
const equivalenceConfidence = 0.9;

/**
 * How the values of a metric compare with those of the baseline, seed by seed.
 *
 * @param seeds names of the seeds, one per value
 */
export function judgeMetric(
  { metric, topic }: { readonly metric: string; readonly topic: string },
  rule: ToleranceRule,
  old: Values,
  now: Values,
  seeds: readonly string[],
): MetricVerdict {
  const verdict = { ...blankVerdict(metric, topic), rule };
  const lone = now.findIndex((value, s) => (value === null) !== (old[s] === null));
  if (lone >= 0) {
    const kind = now[lone] === null ? 'value-lost' : 'value-found';
    return { ...verdict, kind, old: old[lone], new: now[lone], seed: seeds[lone] };
  }
  const pairs = now.flatMap((value, s): Pair[] => {
    const before = old[s];
    return value === null || before === null ? [] : [{ old: before, new: value, seed: seeds[s] }];
  });
  if (pairs.length === 0) return verdict;
  const { tolerance } = rule;
  if (tolerance.kind === 'each') return { ...verdict, ...farthest(pairs, tolerance) };
  if (tolerance.kind === 'ignored') return verdict;
  const reason = tooFewValues(rule, now);
  return reason === '' ? { ...verdict, ...equivalence(pairs, tolerance) } : { ...verdict, kind: 'unjudged', reason };
}

/** Why the rule cannot be applied to these values; empty when it can. */
export function tooFewValues({ tolerance }: ToleranceRule, values: Values): string {
  if (tolerance.kind !== 'equivalence') return '';
  const found = values.filter((value) => value !== null).length;
  if (found === 0 || found >= leastSeedsOfEquivalence) return '';
  return `only ${found} of ${values.length} seeds have a value; equivalence needs ${leastSeedsOfEquivalence}`;
}

export function blankVerdict(metric: string, topic: string): MetricVerdict {
  const numbers = { old: null, new: null, difference: null, low: null, high: null, tolerance: null, ratio: null };
  return { metric, topic, kind: 'same', rule: null, seed: '', ...numbers, reason: '' };
}

interface Pair {
  readonly old: number;
  readonly new: number;
  readonly seed: string;
}

type Bounds = Pick<Extract<Tolerance, { absolute: number }>, 'absolute' | 'relative'>;

/** The pair that moved most in relation to what it may. */
function farthest(pairs: readonly Pair[], { absolute, relative }: Bounds): Partial<MetricVerdict> {
  const moves = pairs.map((pair) => {
    const difference = pair.new - pair.old;
    const tolerance = absolute + relative * Math.abs(pair.old);
    return { ...pair, difference, tolerance, ratio: ratioOf(Math.abs(difference), tolerance) };
  });
  const size = ({ difference }: { difference: number }): number => Math.abs(difference);
  const most = moves.reduce((worst, move) => {
    const further = move.ratio > worst.ratio || (move.ratio === worst.ratio && size(move) > size(worst));
    return further ? move : worst;
  });
  // The difference decides, not the quotient, which is rounded.
  const moved = moves.some((move) => size(move) > move.tolerance);
  return { kind: moved ? 'moved' : 'same', ...most };
}

/** Whether the mean difference is known to lie within the margin. */
function equivalence(pairs: readonly Pair[], { absolute, relative }: Bounds): Partial<MetricVerdict> {
  const old = meanInterval(pairs.map((pair) => pair.old)).mean;
  const { mean, low, high } = meanInterval(
    pairs.map((pair) => pair.new - pair.old),
    equivalenceConfidence,
  );
  const tolerance = absolute + relative * Math.abs(old);
  const reach = Math.max(Math.abs(low), Math.abs(high));
  return {
    kind: reach <= tolerance ? 'same' : 'not-equivalent',
    old,
    new: meanInterval(pairs.map((pair) => pair.new)).mean,
    difference: mean,
    low,
    high,
    tolerance,
    ratio: ratioOf(reach, tolerance),
  };
}

function ratioOf(size: number, tolerance: number): number {
  return size === 0 ? 0 : size / tolerance;
}
