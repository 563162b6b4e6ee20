import type { ToleranceRule } from '../config/suite/suite.ts';
import type { BaselineStamp } from './baseline.ts';

/** How a metric of an entry compares with the baseline. */
export type MetricKind =
  /** As it was, or near enough. */
  | 'same'
  /** A value moved further than its rule allows. */
  | 'moved'
  /** The mean may have moved further than the margin of its rule. */
  | 'not-equivalent'
  /** A value where there was none. */
  | 'value-found'
  /** No value where there was one. */
  | 'value-lost'
  /** The baseline does not have it. */
  | 'appeared'
  /** The run does not have it any more. */
  | 'disappeared'
  /** The baseline has it, the suite does not look at it any more. */
  | 'dropped'
  /** The rule cannot be applied: `reason` says why. */
  | 'unjudged';

/** One metric of an entry. Numbers are null where there are none. */
export interface MetricVerdict {
  readonly metric: string;
  /** Empty for a metric of the whole run. */
  readonly topic: string;
  readonly kind: MetricKind;
  /** The rule that counts; null when there is none. */
  readonly rule: ToleranceRule | null;
  /** Seed of the run with the largest deviation, which the numbers are about; empty: they are means over all seeds. */
  readonly seed: string;
  readonly old: number | null;
  readonly new: number | null;
  /** new - old. */
  readonly difference: number | null;
  /** 90 % t-interval of the mean difference, where the rule is about equivalence. */
  readonly low: number | null;
  readonly high: number | null;
  /** How far it may move, in units of the metric. */
  readonly tolerance: number | null;
  /** |difference| over the tolerance, or the far end of the interval over the margin; infinite without a tolerance. */
  readonly ratio: number | null;
  /** Usually empty. */
  readonly reason: string;
}

/** How an entry compares with the baseline. */
export type EntryKind =
  /** Its metrics are compared one by one. */
  | 'compared'
  /** A run of it ended with an error. */
  | 'failed'
  /** The baseline does not have it. */
  | 'new'
  /** The suite does not have it any more. */
  | 'gone'
  /** Its runs have other seeds than those of the baseline. */
  | 'other-seeds'
  /** No metric of it is compared. */
  | 'nothing-compared';

/** What became of the scenario itself since the baseline. */
export type ScenarioChange =
  | 'none'
  /** Its file, a file that it extends, or what the suite sets. */
  | 'written'
  /** Not what its author wrote, but what that comes to: a default, a profile, a preset, or a file of data. */
  | 'resolved';

export interface EntryVerdict {
  readonly name: string;
  readonly kind: EntryKind;
  readonly scenarioChange: ScenarioChange;
  /** Of the first run that failed; usually empty. */
  readonly error: string;
  readonly seeds: number;
  /** Sorted by name and topic; empty unless compared. */
  readonly metrics: readonly MetricVerdict[];
}

/** What a check of a suite comes to. */
export interface SuiteVerdict {
  readonly suite: string;
  /** The baseline that it was compared with. */
  readonly since: BaselineStamp;
  /** Sorted by name. */
  readonly entries: readonly EntryVerdict[];
  /** Metrics compared. */
  readonly compared: number;
  /** Metrics that differ, and entries that differ as a whole; failed ones not included. */
  readonly differences: number;
  /** Entries with a run that failed. */
  readonly failed: number;
}

export function isDifference({ kind }: MetricVerdict): boolean {
  return kind !== 'same';
}

/** Whether the entry as a whole differs: its metrics cannot be told one by one. */
export function differsAsWhole({ kind }: EntryVerdict): boolean {
  return kind !== 'compared';
}
