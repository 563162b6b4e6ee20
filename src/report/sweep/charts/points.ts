import { studentTQuantile } from '../../../statistics/student-t.ts';
import { type Drawing, emptiness } from '../../charts/chart.ts';
import { quantileOf, shortNumber } from '../../numbers.ts';
import { COLOURS, GREY } from '../../palette.ts';
import { pointInWords, pointNames, pointsTitle } from '../names.ts';
import type { Cell, Sweep, SweepMetric } from '../read-sweep.ts';
import { countedFromTo, fromTo, isClearOfZero, shortAxisTitle } from '../words.ts';
import { intervalRows, rankedIntervals } from './intervals.ts';

/** Points that have a row each at most: the names of more could not be read. */
export const MOST_ROWS = 60;

/** What a point stands for, and what its interval is. */
export function intervalsInWords(cells: readonly Pick<Cell, 'n' | 'low'>[]): string {
  const counts = cells.map(({ n }) => n).filter((n) => n > 0);
  if (counts.length === 0) return 'No run has a value.';
  const one = counts.every((n) => n === 1);
  if (one) return 'n = 1 run per point: no intervals.';
  return `Mean and 95 % t-interval, n = ${countedFromTo(counts, 'run')} per point.`;
}

/** What a point without an interval stands for. */
export function countsInWords(cells: readonly Pick<Cell, 'n'>[]): string {
  const counts = cells.map(({ n }) => n).filter((n) => n > 0);
  return counts.every((n) => n === 1) ? 'n = 1 run per point.' : `Means of n = ${fromTo(counts)} runs.`;
}

/** The metric at every point. */
export function pointsChart(sweep: Sweep, metric: SweepMetric): Drawing {
  const { points } = sweep;
  const { cells, label, unit } = metric;
  const title = `${label} at every point`;
  const empty = cells.some(({ mean }) => Number.isFinite(mean)) ? undefined : 'no run has a value';
  const same = emptiness(cells.flatMap(({ mean, low, high }) => [mean, low, high]));
  if (empty !== undefined || (same !== undefined && points.length > 1)) return { title, reason: empty ?? same ?? '' };
  const names = pointNames(sweep);
  const rows = points.map((point, p) => ({
    row: names[p],
    kind: 'point',
    about: `${point.index}: ${pointInWords(sweep, point)}`,
    ...cells[p],
  }));
  const lost = cells.filter(({ n }) => n === 0).length;
  const missing = lost > 0 ? ` ${lost} of ${points.length} points have no value.` : '';
  // The first of points that are drawn is nothing to compare with.
  const compared = points.length > 1 && ['grid', 'list'].includes(sweep.manifest.design.kind);
  const shared = {
    title,
    rows,
    kinds: [{ kind: 'point', colour: COLOURS.combined }],
    reference: compared ? cells[0].mean : undefined,
  };
  const dashed = compared && Number.isFinite(cells[0].mean) ? ' Dashed: the mean of point 0, the first.' : '';
  const words = intervalsInWords(cells);
  if (points.length <= MOST_ROWS) {
    return intervalRows({
      ...shared,
      name: 'points',
      note: `${words} In the order of the design.${dashed}${missing}`,
      measure: shortAxisTitle(label, unit),
      rowsTitle: pointsTitle(sweep),
    });
  }
  return rankedIntervals({
    ...shared,
    name: 'points',
    note: `${words} From the lowest to the highest mean; the pointer tells the settings.${dashed}${missing}`,
    rowsTitle: 'rank of the point by its mean',
    measure: shortAxisTitle(label, unit),
  });
}

const CLEAR = 'clear of zero';
const UNCLEAR = 'not clear';

/** How the metric differs from point 0, seed by seed. */
export function differencesChart(sweep: Sweep, metric: SweepMetric): Drawing {
  const { points } = sweep;
  const { cells, label, unit } = metric;
  const title = `${label}: difference to point 0`;
  if (points.length < 2) return { title, reason: 'there is one point' };
  const others = points.map((point, p) => ({ point, cell: cells[p] })).filter(({ point }) => point.index !== 0);
  if (others.every(({ cell }) => !(cell.pairs > 0))) {
    return {
      title,
      reason: sweep.manifest.commonRandomNumbers
        ? 'no seed has a value at point 0 and elsewhere'
        : 'points have seeds of their own',
    };
  }
  const same = emptiness(others.map(({ cell }) => cell.difference));
  if (same !== undefined && others.every(({ cell }) => !(cell.difference !== 0))) {
    return { title, reason: same };
  }
  const names = pointNames(sweep);
  const rows = points.flatMap((point, p) => {
    const { pairs, difference: mean, differenceLow: low, differenceHigh: high } = cells[p];
    if (point.index === 0) return [];
    const kind = isClearOfZero({ low, high }) ? CLEAR : UNCLEAR;
    return [{ row: names[p], kind, about: `${point.index}: ${pointInWords(sweep, point)}`, mean, low, high, n: pairs }];
  });
  const pairs = others.map(({ cell }) => cell.pairs).filter((n) => n > 0);
  const alone = pairs.every((n) => n === 1);
  const interval = alone
    ? 'n = 1 pair per point: no intervals.'
    : `95 % t-interval, n = ${fromTo(pairs)} pairs of runs per point.`;
  const kinds = [
    { kind: CLEAR, colour: COLOURS.combined },
    { kind: UNCLEAR, colour: GREY },
  ];
  const shared = { title, rows, reference: 0, kinds: alone ? [{ kind: UNCLEAR, colour: GREY }] : kinds };
  const first = pointInWords(sweep, points[0]);
  const note = `Difference to point 0 (${first}), run by run with the same seed. ${interval}${gainInWords(cells)}`;
  const measure = shortAxisTitle(`difference of ${label}`, unit);
  if (points.length <= MOST_ROWS) {
    return intervalRows({ ...shared, name: 'differences', note, measure, rowsTitle: pointsTitle(sweep) });
  }
  return rankedIntervals({
    ...shared,
    name: 'differences',
    note: `${note} From the lowest to the highest; the pointer tells the settings.`,
    rowsTitle: 'rank of the point by its difference',
    measure,
  });
}

/** What the common seeds buy: variance of the differences against what it would be with independent seeds. */
function gainInWords(cells: readonly Cell[]): string {
  const gains = cells.flatMap(({ pairs, differenceLow, differenceHigh, deviation }, p) => {
    if (p === 0 || !(pairs > 2) || !(differenceHigh > differenceLow)) return [];
    const ofDifference = ((differenceHigh - differenceLow) / 2 / studentTQuantile(0.975, pairs - 1)) * Math.sqrt(pairs);
    const gain = (cells[0].deviation ** 2 + deviation ** 2) / ofDifference ** 2;
    return Number.isFinite(gain) && gain > 0 ? [gain] : [];
  });
  if (gains.length === 0) return '';
  const middle = quantileOf(
    gains.sort((a, b) => a - b),
    0.5,
  );
  return ` Independent seeds would need ${shortNumber(middle, 2)} times as many runs for intervals as narrow (median over the points).`;
}
