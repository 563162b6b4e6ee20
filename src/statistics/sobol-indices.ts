import { intervalOfResamples } from './bca.ts';
import { mean } from './moments.ts';
import { normalQuantile } from './normal.ts';
import { type ResamplingOptions, resampling, uniforms } from './resampling.ts';

/** Outputs over Saltelli's design; entry j of every array belongs to row j. NaN: the run has no value. */
export interface SobolOutputs {
  /** At the rows of the matrix A. */
  readonly a: Float64Array;
  /** At the rows of the matrix B, independent of A. */
  readonly b: Float64Array;
  /** Per factor: at the rows of A with the factor's column taken from B. */
  readonly ab: readonly Float64Array[];
}

/** Shares of the outputs' variance, dimensionless. Estimates: a little below 0 and above 1 is chance. */
export interface SobolIndex {
  /** What the factor explains alone: the share of variance that goes, on average, when it is fixed. */
  readonly first: number;
  readonly firstLow: number;
  readonly firstHigh: number;
  /** What the factor has a part in, interactions included: the share that stays when all others are fixed. */
  readonly total: number;
  readonly totalLow: number;
  readonly totalHigh: number;
}

export interface SobolIndices {
  /** Rows that counted. */
  readonly n: number;
  /** Variance of the outputs at A and B together, in their unit squared. */
  readonly variance: number;
  readonly factors: readonly SobolIndex[];
}

/**
 * Sobol's sensitivity indices of first order, Σ b (ab - a) / (n V), and total, Σ (a - ab)² / (2 n V), with BCa bootstrap
 * intervals over the rows. Saltelli et al., Computer Physics Communications 181 (2010), table 2, rows b and f: the former
 * their own, the latter Jansen's (1999). The outputs are centred first: the estimator of first order loses digits to a
 * common offset. 1 000 resamples unless told otherwise.
 *
 * Rows with a NaN in any of the outputs are left out. All indices are NaN where the outputs do not vary, or with fewer than
 * two rows. Rows of a low-discrepancy sequence estimate better than chance: the intervals are then wider than need be.
 *
 * @throws RangeError for arrays of different lengths, or options out of their range
 */
export function sobolIndices({ a, b, ab }: SobolOutputs, options: ResamplingOptions = {}): SobolIndices {
  const { confidence, resamples, seed } = resampling(options, 1000);
  if (b.length !== a.length || ab.some((outputs) => outputs.length !== a.length)) {
    throw new RangeError("Saltelli's design has as many rows in A, B and every mixture of them.");
  }
  const rows = [...a.keys()].filter((j) => ![a, b, ...ab].some((outputs) => Number.isNaN(outputs[j])));
  const n = rows.length;
  if (n === 0) return { n, variance: Number.NaN, factors: ab.map(() => NO_INDEX) };
  const terms = termsOf({ a, b, ab }, rows);
  const sums = sumOf(terms, n);
  const variance = varianceOf(sums, n);
  if (n < 2) return { n, variance, factors: ab.map(() => NO_INDEX) };

  const estimates = indicesOf(sums, n);
  const resampled = estimates.map(() => new Float64Array(resamples));
  const leftOut = estimates.map(() => new Float64Array(n));
  const random = uniforms(seed);
  const drawn = new Float64Array(sums.length);
  for (let r = 0; r < resamples; ++r) {
    drawn.fill(0);
    for (let draw = 0; draw < n; ++draw) addRow(terms, (random() * n) | 0, drawn, 1);
    keep(indicesOf(drawn, n), resampled, r);
  }
  for (let j = 0; j < n; ++j) {
    drawn.set(sums);
    addRow(terms, j, drawn, -1);
    keep(indicesOf(drawn, n - 1), leftOut, j);
  }
  const z = normalQuantile((1 + confidence) / 2);
  const intervals = estimates.map((estimate, k) => intervalOfResamples(estimate, resampled[k], leftOut[k], z));
  const factors = ab.map((_, i) => ({
    first: estimates[2 * i],
    firstLow: intervals[2 * i].low,
    firstHigh: intervals[2 * i].high,
    total: estimates[2 * i + 1],
    totalLow: intervals[2 * i + 1].low,
    totalHigh: intervals[2 * i + 1].high,
  }));
  return { n, variance, factors };
}

const NO_INDEX: SobolIndex = {
  first: Number.NaN,
  firstLow: Number.NaN,
  firstHigh: Number.NaN,
  total: Number.NaN,
  totalLow: Number.NaN,
  totalHigh: Number.NaN,
};

/**
 * What each row adds to the sums that all indices are made of, row after row: a + b, a² + b², then b (ab - a) and
 * (a - ab)² / 2 per factor, of centred outputs.
 */
function termsOf({ a, b, ab }: SobolOutputs, rows: readonly number[]): Float64Array {
  const width = 2 + 2 * ab.length;
  const terms = new Float64Array(rows.length * width);
  const center = mean([...rows.map((j) => a[j]), ...rows.map((j) => b[j])]);
  rows.forEach((j, row) => {
    const atA = a[j] - center;
    const atB = b[j] - center;
    let place = row * width;
    terms[place++] = atA + atB;
    terms[place++] = atA * atA + atB * atB;
    for (const outputs of ab) {
      const change = outputs[j] - a[j];
      terms[place++] = atB * change;
      terms[place++] = 0.5 * change * change;
    }
  });
  return terms;
}

function sumOf(terms: Float64Array, rows: number): Float64Array {
  const sums = new Float64Array(terms.length / rows);
  for (let row = 0; row < rows; ++row) addRow(terms, row, sums, 1);
  return sums;
}

function addRow(terms: Float64Array, row: number, sums: Float64Array, times: number): void {
  const width = sums.length;
  const start = row * width;
  for (let k = 0; k < width; ++k) sums[k] += times * terms[start + k];
}

function varianceOf(sums: Float64Array, rows: number): number {
  const center = sums[0] / (2 * rows);
  return sums[1] / (2 * rows) - center * center;
}

/** First and total index of every factor in turn. */
function indicesOf(sums: Float64Array, rows: number): number[] {
  const variance = varianceOf(sums, rows);
  const indices: number[] = [];
  for (let k = 2; k < sums.length; ++k) indices.push(variance > 0 ? sums[k] / rows / variance : Number.NaN);
  return indices;
}

function keep(indices: readonly number[], kept: readonly Float64Array[], place: number): void {
  for (let k = 0; k < indices.length; ++k) kept[k][place] = indices[k];
}
