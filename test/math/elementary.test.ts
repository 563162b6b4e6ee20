import { describe, expect, it } from 'vitest';
import { atan, exp, expm1, log, log1p, log10, pow, tanh } from '../../sim/math/index.ts';
import { type Big, exactly, numbersFrom, unitsOff } from './big-numbers.ts';

/**
 * Arguments per range. The checksums below notice every other bit at once; when one of them is changed, `npm run test:full`
 * looks at more places.
 */
const many = process.env.ALLORA_SIM_TEST_FULL === '1' ? 700 : 250;

type Draw = () => number;

/** Any sign, exponents from 2^low to 2^high. */
function spread(next: Draw, low: number, high: number): number {
  return (next() < 0.5 ? -1 : 1) * (1 + next()) * 2 ** Math.floor(low + next() * (high - low));
}

/** A point next to one of the places where a function changes its way of computing. */
function beside(next: Draw, places: readonly number[]): number {
  const place = places[Math.floor(next() * places.length)];
  return place + (next() - 0.5) * 2 ** Math.floor(-52 + next() * 45) * Math.max(Math.abs(place), 1);
}

function worst(
  f: (x: number) => number,
  truth: (x: Big) => Big,
  argument: (next: Draw) => number,
  count = many,
): number {
  const next = numbersFrom(1);
  let largest = 0;
  for (let n = 0; n < count; ++n) {
    const x = argument(next);
    largest = Math.max(largest, unitsOff(f(x), truth(exactly(x))));
  }
  return largest;
}

const minusOne = (x: Big): Big => x.exp().minus(1);
const ofOnePlus = (x: Big): Big => x.plus(1).ln();
const tanhTruth = (x: Big): Big => minusOne(x.times(2)).div(x.times(2).exp().plus(1));
const halfSteps = [-3, -2, -1, 1, 2, 3, 63, 64, 65, 127].map((k) => ((k + 0.5) * Math.LN2) / 128);

describe('the elementary functions are at most one unit in the last place off', () => {
  it.each<[string, (next: Draw) => number]>([
    ['everywhere', (next) => (next() - 0.5) * 1416],
    ['for small arguments', (next) => spread(next, -60, 3)],
    ['at the edges of the table', (next) => beside(next, halfSteps)],
    ['next to overflow', (next) => 707.5 + next() * 2.28],
    ['in the subnormal results', (next) => -708 - next() * 36],
  ])('exp %s', (_where, argument) => {
    expect(worst(exp, (x) => x.exp(), argument)).toBeLessThan(0.8);
  });

  it.each<[string, (next: Draw) => number]>([
    ['everywhere', (next) => Math.abs(spread(next, -1022, 1023))],
    ['near one', (next) => 1 + spread(next, -52, -2)],
    ['between a half and two', (next) => 0.5 + 1.5 * next()],
    ['at the edges of the table', (next) => beside(next, [0.6875, 0.998046875, 1.00390625, 1.0078125, 1.375])],
    ['of subnormals', (next) => Math.abs(spread(next, -1070, -1022))],
  ])('log and log10 %s', (_where, argument) => {
    expect(worst(log, (x) => x.ln(), argument)).toBeLessThan(0.8);
    const ln10 = exactly(10).ln();
    expect(worst(log10, (x) => x.ln().div(ln10), argument)).toBeLessThan(0.55);
  });

  it.each<[string, (next: Draw) => number]>([
    ['for small arguments', (next) => spread(next, -60, -1)],
    ['above minus one', (next) => -1 + (1 - next()) * 2 ** -Math.floor(next() * 50)],
    ['for large arguments', (next) => Math.abs(spread(next, -2, 1023))],
    ['at the edges of the table', (next) => beside(next, [-0.3125, -0.001953125, 0.00390625, 0.375, 1])],
  ])('log1p %s', (_where, argument) => {
    expect(worst(log1p, ofOnePlus, argument)).toBeLessThan(0.8);
  });

  it.each<[string, (next: Draw) => number]>([
    ['for small arguments', (next) => spread(next, -60, -2)],
    ['for middling arguments', (next) => (next() - 0.5) * 6],
    ['for large arguments', (next) => -45 + next() * 754],
    ['at the edges of the series', (next) => beside(next, [-0.25, 0.25, -40, 40, ...halfSteps])],
  ])('expm1 %s', (_where, argument) => {
    expect(worst(expm1, minusOne, argument)).toBeLessThan(0.8);
  });

  it.each<[string, (next: Draw) => number]>([
    ['for small arguments', (next) => spread(next, -60, -3)],
    ['for middling arguments', (next) => (next() - 0.5) * 4],
    ['for large arguments', (next) => (next() - 0.5) * 44],
    ['at the edges of the series', (next) => beside(next, [-0.125, 0.125, -20, 20, 7.450580596923828e-9])],
  ])('tanh %s', (_where, argument) => {
    expect(worst(tanh, tanhTruth, argument)).toBeLessThan(0.8);
  });

  it.each<[string, (next: Draw) => number]>([
    ['for small arguments', (next) => spread(next, -30, -4)],
    ['for middling arguments', (next) => spread(next, -4, 4)],
    ['for large arguments', (next) => spread(next, 4, 60)],
    ['at the edges of the table', (next) => beside(next, [-0.0625, 0.0625, 0.064453125, 1, 16, -16])],
  ])('atan %s', (_where, argument) => {
    expect(worst(atan, (x) => x.atan(), argument, Math.min(many, 250))).toBeLessThan(0.7);
  });

  it.each<[string, (next: Draw) => [number, number]]>([
    ['for ordinary arguments', (next) => [50 * next(), 20 * (next() - 0.5)]],
    ['near one', (next) => [1 + spread(next, -45, -3), 10 * (next() - 0.5)]],
    ['for roots', (next) => [Math.abs(spread(next, -1022, 1023)), next()]],
    [
      'next to overflow and underflow',
      (next) => {
        const x = Math.abs(spread(next, -900, 900));
        return [x, ((next() < 0.5 ? 709.7 : -744) * (0.9 + 0.1 * next())) / Math.log(x)];
      },
    ],
    [
      'for huge exponents',
      (next) => {
        const x = 1 + spread(next, -50, -20);
        return [x, (1400 * (next() - 0.5)) / Math.log(x)];
      },
    ],
  ])('pow %s', (_where, argument) => {
    const next = numbersFrom(1);
    let largest = 0;
    for (let n = 0; n < many; ++n) {
      const [x, y] = argument(next);
      if (!Number.isFinite(y)) continue;
      largest = Math.max(largest, unitsOff(pow(x, y), exactly(y).times(exactly(x).ln()).exp()));
    }
    expect(largest).toBeLessThan(0.8);
  });
});

describe('the elementary functions at special arguments', () => {
  const special = [0, -0, 1, -1, 2, -2, 3, 0.5, -0.5, 1e300, -1e300, 5e-324, -5e-324, 2 ** 53, -(2 ** 53) - 2];
  const values = [...special, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 710, -746, 1e-320];

  it.each<[string, (x: number) => number, (x: number) => number]>([
    ['exp', exp, Math.exp],
    ['expm1', expm1, Math.expm1],
    ['log', log, Math.log],
    ['log1p', log1p, Math.log1p],
    ['log10', log10, Math.log10],
    ['tanh', tanh, Math.tanh],
    ['atan', atan, Math.atan],
  ])('%s gives the zeros, infinities and NaN that the language does', (_name, ours, theirs) => {
    for (const x of values) {
      const expected = theirs(x);
      if (expected === 0 || !Number.isFinite(expected)) expect(ours(x), `at ${x}`).toBe(expected);
      else expect(Math.abs(ours(x) / expected - 1), `at ${x}`).toBeLessThan(4e-16);
    }
  });

  it('pow gives the zeros, ones, infinities and NaN that the language does', () => {
    for (const x of values) {
      for (const y of values) {
        const expected = x ** y;
        const exact = expected === 0 || Math.abs(expected) === 1 || !Number.isFinite(expected);
        if (exact) expect(pow(x, y), `${x} to the power ${y}`).toBe(expected);
        else expect(Math.abs(pow(x, y) / expected - 1), `${x} to the power ${y}`).toBeLessThan(4e-16);
      }
    }
  });

  it('powers and logarithms with whole results are whole', () => {
    for (let k = 0; k <= 22; ++k) {
      expect(log10(10 ** k)).toBe(k);
      expect(pow(10, k)).toBe(Number(`1e${k}`));
      expect(pow(3, k)).toBe(Number(3n ** BigInt(k)));
      expect(pow(2, -50 * k)).toBe(2 ** (-50 * k));
    }
  });
});

describe('the bits of the elementary functions', () => {
  it.each<[string, (x: number) => number, number]>([
    ['exp', (u) => exp(1400 * u - 700), 1396419665],
    ['expm1', (u) => expm1(8 * u - 4), -981735111],
    ['log', (u) => log(u), -327107797],
    ['log1p', (u) => log1p(4 * u - 1), -1560223119],
    ['log10', (u) => log10(100 * u), 1147781219],
    ['tanh', (u) => tanh(6 * u - 3), -573051271],
    ['atan', (u) => atan(60 * u - 30), 1317602517],
    ['pow', (u) => pow(20 * u, 7 * u - 3), -1513298879],
  ])('of %s are those of the committed checksum', (_name, f, checksum) => {
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
