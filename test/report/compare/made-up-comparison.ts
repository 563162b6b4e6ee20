import { compareMetrics } from '../../../src/compare/compare-metrics.ts';
import { headline } from '../../../src/compare/headline.ts';
import type { PairedValues } from '../../../src/compare/pairs.ts';
import { recordComparison } from '../../../src/compare/record-comparison.ts';
import type { ComparedSide, Comparison } from '../../../src/record/comparison-record.ts';

/** A metric whose pairs differ by about `shift`, with some spread. */
export function pairsOf(metric: string, unit: string, shift: number, spread: number, n = 12): PairedValues {
  const seeds = Array.from({ length: n }, (_, r) => `s-${r + 1}`);
  const a = seeds.map((_, r) => 5 + ((7 * r) % n) / n);
  const b = a.map((value, r) => value + shift + spread * (((5 * r) % n) / n - 0.5));
  return { point: '', metric, topic: 'eth', unit, on: 'both', seeds, a, b };
}

/** Two clear differences, two unclear ones, some that are the same or have no value. */
export const usualPairs: readonly PairedValues[] = [
  pairsOf('skill_vs_naive', 'log10 loss', 1, 0.5),
  pairsOf('reward_inferers', 'ALLO', -0.4, 0.4),
  pairsOf('a_metric_with_a_name_as_long_as_they_get', 'log10 loss', 0.01, 0.9),
  pairsOf('share <b>&</b> more', 'share', -0.02, 0.7),
  pairsOf('epochs', 'epochs', 0, 0),
  { ...pairsOf('yield', '1', 0, 0), b: Array.from({ length: 12 }, () => null) },
];

/** Records a made-up comparison; returns its folder. */
export function recordedComparison(root: string, pairs: readonly PairedValues[], changes: Partial<Comparison>): string {
  const { rows, tested } = compareMetrics(pairs, { adjust: 'holm', confidence: 0.95 });
  const side: ComparedSide = {
    kind: 'scenario',
    source: 'made-up.yaml',
    name: 'made-up',
    id: 'aaaaaaaaaaaa',
    set: [],
    runs: 12,
    failed: 0,
    codeHash: 'c0de',
  };
  const comparison: Comparison = {
    comparisonId: 'cccccccccccc',
    a: side,
    b: { ...side, set: ['protocol=v0.6'] },
    seeds: pairs[0].seeds,
    metrics: [],
    adjust: 'holm',
    confidence: 0.95,
    tested,
    headline: headline(rows, tested, 0.95),
    notices: ['Something to know.'],
    settings: [{ path: 'protocol.profile', a: 'v0.17', b: 'v0.6' }],
    points: { both: 1, onlyA: [], onlyB: [] },
    failed: [],
    rows,
    ...changes,
  };
  return recordComparison(comparison, pairs, { root, wallSeconds: 1 }).folder;
}
