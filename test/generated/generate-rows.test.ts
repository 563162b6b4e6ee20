import { describe, expect, it } from 'vitest';
import { parseRows, sizesOf } from './columns.ts';
import type { SynthesisRowsOptions } from './generate-rows.ts';
import { generateSynthesis, generateSynthesisRows } from './generate-rows.ts';
import { generateSortitionRows } from './generate-sortition.ts';
import { nextRow, referenceParameters } from './next-row.ts';

const medium: SynthesisRowsOptions = {
  inferers: 6,
  forecasters: 3,
  reputers: 4,
  rows: 4,
  rule: 'clamped',
  seed: 'medium',
  emptyShare: 0.2,
  extreme: true,
};

describe('generateSynthesisRows', () => {
  it('makes the same rows from the same seed, and others from another', () => {
    const small = { ...medium, inferers: 3, forecasters: 2, reputers: 2, rows: 2 };
    expect(generateSynthesisRows(small)).toBe(generateSynthesisRows(small));
    expect(generateSynthesisRows({ ...small, seed: 'other' })).not.toBe(generateSynthesisRows(small));
  });

  it('hits cap, anchor or threshold in a third of all sets, each of them somewhere, with a fifth of the cells empty', () => {
    const wide = { ...medium, inferers: 14, forecasters: 2, reputers: 4 };
    for (const options of [medium, wide]) {
      const { statistics } = generateSynthesis(options);
      expect(statistics.clamped / statistics.sets).toBeGreaterThan(1 / 3);
      expect(statistics.cap).toBeGreaterThan(0);
      expect(statistics.anchor).toBeGreaterThan(0);
      if (options === wide) expect(statistics.zero).toBeGreaterThan(0);
      const empty = statistics.emptyInputCells / statistics.inputCells;
      expect(empty).toBeGreaterThan(0.15);
      expect(empty).toBeLessThan(0.35);
    }
  });

  it.each(['clamped', 'ratio-std', 'ratio-mad'] as const)(
    'prints rows that follow from the printed row before, under %s',
    (rule) => {
      const { columns, rows } = parseRows(generateSynthesisRows({ ...medium, rule, rows: 3 }));
      const sizes = sizesOf(columns);
      expect(sizes).toEqual({ inferers: 6, forecasters: 3, reputers: 4 });
      for (let n = 1; n < rows.length; n += 1) {
        const history = rows.slice(0, n).reverse();
        const { row } = nextRow(rows[n], rows[n - 1], history, sizes, { ...referenceParameters, rule });
        for (const column of columns) expect(row.get(column) ?? null, column).toBe(rows[n].get(column));
      }
    },
  );

  it('prints the frozen regret of an inferer that nobody judged', () => {
    const { rows } = generateSynthesis({ ...medium, seed: 'frozen', rows: 5 });
    let frozen = 0;
    for (let n = 1; n < rows.length; n += 1) {
      for (let j = 0; j < medium.inferers; j += 1) {
        const column = `inference_regret_worker_${j}`;
        if (rows[n].get(`inference_loss_${j}`) !== null) continue;
        expect(rows[n].get(column)).toBe(rows[n - 1].get(column));
        frozen += 1;
      }
    }
    expect(frozen).toBeGreaterThan(0);
  });

  it('covers the smallest sizes, and no cell is NaN', () => {
    for (const [inferers, forecasters, reputers] of [
      [1, 0, 1],
      [1, 2, 1],
      [2, 1, 1],
      [2, 0, 2],
    ]) {
      const csv = generateSynthesisRows({ ...medium, inferers, forecasters, reputers });
      expect(csv).not.toMatch(/NaN|Infinity/);
      expect(csv.trim().split('\n')).toHaveLength(5);
    }
  });
});

describe('generateSortitionRows', () => {
  it('seats as many as there are places, and lets actors come and go', () => {
    const lines = generateSortitionRows({ participants: 9, seats: 4, rows: 40, seed: 'seats' }).trim().split('\n');
    const names = lines[0].split(',');
    const sets = lines.slice(1).map((line) => {
      const cells = line.split(',');
      return names.filter((name, index) => /^\d+_active$/.test(name) && cells[index] === 'true').join(' ');
    });
    for (const set of sets) expect(set.split(' ')).toHaveLength(4);
    expect(new Set(sets).size).toBeGreaterThan(1);
  });
});
