import { all, create } from 'mathjs';

/** What the tests use of mathjs's big numbers (its `number` types do not tell). */
export interface Big {
  plus(other: Big | number): Big;
  minus(other: Big | number): Big;
  times(other: Big | number): Big;
  div(other: Big | number): Big;
  abs(): Big;
  exp(): Big;
  ln(): Big;
  atan(): Big;
  sin(): Big;
  cos(): Big;
  pow(exponent: Big): Big;
  toNumber(): number;
}

/** 60 digits: enough for e^x - 1 and ln(1 + x) down to |x| = 1e-20 by their definitions. */
const big = create(all, { number: 'BigNumber', precision: 60 });

/** The exact value of a double; a plain conversion would take its shortest decimal instead. */
export function exactly(x: number): Big {
  return big.bignumber(x.toPrecision(100)) as unknown as Big;
}

/** Distance of two neighbouring doubles at the size of a value. */
export function unitInTheLastPlace(value: number): number {
  const size = Math.abs(value);
  if (size < 2.2250738585072014e-308) return 5e-324;
  const words = new BigUint64Array(Float64Array.of(size).buffer);
  const exponent = Number(words[0] >> 52n) - 1023;
  return 2 ** (exponent - 52);
}

/** How many units in the last place a result is off the true value. */
export function unitsOff(result: number, truth: Big): number {
  const unit = unitInTheLastPlace(truth.toNumber());
  return exactly(result).minus(truth).abs().div(exactly(unit)).toNumber();
}

/** Deterministic arguments: numbers between 0 and 1, from a linear congruence of its own. */
export function numbersFrom(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 11n) / 2 ** 53;
  };
}
