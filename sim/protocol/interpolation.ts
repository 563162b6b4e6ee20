/*
 * Interpolation in evenly spaced points on [-1, 1]. Values at t_i = -1 + 2i/(M-1) become the coefficients, in Chebyshev
 * polynomials, of the polynomial through them. Even spacing makes an exponential's values a geometric sequence, so a point
 * costs a multiplication; up to 16 points it loses two of sixteen digits at most.
 */

/** A set of M points and the matrix from values to coefficients. */
export interface InterpolationRule {
  readonly points: number;
  /** Row a: coefficient a = Σ_i matrix[a M + i] value_i. */
  readonly matrix: Float64Array;
}

/** Inverts the values of the Chebyshev polynomials at the points, by elimination with pivoting. */
export function interpolationRule(points: number): InterpolationRule {
  const rows = Array.from({ length: points }, (_, i) => {
    const t = (2 * i) / (points - 1) - 1;
    const polynomial = [1, t];
    for (let a = 2; a < points; ++a) polynomial.push(2 * t * polynomial[a - 1] - polynomial[a - 2]);
    return [...polynomial, ...Array.from({ length: points }, (_, j) => (i === j ? 1 : 0))];
  });
  for (let c = 0; c < points; ++c) {
    const candidates = rows.slice(c);
    const pivot = candidates.reduce((best, row) => (Math.abs(row[c]) > Math.abs(best[c]) ? row : best));
    rows[rows.indexOf(pivot)] = rows[c];
    rows[c] = pivot.map((value) => value / pivot[c]);
    for (let r = 0; r < points; ++r) {
      const factor = rows[r][c];
      if (r !== c && factor !== 0) rows[r] = rows[r].map((value, k) => value - factor * rows[c][k]);
    }
  }
  return { points, matrix: Float64Array.from(rows.flatMap((row) => row.slice(points))) };
}
