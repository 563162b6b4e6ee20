import type { AttackManifest, AttackMeasure } from '../../record/attack-record.ts';
import { htmlTable } from '../html.ts';
import { extent, fromTo } from '../sweep/words.ts';
import { CONTROLS, docOf, estimateOf, finder, inOrder, labelOf, measureText } from './measures.ts';

type Cells = (string | number | null)[];

/** Measures of point 0 of one topic: the attack's own value, and what it is against each control. */
export function measureTable(
  { sides }: AttackManifest,
  measures: readonly AttackMeasure[],
  topic: string,
  which: 'told' | 'others',
): string {
  const own = measures.filter((row) => row.point === 0 && (row.topic === topic || row.topic === ''));
  const find = finder(own);
  const controls = CONTROLS.filter(({ control }) => sides.includes(control));
  const rows = inOrder(own.map(({ measure }) => measure))[which].map((measure): Cells => {
    const found = own.filter((row) => row.measure === measure);
    return [
      labelOf(measure),
      measureText(find(0, topic, measure, '')),
      ...controls.map(({ control }) => measureText(find(0, topic, measure, control))),
      found[0].unit,
      fromTo(found.map(({ n }) => n)),
      ...(which === 'told' ? [docOf(measure)] : []),
    ];
  });
  if (rows.length === 0) return '';
  const against = controls.map(({ words }) => `against ${words}`);
  const meaning = which === 'told' ? ['meaning'] : [];
  return htmlTable(['measure', 'attack', ...against, 'unit', 'n', ...meaning], rows);
}

/** Every point that was tried in the search, the best first. */
export function triedTable(manifest: AttackManifest, measures: readonly AttackMeasure[], topic: string): string {
  const { worst, points } = manifest;
  if (worst === null) return '';
  const find = finder(measures);
  const row = (index: number): AttackMeasure | undefined => find(index, topic, worst.measure, worst.against);
  const order = [...worst.tried].sort((a, b) => rank(row(b)) - rank(row(a)));
  const line = (index: number, what: string): Cells => {
    const settings = worst.parameters.map(({ name }) => points[index]?.settings[name] ?? null);
    return [what, index, ...settings, measureText(row(index)), estimateOf(row(index)).n];
  };
  const rows = [
    ...order.map((index) => line(index, index === worst.best ? 'search, the best' : 'search')),
    ...(worst.final === null ? [] : [line(worst.final, 'the best, fresh seeds')]),
  ];
  const unit = row(worst.best ?? worst.tried[0])?.unit ?? '';
  const names = worst.parameters.map(({ name, unit: own }) => withUnit(name, own));
  return `<div class="scroll">${htmlTable(['what', 'point', ...names, withUnit(labelOf(worst.measure), unit), 'n'], rows)}</div>`;
}

/** Every point of the frontier. */
export function frontierTable(manifest: AttackManifest, measures: readonly AttackMeasure[], topic: string): string {
  const { frontier, points } = manifest;
  if (frontier === null) return '';
  const find = finder(measures);
  const shown = [
    ['cost', ''],
    ['roi', 'honest'],
    ['attack_shift', ''],
    ['attack_damage', ''],
  ] as const;
  const rows = frontier.points.map((index): Cells => {
    const found = shown.map(([measure, against]) => find(index, topic, measure, against));
    return [
      index,
      ...frontier.parameters.map(({ name }) => points[index]?.settings[name] ?? null),
      ...found.map(measureText),
      fromTo(extent(found.flatMap((row) => row?.n ?? []))),
    ];
  });
  const names = frontier.parameters.map(({ name, unit }) => withUnit(name, unit));
  const heads = shown.map(([measure, against]) => {
    const unit = measures.find((row) => row.measure === measure)?.unit ?? '';
    return withUnit(against === '' ? labelOf(measure) : `${labelOf(measure)} beyond ${against} play`, unit);
  });
  return `<div class="scroll">${htmlTable(['point', ...names, ...heads, 'n'], rows)}</div>`;
}

function rank(row: AttackMeasure | undefined): number {
  return row?.mean ?? Number.NEGATIVE_INFINITY;
}

function withUnit(name: string, unit: string): string {
  return unit === '' || unit === '1' ? name : `${name}, ${unit}`;
}
