import type { AttackManifest, AttackMeasure, VariedParameter } from '../../../record/attack-record.ts';
import { chart, csvData, type Drawing, emptiness, legendOf, type Spec, zeroLine } from '../../charts/chart.ts';
import { shortNumber } from '../../numbers.ts';
import { colourOf } from '../../palette.ts';
import { numberLabels } from '../../sweep/charts/axes.ts';
import { axisTitle, type Estimate, fromTo } from '../../sweep/words.ts';
import { asTitle, estimateOf, finder, labelOf } from '../measures.ts';

/** What frontiers show, and against what. */
export const FRONTIER_MEASURES = [
  { measure: 'roi', against: 'honest', name: 'roi' },
  { measure: 'attack_shift', against: '', name: 'shift' },
  { measure: 'attack_damage', against: '', name: 'damage' },
] as const;

export type FrontierMeasure = (typeof FRONTIER_MEASURES)[number];

/** A point of the frontier as it is drawn. */
interface Mark {
  readonly x: Estimate;
  readonly y: Estimate & { readonly n: number };
  /** Value of the first parameter, and what tells the lines apart. */
  readonly value: number;
  readonly line: string;
}

/** A measure against the cost, or against the parameter itself; points of a line in the order of the first parameter. */
export function frontierChart(
  manifest: AttackManifest,
  measures: readonly AttackMeasure[],
  topic: string,
  { measure, against, name }: FrontierMeasure,
  across: 'cost' | 'parameter',
): Drawing {
  const { frontier, points } = manifest;
  const [first, second] = frontier?.parameters ?? [];
  const label = labelOf(measure);
  const over = across === 'cost' ? 'cost' : (first?.name ?? 'the parameter');
  const title = `${asTitle(label)} against ${over}`;
  if (frontier === null) return { title, reason: 'no frontier was asked for' };
  const find = finder(measures);
  const marks = frontier.points.map((index): Mark => {
    const settings = points[index].settings;
    const value = settings[first.name];
    const cost = estimateOf(find(index, topic, 'cost', ''));
    return {
      x: across === 'cost' ? cost : { mean: value, low: Number.NaN, high: Number.NaN },
      y: estimateOf(find(index, topic, measure, against)),
      value,
      line: second === undefined ? 'frontier' : `${second.name} ${shortNumber(settings[second.name], 6)}`,
    };
  });
  const seen = marks.filter(({ x, y }) => Number.isFinite(x.mean) && Number.isFinite(y.mean));
  const same = emptiness(seen.map(({ y }) => y.mean)) ?? emptiness(seen.map(({ x }) => x.mean));
  if (same !== undefined) return { title, reason: same };
  const unit = measures.find((row) => row.measure === measure)?.unit ?? '';
  const beyond = against === '' ? '' : ' Beyond honest play with the same resources.';
  const bars = across === 'cost' ? 'Bars: 95 % intervals of both.' : 'Bars: 95 % intervals.';
  const why = `${bars}${beyond} n = ${fromTo(seen.map(({ y }) => y.n))} seeds per point. Dashed: zero. The pointer tells the settings.`;
  return drawn(
    { name: `frontier-${name}-${across}`, title, note: why },
    seen,
    {
      xTitle: across === 'cost' ? 'outlay + capital (ALLO)' : axisTitle(first.name, plainUnit(first.unit)),
      yTitle: axisTitle(label, plainUnit(unit)),
      log: across === 'parameter' && first.scale === 'log',
    },
    first,
  );
}

interface Axes {
  readonly xTitle: string;
  readonly yTitle: string;
  readonly log: boolean;
}

function drawn(
  heading: { readonly name: string; readonly title: string; readonly note: string },
  marks: readonly Mark[],
  { xTitle, yTitle, log }: Axes,
  first: VariedParameter,
): Drawing {
  const lines = [...new Set(marks.map(({ line }) => line))];
  const xs = marks.flatMap(({ x }) => [x.mean, x.low, x.high]);
  const ys = marks.flatMap(({ y }) => [y.mean, y.low, y.high]);
  const x: Spec = {
    type: 'quantitative',
    title: xTitle,
    scale: log ? { type: 'log', nice: false, padding: 10 } : { zero: false, padding: 10 },
    axis: { grid: false, tickCount: 5, labelOverlap: true, ...numberLabels(xs) },
  };
  const y: Spec = {
    type: 'quantitative',
    title: yTitle,
    scale: { zero: false },
    axis: { tickCount: 5, ...numberLabels(ys) },
  };
  const color: Spec = {
    field: 'line',
    type: 'nominal',
    scale: { domain: lines, range: lines.map((_, l) => colourOf(l)) },
    legend: lines.length > 1 ? legendOf(lines, { symbolType: 'circle', symbolStrokeWidth: 0, symbolSize: 70 }) : null,
  };
  const bar = (channel: 'x' | 'y', low: string, high: string): Spec[] =>
    marks.some((mark) => mark[channel].high > mark[channel].low)
      ? [
          {
            transform: [{ filter: `isValid(datum.${low}) && isValid(datum.${high})` }],
            mark: { type: 'rule', opacity: 0.55, strokeWidth: 1.6 },
            encoding: {
              x: channel === 'x' ? { ...x, field: low } : { ...x, field: 'x' },
              y: channel === 'y' ? { ...y, field: low } : { ...y, field: 'y' },
              [`${channel}2`]: { field: high },
              color,
            },
          },
        ]
      : [];
  return chart(heading, lines.length > 1 ? lines : [], {
    data: csvData({
      line: marks.map(({ line }) => line),
      value: marks.map(({ value }) => value),
      x: marks.map((mark) => mark.x.mean),
      x_low: marks.map((mark) => mark.x.low),
      x_high: marks.map((mark) => mark.x.high),
      y: marks.map((mark) => mark.y.mean),
      y_low: marks.map((mark) => mark.y.low),
      y_high: marks.map((mark) => mark.y.high),
      n: marks.map((mark) => mark.y.n),
    }),
    layer: [
      zeroLine(),
      {
        mark: { type: 'line', strokeWidth: 1.2, opacity: 0.6 },
        encoding: { x: { ...x, field: 'x' }, y: { ...y, field: 'y' }, color, order: { field: 'value' } },
      },
      ...bar('x', 'x_low', 'x_high'),
      ...bar('y', 'y_low', 'y_high'),
      {
        mark: { type: 'point', filled: true, size: 55, opacity: 1 },
        encoding: {
          x: { ...x, field: 'x' },
          y: { ...y, field: 'y' },
          color,
          tooltip: [
            { field: 'value', type: 'quantitative', title: first.name },
            ...(lines.length > 1 ? [{ field: 'line', type: 'nominal', title: 'at' }] : []),
            { field: 'x', type: 'quantitative', title: xTitle },
            { field: 'y', type: 'quantitative', title: yTitle },
            { field: 'y_low', type: 'quantitative', title: '95 % from' },
            { field: 'y_high', type: 'quantitative', title: 'to' },
            { field: 'n', type: 'quantitative' },
          ],
        },
      },
    ],
  });
}

/** A unit to stand in brackets at an axis, short; none where there is nothing to say. */
export function plainUnit(unit: string): string {
  if (unit.startsWith('standard deviations of')) return 'standard deviations';
  return unit === '1' ? '' : unit;
}
