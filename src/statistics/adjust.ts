/**
 * p-values adjusted for their number by Holm's steps down: those of m tests, in ascending order, become the running maximum
 * of (m - i + 1) p(i), at most 1. Calling those below 5 % real is wrong about any of them with a probability of at most
 * 5 %, however the tests depend on each other. Holm, Scandinavian Journal of Statistics 6 (1979).
 *
 * @param p between 0 and 1; NaN stays NaN and does not count
 * @returns in the order of `p`
 * @throws RangeError for a value outside 0 to 1
 */
export function holm(p: readonly number[]): number[] {
  const order = ascending(p);
  const adjusted = p.map(() => Number.NaN);
  let most = 0;
  for (let i = 0; i < order.length; ++i) {
    most = Math.max(most, Math.min(1, (order.length - i) * p[order[i]]));
    adjusted[order[i]] = most;
  }
  return adjusted;
}

/**
 * p-values adjusted for their number by the steps up of Benjamini and Hochberg: those of m tests, in ascending order, become
 * the running minimum, from the largest down, of m p(i) / i. Of those below 5 % at most 5 % are false on average, for tests
 * that are independent or depend positively. Journal of the Royal Statistical Society B 57 (1995).
 *
 * @param p between 0 and 1; NaN stays NaN and does not count
 * @returns in the order of `p`; never above Holm's
 * @throws RangeError for a value outside 0 to 1
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const order = ascending(p);
  const adjusted = p.map(() => Number.NaN);
  let least = 1;
  for (let i = order.length - 1; i >= 0; --i) {
    // The quotient first: m / m is exactly 1, and the largest p stays what it is.
    least = Math.min(least, p[order[i]] * (order.length / (i + 1)));
    adjusted[order[i]] = least;
  }
  return adjusted;
}

/** Places of the numbers among p, the least first. */
function ascending(p: readonly number[]): number[] {
  for (const value of p) {
    if (value < 0 || value > 1) throw new RangeError(`A p-value lies between 0 and 1; got ${value}.`);
  }
  const places = [...p.keys()].filter((place) => !Number.isNaN(p[place]));
  return places.sort((one, other) => p[one] - p[other]);
}
