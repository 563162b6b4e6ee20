/** Of 1, w⁻², w⁻⁴, ... in Γ(w + 3/4) / Γ(w + 1/4) / √w: the series of Stirling's formula, divided by itself. */
const SERIES = [1, 1 / 64, -19 / 8192, 631 / 524288, -174317 / 134217728, 20491783 / 8589934592];

/**
 * Γ(x + 1/2) / Γ(x), within 1e-15 of its size: about √x for large x, √π / 2 for x = 1, 0 for x = 0.
 *
 * From x = 20 on by its series about w = x + 1/4 - 1/2; below that brought there by Γ(x + 1) = x Γ(x).
 *
 * @param x not negative
 */
export function gammaRatio(x: number): number {
  let factor = 1;
  let shifted = x;
  for (; shifted < 20; ++shifted) factor *= shifted / (shifted + 0.5);
  const w = shifted - 0.25;
  const inverseSquare = 1 / (w * w);
  let sum = 0;
  for (let k = SERIES.length - 1; k >= 0; --k) sum = sum * inverseSquare + SERIES[k];
  return factor * Math.sqrt(w) * sum;
}
