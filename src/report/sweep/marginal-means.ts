import { meanInterval } from '../../statistics/mean-interval.ts';
import { studentTQuantile } from '../../statistics/student-t.ts';
import type { Sweep, SweepMetric } from './read-sweep.ts';
import type { Estimate } from './words.ts';

/** An estimate with the number of replicates (common random numbers) or of runs (seeds of their own) behind it. */
export interface Counted extends Estimate {
  readonly n: number;
}

/** Mean at some combination of levels, over the settings of all other factors. */
export interface MarginalMean extends Counted {
  /** One level per chosen factor. */
  readonly levels: readonly number[];
  readonly average: Average;
}

/** Means of a metric over a grid. */
export interface MarginalMeans {
  /** The last factor fastest; combinations without any value have a mean of NaN. */
  readonly means: readonly MarginalMean[];
  /** Settings of the other factors that the means are over, and how many there are. */
  readonly contexts: number;
  readonly allContexts: number;
}

/**
 * Mean over points, kept so that its difference to another one can be told: value by value where replicate r has the same
 * seed everywhere, else as independent means with the variances of them.
 */
type Average =
  | { readonly kind: 'paired'; readonly values: Float64Array; readonly mean: number; readonly least: number }
  | { readonly kind: 'independent'; readonly terms: readonly Term[] };

interface Term {
  readonly weight: number;
  readonly mean: number;
  readonly deviation: number;
  readonly n: number;
}

const NONE: Counted = { mean: Number.NaN, low: Number.NaN, high: Number.NaN, n: 0 };

/**
 * Means of a metric at each combination of levels of some factors of a grid, every setting of the other factors counting
 * the same. Settings of the others at which a combination has no value are left out for all: what is compared is alike.
 *
 * With common random numbers the interval is that of the replicates' means (Student's t): the draws that the points share
 * are in it once. With seeds of their own the points are independent (Welch and Satterthwaite's degrees of freedom).
 *
 * @param factors places of the chosen factors
 * @param replicates values by point and replicate
 */
export function marginalMeans(
  { points, factors: all, manifest }: Sweep,
  { cells }: SweepMetric,
  replicates: readonly Float64Array[],
  factors: readonly number[],
): MarginalMeans {
  const others = all.map((_, f) => f).filter((f) => !factors.includes(f));
  const combinations = product(factors.map((f) => all[f].levelNames.length));
  const contexts = new Map<string, Map<string, number>>();
  points.forEach(({ levels }, p) => {
    const context = others.map((f) => levels[f]).join();
    const inside = contexts.get(context) ?? new Map<string, number>();
    contexts.set(context, inside);
    if (cells[p].n > 0) inside.set(factors.map((f) => levels[f]).join(), p);
  });
  const kept = [...contexts.values()].filter((inside) => others.length === 0 || inside.size === combinations.length);
  const means = combinations.map((levels): MarginalMean => {
    const places = kept.flatMap((inside) => inside.get(levels.join()) ?? []);
    const average = manifest.commonRandomNumbers
      ? pairedAverage(places, cells, replicates)
      : independentAverage(places, cells);
    return { levels, average, ...estimateOf(average) };
  });
  return { means, contexts: kept.length, allContexts: contexts.size };
}

/** Difference b - a with its interval: seed by seed where they share seeds. */
export function differenceOf(a: MarginalMean, b: MarginalMean): Counted {
  if (a.average.kind === 'paired' && b.average.kind === 'paired') {
    const first = a.average.values;
    const values = b.average.values.map((value, r) => value - first[r]);
    return estimateOf({ ...b.average, values, mean: b.mean - a.mean });
  }
  if (a.average.kind === 'paired' || b.average.kind === 'paired') return NONE;
  const minus = a.average.terms.map((term) => ({ ...term, weight: -term.weight }));
  return estimateOf({ kind: 'independent', terms: [...b.average.terms, ...minus] });
}

function pairedAverage(
  places: readonly number[],
  cells: SweepMetric['cells'],
  replicates: readonly Float64Array[],
): Average {
  const length = places.length > 0 ? replicates[places[0]].length : 0;
  const values = Float64Array.from({ length }, (_, r) => {
    let sum = 0;
    for (const p of places) sum += replicates[p][r];
    return sum / places.length;
  });
  const mean = places.reduce((sum, p) => sum + cells[p].mean, 0) / places.length;
  return { kind: 'paired', values, mean, least: Math.min(...places.map((p) => cells[p].n)) };
}

function independentAverage(places: readonly number[], cells: SweepMetric['cells']): Average {
  const terms = places.map((p) => ({ ...cells[p], weight: 1 / places.length }));
  return { kind: 'independent', terms };
}

function estimateOf(average: Average): Counted {
  if (average.kind === 'paired') {
    const complete = [...average.values].filter(Number.isFinite);
    if (complete.length === 0)
      return { ...NONE, mean: average.mean, n: Number.isFinite(average.mean) ? average.least : 0 };
    const { n, mean, low, high } = meanInterval(complete);
    return n > 1 ? { n, mean, low, high } : { ...NONE, n, mean };
  }
  const { terms } = average;
  if (terms.length === 0) return NONE;
  const n = terms.reduce((sum, term) => sum + term.n, 0);
  const mean = terms.reduce((sum, term) => sum + term.weight * term.mean, 0);
  if (terms.some((term) => term.n < 2)) return { ...NONE, n, mean };
  const variances = terms.map((term) => (term.weight * term.deviation) ** 2 / term.n);
  const variance = variances.reduce((sum, each) => sum + each, 0);
  if (variance === 0) return { n, mean, low: mean, high: mean };
  const degrees = variance ** 2 / terms.reduce((sum, term, t) => sum + variances[t] ** 2 / (term.n - 1), 0);
  const half = studentTQuantile(0.975, Math.max(1, Math.floor(degrees))) * Math.sqrt(variance);
  return { n, mean, low: mean - half, high: mean + half };
}

/** All combinations of whole numbers below the given ones, the last fastest. */
function product(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (combinations, size) =>
      combinations.flatMap((some) => Array.from({ length: size }, (_, level) => [...some, level])),
    [[]],
  );
}
