import type { SummaryMetric } from '../../../sim/index.ts';
import type { Problem } from '../../config/problem.ts';

/* What the page and the worker that runs the engine say to each other. */

/** Series of one chart, by its name on the legend; what points carry is its place among all series of the run. */
export interface SeriesName {
  /** Index among the topics that are drawn; -1: of the whole network. */
  readonly topic: number;
  readonly chart: ChartName;
  readonly name: string;
}

export type ChartName =
  | 'inference'
  | 'losses'
  | 'skill'
  | 'role-shares'
  | 'policy-rewards'
  | 'policy-weights'
  | 'listening'
  | 'damage'
  | 'emission'
  | 'supply';

/** Points of several series. Entry p of every column is point p; the buffers are handed over, not copied. */
export interface Points {
  /** Place of its series among all of the run. */
  readonly series: Int32Array;
  /** Epoch or, for series of the network, day since the start. */
  readonly x: Float64Array;
  readonly value: Float64Array;
  /** Lower end of a band; NaN for lines. */
  readonly low: Float64Array;
}

/** What a run draws, known before its first epoch. */
export interface RunShape {
  /** Topics that are drawn, at most ten. */
  readonly topics: readonly string[];
  readonly allTopics: number;
  /** Last value of the axis of epochs; 0 in macro mode, which has months instead. */
  readonly epochs: number;
  /** Epochs that one point stands for. */
  readonly epochsPerPoint: number;
  /** The same for losses, which differ widely from one epoch to the next. */
  readonly epochsPerRoughPoint: number;
  /** Days of the whole run; 0 without a hub chain. */
  readonly days: number;
  readonly attacks: boolean;
  /** Every n-th epoch of actors is recorded; 0: none. */
  readonly actorsEvery: number;
  readonly notices: readonly string[];
}

export type ToWorker =
  /** Files that scenarios may name; answered by `schema`. */
  | { readonly kind: 'open'; readonly files: Readonly<Record<string, string>> }
  /** Checks a scenario; answered by `checked`. A valid one is what `load` makes a run of. */
  | { readonly kind: 'check'; readonly id: number; readonly file: string; readonly yaml: string }
  /** Makes a new run, in epoch 0, of the last valid scenario. */
  | { readonly kind: 'load'; readonly run: number }
  /** @param pace epochs per second; null: as fast as it can */
  | { readonly kind: 'run'; readonly pace: number | null }
  | { readonly kind: 'step'; readonly epochs: number }
  | { readonly kind: 'pause' }
  /** The page has drawn what it got and can take more. */
  | { readonly kind: 'next' };

export type FromWorker =
  | { readonly kind: 'schema'; readonly schema: unknown }
  | {
      readonly kind: 'checked';
      readonly id: number;
      readonly problems: readonly Problem[];
      /** The scenario with every default, in the shape of scenario files; absent when there are problems. */
      readonly resolved?: unknown;
    }
  | { readonly kind: 'loaded'; readonly run: number; readonly shape: RunShape }
  | {
      readonly kind: 'rows';
      readonly run: number;
      /** Epochs of all topics together. */
      readonly done: number;
      readonly total: number;
      /** All series so far: none is ever taken away. */
      readonly series: readonly SeriesName[];
      readonly points: Points;
    }
  /** A step has been made. */
  | { readonly kind: 'stepped'; readonly run: number }
  | {
      readonly kind: 'done';
      readonly run: number;
      readonly metrics: readonly SummaryMetric[];
      /** Time spent in the engine. */
      readonly seconds: number;
    }
  | {
      readonly kind: 'failed';
      readonly run: number;
      readonly message: string;
      /** Of a state that the rules exclude. */
      readonly epoch?: number;
      readonly phase?: string;
    };
