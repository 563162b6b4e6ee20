import type { DesignPoint, Experiment } from '../config/experiment/experiment.ts';
import { elementaryEffects, morrisIndices } from '../statistics/morris.ts';
import { partialRankCorrelations } from '../statistics/partial-rank-correlation.ts';
import { sobolIndices } from '../statistics/sobol-indices.ts';
import { sobolRows } from './design/sobol.ts';
import type { PointRow } from './point-rows.ts';
import type { MetricColumn } from './run-rows.ts';

/** One index of one factor for one metric. */
export interface SensitivityRow {
  readonly metric: MetricColumn;
  readonly factor: string;
  readonly index: 'first' | 'total' | 'mu_star' | 'mu' | 'sigma' | 'prcc';
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

type Index = Omit<SensitivityRow, 'metric' | 'factor'>;

/** Bootstrap resamples of an interval: fewer where each is made of many rows. */
const resamples = (rows: number): number => (rows > 2048 ? 200 : 1000);

/**
 * Sensitivity of every metric to every factor, from the means over the replicates of each point: Sobol's indices, Morris's
 * elementary effects or, for Latin hypercubes, partial rank correlations, as the design allows; none for others. Points
 * without a value are left out with all that they belong to. Metrics that do not vary have no indices.
 */
export function sensitivity(
  { design, factors, seed }: Experiment,
  points: readonly DesignPoint[],
  aggregates: readonly PointRow[],
): SensitivityRow[] {
  if (factors.length === 0 || design.kind === 'grid' || design.kind === 'list') return [];
  const positions = points.map(({ position }) => position);
  const outputsOf = new Map<MetricColumn, Float64Array>();
  for (const { metric, point, mean } of aggregates) {
    let outputs = outputsOf.get(metric);
    if (outputs === undefined) {
      outputs = new Float64Array(points.length).fill(Number.NaN);
      outputsOf.set(metric, outputs);
    }
    outputs[point] = mean;
  }
  return [...outputsOf].flatMap(([metric, outputs]) => {
    if (!varies(outputs)) return [];
    const about = `${seed} ${metric.column}`;
    const perFactor: readonly (readonly Index[])[] =
      design.kind === 'sobol'
        ? sobol(outputs, design.base, factors.length, about)
        : design.kind === 'morris'
          ? morris(positions, outputs, factors.length, about)
          : rankCorrelations(positions, outputs, about);
    return perFactor.flatMap((indices, f) => indices.map((one) => ({ metric, factor: factors[f].name, ...one })));
  });
}

function varies(outputs: Float64Array): boolean {
  const found = outputs.filter((value) => !Number.isNaN(value));
  return found.some((value) => value !== found[0]);
}

function sobol(outputs: Float64Array, base: number, factors: number, seed: string): Index[][] {
  const rows = sobolRows(base, factors);
  const taken = (places: ArrayLike<number>): Float64Array => Float64Array.from(places, (place) => outputs[place]);
  const { n, factors: found } = sobolIndices(
    { a: taken(rows.a), b: taken(rows.b), ab: rows.ab.map(taken) },
    { seed, resamples: resamples(base) },
  );
  return found.map(({ first, firstLow, firstHigh, total, totalLow, totalHigh }) => [
    { index: 'first', value: first, low: firstLow, high: firstHigh, n },
    { index: 'total', value: total, low: totalLow, high: totalHigh, n },
  ]);
}

function morris(
  positions: readonly (readonly number[])[],
  outputs: Float64Array,
  factors: number,
  seed: string,
): Index[][] {
  const found = morrisIndices(elementaryEffects(positions, outputs, factors), { seed });
  return found.map((one) => [
    { index: 'mu_star', value: one.muStar, low: one.muStarLow, high: one.muStarHigh, n: one.n },
    { index: 'mu', value: one.mu, low: one.muLow, high: one.muHigh, n: one.n },
    { index: 'sigma', value: one.sigma, low: one.sigmaLow, high: one.sigmaHigh, n: one.n },
  ]);
}

function rankCorrelations(positions: readonly (readonly number[])[], outputs: Float64Array, seed: string): Index[][] {
  const known = positions.map((_, p) => p).filter((p) => !Number.isNaN(outputs[p]));
  const found = partialRankCorrelations(
    known.map((p) => positions[p]),
    Float64Array.from(known, (p) => outputs[p]),
    { seed },
  );
  return found.map(({ value, low, high, n }) => [{ index: 'prcc', value, low, high, n }]);
}
