import type { AttackManifest, AttackMeasure } from '../../../record/attack-record.ts';
import { chart, csvData, type Drawing, emptiness, type Spec } from '../../charts/chart.ts';
import { shortNumber } from '../../numbers.ts';
import { LEGEND_OVER_NAMES, nameAxis, numberLabels, titleAbove } from '../../sweep/charts/axes.ts';
import { axisTitle, extent, fromTo, isClearOfZero, scaleOf, shortAxisTitle } from '../../sweep/words.ts';
import { asTitle, estimateOf, finder, labelOf } from '../measures.ts';
import { type FrontierMeasure, plainUnit } from './frontier.ts';

const ROW = 34;
/** Colours above this part of the scale are so light that what stands on them must be dark. */
const LIGHT = 0.55;
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
  const [scale, letter] = scaleOf(Math.max(Math.abs(least), Math.abs(most)));
  const decimals = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10((most - least) / scale))));
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
  const numbered = acrossNames.length <= MOST_NUMBERED;
  const on = (paper: 'dark' | 'light', more: string): Spec[] => [{ filter: `datum.paper === '${paper}' && ${more}` }];
  const onCells = (paper: 'dark' | 'light'): Spec[] => [
    ...(numbered
      ? [
          {
            name: `on_${paper}`,
            transform: on(paper, 'isValid(datum.text)'),
            mark: {
              type: 'text',
              fontSize: 12,
              color: paper === 'dark' ? 'white' : 'black',
              baseline: 'middle',
              dy: -3,
            },
            encoding: { x, y, text: { field: 'text', type: 'nominal' } },
          },
        ]
      : []),
    {
      transform: on(paper, "datum.mark === 'unclear'"),
      mark: {
        type: 'point',
        filled: true,
        size: 16,
        opacity: 1,
        color: paper === 'dark' ? 'white' : 'black',
        yOffset: numbered ? 9 : 0,
      },
      encoding: { x, y },
    },
  ];
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
      data: csvData({
        x: known.map((cell) => shortNumber(cell.x, 6)),
        y: known.map((cell) => shortNumber(cell.y, 6)),
        text: known.map(({ mean }) => `${(mean / scale).toFixed(decimals).replace('-', '−')}${letter}`),
        paper: known.map(({ mean }) => ((mean - least) / (most - least) > LIGHT ? 'light' : 'dark')),
        mark: known.map((cell) => (Number.isFinite(cell.low) && !isClearOfZero(cell) ? 'unclear' : 'clear')),
        mean: known.map(({ mean }) => mean),
        low: known.map(({ low }) => low),
        high: known.map(({ high }) => high),
        n: known.map(({ n }) => n),
      }),
      layer: [
        {
          mark: { type: 'rect' },
          encoding: {
            x,
            y,
            color: {
              field: 'mean',
              type: 'quantitative',
              scale: { scheme: 'viridis', domain: [least, most], nice: false },
              legend: {
                title: shortAxisTitle(label, plainUnit(unit), 34),
                orient: 'top',
                gradientLength: 200,
                gradientThickness: 10,
                tickCount: 4,
                titleLimit: 230,
                ...numberLabels(known.map(({ mean }) => mean)),
              },
            },
            tooltip: [
              { field: 'x', type: 'nominal', title: across.name },
              { field: 'y', type: 'nominal', title: down.name },
              { field: 'mean', type: 'quantitative', title: label },
              { field: 'low', type: 'quantitative', title: '95 % from' },
              { field: 'high', type: 'quantitative', title: 'to' },
              { field: 'n', type: 'quantitative' },
            ],
          },
        },
        ...onCells('dark'),
        ...onCells('light'),
      ],
      config: { axis: { grid: false }, ...LEGEND_OVER_NAMES },
    },
  );
}
