import { drawKeyInto, rootKey, uniform } from '../../sim/random/index.ts';

const root = rootKey('trials');

/** The key of actor (0, 1), epoch 1 and purpose 1 under a fixed seed, or of a neighbour. */
export function keyOf(change: { actor?: number; epoch?: number; purpose?: number; seed?: string } = {}): Int32Array {
  const key = new Int32Array(4);
  const from = change.seed === undefined ? root : rootKey(change.seed);
  drawKeyInto(from, 0, change.actor ?? 1, change.epoch ?? 1, change.purpose ?? 1, key);
  return key;
}

const fixed = keyOf();

/** The ways in which draws of a simulation follow each other: one part of the key counts up, the rest stays. */
export const sequences: readonly { name: string; count: number; at: (n: number) => number }[] = [
  { name: 'subjects', count: 100_000, at: (n) => uniform(fixed, 0, n) },
  { name: 'upper halves of subjects', count: 100_000, at: (n) => uniform(fixed, n, 0) },
  { name: 'actors', count: 100_000, at: (n) => uniform(keyOf({ actor: n }), 0, 0) },
  { name: 'epochs', count: 100_000, at: (n) => uniform(keyOf({ epoch: n }), 0, 0) },
  { name: 'purposes', count: 100_000, at: (n) => uniform(keyOf({ purpose: n }), 0, 0) },
  { name: 'seeds', count: 8_000, at: (n) => uniform(keyOf({ seed: String(n) }), 0, 0) },
];

/** How many standard deviations Pearson's chi-square lies above its mean, all bins being equally likely. */
export function chiSquareScore(counts: readonly number[] | Int32Array, expected: (bin: number) => number): number {
  let sum = 0;
  for (let bin = 0; bin < counts.length; ++bin) sum += (counts[bin] - expected(bin)) ** 2 / expected(bin);
  const freedom = counts.length - 1;
  return (sum - freedom) / Math.sqrt(2 * freedom);
}

/** Mean of the numbers and the second to fourth moment about zero. */
export function moments(count: number, at: (n: number) => number): [number, number, number, number] {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  for (let n = 0; n < count; ++n) {
    const x = at(n);
    sums[0] += x;
    sums[1] += x * x;
    sums[2] += x * x * x;
    sums[3] += x * x * x * x;
  }
  return [sums[0] / count, sums[1] / count, sums[2] / count, sums[3] / count];
}
