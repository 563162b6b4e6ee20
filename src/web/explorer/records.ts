/* What the explorer's server tells its page. Numbers that do not exist are null. */

/** What a folder below that of all results may hold; `unknown` where its manifest cannot be read or there is none. */
export type ListedKind = 'run' | 'sweep' | 'comparison' | 'attack' | 'gallery' | 'unknown';

/** `partial`: an unfinished run, whose tables can be read as far as they go. */
export type ListedState = 'complete' | 'partial' | 'broken';

/** The value of a metric; where several topics have one, that of the first. */
export interface MetricCell {
  readonly value: number | null;
  /** Empty for a metric of the whole run. */
  readonly topic: string;
  /** How many topics have a value of their own; 0 for a metric of the whole run. */
  readonly topics: number;
}

export interface ListedRecord {
  /** Below the folder of all results, with forward slashes; it names the record everywhere. */
  readonly path: string;
  readonly kind: ListedKind;
  readonly state: ListedState;
  /** What is wrong with a broken one, as a sentence; empty otherwise. */
  readonly problem: string;
  /** Of the scenario, the experiment or what is compared. */
  readonly name: string;
  readonly id: string;
  /** What it asks; empty when it asks nothing. */
  readonly question: string;
  /** When it was written, milliseconds since 1970. */
  readonly time: number;
  readonly protocol: string;
  readonly seed: string;
  readonly epochs: number | null;
  /** How many runs it is made of. */
  readonly runs: number | null;
  readonly wallSeconds: number | null;
  /** Of its recorded files. */
  readonly bytes: number | null;
  /** Id of the run with attacks that this one is the control of; empty for others. */
  readonly controlOf: string;
  readonly hasReport: boolean;
  /** Of those asked for, the metrics that it has. */
  readonly metrics: Readonly<Record<string, MetricCell>>;
}

export interface MetricName {
  readonly name: string;
  readonly unit: string;
}

/** `GET api/runs?metrics=A,B`. */
export interface Listing {
  /** The folder of all results, as the user would write it. */
  readonly root: string;
  readonly records: readonly ListedRecord[];
  /** All metrics that any of them has, by name. */
  readonly metrics: readonly MetricName[];
  /** Those that the cells are of. */
  readonly shown: readonly string[];
}

/** A metric of one run. */
export interface RunMetric extends MetricName {
  readonly topic: string;
  readonly value: number | null;
}

/** `GET api/run?path=`. */
export interface RunDetails {
  /** The folder of all results, as the user would write it. */
  readonly root: string;
  readonly record: ListedRecord;
  readonly metrics: readonly RunMetric[];
  /** Names and values of what the manifest says besides. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Sentences about what an author may not expect. */
  readonly notices: readonly string[];
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly served: boolean }[];
}

/** A setting in which runs differ, as after `--set`; one value per run, null where it has none. */
export interface DifferingSetting {
  readonly path: string;
  readonly values: readonly (string | null)[];
}

/** `GET api/compare?path=A&path=B`: two to six runs. */
export interface RunComparison {
  readonly runs: readonly RunDetails[];
  readonly settings: readonly DifferingSetting[];
}

/** `GET api/series?path=&columns=A,B&topic=`: columns of the epochs of one topic. */
export interface RunSeries {
  /** All topics of the run, in the order of their first rows. */
  readonly topics: readonly string[];
  readonly topic: string;
  /** Recorded rows of the topic, and how many consecutive ones every point is the mean of. */
  readonly rows: number;
  readonly every: number;
  readonly epochs: readonly number[];
  /** Those of the columns that the run has. */
  readonly columns: Readonly<Record<string, { readonly unit: string; readonly values: readonly (number | null)[] }>>;
}

/** `POST api/report` with `{ "path": ... }`: the report's path below the folder of all results. */
export type BuiltReport = { readonly report: string } | { readonly problem: string };

/** Runs that can be compared at once. */
export const mostCompared = 6;
