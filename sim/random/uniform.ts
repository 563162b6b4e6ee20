import { mix } from './mix.ts';

/** 2^-52 */
const UNIT = 2.220446049250313e-16;

/**
 * The generator: four Feistel rounds with `mix` over the 64 bits of the subject, one word of the key in each. Under one
 * key different subjects therefore never give the same 64 bits. The upper 52 of them become the number.
 */
export function uniformOfWords(
  key0: number,
  key1: number,
  key2: number,
  key3: number,
  subjectHigh: number,
  subjectLow: number,
): number {
  const b = subjectHigh ^ mix((subjectLow + key0) | 0);
  const a = subjectLow ^ mix((b + key1) | 0);
  const low = b ^ mix((a + key2) | 0);
  const high = a ^ mix((low + key3) | 0);
  return ((high >>> 6) * 67108864 + (low >>> 6) + 0.5) * UNIT;
}

/**
 * A number between 0 and 1, never either of them: one of the 2^52 odd multiples of 2^-53, all equally likely. The same
 * arguments always give the same number, whatever else is drawn.
 *
 * @param key four words, see drawKeyInto
 * @param subjectHigh upper half of the identity of what the draw is about
 * @param subjectLow lower half of the identity of what the draw is about
 */
export function uniform(key: Int32Array, subjectHigh: number, subjectLow: number): number {
  return uniformOfWords(key[0], key[1], key[2], key[3], subjectHigh, subjectLow);
}

/** Fills out[offset ..] with the uniform numbers about `count` subjects. */
export function uniformsInto(
  key: Int32Array,
  subjectsHigh: Int32Array,
  subjectsLow: Int32Array,
  count: number,
  out: Float64Array,
  offset: number,
): void {
  const key0 = key[0];
  const key1 = key[1];
  const key2 = key[2];
  const key3 = key[3];
  // out[offset + n] = uniformOfWords(key0, key1, key2, key3, subjectsHigh[n], subjectsLow[n]), its calls written out: one
  // loop without calls is compiled in one piece wherever it is used.
  for (let n = 0; n < count; ++n) {
    const subjectLow = subjectsLow[n];
    let x = (subjectLow + key0) | 0;
    x ^= x >>> 16;
    x = Math.imul(x, 0x21f0aaad);
    x ^= x >>> 15;
    x = Math.imul(x, 0xd35a2d97);
    const b = subjectsHigh[n] ^ x ^ (x >>> 15);
    x = (b + key1) | 0;
    x ^= x >>> 16;
    x = Math.imul(x, 0x21f0aaad);
    x ^= x >>> 15;
    x = Math.imul(x, 0xd35a2d97);
    const a = subjectLow ^ x ^ (x >>> 15);
    x = (a + key2) | 0;
    x ^= x >>> 16;
    x = Math.imul(x, 0x21f0aaad);
    x ^= x >>> 15;
    x = Math.imul(x, 0xd35a2d97);
    const low = b ^ x ^ (x >>> 15);
    x = (low + key3) | 0;
    x ^= x >>> 16;
    x = Math.imul(x, 0x21f0aaad);
    x ^= x >>> 15;
    x = Math.imul(x, 0xd35a2d97);
    const high = a ^ x ^ (x >>> 15);
    out[offset + n] = ((high >>> 6) * 67108864 + (low >>> 6) + 0.5) * UNIT;
  }
}

/**
 * Uniform number of a draw that needs several: attempt 1, 2, ... each have a key of their own, derived from the draw's.
 */
export function uniformOfAttempt(key: Int32Array, subjectHigh: number, subjectLow: number, attempt: number): number {
  const key0 = mix(key[0] ^ Math.imul(attempt, 0x9e3779b9));
  const key1 = mix((key[1] + key0) | 0);
  return uniformOfWords(key0, key1, key[2], key[3], subjectHigh, subjectLow);
}
