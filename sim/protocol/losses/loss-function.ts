import type { ParameterDeclaration, ParameterValue } from '../../parameters/declaration.ts';

/**
 * A made loss: how bad `prediction` is when `truth` came true, in the loss's own units.
 *
 * `standardDeviation` is the caller's scale of the target (target units, finite and positive): typically that of about
 * the last hundred truths. Losses that are not measured in standard deviations ignore it.
 */
export type Loss = (truth: number, prediction: number, standardDeviation: number) => number;

/** One way to judge a prediction. The network never computes a loss: a topic names one and its reputers apply it. */
export interface LossFunction {
  /** Canonical name, as scenarios write it. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** One line: the formula in words. */
  readonly doc: string;
  readonly source: string;
  /** True: reputers report the raw loss, which can be negative. False: they report its base-10 logarithm. */
  readonly allowNegative: boolean;
  /** Truths must lie in [0, 1], or must not be negative. Absent: any number. */
  readonly domain?: 'probability' | 'not-negative';
  readonly parameters: readonly ParameterDeclaration[];
  /**
   * Makes the loss as a function of numbers. NaN in gives NaN out unless the loss has a domain of its own.
   *
   * @throws RangeError here for parameters out of bounds; from the loss for arguments outside its domain
   */
  readonly create: (parameters: Readonly<Record<string, ParameterValue>>) => Loss;
}
