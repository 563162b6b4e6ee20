import { describe, expect, it } from 'vitest';
import { comparisons } from '../../src/report/headline.ts';

describe('the headline', () => {
  it('leaves out the first epoch, in which no loss is known yet', () => {
    const columns: Record<string, number[]> = {
      epoch: [0, 1, 2],
      combined_loss: [50, -2, -4],
      naive_loss: [0, -1, -2],
    };
    const rows = {
      topic: 't',
      rows: 3,
      column: (name: string) => Float64Array.from(columns[name] ?? [Number.NaN, Number.NaN, Number.NaN]),
      hasValues: (name: string) => name in columns,
      unit: () => '1',
    };
    const [naive, ...others] = comparisons(rows);
    expect(others).toEqual([]);
    expect(naive).toMatchObject({ n: 2, combined: -3, other: -1.5, difference: 1.5, better: 1 });
  });
});
