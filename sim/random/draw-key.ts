import { mix } from './mix.ts';

/**
 * Fills `key` with the key of all draws that one actor makes in one epoch for one purpose; the draws themselves differ
 * by their subject. Under one root different arguments always give different keys.
 *
 * @param root four words, see rootKey
 * @param actorHigh upper half of the actor's identity
 * @param actorLow lower half of the actor's identity
 * @param epoch number of the epoch, a 32-bit integer
 * @param purpose what the draws are for: a small whole number of the caller's choosing
 * @param key four words, overwritten
 */
export function drawKeyInto(
  root: Int32Array,
  actorHigh: number,
  actorLow: number,
  epoch: number,
  purpose: number,
  key: Int32Array,
): void {
  const a = mix(root[0] ^ actorLow);
  const b = mix((root[1] ^ actorHigh) + a);
  const c = mix((root[2] ^ epoch) + b);
  const d = mix((root[3] ^ purpose) + c);
  // The second round carries what came last back to the first words.
  key[0] = mix(a + d);
  key[1] = mix(b + key[0]);
  key[2] = mix(c + key[1]);
  key[3] = mix(d + key[2]);
}
