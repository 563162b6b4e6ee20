import type { ColumnBatch, SummaryMetric } from '../metrics/column.ts';

/** A run in progress. The caller decides when to go on, so it can draw a progress bar and listen for Ctrl-C between steps. */
export interface Simulation {
  /** Epochs (nonces) of all topics together. */
  readonly epochsTotal: number;
  readonly epochsDone: number;
  readonly finished: boolean;
  /** Sentences about what an author may not expect of this scenario; usually none. */
  readonly notices: readonly string[];
  /**
   * Runs at most `epochs` further epochs. Full batches of rows are handed to `sink` as they fill; what a batch holds is
   * valid during the call only.
   */
  advance(epochs: number, sink: (batch: ColumnBatch) => void): void;
  /** Hands the rows that have not filled a batch yet to `sink`. Call once, after the last `advance`. */
  flush(sink: (batch: ColumnBatch) => void): void;
  /** The metrics of `summary.json` over what has run so far. */
  summary(): SummaryMetric[];
}

/** A state that the rules exclude: the run stops and says where. */
export class ImpossibleStateError extends Error {
  override readonly name = 'ImpossibleStateError';
  readonly epoch: number;
  readonly phase: string;
  constructor(epoch: number, phase: string, what: string) {
    super(`Epoch ${epoch}, ${phase}: ${what}`);
    this.epoch = epoch;
    this.phase = phase;
  }
}
