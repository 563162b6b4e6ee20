import { chart, type Drawing, emptiness, type Heading, legendOf, type Spec } from '../../charts/chart.ts';
import { COLOURS, colourOf, shapeOf } from '../../palette.ts';
import type { SweepFactor } from '../factors.ts';
import type { MarginalMean, MarginalMeans } from '../marginal-means.ts';
import { levelLabels } from '../names.ts';
import type { Sweep, SweepMetric } from '../read-sweep.ts';
import { countedFromTo, shortAxisTitle, shortened } from '../words.ts';
import { type LevelAxis, levelAxis, stepsAxis } from './axes.ts';
import { intervalMarks, type Kind, type Marked, markedData } from './interval-marks.ts';

/** More lines cannot be told apart. */
const MOST_LINES = 8;
const MOST_LEVELS = 200;

/** The mean at each level of a factor, over all settings of the others. */
export function effectChart(
  sweep: Sweep,
  metric: SweepMetric,
  f: number,
  means: MarginalMeans,
  domain: readonly number[],
): Drawing {
  const factor = sweep.factors[f];
  const title = `${metric.label} by ${factor.name}`;
  const reason = reasonAgainst(means);
  if (reason !== undefined) return { title, reason };
  if (factor.levelNames.length > MOST_LEVELS) return { title, reason: `more than ${MOST_LEVELS} levels` };
  const over = sweep.factors.length > 1 ? ` ${overOthers(means)}` : '';
  const heading = { name: `effect-${f + 1}`, title, note: `${replicatesInWords(sweep, means.means)}${over}` };
  const rows = means.means.map((mean) => ({ ...mean, kind: metric.label }));
  const kinds = [{ kind: metric.label, colour: COLOURS.combined }];
  return levelChart(heading, metric, factor, levelAxis(factor), rows, kinds, domain);
}

/** The mean at each level of one factor, a line for each level of another. */
export function linesChart(
  sweep: Sweep,
  metric: SweepMetric,
  factors: readonly [x: number, line: number],
  means: MarginalMeans,
): Drawing {
  const [across, lines] = factors.map((f) => sweep.factors[f]);
  const title = `${metric.label} by ${across.name}, a line per ${lines.name}`;
  const reason = reasonAgainst(means);
  if (reason !== undefined) return { title, reason };
  if (lines.levelNames.length > MOST_LINES) return { title, reason: `more than ${MOST_LINES} lines; see the heat map` };
  const names = levelLabels(
    lines.levelNames.map((level) => `${shortened(lines.name, 16)} = ${level}`),
    34,
  );
  const over = sweep.factors.length > 2 ? ` ${overOthers(means)}` : '';
  const heading = {
    name: `lines-${factors[0] + 1}-${factors[1] + 1}`,
    title,
    note: `${replicatesInWords(sweep, means.means)}${over} Where the lines run parallel, the two factors do not interact.`,
  };
  // `levels` follow the order of the factors.
  const [x, line] = factors[0] < factors[1] ? [0, 1] : [1, 0];
  const rows = means.means.map((mean) => ({ ...mean, levels: [mean.levels[x]], kind: names[mean.levels[line]] }));
  const kinds = names.map((kind, level) => ({ kind, colour: colourOf(level), shape: shapeOf(level) }));
  return levelChart(heading, metric, across, stepsAxis(across), rows, kinds);
}

function reasonAgainst({ means, contexts }: MarginalMeans): string | undefined {
  if (contexts === 0) return 'at no setting of the other factors does every level have a value';
  return emptiness(means.flatMap(({ mean, low, high }) => [mean, low, high]));
}

/** Part of the way to the next level that the marks of one level take, side by side. */
const SPREAD = 0.4;

function levelChart(
  heading: Heading,
  { label, unit }: SweepMetric,
  factor: SweepFactor,
  axis: LevelAxis,
  means: readonly (MarginalMean & { readonly kind: string })[],
  kinds: readonly Kind[],
  domain?: readonly number[],
): Drawing {
  const several = kinds.length > 1;
  const names = several ? kinds.map(({ kind }) => kind) : [];
  const rows = means.filter(({ mean }) => Number.isFinite(mean));
  const aside = ({ kind }: Marked): number => (several ? SPREAD * (names.indexOf(kind) / (names.length - 1) - 0.5) : 0);
  const place = { x: axis.spec };
  const marks = intervalMarks({
    rows,
    kinds,
    channel: 'y',
    title: shortAxisTitle(label, unit),
    place,
    scale: { zero: false, ...(domain === undefined ? {} : { domain, nice: true }) },
    legend: several ? legendOf(names, { symbolSize: 70, symbolStrokeWidth: 0 }) : undefined,
    width: 2,
    size: 50,
    tooltip: [{ field: 'setting', type: 'nominal', title: factor.name }],
  });
  // Joined in the same colours, so that they share the legend of the points.
  const { encoding } = marks[marks.length - 1] as { encoding: Spec };
  const lines = {
    mark: { type: 'line', strokeWidth: 1.5, interpolate: 'linear' },
    encoding: { ...place, y: encoding.y, color: encoding.color },
  };
  return chart(heading, names, {
    data: markedData(rows, {
      level: rows.map((row) => axis.at[row.levels[0]] + aside(row)),
      setting: rows.map(({ levels }) => factor.levelNames[levels[0]]),
    }),
    layer: factor.numeric ? [lines, ...marks] : marks,
  });
}

/** What n is, and what the interval. */
export function replicatesInWords({ manifest }: Sweep, means: readonly MarginalMean[]): string {
  const counts = means.map(({ n }) => n).filter((n) => n > 0);
  if (counts.length === 0) return 'No intervals: no replicate has a value at all of the points.';
  const n = `n = ${countedFromTo(counts, manifest.commonRandomNumbers ? 'replicate' : 'run')}`;
  if (means.every(({ low }) => !Number.isFinite(low))) return `${n}: no intervals.`;
  return `Mean and 95 % t-interval, ${n} each.`;
}

export function overOthers({ contexts, allContexts }: MarginalMeans): string {
  const some =
    contexts < allContexts ? `${contexts} of the ${allContexts}, those with a value throughout` : `all ${allContexts}`;
  return `Over the settings of the other factors: ${some}.`;
}
