import { intervalOfResamples } from './bca.ts';
import { normalQuantile } from './normal.ts';
import { type ResamplingOptions, resampling, uniforms } from './resampling.ts';

/** How the output rises or falls with one factor, the others held. */
export interface PartialRankCorrelation {
  /** From -1 to 1, dimensionless; NaN where it is not defined. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Rows that counted. */
  readonly n: number;
}

/**
 * Partial rank correlation of the outputs with each factor: the correlation of what is left of their ranks when the best
 * linear fit to the ranks of all other factors is taken off both. 1 for an output that only rises with the factor, whatever
 * the shape. Conover and Iman (1981); for sensitivity, Marino et al., Journal of Theoretical Biology 254 (2008).
 *
 * With the correlations R of the factors' ranks, r of them with the output's and b = R⁻¹ r it is, for factor i,
 *   (b_i / √P_ii) / √(1 - r·b + b_i² / P_ii), P = R⁻¹.
 * Ties share their mean rank. Intervals are BCa bootstrap ones over the rows; 1 000 resamples unless told otherwise.
 *
 * Rows whose output is NaN are left out. NaN for a factor that does not vary, which the others are then not held against; for
 * all factors where the output does not vary, where the rows are too few (n < factors + 2) or factors determine each other;
 * and where the other factors alone determine the output.
 *
 * @param positions of the rows, one coordinate per factor in any unit: only their order counts
 * @param outputs one per row
 * @throws RangeError for another number of outputs, or options out of their range
 */
export function partialRankCorrelations(
  positions: readonly ArrayLike<number>[],
  outputs: ArrayLike<number>,
  options: ResamplingOptions = {},
): PartialRankCorrelation[] {
  const { confidence, resamples, seed } = resampling(options, 1000);
  if (outputs.length !== positions.length) {
    throw new RangeError(`Every row has one output; got ${positions.length} rows and ${outputs.length} outputs.`);
  }
  const factors = positions.length === 0 ? 0 : positions[0].length;
  const rows = [...positions.keys()].filter((row) => !Number.isNaN(outputs[row]));
  const n = rows.length;
  const columns = Array.from({ length: factors }, (_, i) => tieGroups(rows.map((row) => positions[row][i])));
  columns.push(tieGroups(rows.map((row) => outputs[row])));

  const weights = new Float64Array(n).fill(1);
  const estimates = correlations(columns, weights);
  const resampled = estimates.map(() => new Float64Array(resamples));
  const leftOut = estimates.map(() => new Float64Array(n));
  for (let row = 0; row < n; ++row) {
    weights[row] = 0;
    keep(correlations(columns, weights), leftOut, row);
    weights[row] = 1;
  }
  const random = uniforms(seed);
  for (let r = 0; r < resamples; ++r) {
    weights.fill(0);
    for (let draw = 0; draw < n; ++draw) ++weights[(random() * n) | 0];
    keep(correlations(columns, weights), resampled, r);
  }
  const z = normalQuantile((1 + confidence) / 2);
  return estimates.map((value, i) => ({
    value,
    ...intervalOfResamples(value, resampled[i], leftOut[i], z),
    n,
  }));
}

function keep(values: readonly number[], kept: readonly Float64Array[], place: number): void {
  for (let i = 0; i < values.length; ++i) kept[i][place] = values[i];
}

/** A column by the order of its values: equal ones share a group, the least have group 0. */
interface TieGroups {
  readonly group: Int32Array;
  readonly count: number;
}

function tieGroups(values: readonly number[]): TieGroups {
  const order = [...values.keys()].sort((one, other) => values[one] - values[other]);
  const group = new Int32Array(values.length);
  let last = -1;
  order.forEach((row, k) => {
    if (k === 0 || values[row] !== values[order[k - 1]]) ++last;
    group[row] = last;
  });
  return { group, count: last + 1 };
}

/**
 * Partial rank correlations of the last column with each of the others, each row counting as often as its weight says: a
 * resample is the same rows with other weights, and needs no new sorting.
 */
function correlations(columns: readonly TieGroups[], weights: Float64Array): number[] {
  const ranks = columns.map((column) => standardRanks(column, weights));
  const output = ranks[ranks.length - 1];
  const varying = [...ranks.keys()].slice(0, -1).filter((i) => ranks[i] !== null);
  const found: number[] = new Array(columns.length - 1).fill(Number.NaN);
  let n = 0;
  for (let row = 0; row < weights.length; ++row) n += weights[row];
  if (output === null || n < varying.length + 2) return found;

  const dot = (one: Float64Array, other: Float64Array): number => {
    let sum = 0;
    for (let row = 0; row < weights.length; ++row) sum += weights[row] * one[row] * other[row];
    return sum;
  };
  const kept = varying.map((i) => ranks[i] as Float64Array);
  const inverse = inverseOf(kept.map((one) => kept.map((other) => dot(one, other))));
  if (inverse === null) return found;
  const withOutput = kept.map((one) => dot(one, output));
  const fit = inverse.map((row) => row.reduce((sum, value, k) => sum + value * withOutput[k], 0));
  const unexplained = Math.max(0, 1 - fit.reduce((sum, value, k) => sum + value * withOutput[k], 0));
  varying.forEach((i, k) => {
    const own = fit[k] / Math.sqrt(inverse[k][k]);
    const left = unexplained + own * own;
    if (left > NOTHING) found[i] = own / Math.sqrt(left);
  });
  return found;
}

/** Share of the variance of ranks that is taken for rounding. */
const NOTHING = 1e-10;

/** Ranks less their mean, divided by the root of their sum of squares; null where all rows with a weight have the same rank. */
function standardRanks({ group, count }: TieGroups, weights: Float64Array): Float64Array | null {
  const rank = new Float64Array(count);
  let total = 0;
  for (let row = 0; row < group.length; ++row) {
    rank[group[row]] += weights[row];
    total += weights[row];
  }
  let before = 0;
  let squares = 0;
  // Twice the mean rank of the group less the mean of all ranks: whole numbers.
  for (let g = 0; g < count; ++g) {
    const size = rank[g];
    rank[g] = 2 * before + size - total;
    squares += size * rank[g] * rank[g];
    before += size;
  }
  if (squares === 0) return null;
  const scale = 1 / Math.sqrt(squares);
  const standard = new Float64Array(group.length);
  for (let row = 0; row < group.length; ++row) standard[row] = rank[group[row]] * scale;
  return standard;
}

/**
 * Inverse of a matrix of correlations by elimination, which needs no search for pivots as it is positive definite: each pivot
 * is the share of a factor that those before it leave. Null where one determines another.
 */
function inverseOf(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, k) => (k === i ? 1 : 0))]);
  for (let i = 0; i < size; ++i) {
    const pivot = rows[i][i];
    if (!(pivot > NOTHING)) return null;
    for (let k = 0; k < 2 * size; ++k) rows[i][k] /= pivot;
    for (let other = 0; other < size; ++other) {
      const times = rows[other][i];
      if (other === i || times === 0) continue;
      for (let k = 0; k < 2 * size; ++k) rows[other][k] -= times * rows[i][k];
    }
  }
  return rows.map((row) => row.slice(size));
}
