import type { AttackManifest, AttackMeasure, VariedParameter } from '../../../record/attack-record.ts';
import { chart, csvData, type Drawing, emptiness, type Heading, legendOf, type Spec } from '../../charts/chart.ts';
import { COLOURS, GREY } from '../../palette.ts';
import { numberLabels } from '../../sweep/charts/axes.ts';
import { axisTitle, fromTo } from '../../sweep/words.ts';
import { asTitle, estimateOf, finder, labelOf } from '../measures.ts';
import { plainUnit } from './frontier.ts';

const KINDS = [
  { kind: 'tried', colour: GREY, size: 34 },
  { kind: 'the best', colour: COLOURS.cap, size: 110 },
  { kind: 'the best, fresh seeds', colour: COLOURS.combined, size: 110 },
] as const;

interface Tried {
  readonly index: number;
  /** From 1. */
  readonly place: number;
  readonly kind: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** All that a search tried: in the order of the search, and against each parameter. */
export function worstCharts(manifest: AttackManifest, measures: readonly AttackMeasure[], topic: string): Drawing[] {
  const { worst, points } = manifest;
  if (worst === null) return [];
  const find = finder(measures);
  const tried = worst.tried.map((index, place): Tried => {
    const kind = index === worst.best ? KINDS[1].kind : KINDS[0].kind;
    return { index, place: place + 1, kind, ...estimateOf(find(index, topic, worst.measure, worst.against)) };
  });
  const final = worst.final;
  if (final !== null) {
    const estimate = estimateOf(find(final, topic, worst.measure, worst.against));
    tried.push({ index: final, place: tried.length + 1, kind: KINDS[2].kind, ...estimate });
  }
  const label = labelOf(worst.measure);
  const title = `The search for the worst case: ${label}`;
  const seen = tried.filter(({ mean }) => Number.isFinite(mean));
  const same = emptiness(seen.map(({ mean }) => mean));
  if (same !== undefined) return [{ title, reason: same }];
  const unit = measures.find((row) => row.measure === worst.measure)?.unit ?? '';
  const n = fromTo(seen.map((one) => one.n));
  const yTitle = axisTitle(label, plainUnit(unit));
  const order = drawn(
    {
      name: 'worst',
      title,
      note: `A mark per setting tried, ${worst.runs} runs in all, bars: 95 % intervals, n = ${n} seeds. The best of many looks better than it is; blue has seeds of its own.`,
      wide: true,
    },
    seen,
    (one) => one.place,
    {
      title: 'order of the search',
      axis: { grid: false, tickMinStep: 1, format: 'd', tickCount: 6 },
    },
    yTitle,
  );
  return [
    order,
    ...worst.parameters.map((parameter, p): Drawing => {
      const value = ({ index }: Tried): number => points[index].settings[parameter.name];
      const against = `${asTitle(label)} against ${parameter.name}`;
      if (emptiness(seen.map(value)) !== undefined) return { title: against, reason: 'one value was tried' };
      return drawn(
        {
          name: `worst-${p + 1}`,
          title: against,
          note: `A mark per setting tried; the other parameters vary as well. Bars: 95 % intervals, n = ${n} seeds.`,
        },
        seen,
        value,
        axisOf(parameter),
        yTitle,
      );
    }),
  ];
}

function axisOf({ name, unit, scale, whole }: VariedParameter): Spec {
  return {
    title: axisTitle(name, plainUnit(unit)),
    scale: scale === 'log' ? { type: 'log', nice: false, padding: 10 } : { zero: false, padding: 10 },
    axis: { grid: false, tickCount: 5, labelOverlap: true, ...(whole ? { tickMinStep: 1 } : {}) },
  };
}

function drawn(
  heading: Heading,
  tried: readonly Tried[],
  value: (one: Tried) => number,
  across: Spec,
  yTitle: string,
): Drawing {
  const kinds = KINDS.filter(({ kind }) => tried.some((one) => one.kind === kind));
  const names = kinds.map(({ kind }) => kind);
  const x: Spec = { type: 'quantitative', scale: { zero: false, padding: 10 }, ...across, field: 'x' };
  const y: Spec = {
    type: 'quantitative',
    title: yTitle,
    scale: { zero: false },
    axis: { tickCount: 5, ...numberLabels(tried.flatMap(({ mean, low, high }) => [mean, low, high])) },
  };
  const color: Spec = {
    field: 'kind',
    type: 'nominal',
    scale: { domain: names, range: kinds.map(({ colour }) => colour) },
    legend: legendOf(names, { symbolType: 'circle', symbolStrokeWidth: 0, symbolSize: 70 }),
  };
  const bars = tried.some(({ low, high }) => high > low)
    ? [
        {
          transform: [{ filter: 'isValid(datum.low) && isValid(datum.high)' }],
          mark: { type: 'rule', strokeWidth: 1 },
          encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
        },
      ]
    : [];
  return chart(heading, names, {
    data: csvData({
      point: tried.map(({ index }) => index),
      x: tried.map(value),
      kind: tried.map(({ kind }) => kind),
      mean: tried.map(({ mean }) => mean),
      low: tried.map(({ low }) => low),
      high: tried.map(({ high }) => high),
      n: tried.map(({ n }) => n),
    }),
    layer: [
      ...bars,
      ...kinds.map(({ kind, size }) => ({
        transform: [{ filter: `datum.kind === '${kind}'` }],
        mark: { type: 'point', filled: true, opacity: 1, size },
        encoding: {
          x,
          y: { ...y, field: 'mean' },
          color,
          tooltip: [
            { field: 'point', type: 'quantitative' },
            { field: 'x', type: 'quantitative', title: String(across.title) },
            { field: 'mean', type: 'quantitative', title: yTitle },
            { field: 'low', type: 'quantitative', title: '95 % from' },
            { field: 'high', type: 'quantitative', title: 'to' },
            { field: 'n', type: 'quantitative' },
          ],
        },
      })),
    ],
  });
}
