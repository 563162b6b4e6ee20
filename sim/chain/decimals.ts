/*
 * Decimals of 18 places, as the chain computes with: bigint, so many times 10^-18.
 */

/** 1 as a decimal. */
export const one = 1_000_000_000_000_000_000n;

/** Places that survive in a number of a scenario, up to 9. Doubles carry 15 decimal digits. */
const places = 1e15;

/**
 * The decimal that somebody meant who wrote a number up to 9: 0.2145 is 2145/10000, not the double nearest to it.
 *
 * @param x 0 to 9; further places than the fifteenth are dropped
 */
export function decimal(x: number): bigint {
  return BigInt(Math.round(x * places)) * 1000n;
}

/** floor(amount x), for amount >= 0 and a decimal x >= 0. */
export function partOf(amount: bigint, x: bigint): bigint {
  return (amount * x) / one;
}
