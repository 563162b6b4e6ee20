import seedrandom from 'seedrandom';

/**
 * The root key of a run: four 32-bit words from the seed, any text. `seedrandom` does the hashing, so every character
 * counts and similar seeds give unrelated keys.
 */
export function rootKey(seed: string): Int32Array {
  const generator = seedrandom(seed);
  return Int32Array.from({ length: 4 }, () => generator.int32());
}
