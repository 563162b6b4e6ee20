import { anyMetric, ruleOf, type ToleranceRule } from '../config/suite/suite.ts';
import type { RunResult } from '../experiment/run-store.ts';
import { blankVerdict, tooFewValues } from './judge-metric.ts';
import type { LoadedEntry, LoadedSuite } from './load-suite.ts';
import { type MetricValues, metricValues } from './metric-values.ts';
import type { MetricVerdict } from './verdict.ts';

/** What judging needs to know of an entry; its scenario is not looked at. */
export type JudgedEntry = Omit<LoadedEntry, 'runnable'>;

export type JudgedSuite = Pick<LoadedSuite, 'name'> & { readonly entries: readonly JudgedEntry[] };

/** The metrics of an entry that its rules are about. */
export function coveredMetrics({ rules }: JudgedEntry, results: readonly RunResult[]): MetricValues[] {
  const runs = results.map((result) => (result.status === 'done' ? result.metrics : []));
  return metricValues(runs).filter(({ metric, topic }) => isCovered(ruleOf(rules, metric, topic)));
}

/** Why the rules of an entry cannot be applied, whatever the baseline. */
export function unjudgeable(entry: JudgedEntry, results: readonly RunResult[]): MetricVerdict[] {
  const metrics = coveredMetrics(entry, results);
  const few = metrics.flatMap(({ metric, topic, values }) => {
    const rule = ruleOf(entry.rules, metric, topic) as ToleranceRule;
    const reason = tooFewValues(rule, values);
    return reason === '' ? [] : [{ ...blankVerdict(metric, topic), kind: 'unjudged' as const, rule, reason }];
  });
  const named = entry.ownRules ? entry.rules.filter(({ metric }) => metric !== anyMetric) : [];
  const idle = named
    .filter(isCovered)
    .filter(({ metric, topic }) => !metrics.some((one) => one.metric === metric && isOf(topic, one.topic)))
    .map((rule) => {
      const where = rule.topic === '' ? '' : ' of this topic';
      const reason = `a rule names it, but the run has no such metric${where}`;
      return { ...blankVerdict(rule.metric, rule.topic), kind: 'unjudged' as const, rule, reason };
    });
  return [...few, ...idle];
}

/** Whether a metric is looked at. */
export function isCovered(rule: ToleranceRule | undefined): rule is ToleranceRule {
  return rule !== undefined && rule.tolerance.kind !== 'ignored';
}

function isOf(wanted: string, topic: string): boolean {
  return wanted === '' || wanted === topic;
}
