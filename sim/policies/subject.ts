/**
 * What entry n of a view is about, in one number: draws that hang on it are the same whoever else is there, and however actors
 * stand in memory.
 */
export function subjectOf(
  { subjectHigh, subjectLow }: { readonly subjectHigh: Int32Array; readonly subjectLow: Int32Array },
  n: number,
): number {
  return Math.imul(subjectHigh[n], 0x9e3779b1) ^ subjectLow[n];
}
