import type { SummaryMetric } from '../../sim/index.ts';

/** One run of a side. */
export interface Observation {
  /** Settings of its point in a sweep; empty otherwise. */
  readonly point: string;
  readonly seed: string;
  /** null when it failed. */
  readonly metrics: readonly SummaryMetric[] | null;
  /** Why it failed; empty otherwise. */
  readonly error: string;
}
