import { BAND_COLOURS, COLOURS, colourOf, GREY, INK } from '../../report/palette.ts';
import type { ChartName } from './messages.ts';

/** Colours that follow the page, light or dark. */
export interface PageColours {
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly page: string;
  readonly combined: string;
  readonly outerBand: string;
  readonly innerBand: string;
}

/** What is drawn of a chart. */
export interface ChartPlan {
  readonly name: ChartName;
  readonly title: string;
  /** How to read it. */
  readonly note: string;
  readonly yTitle: string;
  readonly height: number;
  readonly wide: boolean;
  /** Series with colours of their own, in the order of the legend; absent: one colour per name as they come. */
  readonly lines?: readonly (readonly [name: string, colour: string])[];
  readonly bands?: readonly (readonly [name: string, colour: string])[];
  /** Of the whole network: over days. */
  readonly overDays?: boolean;
  readonly zeroLine?: boolean;
  readonly domain?: readonly [number, number];
  readonly steps?: boolean;
  /** Series that a pinned run keeps; absent: all. */
  readonly pinned?: readonly string[];
}

export const chartPlans: readonly ChartPlan[] = [
  {
    name: 'inference',
    title: 'Network inference and truth',
    note: 'Bands: percentiles of all inferences, by weight. Healthy: the truth lies inside them.',
    yTitle: 'value (target units)',
    height: 220,
    wide: true,
    bands: [
      ['2.28 to 97.72 %', BAND_COLOURS[0]],
      ['15.87 to 84.13 %', BAND_COLOURS[1]],
    ],
    lines: [
      ['truth', INK],
      ['naive', COLOURS.naive],
      ['combined', COLOURS.combined],
    ],
    pinned: ['combined'],
  },
  {
    name: 'losses',
    title: 'Losses',
    note: 'Base-10 logarithm of the true loss. Healthy: the combined inference is lowest.',
    yTitle: 'loss (log10)',
    height: 200,
    wide: false,
    lines: [
      ['equal weight', COLOURS.equalWeight],
      ['best single', COLOURS.bestSingle],
      ['naive', COLOURS.naive],
      ['combined', COLOURS.combined],
    ],
    pinned: ['combined'],
  },
  {
    name: 'skill',
    title: 'Skill against the naive inference so far',
    note: 'Mean of naive less combined loss, from the first epoch on. Positive: forecasters help.',
    yTitle: 'skill (log10 loss)',
    height: 200,
    wide: false,
    lines: [['skill against naive', COLOURS.combined]],
    zeroLine: true,
  },
  {
    name: 'role-shares',
    title: 'Rewards by role',
    note: 'Part of the topic’s reward that each role gets.',
    yTitle: 'share of the reward',
    height: 180,
    wide: false,
    lines: [
      ['inferers', COLOURS.inferers],
      ['forecasters', COLOURS.forecasters],
      ['reputers', COLOURS.reputers],
    ],
    domain: [0, 1],
  },
  {
    name: 'policy-rewards',
    title: 'Rewards by policy, cumulative',
    note: 'Paid to all actors of a policy so far, in the epochs that are recorded.',
    yTitle: 'paid so far (ALLO)',
    height: 180,
    wide: false,
  },
  {
    name: 'policy-weights',
    title: 'Weights of inferers by policy',
    note: 'Share of the weight in the combined inference; the rest belongs to forecasters.',
    yTitle: 'share of the weight',
    height: 180,
    wide: false,
  },
  {
    name: 'listening',
    title: 'Listening coefficients of reputers by policy',
    note: 'Mean over the active reputers of a policy. Healthy: honest ones near 1.',
    yTitle: 'listening coefficient',
    height: 180,
    wide: false,
    domain: [0, 1.05],
  },
  {
    name: 'damage',
    title: 'Damage by the attack',
    note: 'Combined loss less that of the same run without the attackers’ keys. Positive: it does harm.',
    yTitle: 'damage (log10 loss)',
    height: 180,
    wide: false,
    zeroLine: true,
  },
  {
    name: 'emission',
    title: 'Emission',
    note: 'What the hub chain emits per block.',
    yTitle: 'emission (ALLO per block)',
    height: 180,
    wide: false,
    overDays: true,
    steps: true,
    lines: [['emission', COLOURS.minted]],
  },
  {
    name: 'supply',
    title: 'Supply',
    note: 'Tokens in circulation and staked, and what the treasury holds or may still mint.',
    yTitle: 'tokens (ALLO)',
    height: 180,
    wide: false,
    overDays: true,
    lines: [
      ['circulating', COLOURS.circulating],
      ['staked', COLOURS.staked],
      ['treasury', COLOURS.treasury],
    ],
  },
];

/** Colours of the page in place of those that are fixed for light paper. */
function onPage(colour: string, colours: PageColours): string {
  if (colour === INK) return colours.ink;
  if (colour === COLOURS.combined) return colours.combined;
  if (colour === BAND_COLOURS[0]) return colours.outerBand;
  return colour === BAND_COLOURS[1] ? colours.innerBand : colour;
}

/** Colours for series that are named as they come. */
const mostNames = 16;

/**
 * The Vega-Lite specification of a chart. Its points come later, as rows { x, y, low, series } of the data `points` and
 * `pinned`; the parameter `horizon` is where its axis ends.
 */
export function chartSpec(plan: ChartPlan, colours: PageColours): Record<string, unknown> {
  const { lines, bands = [], overDays = false, zeroLine = false, domain, steps = false } = plan;
  const own = [...bands, ...(lines ?? [])];
  const range =
    lines === undefined
      ? Array.from({ length: mostNames }, (_, n) => onPage(colourOf(n), colours))
      : own.map(([, colour]) => onPage(colour, colours));
  const scale = lines === undefined ? { range } : { domain: own.map(([name]) => name), range };
  const x = {
    field: 'x',
    type: 'quantitative',
    title: overDays ? 'day since the start' : 'epoch',
    scale: { domainMin: 0, domainMax: { expr: 'horizon' }, nice: false },
    axis: { grid: false, tickCount: 6 },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    title: plan.yTitle,
    scale: { zero: false, ...(domain === undefined ? {} : { domain }) },
    // Room for the longest labels from the start, so that the chart keeps still.
    axis: { tickCount: 5, minExtent: 34, ...(overDays ? { format: '~s' } : {}) },
  };
  const interpolate = steps ? { interpolate: 'step-after' } : {};
  const colour = {
    field: 'series',
    type: 'nominal',
    scale,
    legend: {
      title: null,
      orient: 'bottom',
      direction: 'horizontal',
      columns: 3,
      labelLimit: 200,
      symbolType: 'stroke',
    },
  };
  const isBand = `indexof(${JSON.stringify(bands.map(([name]) => name))}, datum.series) >= 0`;
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: 'container',
    height: plan.height,
    // Labels and legends change as points come.
    autosize: { type: 'fit-x', contains: 'padding', resize: true },
    background: 'transparent',
    params: [{ name: 'horizon', value: 100 }],
    config: {
      view: { stroke: colours.line },
      axis: {
        labelColor: colours.ink,
        titleColor: colours.ink,
        gridColor: colours.line,
        domainColor: colours.faint,
        tickColor: colours.faint,
        labelFontSize: 11,
        titleFontSize: 11,
        titleFontWeight: 'normal',
      },
      legend: { labelColor: colours.ink, labelFontSize: 11, symbolStrokeWidth: 3 },
    },
    layer: [
      ...(zeroLine
        ? [
            {
              data: { values: [{}] },
              mark: { type: 'rule', color: GREY, strokeDash: [4, 3] },
              encoding: { y: { datum: 0 } },
            },
          ]
        : []),
      ...(bands.length > 0
        ? [
            {
              data: { name: 'points' },
              transform: [{ filter: isBand }],
              mark: { type: 'area' },
              encoding: { x, y, y2: { field: 'low' }, color: colour },
            },
          ]
        : []),
      {
        data: { name: 'pinned' },
        mark: { type: 'line', color: GREY, strokeWidth: 1.5, strokeDash: [3, 2], opacity: 0.9, ...interpolate },
        encoding: { x, y, detail: { field: 'series' } },
      },
      {
        data: { name: 'points' },
        ...(bands.length > 0 ? { transform: [{ filter: `!(${isBand})` }] } : {}),
        mark: { type: 'line', strokeWidth: 1.6, strokeJoin: 'round', ...interpolate },
        encoding: { x, y, color: colour },
      },
    ],
  };
}
