import type { SummaryMetric } from '../../sim/index.ts';
import type { AttackPoint, AttackSide } from '../record/attack-record.ts';

/** What one run of a side came to. */
export interface MeasuredRun {
  readonly seed: string;
  readonly address: string;
  /** null of a run that failed; `error` says why then. */
  readonly metrics: readonly SummaryMetric[] | null;
  readonly error: string;
}

/** The runs of a point, side by side: run r of every side has the same seed. */
export type RunsBySide = ReadonlyMap<AttackSide, readonly MeasuredRun[]>;

/** A point with its runs. */
export interface MeasuredPoint {
  readonly point: AttackPoint;
  readonly runs: RunsBySide;
}
