import { profiles } from '../../sim/index.ts';
import { conform } from '../../src/conform/index.ts';
import { dice } from '../generated/dice.ts';
import { generateSynthesisRows } from '../generated/generate-rows.ts';
import type { WeightRule } from '../oracle/index.ts';

/** What recomputing random rows of the plain implementation with the fast one came to. */
export interface Agreement {
  readonly cells: number;
  readonly maxError: number;
  /** Cells that one has a value for and the other does not. */
  readonly disagreements: number;
}

/**
 * Rows made by the plain implementation from random sizes, states and inputs (a fifth of the cells empty, every other case
 * extreme), recomputed by the fast one.
 *
 * @param from number of the first case; the same number gives the same case
 */
export function agreementOn(
  rule: WeightRule,
  cases: number,
  largest: { K: number; F: number; R: number },
  from = 0,
): Agreement {
  let cells = 0;
  let maxError = 0;
  let disagreements = 0;
  for (let n = from; n < from + cases; ++n) {
    const seed = `${rule} ${n}`;
    const size = dice(seed);
    const csv = generateSynthesisRows({
      inferers: 1 + size.below(largest.K),
      forecasters: size.below(largest.F + 1),
      reputers: 1 + size.below(largest.R),
      rows: 2,
      rule,
      seed,
      emptyShare: n % 3 === 0 ? 0 : 0.2,
      extreme: n % 2 === 0,
    });
    const values = { ...profiles.reference.values, weights: rule };
    const report = conform('synthesis', csv, { values, wholeHistory: true, file: seed });
    cells += report.cells;
    maxError = Math.max(maxError, report.maxError);
    for (const { cells: count, reason } of report.skipped) if (reason.includes('rules')) disagreements += count;
  }
  return { cells, maxError, disagreements };
}
