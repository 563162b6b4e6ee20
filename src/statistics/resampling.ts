import seedrandom from 'seedrandom';

/** How an interval is had by resampling. */
export interface ResamplingOptions {
  /** Share of such intervals that should hold the true value, between 0 and 1, exclusive; 0.95 unless given. */
  readonly confidence?: number;
  /** Resamples drawn, a whole number of at least 1. */
  readonly resamples?: number;
  /** Any text: the same one gives the same interval. */
  readonly seed?: string;
}

export interface Resampling {
  readonly confidence: number;
  readonly resamples: number;
  readonly seed: string;
}

/** The options, complete and checked. */
export function resampling(
  { confidence = 0.95, resamples, seed = 'bootstrap' }: ResamplingOptions,
  usualResamples: number,
): Resampling {
  requireConfidence(confidence);
  const count = resamples ?? usualResamples;
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`The number of resamples is a whole number of at least 1; got ${count}.`);
  }
  return { confidence, resamples: count, seed };
}

/** Uniform numbers from 0 to 1, exclusive, multiples of 2⁻³²: Alea, which passes the usual tests with seeds of text. */
export function uniforms(seed: string): () => number {
  return seedrandom.alea(seed);
}

/** @throws RangeError for a confidence that is not between 0 and 1, exclusive */
export function requireConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`Confidence lies between 0 and 1, both excluded; got ${confidence}.`);
  }
}
