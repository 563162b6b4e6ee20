import { describe, expect, it } from 'vitest';
import { drawKeyInto, identity, rootKey } from '../../sim/random/index.ts';

const text = (parts: readonly (string | number)[]): string => `${identity(...parts).high}/${identity(...parts).low}`;

describe('identity', () => {
  it('gives the committed numbers', () => {
    expect([identity(), identity('honest', 3), identity('honest', 3, 'é')]).toEqual([
      { high: -1823502914, low: 416707932 },
      { high: 1284267315, low: 1936031124 },
      { high: 1167954577, low: -1205825523 },
    ]);
  });
  it('tells apart how parts are divided, their order and their kind', () => {
    const all = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc'],
      ['c', 'ab'],
      ['1'],
      [1],
      [-1],
      [2 ** 32 + 1],
      ['', ''],
      [''],
      [],
      [0],
    ];
    expect(new Set(all.map(text)).size).toBe(all.length);
  });
  it('tells apart many members of many populations, in each half of its bits', () => {
    const seen = new Set<string>();
    const lows = new Set<number>();
    const highs = new Set<number>();
    for (let group = 0; group < 20; ++group) {
      for (let n = 0; n < 1000; ++n) {
        const { high, low } = identity(`group ${group}`, n);
        seen.add(`${high}/${low}`);
        lows.add(low);
        highs.add(high);
      }
    }
    expect(seen.size).toBe(20_000);
    // Of 20 000 draws from 2^32 about 0.05 meet by chance.
    expect(lows.size).toBeGreaterThan(19_997);
    expect(highs.size).toBeGreaterThan(19_997);
  });
  it('refuses numbers that are no index', () => {
    expect(() => identity('honest', 0.5)).toThrow(RangeError);
    expect(() => identity(Number.NaN)).toThrow(RangeError);
  });
});

describe('rootKey', () => {
  it('gives the committed words', () => {
    expect(Array.from(rootKey('allora'))).toEqual([1263412001, -1808313658, -341748318, -25917547]);
  });
  it('takes any text, the empty one too, and repeats itself', () => {
    expect(rootKey('')).toEqual(rootKey(''));
    expect(rootKey('1')).not.toEqual(rootKey('01'));
    expect(rootKey('🌱')).toEqual(rootKey('🌱'));
  });
});

describe('drawKeyInto', () => {
  it('gives different keys for different actors, epochs and purposes', () => {
    const root = rootKey('keys');
    const key = new Int32Array(4);
    const seen = new Set<string>();
    for (let actor = 0; actor < 20; ++actor) {
      for (let epoch = 0; epoch < 50; ++epoch) {
        for (let purpose = 0; purpose < 20; ++purpose) {
          drawKeyInto(root, actor % 4, actor, epoch, purpose, key);
          seen.add(key.join());
        }
      }
    }
    expect(seen.size).toBe(20_000);
  });
});
