/**
 * The value below which a share q of the values lies: with h = (n - 1) q, the straight line between the values of rank
 * ⌊h⌋ and ⌊h⌋ + 1, counted from 0. It is the least value for q = 0, the largest for q = 1, the median for q = 1/2.
 * Type 7 of Hyndman and Fan (American Statistician 50, 1996).
 *
 * @param sorted at least one value, ascending, none NaN
 * @param q between 0 and 1
 * @throws RangeError for no values or another q
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) throw new RangeError('No values have no quantile.');
  if (!(q >= 0 && q <= 1)) throw new RangeError(`A quantile is asked for between 0 and 1; got ${q}.`);
  const place = (sorted.length - 1) * q;
  const rank = Math.floor(place);
  const share = place - rank;
  const below = sorted[rank];
  if (share === 0) return below;
  const above = sorted[rank + 1];
  // From the nearer end, so that rounding leads to neither side of the two.
  return share < 0.5 ? below + share * (above - below) : above - (1 - share) * (above - below);
}
