import type { AttackManifest, AttackMeasure } from '../../../record/attack-record.ts';
import { chart, type Drawing, emptiness, type Spec } from '../../charts/chart.ts';
import { shortNumber } from '../../numbers.ts';
import { LEGEND_OVER_NAMES, nameAxis, titleAbove } from '../../sweep/charts/axes.ts';
import { type Cell, type Cells, cellData, cellLayer, cellMarks, ROW } from '../../sweep/charts/cells.ts';
import { axisTitle, extent, fromTo, isClearOfZero, shortAxisTitle } from '../../sweep/words.ts';
import { asTitle, estimateOf, finder, labelOf } from '../measures.ts';
import { type FrontierMeasure, plainUnit } from './frontier.ts';

/** Values across at most that have room for their number on a narrow page. */
const MOST_NUMBERED = 6;

/** A measure over both parameters of a frontier, in colour; cells that cannot be told from zero have a dot. */
export function frontierHeat(
  { frontier, points }: AttackManifest,
  measures: readonly AttackMeasure[],
  topic: string,
  { measure, against, name }: FrontierMeasure,
): Drawing {
  const label = labelOf(measure);
  const [across, down] = frontier?.parameters ?? [];
  const title = `${asTitle(label)} over both parameters`;
  if (frontier === null || down === undefined) return { title, reason: 'the frontier has one parameter' };
  const find = finder(measures);
  const cells = frontier.points.map((index) => {
    const { settings } = points[index];
    return {
      x: settings[across.name],
      y: settings[down.name],
      ...estimateOf(find(index, topic, measure, against)),
    };
  });
  const known = cells.filter(({ mean }) => Number.isFinite(mean));
  const same = emptiness(known.map(({ mean }) => mean));
  if (same !== undefined) return { title, reason: same };
  const [least, most] = extent(known.map(({ mean }) => mean));
  const names = (values: readonly number[]): string[] =>
    [...new Set(values)].sort((a, b) => a - b).map((value) => shortNumber(value, 6));
  const acrossNames = names(cells.map(({ x }) => x));
  const downNames = names(cells.map(({ y }) => y)).reverse();
  const unit = measures.find((row) => row.measure === measure)?.unit ?? '';
  const x: Spec = {
    field: 'x',
    type: 'ordinal',
    sort: acrossNames,
    title: axisTitle(across.name, plainUnit(across.unit)),
    axis: { domain: false, ticks: false, ...nameAxis(acrossNames, 230) },
  };
  const y: Spec = {
    field: 'y',
    type: 'ordinal',
    sort: downNames,
    axis: { ...titleAbove(axisTitle(down.name, plainUnit(down.unit)), downNames), domain: false, ticks: false },
  };
  const drawn: Cells = {
    cells: known.map((cell): Cell => {
      const mark = Number.isFinite(cell.low) && !isClearOfZero(cell) ? 'unclear' : 'clear';
      return { ...cell, x: shortNumber(cell.x, 6), y: shortNumber(cell.y, 6), mark };
    }),
    x,
    y,
    least,
    most,
    mostDecimals: 6,
    numbered: acrossNames.length <= MOST_NUMBERED,
    measure: shortAxisTitle(label, plainUnit(unit), 34),
    titleLimit: 230,
    across: across.name,
    down: down.name,
  };
  const beyond = against === '' ? '' : ' Beyond honest play with the same resources.';
  return chart(
    {
      name: `heat-${name}`,
      title,
      note: `Means over n = ${fromTo(known.map(({ n }) => n))} seeds.${beyond} Dot: the 95 % interval holds zero.${known.length < cells.length ? ' Empty: no value.' : ''}`,
    },
    [],
    {
      height: ROW * downNames.length,
      data: cellData(drawn),
      layer: [cellLayer(drawn), ...cellMarks(drawn)],
      config: { axis: { grid: false }, ...LEGEND_OVER_NAMES },
    },
  );
}
