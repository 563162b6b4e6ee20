import { describe, expect, it } from 'vitest';
import { agreementOn } from './generated-rows.ts';

describe('1 000 random cases of the plain implementation in big numbers', () => {
  it.each([
    ['clamped', 334],
    ['ratio-std', 333],
    ['ratio-mad', 333],
  ] as const)('are reproduced by the fast one under %s weights', (rule, cases) => {
    const { cells, maxError, disagreements } = agreementOn(rule, cases, { K: 10, F: 5, R: 5 });
    process.stdout.write(`${rule}: ${cases} cases, ${cells} cells, largest error ${maxError.toExponential(2)}\n`);
    expect(maxError).toBeLessThanOrEqual(1e-10);
    expect(disagreements).toBe(0);
  });

  it('are reproduced at the largest sizes, where the fast forms are in use', () => {
    const { cells, maxError, disagreements } = agreementOn('clamped', 6, { K: 40, F: 10, R: 8 });
    process.stdout.write(`large clamped: ${cells} cells, largest error ${maxError.toExponential(2)}\n`);
    expect(maxError).toBeLessThanOrEqual(1e-9);
    expect(disagreements).toBe(0);
  });
});
