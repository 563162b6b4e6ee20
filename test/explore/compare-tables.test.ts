import { describe, expect, it } from 'vitest';
import { comparedRows, differs } from '../../src/web/explorer/compare-tables.ts';

const metric = (name: string, value: number | null, topic = '') => ({ name, value, topic, unit: 'ALLO' });
const row = (...values: (number | null | undefined)[]) => ({ name: 'paid', topic: '', unit: 'ALLO', values });

describe('metrics side by side', () => {
  it('have topics before the run as a whole, and what only others have behind', () => {
    const rows = comparedRows([
      { metrics: [metric('emission', 7), metric('paid', 1, 'eth')] },
      { metrics: [metric('paid', 2, 'eth'), metric('paid', 3, 'btc'), metric('emission', null)] },
    ]);
    expect(rows.map(({ name, topic, values }) => [name, topic, values])).toEqual([
      ['paid', 'eth', [1, 2]],
      ['paid', 'btc', [undefined, 3]],
      ['emission', '', [7, null]],
    ]);
  });
  it('differ by more than rounding leaves, where two runs have numbers', () => {
    expect(differs(row(1, 1 + 1e-11))).toBe(true);
    expect(differs(row(1, 1 + 1e-14))).toBe(false);
    expect(differs(row(0, 1e-30))).toBe(true);
    expect(differs(row(0, 0, 0))).toBe(false);
    expect(differs(row(-2, undefined, 2))).toBe(true);
    expect(differs(row(5, null, undefined))).toBe(false);
    expect(differs(row())).toBe(false);
  });
});
