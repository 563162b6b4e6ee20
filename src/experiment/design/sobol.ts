import { SobolSequenceGenerator } from 'sobol';
import { drawsFor } from './draws.ts';

/** Where the points of a Sobol design stand. */
export interface SobolRows {
  /** Points of the first sample. */
  readonly a: readonly number[];
  /** Points of the second sample, as many. */
  readonly b: readonly number[];
  /** For each factor, the points of the first sample with that factor's coordinate taken from the second. */
  readonly ab: readonly (readonly number[])[];
}

/** The layout of Saltelli: sample A, sample B, then A with one column of B, factor by factor; `base` rows each. */
export function sobolRows(base: number, factors: number): SobolRows {
  const block = (n: number): number[] => Array.from({ length: base }, (_, row) => n * base + row);
  return { a: block(0), b: block(1), ab: Array.from({ length: factors }, (_, i) => block(2 + i)) };
}

/**
 * The points of a Sobol design: two samples whose rows are the halves of the first `base` points of the Sobol sequence in
 * twice as many dimensions, and the mixtures that the indices are made from (Saltelli 2010).
 *
 * A random digital shift, which follows from the seed, moves the sequence off the corner that it begins at and keeps its
 * evenness: every one of `base` equal parts of a dimension has one point of each sample.
 *
 * @param base a power of two, at most 2^16
 */
export function sobolPoints(base: number, factors: number, seed: string): number[][] {
  const sequence = new SobolSequenceGenerator(2 * factors);
  const shifts = Array.from({ length: 2 * factors }, (_, dimension) => shiftOf(seed, dimension, factors));
  const both = Array.from({ length: base }, () => sequence.nextVector().map((x, d) => shifted(x, shifts[d] as number)));
  const a = both.map((row) => row.slice(0, factors));
  const b = both.map((row) => row.slice(factors));
  const mixed = Array.from({ length: factors }, (_, i) =>
    a.map((row, n) => row.map((x, j) => (j === i ? (b[n]?.[i] as number) : x))),
  );
  return [...a, ...b, ...mixed.flat()];
}

/** Numbers of the sequence have at most 20 binary digits; a shift has 32. */
const sequenceScale = 2 ** 20;
const digitsBelow = 12;
const scale = 2 ** 32;

function shiftOf(seed: string, dimension: number, factors: number): number {
  const sample = dimension < factors ? 'a' : 'b';
  return Math.floor(drawsFor(seed, `sobol ${sample} ${dimension % factors}`)() * scale);
}

/** Digit by digit the exclusive or, and then the middle of the last digit, so that neither 0 nor 1 comes out. */
function shifted(x: number, shift: number): number {
  const digits = ((Math.round(x * sequenceScale) << digitsBelow) ^ shift) >>> 0;
  return (digits + 0.5) / scale;
}
