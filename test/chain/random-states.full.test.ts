import { describe, expect, it } from 'vitest';
import { runMachine } from './machine/run-machine.ts';
import { tableOfCounts } from './machine/table-of-counts.ts';

/** TRANSITIONS=10000000 makes it ten million, which takes a quarter of an hour. */
const most = Number(process.env.TRANSITIONS ?? 1_000_000);

describe('the hub chain in random states', () => {
  it('holds its invariants after each of a million random transitions, or as many as asked for', {
    timeout: 3_600_000,
  }, () => {
    const started = performance.now();
    const { counts, failure, transitions } = runMachine('many', most);
    if (failure !== undefined) expect.fail(failure);
    const seconds = Math.round((performance.now() - started) / 1000);
    console.info(`${transitions} transitions in ${seconds} s\n${tableOfCounts(counts)}`);
  });
});
