/**
 * Factors of a sum of terms, none of them negative, so that the sums come as near as they can to what was measured, by
 * relative error: coordinate descent, which needs no more than this for a few terms and a few dozen measurements.
 *
 * @param terms one row per measurement
 * @param measured above 0
 */
export function fitNonNegative(terms: readonly (readonly number[])[], measured: readonly number[]): number[] {
  const rows = terms.map((row, n) => row.map((term) => term / measured[n]));
  const factors = rows[0].map(() => 0);
  const squares = factors.map((_, t) => rows.reduce((sum, row) => sum + row[t] * row[t], 0));
  for (let round = 0; round < 20_000; ++round) {
    for (let t = 0; t < factors.length; ++t) {
      if (squares[t] === 0) continue;
      let gradient = 0;
      for (const row of rows) gradient += row[t] * (1 - sumOfTerms(factors, row));
      factors[t] = Math.max(0, factors[t] + gradient / squares[t]);
    }
  }
  return factors;
}

/** The sum of terms times their factors. */
export function sumOfTerms(factors: readonly number[], terms: readonly number[]): number {
  return factors.reduce((sum, factor, t) => sum + factor * terms[t], 0);
}
