import { describe, expect, it } from 'vitest';
import { refusals } from '../../sim/chain/chain.ts';
import { runMachine } from './machine/run-machine.ts';
import { acceptedShare, refusalsOf, tableOfCounts, triesOf } from './machine/table-of-counts.ts';
import { transitions } from './machine/transitions.ts';

const count = 100_000;

describe('the hub chain in random states', () => {
  it('holds its invariants after each of 100 000 random transitions of every kind', { timeout: 120_000 }, () => {
    const { counts, failure } = runMachine('allora', count);
    if (failure !== undefined) expect.fail(failure);
    console.info(tableOfCounts(counts));
    expect(transitions.length).toBeGreaterThanOrEqual(20);
    expect(acceptedShare(counts)).toBeGreaterThanOrEqual(0.6);
    const rare = [...counts].filter(([, outcomes]) => triesOf(outcomes) < count / 100);
    expect(rare).toEqual([]);
    const reasons = refusalsOf(counts);
    const seldom = refusals.filter((refusal) => (reasons.get(refusal) ?? 0) < 100);
    expect(seldom).toEqual([]);
  });
});
