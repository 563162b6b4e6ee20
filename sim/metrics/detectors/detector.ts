import type { EpochView } from '../epoch-view.ts';

/** Looks at nonce after nonce of a topic and says how suspicious what it sees is. */
export interface Detector {
  /**
   * Takes a nonce that is done into account.
   *
   * @returns its statistic, larger when more suspicious; NaN: nothing to say, and nothing learnt
   */
  observe(view: EpochView): number;
}

/** How many actors may ever be registered. */
export interface DetectorSizes {
  readonly inferers: number;
  readonly forecasters: number;
  readonly reputers: number;
}

/** One way to notice an attack from what is public. It knows the past of one run, and nothing about attacks. */
export interface DetectorDeclaration {
  /** snake_case. */
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  /** Memory for one topic: some numbers per actor, however long the run. */
  readonly create: (sizes: DetectorSizes) => Detector;
}
