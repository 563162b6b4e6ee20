import seedrandom from 'seedrandom';
import { normalQuantile } from '../../src/statistics/normal.ts';

/** Standard normal numbers, one per call; the same for the same seed. */
export function normals(seed: string): () => number {
  const random = seedrandom.alea(seed);
  // Away from 0 by less than a step of the generator.
  return () => normalQuantile(random() + 2 ** -34);
}

/** As many of them. */
export function normalSample(seed: string, count: number): Float64Array {
  const normal = normals(seed);
  return Float64Array.from({ length: count }, () => normal());
}
