import type { ColumnBatch, SummaryMetric, TableDeclaration } from '../metrics/column.ts';

/** Takes the rows of a run as they come. What a batch holds is valid during the call only. */
export type Sink = (batch: ColumnBatch) => void;

/** A run in progress. The caller decides when to go on, so it can draw a progress bar and listen for Ctrl-C between steps. */
export interface Simulation {
  /** Nonces of all topics together. */
  readonly epochsTotal: number;
  /** How many of them have been closed or given up. */
  readonly epochsDone: number;
  readonly finished: boolean;
  /** Sentences about what an author may not expect of this scenario; usually none. */
  readonly notices: readonly string[];
  /** The tables that rows are handed out for. */
  readonly tables: readonly TableDeclaration[];
  /** How many of what there is: topics, inferers, forecasters, reputers, attacks. */
  readonly counts: Readonly<Record<string, number>>;
  /** Goes on until at least `epochs` further nonces are done, or all. Full batches of rows are handed to `sink` as they fill. */
  advance(epochs: number, sink: Sink): void;
  /**
   * Hands the rows that have not filled a batch yet to `sink`. Due after the last `advance`; earlier calls change how rows
   * are cut into batches, and nothing else.
   */
  flush(sink: Sink): void;
  /** The metrics of `summary.json` over what has run so far. */
  summary(): SummaryMetric[];
}

/** A run with its attacks and, in step with it, the same run without the attackers' keys. */
export interface PairedSimulation extends Simulation {
  /** The run without the attackers' keys; advanced by the paired run, never by the caller. */
  readonly control: Pick<Simulation, 'tables' | 'counts' | 'notices' | 'summary'>;
  advance(epochs: number, sink: Sink, controlSink?: Sink): void;
  flush(sink: Sink, controlSink?: Sink): void;
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
