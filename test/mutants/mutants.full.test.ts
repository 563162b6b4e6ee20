import { describe, expect, it } from 'vitest';
import { mutants } from './mutants.ts';
import { tryMutants } from './try-mutants.ts';

describe('small mistakes planted in the protocol', () => {
  it('are spread over all of its files that compute something', () => {
    expect(new Set(mutants.map(({ file }) => file)).size).toBeGreaterThanOrEqual(38);
    expect(mutants.every(({ find, replace }) => find !== replace)).toBe(true);
  });

  it('are caught by the tests, all but at most one in forty', { timeout: 3_600_000 }, async () => {
    const outcomes = await tryMutants(mutants, 1, () => undefined);
    const survivors = outcomes.filter(({ caught }) => !caught);
    const caught = outcomes.length - survivors.length;
    process.stdout.write(`${outcomes.length} small mistakes planted, ${caught} caught\n`);
    for (const { mutant } of survivors) process.stdout.write(`survived: ${mutant.file}: ${mutant.what}\n`);
    expect(40 * survivors.length).toBeLessThanOrEqual(outcomes.length);
  });
});
