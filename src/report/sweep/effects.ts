import { type Counted, differenceOf, type MarginalMean, type MarginalMeans, marginalMeans } from './marginal-means.ts';
import type { Sweep, SweepMetric } from './read-sweep.ts';

/** What a factor of a grid does to a metric. */
export interface Effect {
  /** Place of the factor. */
  readonly factor: number;
  readonly means: MarginalMeans;
  /** The levels with the least and with the largest mean, in the order of the levels. */
  readonly from: MarginalMean;
  readonly to: MarginalMean;
  /** `to` less `from`. */
  readonly difference: Counted;
}

/** Whether the points are every combination of their factors' levels. */
export function isGrid({ manifest: { design }, factors, points }: Sweep): boolean {
  if (factors.length === 0 || factors.some(({ levelNames }) => levelNames.length === 0)) return false;
  return (
    design.kind === 'grid' ||
    (design.kind === 'list' && factors.length === 1 && factors[0].levelNames.length === points.length)
  );
}

/** The effects of all factors of a grid on a metric, in the order of the factors; those without two levels to compare are left out. */
export function effectsOf(sweep: Sweep, metric: SweepMetric, replicates: readonly Float64Array[]): Effect[] {
  return sweep.factors.flatMap((_, factor) => {
    const means = marginalMeans(sweep, metric, replicates, [factor]);
    const known = means.means.filter(({ mean }) => Number.isFinite(mean));
    if (known.length < 2) return [];
    const least = known.reduce((a, b) => (b.mean < a.mean ? b : a));
    const most = known.reduce((a, b) => (b.mean > a.mean ? b : a));
    const [from, to] = least.levels[0] <= most.levels[0] ? [least, most] : [most, least];
    return [{ factor, means, from, to, difference: differenceOf(from, to) }];
  });
}

/** Effects from the largest to the smallest. */
export function strongestFirst(effects: readonly Effect[]): Effect[] {
  return [...effects].sort((a, b) => Math.abs(b.to.mean - b.from.mean) - Math.abs(a.to.mean - a.from.mean));
}
