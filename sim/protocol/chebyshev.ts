/*
 * Interpolation in Chebyshev points of the first kind on [-1, 1]: values at t_i = cos(pi (i + 1/2) / M) become
 * coefficients of the polynomial through them. The cosines are built by exactly specified operations only.
 */

/** A set of M points and the matrix from values to coefficients. */
export interface ChebyshevRule {
  readonly points: number;
  /** t_i, descending. */
  readonly node: Float64Array;
  /** Row a: coefficient a = Σ_i matrix[a M + i] value_i. */
  readonly matrix: Float64Array;
}

/** cos(pi numerator / denominator) for whole numbers, reduced to the first octant and summed as a series. */
function cosineOfTurn(numerator: number, denominator: number): number {
  let n = numerator % (2 * denominator);
  if (n > denominator) n = 2 * denominator - n;
  let sign = 1;
  if (2 * n > denominator) {
    n = denominator - n;
    sign = -1;
  }
  const useSine = 4 * n > denominator;
  const angle = (Math.PI * (useSine ? denominator / 2 - n : n)) / denominator;
  const square = angle * angle;
  let term = useSine ? angle : 1;
  let sum = term;
  for (let k = useSine ? 2 : 1; k < 24; k += 2) {
    term *= -square / (k * (k + 1));
    sum += term;
  }
  return sign * sum;
}

export function chebyshevRule(points: number): ChebyshevRule {
  const node = new Float64Array(points);
  const matrix = new Float64Array(points * points);
  for (let i = 0; i < points; ++i) node[i] = cosineOfTurn(2 * i + 1, 2 * points);
  for (let a = 0; a < points; ++a) {
    for (let i = 0; i < points; ++i) {
      matrix[a * points + i] = ((a === 0 ? 1 : 2) / points) * cosineOfTurn(a * (2 * i + 1), 2 * points);
    }
  }
  return { points, node, matrix };
}
