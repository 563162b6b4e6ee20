import { differsAsWhole, type EntryVerdict, isDifference, type MetricVerdict, type SuiteVerdict } from './verdict.ts';
import { changeInWords, entryInWords, kindInWords, metricName, ruleInWords } from './words.ts';

/**
 * The verdict as JUnit XML, as continuous integration reads it: a suite per entry, a case per metric. What differs is a
 * failure, a run that ended with an error is an error. Equal verdicts give equal text.
 */
export function toJUnit(verdict: SuiteVerdict): string {
  const { suite, entries } = verdict;
  const suites = entries.map((entry) => entrySuite(suite, entry));
  const sum = (count: (one: CountedSuite) => number): number => suites.reduce((total, one) => total + count(one), 0);
  const counts = `tests="${sum(({ tests }) => tests)}" failures="${sum(({ failures }) => failures)}" errors="${sum(({ errors }) => errors)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(suite)}" ${counts}>`,
    ...suites.map(({ text }) => text),
    '</testsuites>',
    '',
  ].join('\n');
}

interface CountedSuite {
  readonly text: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

function entrySuite(suite: string, entry: EntryVerdict): CountedSuite {
  const name = `${suite}.${entry.name}`;
  const isError = entry.kind === 'failed';
  const whole = differsAsWhole(entry)
    ? [
        testCase(
          name,
          'scenario',
          isError ? 'error' : 'failure',
          entry.kind,
          `${entry.name} ${entryInWords(entry)}`,
          '',
        ),
      ]
    : [];
  const cases = [...whole, ...entry.metrics.map((metric) => metricCase(name, entry, metric))];
  const errors = isError ? 1 : 0;
  const failures = whole.length - errors + entry.metrics.filter(isDifference).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="0"`;
  const text = [`  <testsuite name="${escaped(name)}" ${counts}>`, ...cases, '  </testsuite>'].join('\n');
  return { text, tests: cases.length, failures, errors };
}

function metricCase(suite: string, entry: EntryVerdict, metric: MetricVerdict): string {
  const name = metricName(metric);
  if (!isDifference(metric)) return `    <testcase classname="${escaped(suite)}" name="${escaped(name)}"/>`;
  const { old, new: now, difference, seed, rule } = metric;
  const numbers = difference === null ? '' : ` from ${old} to ${now}, by ${difference}`;
  const details = [
    `was: ${old ?? 'none'}`,
    `now: ${now ?? 'none'}`,
    ...(difference === null ? [] : [`difference: ${difference}`]),
    ...(metric.low === null ? [] : [`90 % interval of the mean difference: ${metric.low} to ${metric.high}`]),
    ...(metric.tolerance === null ? [] : [`tolerance: ${metric.tolerance}`]),
    ...(rule === null ? [] : [ruleInWords(rule)]),
    ...(seed === '' || entry.seeds === 1 ? [] : [`seed: ${seed}`]),
    ...(entry.scenarioChange === 'none' ? [] : [`note: ${changeInWords(entry.scenarioChange)}`]),
  ];
  return testCase(suite, name, 'failure', metric.kind, `${name} ${kindInWords(metric)}${numbers}`, details.join('\n'));
}

function testCase(suite: string, name: string, element: string, type: string, message: string, text: string): string {
  const opening = `    <testcase classname="${escaped(suite)}" name="${escaped(name)}">`;
  const failure = `<${element} type="${type}" message="${escaped(message)}">${escapedText(text)}</${element}>`;
  return `${opening}\n      ${failure}\n    </testcase>`;
}

/** An attribute's value as XML carries it. */
function escaped(text: string): string {
  return escapedText(text).replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);
}

/** An element's text as XML carries it; characters that XML has no way to write are replaced. */
function escapedText(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
