import type { SummaryMetric } from '../../sim/index.ts';
import type { Observation } from './observation.ts';

/** The values of one metric at one point, pair by pair. */
export interface PairedValues {
  readonly point: string;
  readonly metric: string;
  readonly topic: string;
  readonly unit: string;
  /** Whether the metric exists on both sides, with or without a value. */
  readonly on: 'both' | 'A' | 'B';
  /** One per pair. */
  readonly seeds: readonly string[];
  /** One per pair, the run with that seed; null where it has no value. */
  readonly a: readonly (number | null)[];
  readonly b: readonly (number | null)[];
}

/** All metrics of a comparison, and what could not be paired. */
export interface Pairing {
  readonly metrics: readonly PairedValues[];
  readonly points: { readonly both: number; readonly onlyA: readonly string[]; readonly onlyB: readonly string[] };
  /** Runs that ended well, at points of both sides, whose seed the other side has not. */
  readonly unpaired: { readonly a: number; readonly b: number };
}

/**
 * Pairs runs by point and seed, and their metrics by name and topic. Failed runs are in no pair. Points, metrics and seeds
 * come in the order of A, then what only B has.
 *
 * @param wanted names of metrics; all when empty
 */
export function pairing(a: readonly Observation[], b: readonly Observation[], wanted: readonly string[] = []): Pairing {
  const pointsA = byPoint(a);
  const pointsB = byPoint(b);
  const both = [...pointsA.keys()].filter((point) => pointsB.has(point));
  const metrics: PairedValues[] = [];
  const unpaired = { a: 0, b: 0 };
  for (const point of both) {
    const runsA = bySeed(pointsA.get(point) ?? []);
    const runsB = bySeed(pointsB.get(point) ?? []);
    const seeds = [...runsA.keys()].filter((seed) => runsB.has(seed));
    unpaired.a += withoutPartner(runsA, pointsB.get(point) ?? []);
    unpaired.b += withoutPartner(runsB, pointsA.get(point) ?? []);
    metrics.push(...pairedMetrics(point, seeds, runsA, runsB, wanted));
  }
  return {
    metrics,
    points: {
      both: both.length,
      onlyA: [...pointsA.keys()].filter((point) => !pointsB.has(point)),
      onlyB: [...pointsB.keys()].filter((point) => !pointsA.has(point)),
    },
    unpaired,
  };
}

/** Metrics of each run, by seed, then by name and topic. */
type Runs = ReadonlyMap<string, ReadonlyMap<string, SummaryMetric>>;

function pairedMetrics(
  point: string,
  seeds: readonly string[],
  runsA: Runs,
  runsB: Runs,
  wanted: readonly string[],
): PairedValues[] {
  const knownA = metricsOf(runsA);
  const knownB = metricsOf(runsB);
  const valuesOf = (runs: Runs, key: string) => seeds.map((seed) => finite(runs.get(seed)?.get(key)));
  return [...new Map([...knownA, ...knownB])].flatMap(([key, { name, topic, unit }]) => {
    if (wanted.length > 0 && !wanted.includes(name)) return [];
    const on = !knownB.has(key) ? 'A' : !knownA.has(key) ? 'B' : 'both';
    return { point, metric: name, topic, unit, on, seeds, a: valuesOf(runsA, key), b: valuesOf(runsB, key) };
  });
}

function byPoint(runs: readonly Observation[]): Map<string, Observation[]> {
  const points = new Map<string, Observation[]>();
  for (const run of runs) {
    const same = points.get(run.point);
    if (same === undefined) points.set(run.point, [run]);
    else same.push(run);
  }
  return points;
}

function bySeed(runs: readonly Observation[]): Runs {
  return new Map(runs.flatMap(({ seed, metrics }) => (metrics === null ? [] : [[seed, byKey(metrics)]])));
}

function byKey(metrics: readonly SummaryMetric[]): ReadonlyMap<string, SummaryMetric> {
  return new Map(metrics.map((metric) => [`${metric.topic}\n${metric.name}`, metric]));
}

/** Every metric that any of the runs has. */
function metricsOf(runs: Runs): Map<string, SummaryMetric> {
  return new Map([...runs.values()].flatMap((metrics) => [...metrics]));
}

/** Runs that ended well and whose seed no run of the other side had, failed or not. */
function withoutPartner(runs: Runs, others: readonly Observation[]): number {
  const seeds = new Set(others.map(({ seed }) => seed));
  return [...runs.keys()].filter((seed) => !seeds.has(seed)).length;
}

function finite(metric: SummaryMetric | undefined): number | null {
  const value = metric?.value ?? null;
  return value !== null && Number.isFinite(value) ? value : null;
}
