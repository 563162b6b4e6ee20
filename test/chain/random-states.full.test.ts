import { describe, expect, it } from 'vitest';
import { runMachine } from './machine/run-machine.ts';
import { tableOfCounts } from './machine/table-of-counts.ts';

const millions = 10;

describe('the hub chain in random states', () => {
  it('holds its invariants after each of 10 million random transitions', { timeout: 3_600_000 }, () => {
    const started = performance.now();
    const { counts, failure, transitions } = runMachine('ten million', millions * 1_000_000);
    if (failure !== undefined) expect.fail(failure);
    const seconds = Math.round((performance.now() - started) / 1000);
    console.info(`${transitions} transitions in ${seconds} s\n${tableOfCounts(counts)}`);
  });
});
