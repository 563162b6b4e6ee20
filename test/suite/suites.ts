import type { SummaryMetric } from '../../sim/index.ts';
import type { ToleranceRule } from '../../src/config/suite/suite.ts';
import type { RunResult } from '../../src/experiment/run-store.ts';
import { type Baseline, type BaselineStamp, baselineOf } from '../../src/suite/baseline.ts';
import type { JudgedEntry, JudgedSuite } from '../../src/suite/coverage.ts';
import type { SuiteResults } from '../../src/suite/run-suite.ts';

/* Suites without scenarios: judging asks for names, seeds, rules and results alone. */

export const stamp: BaselineStamp = {
  date: '2026-07-14',
  engineVersion: '0.4.0',
  codeHash: 'c0de',
  reason: 'As the white paper has it',
};

export const each = (metric: string, absolute: number, relative = 0, topic = ''): ToleranceRule => {
  return { metric, topic, tolerance: { kind: 'each', absolute, relative } };
};

export const equivalent = (metric: string, absolute: number, relative = 0): ToleranceRule => {
  return { metric, topic: '', tolerance: { kind: 'equivalence', absolute, relative } };
};

export const ignored = (metric: string): ToleranceRule => ({ metric, topic: '', tolerance: { kind: 'ignored' } });

export function entry(name: string, rules: readonly ToleranceRule[], more: Partial<JudgedEntry> = {}): JudgedEntry {
  const places = { scenario: `${name}.yaml`, set: [], written: 'as written', resolved: 'as resolved' };
  return { name, rules, ownRules: true, seeds: ['allora'], ...places, ...more };
}

export function suiteOf(...entries: readonly JudgedEntry[]): JudgedSuite {
  return { name: 'economics', entries };
}

export function seedsOf(count: number): string[] {
  return Array.from({ length: count }, (_, s) => `allora-${s + 1}`);
}

/** A metric of a run; `skill@eth` is that of topic eth. */
export function metricOf(name: string, value: number | null): SummaryMetric {
  const [metric, topic = ''] = name.split('@');
  return { name: metric, topic, value, unit: '1' };
}

/** One run per seed; every metric has a value for each seed. */
export function runsOf(values: Readonly<Record<string, number | null | readonly (number | null)[]>>): RunResult[] {
  const columns = Object.entries(values).map(([name, value]) => ({
    name,
    values: [value].flat() as (number | null)[],
  }));
  const seeds = Math.max(...columns.map((column) => column.values.length));
  return Array.from({ length: seeds }, (_, s) => ({
    status: 'done',
    metrics: columns.map((column) => metricOf(column.name, column.values[s])),
  }));
}

export const failure: RunResult = { status: 'failed', error: 'Epoch 3: the ledger holds too much.' };

export function baseline(suite: JudgedSuite, results: SuiteResults, previous?: Baseline): Baseline {
  return baselineOf(suite, results, stamp, previous);
}
