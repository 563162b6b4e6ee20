import type { ColumnDeclaration } from '../../sim/index.ts';
import type { RecordedFile } from './manifest.ts';

/*
 * What a finished sweep leaves in its folder, `results/<experiment>/<sweep id>/`: `runs.arrow`, `points.arrow`,
 * `sensitivity.arrow` (of designs that measure it), `experiment.yaml`, `manifest.json` (written last), `report.html`, `charts/`.
 */

export const RESOLVED_EXPERIMENT = 'experiment.yaml';

/** A factor as tables and charts know it. */
export interface RecordedFactor {
  /** Also the name of its column: float64 when `numeric`, a dictionary otherwise. */
  readonly name: string;
  readonly paths: readonly string[];
  readonly numeric: boolean;
  readonly scale: 'linear' | 'log';
  /** In the order of the experiment file, as shown; null for a range that is drawn from. */
  readonly levels: readonly string[] | null;
}

/** A metric as a column of `runs.arrow`. */
export interface RecordedMetric {
  /** `metric` where it belongs to one topic or to the run, `metric@topic` otherwise. */
  readonly column: string;
  readonly metric: string;
  /** Empty for a metric of the whole run. */
  readonly topic: string;
  readonly unit: string;
}

/** `manifest.json` of a sweep. */
export interface SweepManifest {
  readonly kind: 'sweep';
  readonly formatVersion: number;
  readonly engineVersion: string;
  readonly codeHash: string;
  readonly sweepId: string;
  readonly name: string;
  readonly question: string;
  /** Name of the scenario that is varied. */
  readonly scenario: string;
  readonly seed: string;
  readonly design: {
    readonly kind: 'grid' | 'list' | 'latin-hypercube' | 'sobol' | 'morris';
    /** `points`, `base`, `trajectories`, `levels`: what the design is told. */
    readonly [size: string]: string | number;
  };
  readonly factors: readonly RecordedFactor[];
  readonly metrics: readonly RecordedMetric[];
  /** Columns of metrics that the author asked for; empty: none in particular. */
  readonly shown: readonly string[];
  readonly points: number;
  readonly runs: number;
  readonly failed: number;
  /** Least and most replicates of a point. */
  readonly replicates: { readonly least: number; readonly most: number };
  readonly commonRandomNumbers: boolean;
  readonly stop: { readonly column: string; readonly halfWidth: number; readonly most: number } | null;
  readonly notices: readonly string[];
  /** Of this call of the program, resumed or not. */
  readonly wallSeconds: number;
  readonly finishedAt: string;
  readonly nodeVersion: string;
  readonly files: readonly RecordedFile[];
}

/** What the replicates of a point say about a metric. Numbers that do not exist are NaN. */
export interface PointStatistics {
  /** Runs with a value. */
  readonly n: number;
  /** Runs that ended without a value. */
  readonly without: number;
  readonly failed: number;
  readonly mean: number;
  readonly deviation: number;
  /** 95 % t-interval of the mean. */
  readonly low: number;
  readonly high: number;
  readonly bcaLow: number;
  readonly bcaHigh: number;
  readonly least: number;
  readonly median: number;
  readonly most: number;
  /** Seeds with a value here and at point 0. */
  readonly pairs: number;
  readonly difference: number;
  readonly differenceLow: number;
  readonly differenceHigh: number;
}

const label = (name: string, doc: string): ColumnDeclaration => ({ name, type: 'dictionary', unit: '', doc });
const count = (name: string, unit: string, doc: string): ColumnDeclaration => ({ name, type: 'int32', unit, doc });
const number = (name: string, unit: string, doc: string): ColumnDeclaration => ({ name, type: 'float64', unit, doc });

/** `runs.arrow`, one row per run, ordered by point and replicate: these, then the factors, then every metric. */
export const runColumns: readonly ColumnDeclaration[] = [
  count('point', '', 'Number of the design point, from 0.'),
  count('replicate', '', 'Number of the replicate, from 0.'),
  label('seed', 'Seed of the run.'),
  label('status', 'done or failed.'),
  label('error', 'Why it failed; empty otherwise.'),
  label('address', 'Address of the result in the store.'),
];

/** `points.arrow`, one row per point and metric: `point`, the factors, then these. */
export const pointColumns: readonly ColumnDeclaration[] = [
  label('metric', 'Name of the metric.'),
  label('topic', 'Name of the topic; empty for a metric of the whole run.'),
  label('unit', 'Unit of the metric.'),
  count('n', 'runs', 'Runs with a value.'),
  count('without', 'runs', 'Runs that ended without a value.'),
  count('failed', 'runs', 'Runs that failed.'),
  number('mean', "the metric's", 'Mean over the replicates.'),
  number('deviation', "the metric's", 'Standard deviation of the replicates; none for n = 1.'),
  number('low', "the metric's", 'Lower end of the 95 % t-interval of the mean; none for n = 1.'),
  number('high', "the metric's", 'Upper end of it.'),
  number('bca_low', "the metric's", 'Lower end of the 95 % BCa bootstrap interval of the mean; none below n = 5.'),
  number('bca_high', "the metric's", 'Upper end of it.'),
  number('least', "the metric's", 'Least value.'),
  number('median', "the metric's", 'Median.'),
  number('most', "the metric's", 'Largest value.'),
  count('pairs', 'runs', 'Seeds that have a value here and at point 0.'),
  number('difference', "the metric's", 'Mean difference to point 0, seed by seed; none at point 0.'),
  number('difference_low', "the metric's", 'Lower end of its 95 % t-interval; none for one pair.'),
  number('difference_high', "the metric's", 'Upper end of it.'),
];

/** `sensitivity.arrow`, one row per metric, factor and index. */
export const sensitivityColumns: readonly ColumnDeclaration[] = [
  label('metric', 'Name of the metric.'),
  label('topic', 'Name of the topic; empty for a metric of the whole run.'),
  label('factor', 'Name of the factor.'),
  label('index', 'first or total (Sobol); mu_star, mu or sigma (Morris); prcc (partial rank correlation).'),
  number(
    'value',
    '1, or the unit of the metric',
    'The index: a share of the variance (Sobol), an elementary effect over the whole range (Morris), a correlation (prcc).',
  ),
  number('low', 'as value', 'Lower end of its 95 % bootstrap interval.'),
  number('high', 'as value', 'Upper end of it.'),
  count('n', 'rows of the design, or trajectories', 'How many it is made of; those with a failed run are left out.'),
];
