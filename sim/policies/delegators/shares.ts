/*
 * Shares of a delegator's tokens, entry p in place p. They never sum to more than 1, rounding included, since a delegator
 * cannot place more than it holds.
 */

/** Turns weights >= 0 into shares of the whole, in place; equal shares where nobody has any weight. */
export function sharesFromWeights(shares: Float64Array, places: number): void {
  let total = 0;
  for (let p = 0; p < places; ++p) total += shares[p];
  for (let p = 0; p < places; ++p) shares[p] = total > 0 ? shares[p] / total : 1 / places;
  takeOffExcess(shares, places);
}

/** Takes off the last shares what they sum to above 1. */
export function takeOffExcess(shares: Float64Array, places: number): void {
  let sum = 0;
  for (let p = 0; p < places; ++p) {
    if (sum + shares[p] > 1) shares[p] = 1 - sum;
    sum += shares[p];
  }
}
