import type { ComparedMetric } from '../../record/comparison-record.ts';
import { chart, csvData, type Drawing, emptiness, labelsOf, type Spec } from '../charts/chart.ts';
import { shortNumber } from '../numbers.ts';
import { GREY, INK } from '../palette.ts';
import { metricNames, VERDICTS } from './clear.ts';

/** The pairs of one metric. */
export interface Pairs {
  readonly seeds: readonly string[];
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/** A against B, a mark per seed: how the pairs lie beside the diagonal, on which nothing would have changed. */
export function scatter(
  row: ComparedMetric,
  { seeds, a, b }: Pairs,
  { name, all }: { readonly name: string; readonly all: readonly ComparedMetric[] },
): Drawing {
  const { unit, n, difference, low, high, pairingGain } = row;
  const title = metricNames(all)(row);
  const values = [...a, ...b].filter((value) => Number.isFinite(value));
  const empty = emptiness(values);
  if (empty !== undefined) return { title, reason: empty };
  const least = Math.min(...values);
  const most = Math.max(...values);
  const inUnit = unit === '1' ? '' : ` ${unit}`;
  const gain =
    pairingGain === null
      ? ''
      : ` Pairing by seed saves replicates: ${shortNumber(pairingGain)} times fewer than independent seeds.`;
  const axis = (side: string, field: string): Spec => ({
    field,
    type: 'quantitative',
    title: `${side}${inUnit === '' ? '' : `,${inUnit}`}`,
    scale: { zero: false, padding: 12 },
    axis: { ...labelsOf(values), tickCount: 5, labelOverlap: true, grid: false },
  });
  const colour = VERDICTS.find(({ verdict }) => verdict === row.verdict)?.colour ?? INK;
  return chart(
    {
      name,
      title,
      note: `A mark per seed, n = ${n}. Above the dashed diagonal: higher in B. B less A: ${shortNumber(difference ?? Number.NaN)}${inUnit} (${shortNumber(low ?? Number.NaN)} to ${shortNumber(high ?? Number.NaN)}).${gain}`,
    },
    [],
    {
      data: csvData({ seed: seeds, a, b }),
      layer: [
        {
          data: { values: [least, most].map((value) => ({ a: value, b: value })) },
          mark: { type: 'line', color: GREY, strokeDash: [4, 4], strokeWidth: 1.5 },
          encoding: { x: axis('A', 'a'), y: axis('B', 'b') },
        },
        {
          mark: { type: 'point', filled: true, size: 60, opacity: 0.75, color: colour },
          encoding: {
            x: axis('A', 'a'),
            y: axis('B', 'b'),
            tooltip: [
              { field: 'seed', type: 'nominal' },
              { field: 'a', type: 'quantitative', title: 'A' },
              { field: 'b', type: 'quantitative', title: 'B' },
            ],
          },
        },
      ],
    },
  );
}
