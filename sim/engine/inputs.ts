import type { FormulaTree } from '../math/formula.ts';

/** What a run needs beside its scenario: what the scenario names and the caller has read and checked. */
export interface RunInputs {
  /** Parsed formulas of losses and truths, by their text. */
  readonly formulas?: Readonly<Record<string, FormulaTree>>;
  /** Columns of CSV files, one truth per epoch, by `file` and `column` of the truth: see seriesKey. */
  readonly series?: Readonly<Record<string, Float64Array>>;
}

/** The name under which a truth's numbers stand in `series`. */
export function seriesKey(file: string, column: string): string {
  return `${file}#${column}`;
}
