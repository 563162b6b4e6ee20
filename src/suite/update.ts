import { type Baseline, type BaselineStamp, baselineOf, sameScenarios } from './baseline.ts';
import { coveredMetrics, type JudgedSuite, unjudgeable } from './coverage.ts';
import { judge } from './judge.ts';
import type { SuiteResults } from './run-suite.ts';
import type { SuiteVerdict } from './verdict.ts';
import { entryInWords, kindInWords, metricName } from './words.ts';

/** What an update of a baseline comes to. */
export interface Update {
  /** Compared with the baseline before, or with the new one where there was none. */
  readonly verdict: SuiteVerdict;
  /** Why the results cannot become a baseline, a sentence each; usually empty. */
  readonly against: readonly string[];
  readonly outcome: 'made' | 'rewritten' | 'unchanged' | 'refused';
  /** What is to be written; undefined: the file stays as it is. */
  readonly baseline: Baseline | undefined;
}

/**
 * Makes results the baseline. The one before stays when nothing moved further than it may, no scenario was changed and
 * the suite compares the same metrics: so what moves a little, time and again, does not take the baseline along.
 */
export function updateOf(
  suite: JudgedSuite,
  results: SuiteResults,
  stamp: BaselineStamp,
  previous: Baseline | undefined,
): Update {
  const made = baselineOf(suite, results, stamp, previous);
  const verdict = judge(suite, previous ?? made, results);
  const against = reasonsAgainst(suite, results);
  if (against.length > 0) return { verdict, against, outcome: 'refused', baseline: undefined };
  if (previous === undefined) return { verdict, against, outcome: 'made', baseline: made };
  const stays = verdict.differences === 0 && sameScenarios(previous, made);
  return { verdict, against, outcome: stays ? 'unchanged' : 'rewritten', baseline: stays ? undefined : made };
}

function reasonsAgainst({ entries }: JudgedSuite, results: SuiteResults): string[] {
  return entries.flatMap((entry, e) => {
    const { name } = entry;
    const failure = results[e].find(({ status }) => status === 'failed');
    if (failure?.status === 'failed') return [`${name} ${entryInWords({ ...whole, kind: 'failed', ...failure })}`];
    const unfit = unjudgeable(entry, results[e]).map((one) => `${name}: ${metricName(one)} ${kindInWords(one)}`);
    if (unfit.length > 0 || coveredMetrics(entry, results[e]).length > 0) return unfit;
    return [`${name} ${entryInWords({ ...whole, kind: 'nothing-compared' })}`];
  });
}

const whole = { error: '', seeds: 0 };
