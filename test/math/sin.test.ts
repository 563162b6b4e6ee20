import { describe, expect, it } from 'vitest';
import { cosOfTurns, sinOfTurns } from '../../sim/math/index.ts';
import { type Big, exactly, numbersFrom, unitsOff } from './big-numbers.ts';

const fullTurn = exactly(1).atan().times(8);

function worst(f: (x: number) => number, truth: (angle: Big) => Big, argument: (next: () => number) => number): number {
  const next = numbersFrom(1);
  let largest = 0;
  for (let n = 0; n < 400; ++n) {
    const x = argument(next);
    largest = Math.max(largest, unitsOff(f(x), truth(exactly(x).times(fullTurn))));
  }
  return largest;
}

describe('sine and cosine of turns', () => {
  it.each<[string, (next: () => number) => number]>([
    ['over one turn', (next) => next()],
    ['for negative turns', (next) => -3 * next()],
    ['for tiny turns', (next) => (next() - 0.5) * 2 ** -Math.floor(next() * 60)],
    ['beside the eighths, where the series change', (next) => Math.floor(next() * 8) / 8 + (next() - 0.5) * 1e-9],
    ['after many turns', (next) => next() * 1e9],
  ])('are at most one unit in the last place off %s', (_where, argument) => {
    expect(worst(sinOfTurns, (angle) => angle.sin(), argument)).toBeLessThan(0.8);
    expect(worst(cosOfTurns, (angle) => angle.cos(), argument)).toBeLessThan(0.8);
  });

  it('are exact at whole quarters of a turn, however many went before', () => {
    for (const turns of [0, 1, -1, 7, -12, 2 ** 40, -(2 ** 40)]) {
      expect([0, 0.25, 0.5, 0.75].map((part) => sinOfTurns(turns + part) + 0)).toEqual([0, 1, 0, -1]);
      expect([0, 0.25, 0.5, 0.75].map((part) => cosOfTurns(turns + part) + 0)).toEqual([1, 0, -1, 0]);
    }
    expect(cosOfTurns(2 ** 60)).toBe(1);
    expect(Math.abs(sinOfTurns(-1e300))).toBe(0);
  });

  it('repeat themselves after every whole turn, and are odd and even', () => {
    for (let n = 1; n < 64; ++n) {
      const x = n / 64;
      expect(sinOfTurns(x + 1000)).toBe(sinOfTurns(x));
      expect(sinOfTurns(-x) + 0).toBe(-sinOfTurns(x) + 0);
      expect(cosOfTurns(-x) + 0).toBe(cosOfTurns(x) + 0);
      expect(cosOfTurns(x - 0.25) + 0).toBe(sinOfTurns(x) + 0);
    }
  });

  it('are no number at infinity and for what is no number', () => {
    for (const x of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]) {
      expect([sinOfTurns(x), cosOfTurns(x)]).toEqual([NaN, NaN]);
    }
  });

  it.each<[string, (x: number) => number, number]>([
    ['sinOfTurns', (u) => sinOfTurns(3 * u - 1), -1902971641],
    ['cosOfTurns', (u) => cosOfTurns(3 * u - 1), -1585125444],
  ])('the bits of %s are those of the committed checksum', (_name, f, checksum) => {
    const next = numbersFrom(7);
    const result = new Float64Array(1);
    const words = new Uint32Array(result.buffer);
    let sum = 0;
    for (let n = 0; n < 20_000; ++n) {
      result[0] = f(next());
      sum = (Math.imul(sum, 31) + words[0]) | 0;
      sum = (Math.imul(sum, 31) + words[1]) | 0;
    }
    expect(sum).toBe(checksum);
  });
});
