import type { ParameterValue } from '../../sim/index.ts';

/** How rows are recomputed. */
export interface ConformOptions {
  /** Value of every protocol and topic parameter: those of the profile, with what was set on top. */
  readonly values: Readonly<Record<string, ParameterValue>>;
  /** The file is the whole history: windows that are not full yet use what there is. */
  readonly wholeHistory: boolean;
}
