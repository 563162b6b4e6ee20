import { confidencePercentages, weightedPercentilesInto } from '../../sim/index.ts';

/** Values closer than this share of the largest have an order that rounding decides. */
const closeness = 1e-13;

/** More orders than this are not tried. */
const mostOrders = 720;

/**
 * The confidence percentiles of weighted values. They jump when two values of different weight change places, so where
 * values coincide to within rounding every order of them is as right as the other: the one nearest to what is expected
 * counts.
 *
 * @param expected percentiles as recorded; NaN where there is none
 */
export function percentilesNearest(
  expected: readonly number[],
  values: Float64Array,
  weights: Float64Array,
): Float64Array {
  let nearest = percentilesOf(Array.from(values.keys()), values, weights);
  let least = distance(nearest, expected);
  for (const order of ordersOf(values)) {
    const level = values.slice();
    for (const group of groupsOf(values)) for (const x of group) level[x] = values[group[0]];
    const percentiles = percentilesOf(order, level, weights);
    const error = distance(percentiles, expected);
    if (error < least) {
      least = error;
      nearest = percentiles;
    }
  }
  return nearest;
}

function percentilesOf(order: readonly number[], values: Float64Array, weights: Float64Array): Float64Array {
  const percentiles = new Float64Array(confidencePercentages.length);
  weightedPercentilesInto(
    Float64Array.from(order, (x) => values[x]),
    Float64Array.from(order, (x) => weights[x]),
    order.length,
    confidencePercentages,
    new Int32Array(order.length),
    percentiles,
  );
  return percentiles;
}

function distance(percentiles: Float64Array, expected: readonly number[]): number {
  return expected.reduce(
    (most, value, n) => Math.max(most, Number.isNaN(value) ? 0 : Math.abs(percentiles[n] - value)),
    0,
  );
}

/** Members by ascending value, those that coincide to within rounding together. */
function groupsOf(values: Float64Array): number[][] {
  const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const groups: number[][] = [];
  for (const x of Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b)) {
    const last = groups.at(-1);
    if (last !== undefined && values[x] - values[last[last.length - 1]] <= closeness * size) last.push(x);
    else groups.push([x]);
  }
  return groups;
}

/** All orders that rounding could have given; none when every value stands apart, or when there are too many. */
function ordersOf(values: Float64Array): number[][] {
  const groups = groupsOf(values);
  if (groups.length === values.length) return [];
  let orders: number[][] = [[]];
  for (const group of groups) {
    const permuted = orders.length * factorial(group.length) <= mostOrders ? permutations(group) : [group];
    orders = orders.flatMap((order) => permuted.map((next) => [...order, ...next]));
  }
  return orders;
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

function permutations(members: readonly number[]): number[][] {
  if (members.length < 2) return [[...members]];
  return members.flatMap((first) => permutations(members.filter((x) => x !== first)).map((rest) => [first, ...rest]));
}
