import type { ComparedMetric, ComparisonVerdict } from '../record/comparison-record.ts';
import { benjaminiHochberg, holm } from '../statistics/adjust.ts';
import { bcaInterval } from '../statistics/bootstrap.ts';
import { pairedDifference } from '../statistics/paired.ts';
import type { PairedValues } from './pairs.ts';

/** How metrics are compared. */
export interface CompareRules {
  readonly adjust: 'holm' | 'bh';
  /** Of all intervals; a difference is clear when its adjusted p is below 1 less this. */
  readonly confidence: number;
}

/** Fewer pairs than these have no bootstrap interval. */
const leastForBootstrap = 5;

/**
 * Every metric, compared; clear differences first, largest effect first.
 *
 * p is adjusted over all metrics with at least two pairs, those included that are the same in all of them: which metrics
 * are tested must not hang on what came out.
 */
export function compareMetrics(
  metrics: readonly PairedValues[],
  rules: CompareRules,
): { readonly rows: readonly ComparedMetric[]; readonly tested: number } {
  const rows = metrics.map((metric) => compareOne(metric, rules.confidence));
  const adjusted = (rules.adjust === 'holm' ? holm : benjaminiHochberg)(rows.map(({ p }) => p ?? Number.NaN));
  const judged = rows.map((row, r): ComparedMetric => {
    const adjustedP = finiteOrNull(adjusted[r]);
    return { ...row, adjustedP, verdict: row.verdict ?? verdictOf(row.difference, adjustedP, rules.confidence) };
  });
  return { rows: judged.sort(byClarity), tested: rows.filter(({ p }) => p !== null).length };
}

/** Whether a difference is clear. */
export function isClear({ verdict }: ComparedMetric): boolean {
  return verdict === 'higher' || verdict === 'lower';
}

/** A metric without what depends on the other metrics; without a verdict where p decides. */
type Unjudged = Omit<ComparedMetric, 'adjustedP' | 'verdict'> & { readonly verdict: ComparisonVerdict | undefined };

function compareOne({ point, metric, topic, unit, on, a, b }: PairedValues, confidence: number): Unjudged {
  const places = a.map((_, r) => r);
  const whole = places.filter((r) => a[r] !== null && b[r] !== null);
  const halfPairs = on === 'both' ? places.filter((r) => (a[r] === null) !== (b[r] === null)).length : 0;
  const named = { point, metric, topic, unit, n: whole.length, halfPairs };
  if (whole.length === 0) {
    const [valuesA, valuesB] = [a, b].map((side) => side.filter((value) => value !== null));
    const means = { meanA: meanOrNull(valuesA), meanB: meanOrNull(valuesB) };
    return { ...named, ...nothing, ...means, verdict: whyNone(on, valuesA.length, valuesB.length) };
  }
  const ofA = whole.map((r) => a[r] as number);
  const ofB = whole.map((r) => b[r] as number);
  const paired = pairedDifference(ofA, ofB, confidence);
  const same = ofA.every((value, r) => value === ofB[r]);
  const { meanA, meanB, mean: difference } = paired;
  const known = { ...named, ...nothing, meanA, meanB, difference };
  if (whole.length === 1) return { ...known, verdict: same ? 'same' : 'not tested' };
  const { low, high, p, effect, pairingGain, deviation } = paired;
  const bca = bootstrapped(ofA, ofB, confidence);
  // What turns a difference into standard deviations, with the correction for small samples that the effect has.
  const scale = difference === 0 ? 1 / deviation : effect / difference;
  return {
    ...known,
    low,
    high,
    bcaLow: finiteOrNull(bca.low),
    bcaHigh: finiteOrNull(bca.high),
    p,
    effect: finiteOrNull(effect),
    effectLow: finiteOrNull(scale * low),
    effectHigh: finiteOrNull(scale * high),
    pairingGain: finiteOrNull(pairingGain),
    verdict: same ? 'same' : undefined,
  };
}

const nothing = {
  difference: null,
  low: null,
  high: null,
  bcaLow: null,
  bcaHigh: null,
  p: null,
  effect: null,
  effectLow: null,
  effectHigh: null,
  pairingGain: null,
} as const;

function bootstrapped(a: readonly number[], b: readonly number[], confidence: number): { low: number; high: number } {
  if (a.length < leastForBootstrap) return { low: Number.NaN, high: Number.NaN };
  const differences = b.map((value, r) => value - a[r]);
  return bcaInterval(differences, { confidence });
}

function whyNone(on: PairedValues['on'], valuesA: number, valuesB: number): ComparisonVerdict {
  if (on !== 'both') return on === 'A' ? 'only in A' : 'only in B';
  if (valuesA === 0) return valuesB === 0 ? 'no value' : 'no value in A';
  return valuesB === 0 ? 'no value in B' : 'no pair';
}

function verdictOf(difference: number | null, adjustedP: number | null, confidence: number): ComparisonVerdict {
  if (difference === null || adjustedP === null || !(adjustedP < 1 - confidence)) return 'no clear difference';
  return difference > 0 ? 'higher' : 'lower';
}

function byClarity(x: ComparedMetric, y: ComparedMetric): number {
  return rank(x) - rank(y) || sizeOf(y) - sizeOf(x);
}

function rank(row: ComparedMetric): number {
  if (isClear(row)) return 0;
  return row.verdict === 'no clear difference' ? 1 : row.verdict === 'not tested' ? 2 : row.verdict === 'same' ? 4 : 3;
}

/** Size of the effect; of single pairs the part that changed. Where all differences are alike there is none: they come last. */
function sizeOf({ effect, difference, meanA, meanB, n }: ComparedMetric): number {
  if (difference === null || difference === 0) return 0;
  if (n === 1) return Math.abs(difference) / Math.max(Math.abs(meanA ?? 0), Math.abs(meanB ?? 0));
  return Math.abs(effect ?? 0);
}

function meanOrNull(values: readonly (number | null)[]): number | null {
  const found = values.flatMap((value) => value ?? []);
  return found.length === 0 ? null : found.reduce((sum, value) => sum + value, 0) / found.length;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
