import { describe, expect, it } from 'vitest';
import { drawKeyInto, rootKey, uniform, uniformsInto } from '../../sim/random/index.ts';
import { chiSquareScore, keyOf, moments, sequences } from './trials.ts';

/** The 52 bits of a draw, as a whole number. */
function bitsOf(u: number): number {
  return u * 2 ** 52 - 0.5;
}

describe('uniform', () => {
  it('gives the committed numbers', () => {
    const key = keyOf();
    const found = [
      uniform(key, 0, 0),
      uniform(key, 0, 1),
      uniform(key, 1, 0),
      uniform(key, -1, -1),
      uniform(keyOf({ actor: 2 }), 0, 0),
      uniform(keyOf({ epoch: 2 }), 0, 0),
      uniform(keyOf({ purpose: 2 }), 0, 0),
      uniform(keyOf({ seed: '' }), 0, 0),
      uniform(keyOf({ seed: 'allora' }), 0, 0),
      uniform(keyOf({ seed: 'allora' }), 123456789, -987654321),
    ];
    expect(found).toEqual([
      0.18210861798196543, 0.3901962289789852, 0.6181172642506468, 0.21174850895759334, 0.8602532346459403,
      0.8769855623090562, 0.38770894673442136, 0.4388482892498554, 0.1616626317422062, 0.31512144289526145,
    ]);
  });

  it('lies strictly between 0 and 1, on odd multiples of 2^-53', () => {
    const key = keyOf();
    for (let n = 0; n < 10_000; ++n) {
      const u = uniform(key, n, n);
      expect(u > 0 && u < 1 && Number.isInteger(bitsOf(u))).toBe(true);
    }
    // The largest and the smallest such number.
    expect((2 ** 52 - 1 + 0.5) * 2 ** -52).toBeLessThan(1);
    expect(0.5 * 2 ** -52).toBeGreaterThan(0);
  });

  it('never gives two subjects of one key the same number', () => {
    const key = keyOf();
    const seen = new Set<number>();
    for (let n = 0; n < 300_000; ++n) seen.add(uniform(key, 0, n));
    expect(seen.size).toBe(300_000);
  });

  it('is a function of its arguments alone, whatever was drawn in between and in whichever order', () => {
    const key = keyOf();
    const forwards = Array.from({ length: 50 }, (_, n) => uniform(key, 3, n));
    const backwards: number[] = [];
    for (let n = 49; n >= 0; --n) {
      uniform(keyOf({ epoch: n }), 7, 7);
      backwards.unshift(uniform(keyOf(), 3, n));
    }
    expect(backwards).toEqual(forwards);
  });

  it('gives in bulk what it gives one by one, and writes nothing else', () => {
    const key = keyOf();
    const high = Int32Array.from({ length: 100 }, (_, n) => n * 77777);
    const low = Int32Array.from({ length: 100 }, (_, n) => -n);
    const out = new Float64Array(105).fill(9);
    uniformsInto(key, high, low, 100, out, 3);
    for (let n = 0; n < 100; ++n) expect(out[3 + n]).toBe(uniform(key, high[n], low[n]));
    expect([...out.subarray(0, 3), ...out.subarray(103)]).toEqual([9, 9, 9, 9, 9]);
  });
});

describe('draws that follow each other are spread evenly', () => {
  it.each(sequences)('in their high bits, over neighbouring $name', ({ count, at }) => {
    const bins = 256;
    const counts = new Int32Array(bins);
    for (let n = 0; n < count; ++n) ++counts[Math.floor(at(n) * bins)];
    expect(Math.abs(chiSquareScore(counts, () => count / bins))).toBeLessThan(4);
  });

  it.each(sequences)('in their low bits, over neighbouring $name', ({ count, at }) => {
    const bins = 256;
    const counts = new Int32Array(bins);
    for (let n = 0; n < count; ++n) ++counts[bitsOf(at(n)) % bins];
    expect(Math.abs(chiSquareScore(counts, () => count / bins))).toBeLessThan(4);
  });

  it.each(sequences)('in mean and variance, over neighbouring $name', ({ count, at }) => {
    const [mean, square] = moments(count, (n) => at(n) - 0.5);
    expect(Math.abs(mean) / Math.sqrt(1 / 12 / count)).toBeLessThan(4);
    // The variance of (u - 1/2)² is 1/180.
    expect(Math.abs(square - 1 / 12) / Math.sqrt(1 / 180 / count)).toBeLessThan(4);
  });
});

describe('draws of neighbours have nothing in common', () => {
  const base = keyOf();
  const apart = (neighbour: Int32Array) => (n: number) => uniform(neighbour, 0, n);
  const neighbours: readonly { name: string; at: (n: number) => number }[] = [
    { name: 'the next subject', at: (n) => uniform(base, 0, n + 1) },
    { name: 'the subject in the other half', at: (n) => uniform(base, n, 0) },
    { name: 'the next epoch', at: apart(keyOf({ epoch: 2 })) },
    { name: 'the next actor', at: apart(keyOf({ actor: 2 })) },
    { name: 'the next purpose', at: apart(keyOf({ purpose: 2 })) },
    { name: 'epoch and purpose exchanged by one', at: apart(keyOf({ epoch: 2, purpose: 0 })) },
    { name: 'seeds 1 and 2', at: apart(keyOf({ seed: '2' })) },
  ];

  it.each(neighbours)('$name: no correlation, no pattern of pairs', ({ name, at }) => {
    const own = name === 'seeds 1 and 2' ? apart(keyOf({ seed: '1' })) : apart(base);
    const count = 100_000;
    const counts = new Int32Array(32 * 32);
    let product = 0;
    for (let n = 1; n <= count; ++n) {
      const a = own(n);
      const b = at(n);
      product += (a - 0.5) * (b - 0.5);
      ++counts[Math.floor(a * 32) * 32 + Math.floor(b * 32)];
    }
    // Each product has variance 1/144.
    expect(Math.abs(product) / Math.sqrt(count / 144)).toBeLessThan(4);
    expect(Math.abs(chiSquareScore(counts, () => count / 1024))).toBeLessThan(4);
  });

  it.each(sequences)('three successive draws fill the cube evenly, over neighbouring $name', ({ count, at }) => {
    const counts = new Int32Array(512);
    for (let n = 0; n < count - 2; n += 3) {
      ++counts[Math.floor(at(n) * 8) * 64 + Math.floor(at(n + 1) * 8) * 8 + Math.floor(at(n + 2) * 8)];
    }
    const trios = Math.ceil((count - 2) / 3);
    expect(Math.abs(chiSquareScore(counts, () => trios / 512))).toBeLessThan(4);
  });
});

describe('every bit of what a draw is keyed by', () => {
  const root = rootKey('avalanche');
  const key = new Int32Array(4);
  const words: readonly string[] = ['actorHigh', 'actorLow', 'epoch', 'purpose', 'subjectHigh', 'subjectLow'];

  function draw(parts: Int32Array): number {
    drawKeyInto(root, parts[0], parts[1], parts[2], parts[3], key);
    return bitsOf(uniform(key, parts[4], parts[5]));
  }

  it.each(words.map((name, word) => ({ name, word })))(
    'of $name changes every bit of the result half of the time',
    ({ word }) => {
      const trials = 1000;
      let farthest = 0;
      for (let bit = 0; bit < 32; ++bit) {
        const flips = new Int32Array(52);
        for (let n = 0; n < trials; ++n) {
          const parts = Int32Array.of(n, 3 * n, n, n % 30, 7 * n, n);
          const before = draw(parts);
          parts[word] ^= 1 << bit;
          const after = draw(parts);
          const upper = Math.floor(before / 2 ** 26) ^ Math.floor(after / 2 ** 26);
          const lower = (before % 2 ** 26) ^ (after % 2 ** 26);
          for (let b = 0; b < 26; ++b) {
            flips[b] += (lower >>> b) & 1;
            flips[26 + b] += (upper >>> b) & 1;
          }
        }
        for (const flipped of flips)
          farthest = Math.max(farthest, Math.abs(flipped - trials / 2) / Math.sqrt(trials / 4));
      }
      // The largest of 1 664 standard normal numbers is about 3.2, and above 5 once in a thousand times.
      expect(farthest).toBeLessThan(5);
    },
  );
});

describe('matrices of single bits', () => {
  /** Rank over the field of two elements of a square matrix whose rows are integers. */
  function rankOf(rows: number[]): number {
    let rank = 0;
    for (let bit = 0; bit < 32; ++bit) {
      const pivot = rows.findIndex((row, n) => n >= rank && ((row >>> bit) & 1) === 1);
      if (pivot < 0) continue;
      [rows[rank], rows[pivot]] = [rows[pivot], rows[rank]];
      for (let n = 0; n < rows.length; ++n) if (n !== rank && (rows[n] >>> bit) & 1) rows[n] ^= rows[rank];
      rank += 1;
    }
    return rank;
  }

  it.each([
    ['upper 32', (u: number) => Math.floor(u * 2 ** 32) | 0],
    ['lower 32', (u: number) => (bitsOf(u) % 2 ** 32) | 0],
  ])('from the %s bits of successive draws have full rank as often as chance has it', (_name, wordOf) => {
    const key = keyOf();
    const counts = [0, 0, 0];
    const trials = 3000;
    for (let n = 0; n < trials; ++n) {
      const rank = rankOf(Array.from({ length: 32 }, (_, row) => wordOf(uniform(key, 5, 32 * n + row))));
      ++counts[rank === 32 ? 0 : rank === 31 ? 1 : 2];
    }
    const chances = [0.288788095, 0.57757619, 0.133635715];
    expect(chiSquareScore(counts, (bin) => trials * chances[bin])).toBeLessThan(4);
  });
});
