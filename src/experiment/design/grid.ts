/**
 * Every combination of levels, as numbers of levels from 0; the last factor changes fastest.
 *
 * @param counts how many levels each factor has
 */
export function gridCells(counts: readonly number[]): number[][] {
  let cells: number[][] = [[]];
  for (const count of counts) {
    cells = cells.flatMap((cell) => Array.from({ length: count }, (_, level) => [...cell, level]));
  }
  return cells;
}
