import type { ParameterDeclaration, ParameterValue } from '../../parameters/declaration.ts';

/** What a price may need beside its parameters, read and checked by the caller. */
export interface PriceInputs {
  /** One price per day, for processes that read a file. */
  readonly series?: Float64Array;
}

/** The price of an ALLO over time. */
export interface PricePath {
  /**
   * Fiat per ALLO. A price holds for a whole day; days may be asked for in any order.
   *
   * @param day days since the start of the run, >= 0
   */
  at(day: number): number;
}

/** A way to make the price. Nothing in the simulated economy moves it: it is exogenous. */
export interface PriceProcess {
  readonly name: string;
  /** One line: the rule in words. */
  readonly doc: string;
  readonly source: string;
  readonly parameters: readonly ParameterDeclaration[];
  /**
   * Starts a path. Its draws are keyed by `root` and the day, so the same arguments give the same path.
   *
   * @throws RangeError for parameters or prices out of bounds
   */
  readonly create: (
    parameters: Readonly<Record<string, ParameterValue>>,
    root: Int32Array,
    inputs?: PriceInputs,
  ) => PricePath;
}
