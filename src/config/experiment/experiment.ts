import type { Place } from '../problem.ts';

/** A value that a factor gives to its path, as YAML knows values. */
export type Setting = string | number | boolean | null | readonly unknown[] | { readonly [key: string]: unknown };

/** A value that holds at every point. */
export interface FixedSetting {
  /** Where in the scenario, as after `--set`. */
  readonly path: string;
  readonly value: Setting;
}

/** One thing that an experiment varies. */
export interface Factor {
  /** Names its column; the last key of the path unless given. */
  readonly name: string;
  /** Where in the scenario, as after `--set`: `topics.0.inferers.1.count`. Several: all get the same value. */
  readonly paths: readonly string[];
  readonly levels: Levels;
}

/** What a factor may be set to. */
export type Levels =
  | {
      readonly kind: 'values';
      readonly values: readonly Setting[];
      /** As shown; one per value. Values that differ have labels that differ. */
      readonly labels: readonly string[];
      /** Whether all values are finite numbers: they are then kept as numbers. */
      readonly numeric: boolean;
    }
  | {
      readonly kind: 'range';
      readonly from: number;
      readonly to: number;
      readonly scale: 'linear' | 'log';
      /** Whole numbers only, the ends included. */
      readonly integer: boolean;
      /** How many levels a grid or a list gives it, both ends included; whole numbers that coincide count once. */
      readonly steps: number;
    };

export type Design =
  /** Every combination, the last factor fastest. */
  | { readonly kind: 'grid' }
  /** The n-th values of all factors make the n-th point. */
  | { readonly kind: 'list' }
  | { readonly kind: 'latin-hypercube'; readonly points: number }
  /** Saltelli's design: base x (factors + 2) points. */
  | { readonly kind: 'sobol'; readonly base: number }
  /** trajectories x (factors + 1) points on a grid of so many levels. */
  | { readonly kind: 'morris'; readonly trajectories: number; readonly levels: number };

export interface StoppingRule {
  readonly metric: string;
  /** Empty: every topic that has the metric. */
  readonly topic: string;
  /** Replicates of a point go on until the 95 % t-interval of its mean is not wider to either side, in units of the metric. */
  readonly halfWidth: number;
  /** Most replicates of a point. The least is `replicates`. */
  readonly most: number;
}

/** An experiment file, checked and complete. */
export interface Experiment {
  readonly name: string;
  /** First comment of the file; empty without one. */
  readonly question: string;
  /** The scenario file, as it is found from where the program runs. */
  readonly scenario: string;
  /** Settings that hold at every point, in the order given; they come before those of the factors. */
  readonly set: readonly FixedSetting[];
  readonly factors: readonly Factor[];
  readonly design: Design;
  /** Runs per point; the least when there is a stopping rule. */
  readonly replicates: number;
  /** Whether replicate r has the same seed at every point. */
  readonly commonRandomNumbers: boolean;
  /** Root of the seeds of replicates and of the design's own draws; the scenario's seed unless given. */
  readonly seed: string;
  readonly stop: StoppingRule | null;
  /** Metrics that the report is about; empty: it chooses. The tables hold all. */
  readonly metrics: readonly string[];
  readonly onFailure: 'stop' | 'continue' | 'quarantine';
}

/** A point of the design. */
export interface DesignPoint {
  readonly index: number;
  /** One per factor. */
  readonly settings: readonly Setting[];
  /** As shown; one per factor. */
  readonly labels: readonly string[];
  /**
   * Place in the unit cube, one coordinate per factor: as drawn; in a grid or a list the number of the level over that of
   * the last one.
   */
  readonly position: readonly number[];
}

/** Where the settings stand in an experiment file, for messages about them. */
export interface ExperimentPlaces {
  /** One per fixed setting. */
  readonly set: readonly Place[];
  /** One per factor; of its values, where its levels are values. */
  readonly factors: readonly { readonly whole: Place; readonly values: readonly Place[] }[];
  /** Of the topic of the stopping rule. */
  readonly topic: Place;
}
