import type { ColumnDeclaration, Control, Knowledge } from '../../sim/index.ts';
import type { RecordedFile } from './manifest.ts';
import type { RecordedMetric } from './sweep-record.ts';

/*
 * What the measurement of an attack leaves in its folder, `results/<scenario>/<attack id>/`: `runs.arrow`, `measures.arrow`,
 * `scenario.yaml`, `charts/`, `report.html` and, written last, `manifest.json`. Everywhere a difference is attack less control.
 */

/** Version of the layout of such a folder. */
export const ATTACK_FORMAT = 1;

/** A run of each is made with every seed: the attack, and what it is held against. */
export type AttackSide = 'attack' | Control;

/** What a point is for. */
export type PointStage =
  /** The scenario as it is written: point 0. */
  | 'scenario'
  | 'frontier'
  /** Settings tried in the search for the worst case. */
  | 'search'
  /** The worst of them, measured again with seeds of its own. */
  | 'worst';

/** A parameter that a frontier or a search varies. */
export interface VariedParameter {
  /** As the user writes it: `identities`, or `NAME.identities` where there are several attacks. */
  readonly name: string;
  /** Where it stands in the scenario, as after `--set`. */
  readonly path: string;
  readonly unit: string;
  /** Values of a frontier, in its order; null: drawn from the range. */
  readonly values: readonly number[] | null;
  readonly low: number;
  readonly high: number;
  readonly whole: boolean;
  readonly scale: 'linear' | 'log';
}

/** One setting of the attack that was measured. */
export interface AttackPoint {
  /** From 0, the place in the manifest's list and the column `point` of both tables. */
  readonly index: number;
  readonly stage: PointStage;
  /** By name of the varied parameters; empty for point 0. */
  readonly settings: Readonly<Record<string, number>>;
  /** Seeds that it was run with. */
  readonly replicates: number;
  /** Sides that were run. A search runs only those that its objective needs. */
  readonly sides: readonly AttackSide[];
}

/** How a measure's interval was had: t of a mean; BCa bootstrap of a ratio of means; none. */
export type IntervalKind = 't' | 'bca' | 'none';

/** A row of `measures.arrow`. What is not defined is null (NaN in the table). */
export interface AttackMeasure {
  readonly point: number;
  /** Topic attacked; empty for what belongs to the whole run. */
  readonly topic: string;
  /** Key of a derived measure (`roi`, `cost_of_corruption` ...) or the name of a metric. */
  readonly measure: string;
  /**
   * What it is held against. Empty: the attack's own value. Otherwise of a metric the difference attack less control, seed
   * by seed, and of a derived measure what its definition says (`roi` against `honest`: what it brings beyond honest play).
   */
  readonly against: Control | '';
  readonly unit: string;
  /** Seeds with all the values that it needs. */
  readonly n: number;
  /** Mean, mean difference, or ratio of means. */
  readonly mean: number | null;
  /** Ends of its 95 % interval; null for n = 1 and where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly interval: IntervalKind;
  /** Why there is no number or no end: `free` of a griefing factor (the attacker loses nothing), `unbounded`; empty otherwise. */
  readonly word: '' | 'free' | 'unbounded';
}

/** Where the shift of the combined inference crosses one standard deviation of the honest network's error. */
export interface FrontierCrossing {
  /** Values of the other parameter, where the frontier has two; empty otherwise. */
  readonly at: Readonly<Record<string, number>>;
  readonly topic: string;
  /** Whether it is crossed; otherwise on which side of it all points lie: none shifts so much, or all do. */
  readonly reached: 'crossed' | 'below' | 'above';
  /** Value of the first parameter there, by monotone interpolation between points; null: it is not crossed. */
  readonly value: number | null;
  /** Outlay and capital there, ALLO, interpolated between points; null with `value`, or where a point has none. */
  readonly cost: number | null;
}

export type WorstObjective = 'roi' | 'damage' | 'shift' | 'profit';

/** What a search for the worst case found. */
export interface WorstCase {
  readonly objective: WorstObjective;
  /** Measure that the objective stands for, and against what: where to look in `measures.arrow`. */
  readonly measure: string;
  readonly against: Control | '';
  /** Runs that it might make and made; those of the final measurement are not among them. */
  readonly runsAllowed: number;
  readonly runs: number;
  /** ALLO that the owner may lay out; null: as the scenario says. */
  readonly budget: number | null;
  readonly parameters: readonly VariedParameter[];
  /** Points of the search in the order tried; the best of them; the point on fresh seeds. null: no point had a value. */
  readonly tried: readonly number[];
  readonly best: number | null;
  readonly final: number | null;
  /** The objective at the best point: as the search saw it, and on fresh seeds. */
  readonly searched: number | null;
  readonly fresh: number | null;
}

/** An attack of the scenario, for headings. */
export interface MeasuredAttack {
  readonly name: string;
  /** Key in the registry, and number in the catalogue. */
  readonly attack: string;
  readonly number: number;
  readonly doc: string;
  readonly question: string;
  readonly source: string;
  readonly topic: string;
  readonly start: number;
  readonly duration: number | null;
  readonly budget: number | null;
  readonly knowledge: Knowledge;
}

/** A recorded run, its folder relative to that of the measurement, with forward slashes. */
export interface RecordedPairRun {
  readonly runId: string;
  readonly folder: string;
}

/** A run that failed; it is left out of all measures. */
export interface FailedAttackRun {
  readonly point: number;
  readonly side: AttackSide;
  readonly seed: string;
  readonly error: string;
}

/** `manifest.json` of the measurement of an attack. */
export interface AttackManifest {
  readonly kind: 'attack';
  readonly formatVersion: number;
  readonly engineVersion: string;
  /** SHA-256 of the engine's code, hexadecimal. */
  readonly codeHash: string;
  readonly attackId: string;
  /** Name of the scenario, and the question in its first line. */
  readonly scenario: string;
  readonly question: string;
  readonly attacks: readonly MeasuredAttack[];
  /** Topics attacked. */
  readonly topics: readonly string[];
  readonly epochs: number;
  /** Root of the seeds, and those of point 0 and of every point of the frontier. */
  readonly seed: string;
  readonly seeds: readonly string[];
  readonly confidence: number;
  /** Sides of point 0 and of every point of the frontier. */
  readonly sides: readonly AttackSide[];
  readonly points: readonly AttackPoint[];
  /** Metric columns of `runs.arrow`. */
  readonly metrics: readonly RecordedMetric[];
  readonly frontier: {
    readonly parameters: readonly VariedParameter[];
    readonly points: readonly number[];
    readonly crossings: readonly FrontierCrossing[];
  } | null;
  readonly worst: WorstCase | null;
  /** Runs of all points and sides, and how many of them failed. */
  readonly runs: number;
  readonly failed: readonly FailedAttackRun[];
  /** The first seed, recorded whole: with the attack, and the same without the attackers' keys; null when that run failed. */
  readonly recorded: { readonly attack: RecordedPairRun; readonly control: RecordedPairRun } | null;
  /** Sentences: what came out. */
  readonly headline: readonly string[];
  /** Sentences: what the reader may not expect. */
  readonly notices: readonly string[];
  readonly wallSeconds: number;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly nodeVersion: string;
  readonly files: readonly RecordedFile[];
}

const label = (name: string, doc: string): ColumnDeclaration => ({ name, type: 'dictionary', unit: '', doc });
const count = (name: string, unit: string, doc: string): ColumnDeclaration => ({ name, type: 'int32', unit, doc });
const number = (name: string, unit: string, doc: string): ColumnDeclaration => ({ name, type: 'float64', unit, doc });

/** `runs.arrow`, one row per point, side and replicate, in this order: these, then every metric. */
export const attackRunColumns: readonly ColumnDeclaration[] = [
  count('point', '', 'Number of the point, from 0.'),
  label('side', 'attack, or the control: no-attack, honest, random, single.'),
  count('replicate', '', 'Number of the replicate, from 0.'),
  label('seed', 'Seed of the run.'),
  label('status', 'done or failed.'),
  label('error', 'Why it failed; empty otherwise.'),
  label('address', 'Address of the result in the store.'),
];

/** `measures.arrow`, one row per point, topic, measure and what it is held against. */
export const attackMeasureColumns: readonly ColumnDeclaration[] = [
  count('point', '', 'Number of the point, from 0.'),
  label('topic', 'Topic attacked; empty for a metric of the whole run.'),
  label('measure', 'Name of the measure or the metric.'),
  label('against', "Control that it is held against; empty: the attack's own value."),
  label('unit', 'Unit of the measure.'),
  count('n', 'seeds', 'Seeds with all the values that it needs.'),
  number('mean', "the measure's", 'Mean, mean difference (attack less control), or ratio of means.'),
  number('low', "the measure's", 'Lower end of its 95 % interval; none for n = 1.'),
  number('high', "the measure's", 'Upper end of it.'),
  label('interval', 't of a mean; bca of a ratio of means (bootstrap); none.'),
  label(
    'word',
    'free: the attacker loses nothing; unbounded: the interval of the denominator holds 0; empty otherwise.',
  ),
];
