/**
 * Adjusted stakes Ŝ_m = min(N a_m S_m / Σ a S, 1): a reputer's weight in the consensus, at most that of an equal part.
 *
 * Nobody listened to (Σ a S = 0, possible when seats change hands): as if all coefficients were 1.
 *
 * Source: white paper, listening coefficients; allora-chain x/emissions/module/rewards/rewards_internal.go at v0.6.
 *
 * @param coefficients listening coefficients a, normally 0 to 1
 * @param stakes own and delegated stake, ALLO
 * @param adjusted receives the adjusted stakes, dimensionless
 */
export function adjustedStakesInto(
  coefficients: Float64Array,
  stakes: Float64Array,
  count: number,
  adjusted: Float64Array,
): void {
  let listened = 0;
  let total = 0;
  for (let m = 0; m < count; ++m) {
    listened += coefficients[m] * stakes[m];
    total += stakes[m];
  }
  for (let m = 0; m < count; ++m) {
    const share = listened !== 0 ? (count * coefficients[m] * stakes[m]) / listened : (count * stakes[m]) / total;
    adjusted[m] = share < 1 ? share : 1;
  }
}
