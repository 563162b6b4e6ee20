import type { FormulaTree } from '../math/formula.ts';

/** What a run needs beside its scenario: what the scenario names and the caller has read and checked. */
export interface RunInputs {
  /** Parsed formulas of losses and truths, by their text. */
  readonly formulas?: Readonly<Record<string, FormulaTree>>;
  /** Columns of CSV files, one truth per epoch, by `file` and `column` of the truth: see seriesKey. */
  readonly series?: Readonly<Record<string, Float64Array>>;
  /**
   * How often the books are checked: with every row of the table `chain` and at the end, at the end of every block with
   * an event as well, or after every event.
   */
  readonly audit?: 'rows' | 'blocks' | 'events';
}

/** The name under which a truth's numbers stand in `series`. */
export function seriesKey(file: string, column: string): string {
  return `${file}#${column}`;
}
