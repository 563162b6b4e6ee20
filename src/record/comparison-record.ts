import type { ColumnDeclaration } from '../../sim/index.ts';
import type { RecordedFile } from './manifest.ts';

/*
 * What a comparison leaves in its folder, `results/compare/<comparison id>/`: `comparison.arrow`, `pairs.arrow`,
 * `comparison.json`, `charts/`, `report.html` and, written last, `manifest.json`. Everywhere a difference is B less A.
 */

/** The folder of all comparisons below that of all results. */
export const COMPARISONS = 'compare';
export const COMPARISON = 'comparison.json';

/** Version of the layout of a comparison's folder. */
export const COMPARISON_FORMAT = 1;

/** What a comparison says of one metric. */
export type ComparisonVerdict =
  /** Of B, the adjusted p being below 1 less the confidence. */
  | 'higher'
  | 'lower'
  | 'no clear difference'
  /** Every pair has the same value twice. */
  | 'same'
  /** There is one pair only. */
  | 'not tested'
  | 'no value'
  | 'no value in A'
  | 'no value in B'
  /** Both sides have values, but no pair has two. */
  | 'no pair'
  | 'only in A'
  | 'only in B';

/** One metric at one point, compared. What is not defined is null. */
export interface ComparedMetric {
  /** Settings of the point, `name=value` with commas between them; empty unless sweeps are compared. */
  readonly point: string;
  readonly metric: string;
  /** Empty for a metric of the whole run. */
  readonly topic: string;
  readonly unit: string;
  /** Pairs with two values. */
  readonly n: number;
  /** Pairs with one value only; they are left out. */
  readonly halfPairs: number;
  /** Means over the pairs; where there is none, over the values of the side. */
  readonly meanA: number | null;
  readonly meanB: number | null;
  readonly difference: number | null;
  /** Ends of its t-interval. */
  readonly low: number | null;
  readonly high: number | null;
  /** Ends of its BCa bootstrap interval; from five pairs on. */
  readonly bcaLow: number | null;
  readonly bcaHigh: number | null;
  /** Of the paired t-test, two-sided. */
  readonly p: number | null;
  /** Over all metrics tested in the comparison. */
  readonly adjustedP: number | null;
  /** Hedges' g: the difference in standard deviations of the differences. */
  readonly effect: number | null;
  /** The t-interval of the difference in the same unit. */
  readonly effectLow: number | null;
  readonly effectHigh: number | null;
  /** How many times fewer replicates common seeds need than independent ones. */
  readonly pairingGain: number | null;
  readonly verdict: ComparisonVerdict;
}

/** One of the two things compared. */
export interface ComparedSide {
  readonly kind: 'scenario' | 'run' | 'sweep';
  /** File or folder, as the user would write it. */
  readonly source: string;
  /** Name of the scenario or the experiment. */
  readonly name: string;
  /** Run id, sweep id, or the first digits of the SHA-256 of scenario and code. */
  readonly id: string;
  /** Settings given on the command line, `path=value`. */
  readonly set: readonly string[];
  readonly runs: number;
  readonly failed: number;
  /** SHA-256 of the engine's code, hexadecimal. */
  readonly codeHash: string;
}

/** A setting that differs; null where a side has none. */
export interface SettingDifference {
  /** As after `--set`. */
  readonly path: string;
  readonly a: string | null;
  readonly b: string | null;
}

export interface FailedRun {
  readonly side: 'A' | 'B';
  readonly point: string;
  readonly seed: string;
  readonly error: string;
}

/** What `comparison.json` holds. */
export interface Comparison {
  readonly comparisonId: string;
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  /** Seeds that both sides ran with; of sweeps those of any point. */
  readonly seeds: readonly string[];
  /** Metrics asked for; empty: all. */
  readonly metrics: readonly string[];
  readonly adjust: 'holm' | 'bh';
  readonly confidence: number;
  /** Metrics that p was adjusted over. */
  readonly tested: number;
  /** Sentences: what came out. */
  readonly headline: readonly string[];
  /** Sentences: what the reader may not expect. */
  readonly notices: readonly string[];
  readonly settings: readonly SettingDifference[];
  /** Points of two sweeps: how many both have, and those that only one has. */
  readonly points: { readonly both: number; readonly onlyA: readonly string[]; readonly onlyB: readonly string[] };
  readonly failed: readonly FailedRun[];
  /** Clear differences first, largest effect first. */
  readonly rows: readonly ComparedMetric[];
}

/** `manifest.json` of a comparison. */
export interface ComparisonManifest {
  readonly kind: 'comparison';
  readonly formatVersion: number;
  readonly engineVersion: string;
  /** SHA-256 of the code of the engine that compared, hexadecimal. */
  readonly codeHash: string;
  readonly comparisonId: string;
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly wallSeconds: number;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly nodeVersion: string;
  readonly files: readonly RecordedFile[];
}

const label = (name: string, doc: string): ColumnDeclaration => ({ name, type: 'dictionary', unit: '', doc });
const pairs = (name: string, doc: string): ColumnDeclaration => ({ name, type: 'int32', unit: 'pairs', doc });
const number = (name: string, unit: string, doc: string): ColumnDeclaration => ({ name, type: 'float64', unit, doc });
const ownUnit = "the metric's";

const labels = [
  label('point', 'Settings of the point of two sweeps; empty otherwise.'),
  label('metric', 'Name of the metric.'),
  label('topic', 'Name of the topic; empty for a metric of the whole run.'),
  label('unit', 'Unit of the metric.'),
];

/** `comparison.arrow`, one row per point and metric. */
export const comparisonColumns: readonly ColumnDeclaration[] = [
  ...labels,
  pairs('n', 'Pairs with two values.'),
  pairs('half_pairs', 'Pairs with one value only; they are left out.'),
  number('mean_a', ownUnit, 'Mean of A over the pairs; where there is none, over the values of A.'),
  number('mean_b', ownUnit, 'The same of B.'),
  number('difference', ownUnit, 'Mean difference, B less A.'),
  number('difference_low', ownUnit, 'Lower end of its t-interval; none for one pair.'),
  number('difference_high', ownUnit, 'Upper end of it.'),
  number('bca_low', ownUnit, 'Lower end of its BCa bootstrap interval; none below n = 5.'),
  number('bca_high', ownUnit, 'Upper end of it.'),
  number('p', 'probability', 'Of the paired t-test, two-sided.'),
  number('adjusted_p', 'probability', 'The same, adjusted over all metrics tested.'),
  number('effect', 'standard deviations of the differences', "Hedges' g; none where all differences are alike."),
  number('effect_low', 'standard deviations of the differences', 'Lower end of the t-interval in this unit.'),
  number('effect_high', 'standard deviations of the differences', 'Upper end of it.'),
  number('pairing_gain', 'times', 'How many times fewer replicates common seeds need than independent ones.'),
  label('verdict', 'Of B: higher, lower, no clear difference, same, or why there is none.'),
];

/** `pairs.arrow`, one row per point, metric and pair. */
export const pairColumns: readonly ColumnDeclaration[] = [
  ...labels,
  label('seed', 'Seed of both runs; empty for two single runs.'),
  number('a', ownUnit, 'Value of A.'),
  number('b', ownUnit, 'Value of B.'),
];
