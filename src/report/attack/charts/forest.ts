import type { AttackManifest, AttackMeasure } from '../../../record/attack-record.ts';
import { type Drawing, emptiness } from '../../charts/chart.ts';
import { colourOf } from '../../palette.ts';
import type { Kind } from '../../sweep/charts/interval-marks.ts';
import { type IntervalRow, intervalRows } from '../../sweep/charts/intervals.ts';
import { axisTitle, fromTo } from '../../sweep/words.ts';
import { CONTROLS, docOf, estimateOf, inOrder, labelOf } from '../measures.ts';

/** Measures that are how many times as much, not how much more. */
const ratios: readonly string[] = ['griefing_factor', 'sybil_gain'];

/** Differences of point 0 to every control, in charts of one unit each. */
export function differenceForests(
  { sides }: AttackManifest,
  measures: readonly AttackMeasure[],
  topic: string,
): Drawing[] {
  const controls = CONTROLS.filter(({ control }) => sides.includes(control));
  const kinds = controls.map(({ words }, c): Kind => ({ kind: `less ${words}`, colour: colourOf(c) }));
  const { told } = inOrder(measures.map(({ measure }) => measure).filter((measure) => !ratios.includes(measure)));
  const rows = told.flatMap((measure) =>
    controls.flatMap(({ control }, c) =>
      measures
        .filter((row) => row.point === 0 && row.measure === measure && row.against === control)
        .filter((row) => (row.topic === topic || row.topic === '') && row.mean !== null)
        .map((row) => ({ unit: row.unit, measure, kind: kinds[c].kind, row })),
    ),
  );
  return [...new Set(rows.map(({ unit }) => unit))].map((unit, u): Drawing => {
    const words = unit === '1' || unit === '' ? 'a dimensionless unit' : unit;
    const title = `Differences to the controls in ${words}`;
    const drawn = rows.filter((each) => each.unit === unit);
    const same = emptiness([0, ...drawn.map(({ row }) => row.mean ?? Number.NaN)]);
    if (same !== undefined) return { title, reason: 'no difference at all' };
    return intervalRows({
      name: `differences-${u + 1}`,
      title,
      note: `Attack less control with the same seed, 95 % intervals, n = ${fromTo(drawn.map(({ row }) => row.n))} seeds. Dashed: no difference.`,
      rows: drawn.map(({ measure, kind, row }): IntervalRow => {
        return { row: labelOf(measure), about: docOf(measure), kind, ...estimateOf(row) };
      }),
      kinds: kinds.filter(({ kind }) => drawn.some((each) => each.kind === kind)),
      sideBySide: true,
      measure: axisTitle('attack less control', unit === '1' ? '' : unit),
      rowsTitle: 'measure',
      reference: 0,
    });
  });
}
