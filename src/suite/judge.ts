import { ruleOf, type ToleranceRule } from '../config/suite/suite.ts';
import type { RunResult } from '../experiment/run-store.ts';
import type { Baseline, BaselineEntry } from './baseline.ts';
import { coveredMetrics, isCovered, type JudgedEntry, type JudgedSuite, unjudgeable } from './coverage.ts';
import { blankVerdict, judgeMetric } from './judge-metric.ts';
import { byNameAndTopic, compared, keyOf } from './metric-values.ts';
import type { SuiteResults } from './run-suite.ts';
import { differsAsWhole, type EntryVerdict, isDifference, type MetricVerdict, type SuiteVerdict } from './verdict.ts';

/**
 * Compares the results of a suite with its baseline: a pure function, and a quick one.
 *
 * @param results by the index of the entry and that of its seed
 */
export function judge(suite: JudgedSuite, baseline: Baseline, results: SuiteResults): SuiteVerdict {
  const known = new Map(baseline.entries.map((entry) => [entry.name, entry]));
  const inSuite = new Set(suite.entries.map(({ name }) => name));
  const entries = [
    ...suite.entries.map((entry, e) => judgeEntry(entry, known.get(entry.name), results[e])),
    ...baseline.entries.filter(({ name }) => !inSuite.has(name)).map(goneEntry),
  ].sort((a, b) => compared(a.name, b.name));
  const metrics = entries.flatMap((entry) => entry.metrics);
  const failed = entries.filter(({ kind }) => kind === 'failed').length;
  return {
    suite: suite.name,
    since: baseline.stamp,
    entries,
    compared: metrics.length,
    differences: metrics.filter(isDifference).length + entries.filter(differsAsWhole).length - failed,
    failed,
  };
}

function judgeEntry(entry: JudgedEntry, old: BaselineEntry | undefined, results: readonly RunResult[]): EntryVerdict {
  const { name, seeds } = entry;
  const failure = results.find(({ status }) => status === 'failed');
  const error = failure?.status === 'failed' ? failure.error : '';
  const verdict = { name, scenarioChange: changeOf(entry, old), error, seeds: seeds.length, metrics: [] };
  if (failure !== undefined) return { ...verdict, kind: 'failed' };
  if (old === undefined) return { ...verdict, kind: 'new' };
  if (seeds.join('\n') !== old.seeds.join('\n')) return { ...verdict, kind: 'other-seeds' };
  const metrics = judgeMetrics(entry, old, results);
  return { ...verdict, kind: metrics.length === 0 ? 'nothing-compared' : 'compared', metrics };
}

function judgeMetrics(entry: JudgedEntry, old: BaselineEntry, results: readonly RunResult[]): MetricVerdict[] {
  const before = new Map(old.metrics.map((one) => [keyOf(one.metric, one.topic), one]));
  const now = coveredMetrics(entry, results);
  const present = new Set(now.map(({ metric, topic }) => keyOf(metric, topic)));
  const verdicts = now.map((one): MetricVerdict => {
    const { metric, topic, values } = one;
    const rule = ruleOf(entry.rules, metric, topic) as ToleranceRule;
    const known = before.get(keyOf(metric, topic));
    if (known !== undefined) return judgeMetric(one, rule, known.values, values, entry.seeds);
    return { ...blankVerdict(metric, topic), kind: 'appeared', rule, new: values[0] };
  });
  const lost = old.metrics
    .filter(({ metric, topic }) => !present.has(keyOf(metric, topic)))
    .map(({ metric, topic, values }): MetricVerdict => {
      const rule = ruleOf(entry.rules, metric, topic);
      const kind = isCovered(rule) ? 'disappeared' : 'dropped';
      return { ...blankVerdict(metric, topic), kind, rule: rule ?? null, old: values[0] };
    });
  const told = new Set(lost.map(({ metric }) => metric));
  const idle = unjudgeable(entry, results).filter(
    ({ metric, topic }) => !present.has(keyOf(metric, topic)) && !told.has(metric),
  );
  return [...verdicts, ...lost, ...idle].sort(byNameAndTopic);
}

function changeOf({ written, resolved }: JudgedEntry, old: BaselineEntry | undefined): EntryVerdict['scenarioChange'] {
  if (old === undefined || (written === old.written && resolved === old.resolved)) return 'none';
  return written === old.written ? 'resolved' : 'written';
}

function goneEntry({ name, seeds }: BaselineEntry): EntryVerdict {
  return { name, kind: 'gone', scenarioChange: 'none', error: '', seeds: seeds.length, metrics: [] };
}
