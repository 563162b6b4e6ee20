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
  /** A means of verification: see Kernels. Fast unless given. */
  readonly kernels?: Kernels;
  /** A means of verification: see ActorOrder. That of the scenario unless given. */
  readonly actorOrder?: ActorOrder;
}

/**
 * Which forms a run calculates with. `plain`: the word-by-word forms that the fast ones are tested against: listening
 * coefficients without products made beforehand, implied one-outs and the scales behind them summed anew for every inferer
 * withheld, weights of topics added up whenever their sum is asked for, money block by block. Results differ by rounding
 * only.
 */
export type Kernels = 'fast' | 'plain';

export type RoleName = 'inferer' | 'forecaster' | 'reputer';

/**
 * In which order the honest actors of a role stand in memory: entry n of what it returns is the place of the n-th actor in
 * the order of the scenario. A permutation of 0 .. count - 1. Actors keep their identities, draws, names and numbers, so
 * the economy is the same one, and what differs is the order in which sums are added up.
 *
 * @param topic name of the topic, `name-0`, `name-1` .. where there are several alike
 */
export type ActorOrder = (topic: string, role: RoleName, count: number) => Int32Array;

/** The name under which a truth's numbers stand in `series`. */
export function seriesKey(file: string, column: string): string {
  return `${file}#${column}`;
}
