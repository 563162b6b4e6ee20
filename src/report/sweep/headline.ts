import { quantileOf } from '../numbers.ts';
import { ranking } from './charts/sensitivity.ts';
import { type Effect, isGrid, strongestFirst } from './effects.ts';
import type { MetricSection } from './metric-section.ts';
import { pointInWords } from './names.ts';
import type { MetricIndex } from './read-sensitivity.ts';
import type { Cell, Sweep, SweepMetric } from './read-sweep.ts';
import { bare, counted, countedFromTo, type Estimate, estimateText, extent, isClearOfZero, listed } from './words.ts';

/** Factors that a sentence names at most. */
const MOST_FACTORS = 4;
/** Points that a sentence names at most. */
const MOST_POINTS = 6;

/** What came out, in sentences: failures first. */
export function headline(sweep: Sweep, sections: readonly MetricSection[]): string[] {
  return [
    ...failuresInWords(sweep),
    ...stopInWords(sweep),
    ...sections.map((section) => metricInWords(sweep, section)),
  ];
}

export function failuresInWords({ points, failures, manifest }: Sweep): string[] {
  if (failures.length === 0) return [];
  const hit = points.filter(({ failed }) => failed > 0);
  const whole = hit.filter(({ failed, runs }) => failed === runs);
  const named = hit.slice(0, MOST_POINTS).map(({ index }) => String(index));
  const more = hit.length > named.length ? ` and ${hit.length - named.length} more` : '';
  const lost = whole.length > 0 ? ` At ${whole.length} of them no run ended.` : '';
  return [
    `${failures.length} of ${counted(manifest.runs, 'run')} failed, at ${counted(hit.length, 'point')}: ${more === '' ? listed(named) : named.join(', ')}${more}.${lost} They are left out of all means and intervals below.`,
  ];
}

export function stopInWords(sweep: Sweep): string[] {
  const { manifest, metric } = sweep;
  const { stop } = manifest;
  if (stop === null) return [];
  const recorded = manifest.metrics.find(({ column }) => column === stop.column);
  const target = `a 95 % half-width of ${estimateText(bare(stop.halfWidth), recorded?.unit)} for ${stop.column}`;
  if (recorded === undefined) return [`Stopping rule: ${target}; no run has that metric.`];
  const { cells } = metric(recorded);
  const halfOf = ({ low, high }: Cell): number => (high - low) / 2;
  const reached = cells.filter((cell) => halfOf(cell) <= stop.halfWidth);
  const missed = cells.filter((cell) => !(halfOf(cell) <= stop.halfWidth));
  const counts = reached.map(({ n }) => n).sort((a, b) => a - b);
  const took =
    reached.length > 0 ? `, with ${countedFromTo(counts, 'replicate')} (median ${quantileOf(counts, 0.5)})` : '';
  const widest = extent(missed.map(halfOf).filter(Number.isFinite))[1];
  const rest =
    missed.length === 0
      ? ''
      : ` ${counted(missed.length, 'point')} did not, with at most ${stop.most}${Number.isFinite(widest) ? `; the widest is ${estimateText(bare(widest), recorded.unit)}` : ''}.`;
  return [`Stopping rule: ${reached.length} of ${counted(cells.length, 'point')} reached ${target}${took}.${rest}`];
}

/** What moves a metric, and by how much. */
export function metricInWords(sweep: Sweep, { metric, effects }: MetricSection): string {
  const { cells, label, unit } = metric;
  const known = cells.filter(({ n }) => n > 0);
  if (known.length === 0) return `${label}: no run has a value.`;
  if (sweep.points.length === 1)
    return `${label} is ${estimateText(cells[0], unit)}, ${replicates(cells[0].n)}; with one point nothing is varied.`;
  const means = known.map(({ mean }) => mean);
  if (means.every((mean) => mean === means[0]))
    return `${label} is ${estimateText(bare(means[0]), unit)} at every point.`;
  const indices = sweep.sensitivity(metric);
  if (ranking(indices).length > 0) return rankingInWords(metric, indices);
  return isGrid(sweep) && effects.length > 0 ? effectInWords(sweep, metric, effects) : extremesInWords(sweep, metric);
}

function effectInWords(sweep: Sweep, { label, unit }: SweepMetric, effects: readonly Effect[]): string {
  const [first, ...others] = strongestFirst(effects);
  const { name, levelNames, numeric } = sweep.factors[first.factor];
  const { from, to, difference } = first;
  const at = ({ levels: [level] }: Effect['from']): string => `${name} = ${levelNames[level]}`;
  const monotone = numeric && from.levels[0] === 0 && to.levels[0] === levelNames.length - 1;
  const [less, more] = from.mean < to.mean ? [from, to] : [to, from];
  const course = monotone
    ? `${to.mean < from.mean ? 'falls' : 'rises'} from ${estimateText(from, unit)} at ${at(from)} to ${estimateText(to, unit)} at ${levelNames[to.levels[0]]}`
    : `is least, ${estimateText(less, unit)}, at ${at(less)} and most, ${estimateText(more, unit)}, at ${at(more)}`;
  const { commonRandomNumbers } = sweep.manifest;
  const n = `n = ${countedFromTo([from.n, to.n], commonRandomNumbers ? 'replicate' : 'run')}`;
  const over = sweep.factors.length > 1 ? ', over the settings of the other factors' : '';
  const shift = differenceInWords(monotone ? difference : upward(difference), unit, commonRandomNumbers);
  const rest = others
    .filter((effect) => effect.difference.mean !== 0)
    .slice(0, MOST_FACTORS - 1)
    .map((effect) => `${sweep.factors[effect.factor].name} ${estimateText(upward(effect.difference), unit)}`);
  const then = rest.length > 0 ? ` Sizes of the other factors' largest differences: ${listed(rest)}.` : '';
  const clear = !Number.isFinite(difference.low) || isClearOfZero(difference);
  if (!clear)
    return `No factor clearly moves ${label}. The largest difference: it ${course} (${n}${over}); ${shift}.${then}`;
  const most = sweep.factors.length > 1 ? `${label} moves most with ${name}: it ${course}` : `${label} ${course}`;
  return `${most} (${n}${over}); ${shift}.${then}`;
}

/** A difference taken the other way round where it is negative. */
function upward({ mean, low, high }: Estimate): Estimate {
  return mean < 0 ? { mean: -mean, low: -high, high: -low } : { mean, low, high };
}

function differenceInWords(difference: Estimate, unit: string, paired: boolean): string {
  const how = Number.isFinite(difference.low)
    ? paired
      ? ', 95 %, seed by seed'
      : ', 95 %'
    : ', too few runs for an interval';
  return `difference ${estimateText(difference, unit)}${how}`;
}

function extremesInWords(sweep: Sweep, { label, unit, cells }: SweepMetric): string {
  const known = sweep.points.map((point, p) => ({ point, cell: cells[p] })).filter(({ cell }) => cell.n > 0);
  const least = known.reduce((a, b) => (b.cell.mean < a.cell.mean ? b : a));
  const most = known.reduce((a, b) => (b.cell.mean > a.cell.mean ? b : a));
  const place = ({ point }: typeof least): string =>
    sweep.factors.length > MOST_FACTORS
      ? `point ${point.index}`
      : `point ${point.index} (${pointInWords(sweep, point)})`;
  const clear = known.filter(({ cell }) =>
    isClearOfZero({ low: cell.differenceLow, high: cell.differenceHigh }),
  ).length;
  const compared = known.filter(({ cell }) => Number.isFinite(cell.differenceLow)).length;
  const against =
    compared > 0
      ? ` ${clear} of ${counted(compared, 'point')} ${clear === 1 ? 'differs' : 'differ'} clearly from point 0, seed by seed.`
      : '';
  return `${label} is least, ${estimateText(least.cell, unit)}, at ${place(least)} and most, ${estimateText(most.cell, unit)}, at ${place(most)}; n = ${countedFromTo([least.cell.n, most.cell.n], 'run')}.${against}`;
}

function rankingInWords({ label, unit }: SweepMetric, indices: readonly MetricIndex[]): string {
  const order = ranking(indices);
  const [{ index, n }] = order;
  const named = order.slice(0, MOST_FACTORS);
  const more =
    order.length > named.length ? `; ${counted(order.length - named.length, 'weaker factor')} not named` : '';
  const estimateOf = (factor: string, name: string): Estimate | undefined => {
    const found = indices.find((each) => each.factor === factor && each.index === name);
    return found === undefined ? undefined : { mean: found.value, low: found.low, high: found.high };
  };
  const text = (factor: string, name: string, of = ''): string => {
    const found = estimateOf(factor, name);
    return found === undefined ? '–' : estimateText(found, of);
  };
  switch (index) {
    case 'total': {
      const [first, ...later] = named.map(({ factor }) => factor);
      const then =
        later.length > 0 ? `; then ${listed(later.map((factor) => `${factor} ${text(factor, 'total')}`))}` : '';
      return `${label}: ${first} accounts for ${text(first, 'total')} of the variance with its interactions, for ${text(first, 'first')} alone${then}${more} (95 %, n = ${n} rows of the design).`;
    }
    case 'mu_star':
      return `${label} moves most with ${named[0].factor}. Mean size of the elementary effects, mu*: ${listed(named.map(({ factor }) => `${factor} ${text(factor, 'mu_star', unit)}`))}${more} (95 %, n = ${n} trajectories).`;
    default: {
      const words = (some: readonly MetricIndex[]): string =>
        listed(some.map(({ factor }) => `${factor} ${text(factor, 'prcc')}`));
      const clear = named.filter(isClearOfZero);
      const [up, down] = [clear.filter(({ value }) => value > 0), clear.filter(({ value }) => value < 0)];
      const unclear = named.filter((each) => !isClearOfZero(each));
      const parts = [
        ...(up.length > 0 ? [`rises with ${words(up)}`] : []),
        ...(down.length > 0 ? [`falls with ${words(down)}`] : []),
        ...(unclear.length > 0 ? [`has no clear dependence on ${words(unclear)}`] : []),
      ];
      return `${label} ${parts.join('; ')}${more}; the numbers are partial rank correlations (95 %, n = ${n} points).`;
    }
  }
}

function replicates(n: number): string {
  return n === 1 ? 'n = 1 run, so without an interval' : `n = ${n} runs`;
}
