import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunRows } from '../../src/experiment/run-rows.ts';
import type { UnitOutcome } from '../../src/experiment/stored-run.ts';

const row = (point: number, replicate: number) => ({ point, replicate, seed: `s-${replicate}`, address: 'a' });
const done = (...values: readonly (readonly [name: string, topic: string, value: number | null])[]): UnitOutcome => ({
  status: 'done',
  address: 'a',
  stored: false,
  seconds: 0,
  metrics: values.map(([name, topic, value]) => ({ name, topic, value, unit: 'ALLO' })),
});
const failure = (error: string): UnitOutcome => ({ status: 'failed', error, address: 'a', stored: false, seconds: 0 });
const columns = (rows: RunRows) => rows.metrics().map(({ column, values }) => [column, [...values]]);

describe('RunRows', () => {
  it('has a column per metric, with no number where a run has no value', () => {
    const rows = new RunRows();
    rows.add([row(0, 0), row(0, 1), row(1, 0)]);
    rows.take(0, done(['paid', 'eth', 3], ['minted', '', 5]));
    rows.take(1, failure('too much'));
    rows.take(2, done(['paid', 'eth', null], ['minted', '', 6]));
    expect(columns(rows)).toEqual([
      ['paid', [3, Number.NaN, Number.NaN]],
      ['minted', [5, Number.NaN, 6]],
    ]);
    expect(rows.failures()).toEqual([{ ...row(0, 1), error: 'too much' }]);
    expect([rows.failed, rows.errorOf(0), rows.errorOf(1)]).toEqual([1, null, 'too much']);
  });

  it('names the topic of a metric that several topics have, in whichever runs', () => {
    const rows = new RunRows();
    rows.add([row(0, 0), row(1, 0)]);
    rows.take(0, done(['paid', 'eth', 3], ['lost', 'eth', 1]));
    rows.take(1, done(['paid', 'btc', 4]));
    expect(rows.metrics().map(({ column }) => column)).toEqual(['paid@eth', 'lost', 'paid@btc']);
    expect(rows.columnsOf('paid', '').map((values) => [...values.slice(0, 2)])).toEqual([
      [3, Number.NaN],
      [Number.NaN, 4],
    ]);
    expect(rows.columnsOf('paid', 'btc')).toHaveLength(1);
  });

  it('is the same whatever the order in which results arrive', () => {
    const results = [
      done(['a', '', 1], ['b', 'x', 2]),
      failure('no'),
      done(['c', '', 3], ['a', '', 4]),
      done(['b', 'y', 5], ['d', '', 6]),
    ];
    const filled = (order: readonly number[]): RunRows => {
      const rows = new RunRows();
      rows.add(results.map((_, r) => row(r, 0)));
      for (const r of order) rows.take(r, results[r]);
      return rows;
    };
    const expected = columns(filled([0, 1, 2, 3]));
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
        expect(columns(filled(order))).toEqual(expected);
      }),
    );
  });

  it('keeps values, errors and seeds together when rows change places', () => {
    const rows = new RunRows();
    rows.add([row(0, 0), row(1, 0)]);
    rows.take(0, done(['a', '', 1]));
    rows.take(1, failure('no'));
    const first = rows.add([row(0, 1)]);
    expect(first).toBe(2);
    rows.take(first, done(['a', '', 7]));
    const ordered = rows.reordered([0, 2, 1]);
    expect(ordered.rows.map(({ point, replicate }) => [point, replicate])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ]);
    expect(columns(ordered)).toEqual([['a', [1, 7, Number.NaN]]]);
    expect(ordered.errorOf(2)).toBe('no');
  });
});
