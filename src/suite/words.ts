import type { ToleranceRule } from '../config/suite/suite.ts';
import type { BaselineStamp } from './baseline.ts';
import {
  differsAsWhole,
  type EntryVerdict,
  isDifference,
  type MetricVerdict,
  type ScenarioChange,
  type SuiteVerdict,
} from './verdict.ts';

/* Verdicts in words, the same on the terminal, in Markdown and in JUnit files. */

/** `economics: 3 of 412 values differ, in 2 of 22 scenarios`. */
export function headline({ suite, entries, compared, failed }: SuiteVerdict): string {
  const all = counted(entries.length, 'scenario');
  const values = counted(compared, 'value');
  const differing = entries.map(({ metrics }) => metrics.filter(isDifference).length).filter((count) => count > 0);
  const differences = differing.reduce((sum, count) => sum + count, 0);
  const wholes = entries.filter(differsAsWhole).length - failed;
  const parts = [
    ...(failed === 0 ? [] : [`${failed} of ${all} failed`]),
    ...(differences === 0 ? [] : [`${differences} of ${values} differ, in ${differing.length} of ${all}`]),
    ...(wholes === 0 ? [] : [`${counted(wholes, 'scenario')} cannot be compared`]),
  ];
  return `${suite}: ${parts.length === 0 ? `nothing moved: ${values} of ${all}` : parts.join('; ')}`;
}

/** `the baseline of 2026-07-14 (version 0.4.0): Fees are burnt in part` */
export function baselineInWords({ date, engineVersion, reason }: BaselineStamp): string {
  return `the baseline of ${date} (version ${engineVersion}): ${reason.replace(/\s+/g, ' ')}`;
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Metrics of one topic carry its name. */
export function metricName({ metric, topic }: { readonly metric: string; readonly topic: string }): string {
  return topic === '' ? metric : `${metric} [${topic}]`;
}

/** What is the matter with an entry as a whole; empty when its metrics tell. */
export function entryInWords({ kind, error, seeds }: Pick<EntryVerdict, 'kind' | 'error' | 'seeds'>): string {
  switch (kind) {
    case 'failed':
      return `has a run that failed: ${error.replace(/\s+/g, ' ')}`;
    case 'new':
      return 'is new in the suite: the baseline does not have it';
    case 'gone':
      return 'is gone from the suite: the baseline has it';
    case 'other-seeds':
      return `has other seeds than in the baseline: ${counted(seeds, 'run')} cannot be compared`;
    case 'nothing-compared':
      return 'has no metric that is compared: no rule of it is about one that its runs have';
    case 'compared':
      return '';
  }
}

/** Why the metrics of an entry may have moved; empty when the scenario is what it was. */
export function changeInWords(change: ScenarioChange): string {
  switch (change) {
    case 'written':
      return 'the scenario itself was changed';
    case 'resolved':
      return 'the scenario’s file is as it was; a default, profile, preset or data file that it uses was changed';
    case 'none':
      return '';
  }
}

/** What is the matter with a metric, in a few words; empty when it is as it was. */
export function kindInWords({ kind, low, high, tolerance, reason }: MetricVerdict): string {
  switch (kind) {
    case 'same':
      return '';
    case 'moved':
      return 'moved';
    case 'not-equivalent':
      return `90 % interval ${shortly(low)} to ${shortly(high)} leaves ±${shortly(tolerance)}`;
    case 'value-found':
      return 'has a value; had none';
    case 'value-lost':
      return 'has no value any more';
    case 'appeared':
      return 'is not in the baseline';
    case 'disappeared':
      return 'is gone from the run';
    case 'dropped':
      return 'is in the baseline, but not compared any more';
    case 'unjudged':
      return `cannot be judged: ${reason}`;
  }
}

/** How far it may move. */
export function ruleInWords({ tolerance }: ToleranceRule): string {
  if (tolerance.kind === 'ignored') return 'ignored';
  const { absolute, relative } = tolerance;
  const parts = [
    ...(absolute > 0 || relative === 0 ? [String(absolute)] : []),
    ...(relative > 0 ? [`${relative} of what it was`] : []),
  ];
  const bound = parts.join(' + ');
  return tolerance.kind === 'each' ? `allowed: ${bound}` : `allowed: 90 % interval of the mean within ±(${bound})`;
}

/** Two values with six significant digits, or as many more as it takes to tell them apart. */
export function valuePair(old: number | null, now: number | null): readonly [string, string] {
  if (old === null || now === null || old === now) return [value(old, 6), value(now, 6)];
  for (let digits = 6; digits < 17; ++digits) {
    const texts = [value(old, digits), value(now, digits)] as const;
    if (texts[0] !== texts[1]) return texts;
  }
  return [value(old, 17), value(now, 17)];
}

function value(number: number | null, digits: number): string {
  if (number === null) return 'none';
  return Number.isInteger(number) && Math.abs(number) < 1e9
    ? String(number)
    : plain(Number(number.toPrecision(digits)));
}

/** `+1.23e-5`: three significant digits; empty when there is none. */
export function signed(difference: number | null): string {
  if (difference === null) return '';
  return `${difference > 0 ? '+' : ''}${shortly(difference)}`;
}

/** Of what it was: `+12.3 %`; empty where that says nothing. */
export function percentOf(difference: number | null, old: number | null): string {
  if (difference === null || old === null || old === 0 || difference === 0) return '';
  const share = (100 * difference) / Math.abs(old);
  return Number.isFinite(share) ? `${signed(share)} %` : '';
}

/** How many times what is allowed: two significant digits. */
export function times(ratio: number | null): string {
  if (ratio === null) return '';
  if (ratio === Number.POSITIVE_INFINITY) return '∞';
  if (ratio < 100) return ratio.toPrecision(2);
  return ratio < 1e5 ? String(Number(ratio.toPrecision(2))) : withoutPlus(ratio.toExponential(1));
}

export function shortly(number: number | null): string {
  return number === null ? 'none' : plain(Number(number.toPrecision(3)));
}

function plain(number: number): string {
  return withoutPlus(Math.abs(number) >= 1e9 ? number.toExponential() : String(number));
}

/** 1.2e21 for 1.2e+21. */
function withoutPlus(text: string): string {
  return text.replace('e+', 'e');
}

/** Entries whose scenario is not what it was although nothing moved that is compared. */
export function quietChanges({ entries }: SuiteVerdict): EntryVerdict[] {
  return entries.filter(({ kind, scenarioChange, metrics }) => {
    return kind === 'compared' && scenarioChange !== 'none' && metrics.every((metric) => metric.kind === 'same');
  });
}
