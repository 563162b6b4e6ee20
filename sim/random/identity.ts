import { mix } from './mix.ts';

/** 64 bits that stand for somebody or something, as two 32-bit integers. */
export interface Identity {
  readonly high: number;
  readonly low: number;
}

const TEXT = 0x54455854;
const INDEX = 0x494e4458;

/**
 * The identity of a sequence of names and indices, such as ('honest', 3).
 *
 * Every part counts with its kind and its length, so ('ab', 'c') differs from ('a', 'bc'), and '1' from 1. Two different
 * sequences agree by chance with probability 2^-64.
 *
 * @param parts names, and indices that are whole numbers of at most 2^53 in magnitude
 * @throws RangeError for a number that is no such index
 */
export function identity(...parts: readonly (string | number)[]): Identity {
  let low = 0x243f6a88;
  let high = 0x05a308d3;
  const absorb = (word: number): void => {
    low = mix(low ^ word);
    high = mix((high ^ low) + 0x13198a2e);
  };
  for (const part of parts) {
    if (typeof part === 'number') {
      if (!Number.isSafeInteger(part)) throw new RangeError(`An index is a whole number; got ${part}.`);
      absorb(INDEX);
      absorb(part | 0);
      absorb(Math.floor(part / 4294967296) | 0);
    } else {
      absorb(TEXT);
      absorb(part.length);
      for (let n = 0; n < part.length; ++n) absorb(part.charCodeAt(n));
    }
  }
  absorb(parts.length);
  return { high, low };
}
