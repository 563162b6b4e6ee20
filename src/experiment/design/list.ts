/**
 * The n-th levels of all factors together, as numbers of levels from 0.
 *
 * @param levels how many levels each factor has
 */
export function listCells(levels: number, factors: number): number[][] {
  return Array.from({ length: levels }, (_, n) => Array.from({ length: factors }, () => n));
}
