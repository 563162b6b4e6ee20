import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridCells } from '../../../src/experiment/design/grid.ts';
import { listCells } from '../../../src/experiment/design/list.ts';

describe('gridCells', () => {
  it('combines all levels, the last factor fastest', () => {
    expect(gridCells([2, 3])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
  });
  it('is a single empty cell without factors', () => {
    expect(gridCells([])).toEqual([[]]);
  });
  it('has every combination once, whatever the counts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }), (counts) => {
        const cells = gridCells(counts);
        expect(cells.length).toBe(counts.reduce((product, count) => product * count, 1));
        expect(new Set(cells.map((cell) => cell.join())).size).toBe(cells.length);
        for (const cell of cells) expect(cell.every((level, f) => level >= 0 && level < counts[f])).toBe(true);
      }),
    );
  });
});

describe('listCells', () => {
  it('takes the n-th levels together', () => {
    expect(listCells(3, 2)).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });
});
