/**
 * Big numbers of 40 digits and the statistics of the protocol on them, in their textbook forms.
 *
 * This folder is a second, plain implementation of the protocol. It shares nothing with the fast one.
 */
import type { BigNumber } from 'mathjs';
import { BigNumberDependencies, bignumberDependencies, create } from 'mathjs';

const math = create({ BigNumberDependencies, bignumberDependencies }, { number: 'BigNumber', precision: 40 });

/** A decimal number of 40 significant digits. */
export type Big = BigNumber;

/** What the oracle takes: an ordinary double or a big number. */
export type Input = number | Big;

/** Entries that may be absent: an absent actor, an unreported loss. */
export type Maybe<T> = T | null;

/**
 * The exact value of a double: doubling makes it an integer n after a few steps, and n / 2^k = n 5^k / 10^k.
 *
 * @throws if the double is not finite
 */
export function big(value: Input): Big {
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) throw new Error(`${value} has no exact value`);
  let integer = value;
  let doublings = 0;
  while (!Number.isInteger(integer)) {
    integer *= 2;
    doublings += 1;
  }
  return math.bignumber(`${BigInt(integer) * 5n ** BigInt(doublings)}e-${doublings}`);
}

/** The same for an entry that may be absent. */
export function maybeBig(value: Maybe<Input> | undefined): Maybe<Big> {
  return value === null || value === undefined ? null : big(value);
}

/** A list of entries that may be absent, as big numbers. */
export function maybeBigs(values: readonly Maybe<Input>[]): Maybe<Big>[] {
  return values.map(maybeBig);
}

/** A decimal literal such as '4.345', taken as it is written. */
export function decimal(text: string): Big {
  return math.bignumber(text);
}

export const zero = decimal('0');
export const one = decimal('1');
export const half = decimal('0.5');
export const pi = decimal('3.141592653589793238462643383279502884197');

/** The nearest double; an absent entry stays absent. */
export function toDouble(value: Maybe<Big>): Maybe<number> {
  return value === null ? null : value.toNumber();
}

/** Those entries that are there. */
export function present<T>(values: readonly Maybe<T>[]): T[] {
  return values.filter((value): value is T => value !== null);
}

export function smaller(a: Big, b: Big): Big {
  return a.lt(b) ? a : b;
}

export function larger(a: Big, b: Big): Big {
  return a.gt(b) ? a : b;
}

export function sum(values: readonly Big[]): Big {
  return values.reduce((total, value) => total.plus(value), zero);
}

/** @throws if the list is empty */
export function maximum(values: readonly Big[]): Big {
  if (values.length === 0) throw new Error('the maximum of nothing');
  return values.reduce(larger);
}

/** @throws if the list is empty */
export function minimum(values: readonly Big[]): Big {
  if (values.length === 0) throw new Error('the minimum of nothing');
  return values.reduce(smaller);
}

/** @throws if the list is empty */
export function mean(values: readonly Big[]): Big {
  if (values.length === 0) throw new Error('the mean of nothing');
  return sum(values).div(values.length);
}

/** Sample standard deviation, divisor n - 1; 0 of fewer than two values. */
export function standardDeviation(values: readonly Big[]): Big {
  if (values.length < 2) return zero;
  const centre = mean(values);
  const squares = values.map((value) => value.minus(centre).times(value.minus(centre)));
  return sum(squares)
    .div(values.length - 1)
    .sqrt();
}

function ascending(values: readonly Big[]): Big[] {
  return [...values].sort((a, b) => a.cmp(b));
}

/** The middle value, or the mean of the two middle values. */
export function median(values: readonly Big[]): Big {
  if (values.length === 0) throw new Error('the median of nothing');
  const sorted = ascending(values);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : sorted[middle - 1].plus(sorted[middle]).div(2);
}

/** Median of the distances from the median, without the factor 1.4826. */
export function medianAbsoluteDeviation(values: readonly Big[]): Big {
  const centre = median(values);
  return median(values.map((value) => value.minus(centre).abs()));
}

/** Linear interpolation at position q (n - 1) of the ascending values; 0 of an empty list. */
export function quantile(values: readonly Big[], q: Big): Big {
  if (values.length === 0) return zero;
  const sorted = ascending(values);
  const position = q.times(sorted.length - 1);
  const below = position.floor().toNumber();
  if (below >= sorted.length - 1) return sorted[sorted.length - 1];
  return sorted[below].plus(position.minus(below).times(sorted[below + 1].minus(sorted[below])));
}

/** alpha * current + (1 - alpha) * previous, or the current value where there is no previous one. */
export function exponentialMovingAverage(alpha: Big, current: Big, previous: Maybe<Big>): Big {
  if (previous === null) return current;
  return alpha.times(current).plus(one.minus(alpha).times(previous));
}

/** ln(1 + x) for x > 0; the first terms of its series where 1 + x would drop digits of x. */
export function logOnePlus(x: Big): Big {
  if (x.gt('1e-20')) return one.plus(x).ln();
  return x.minus(x.times(x).div(2));
}

/** phi(x) = ln(1 + e^(p (x - c))), the potential that turns scores into shares. */
export function phi(x: Big, p: Big, c: Big): Big {
  return logOnePlus(x.minus(c).times(p).exp());
}

/** phi'(x) = p / (e^(p (c - x)) + 1), the gradient that turns regrets into weights. */
export function phiGradient(x: Big, p: Big, c: Big): Big {
  return p.div(c.minus(x).times(p).exp().plus(1));
}

/**
 * Percentile of weighted values: each sits at the middle of its weight, and between neighbours it is linear.
 *
 * Values that coincide keep their order in the list.
 *
 * @param percent the percentile sought, 0 to 100
 */
export function weightedPercentile(values: readonly Big[], weights: readonly Big[], percent: Big): Big {
  const members = values.map((value, index) => ({ value, weight: weights[index], index }));
  members.sort((a, b) => a.value.cmp(b.value) || a.index - b.index);
  const total = sum(weights);
  const positions = members.map((member, n) => {
    const below = sum(members.slice(0, n).map((other) => other.weight));
    return below.plus(member.weight.div(2)).div(total);
  });
  const target = percent.div(100);
  const last = members.length - 1;
  if (target.lte(positions[0])) return members[0].value;
  if (target.gte(positions[last])) return members[last].value;
  let n = 0;
  while (positions[n + 1].lte(target)) n += 1;
  const share = target.minus(positions[n]).div(positions[n + 1].minus(positions[n]));
  return members[n].value.plus(share.times(members[n + 1].value.minus(members[n].value)));
}
