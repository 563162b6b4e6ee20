/**
 * Colours of the report. The hues are those of Okabe and Ito, which stay apart for colour-blind readers; whatever appears
 * in several charts has the same colour in all of them.
 */

/** Colour of what is neither good nor bad: truth, text, zero lines. The page turns it light on a dark screen. */
export const INK = '#222222';
/** Colour of what others are measured against. It reads on light and on dark. */
export const GREY = '#8a8f98';

const BLUE = '#0072B2';
const ORANGE = '#E69F00';
const GREEN = '#009E73';
const PURPLE = '#CC79A7';
const SKY = '#56B4E9';
const VERMILLION = '#D55E00';
/* Four more, of Tol's muted scheme, for charts that need more hues than those. */
const OLIVE = '#999933';
const SAND = '#DDCC77';
const WINE = '#AA4466';
const TEAL = '#44AA99';

export const COLOURS = {
  combined: BLUE,
  naive: ORANGE,
  bestSingle: GREEN,
  /** The median single inferer stands for the inferers, whose colour it has; its line is dashed. */
  medianSingle: SKY,
  equalWeight: GREY,
  inferers: SKY,
  forecasters: VERMILLION,
  reputers: PURPLE,
  /** The attacker, and the run with the attack. */
  attack: INK,
  /** Honest keys, and the run without the attack. */
  honest: GREY,
  weight: BLUE,
  reward: INK,
  stake: PURPLE,
  consensus: GREEN,
  slashed: VERMILLION,
  validators: GREEN,
  delegators: ORANGE,
  topics: BLUE,
  minted: BLUE,
  fees: OLIVE,
  consumers: TEAL,
  /** The ecosystem account, what may still be minted, and what goes back there. */
  treasury: GREY,
  /** Rewards that nobody has been paid yet. */
  unpaid: SAND,
  /** Limits that may bind. */
  cap: VERMILLION,
  circulating: BLUE,
  staked: GREEN,
} as const;

/** Groups of holders whose tokens are locked, in the order in which they are stacked. */
export const LOCKED_COLOURS = [ORANGE, SAND, VERMILLION, PURPLE, TEAL] as const;

/** What an attack lays out, by kind. */
export const OUTLAY_COLOURS = {
  fees: OLIVE,
  tips: BLUE,
  bribes: ORANGE,
  rent: GREEN,
  slashed: VERMILLION,
  capital: SKY,
  work: PURPLE,
} as const;

/** Colours of stacked topics, from the heaviest down; what is left of the topics has the last. */
export const STACK_COLOURS = [BLUE, ORANGE, GREEN, VERMILLION, SKY, PURPLE, OLIVE, WINE, SAND, TEAL, GREY] as const;

/** Bands around the combined inference, from the outer to the inner one: its colour, see-through. */
export const BAND_COLOURS = ['rgba(0, 114, 178, 0.16)', 'rgba(0, 114, 178, 0.3)'] as const;

/** Colours of single actors and of policies, in the order of their first appearance. */
const SEQUENCE = [BLUE, ORANGE, GREEN, VERMILLION, PURPLE, SKY, INK, GREY] as const;
const SHAPES = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'triangle-down',
  'cross',
  'triangle-right',
  'triangle-left',
] as const;

/** Colour of the n-th actor or policy. */
export function colourOf(n: number): string {
  return SEQUENCE[n % SEQUENCE.length];
}

/** Shape of the n-th policy: beyond the last colour another shape goes with the first. */
export function shapeOf(n: number): string {
  return SHAPES[(n + Math.floor(n / SEQUENCE.length)) % SHAPES.length];
}

/** A colour written as #rrggbb, see-through. */
export function seeThrough(colour: string, opacity: number): string {
  const part = (from: number): number => Number.parseInt(colour.slice(from, from + 2), 16);
  return `rgba(${part(1)}, ${part(3)}, ${part(5)}, ${opacity})`;
}

const HUES: readonly string[] = [...new Set<string>([...Object.values(COLOURS), ...STACK_COLOURS, INK, GREY])];
/** On cells of a heat map, whose colours are those of viridis. */
const ON_CELLS: readonly string[] = ['white', 'black'];

/** Whether a colour is one of the palette, perhaps see-through. */
export function isOfPalette(colour: string): boolean {
  const [, opacity] = /^rgba\(\d+, \d+, \d+, ([\d.]+)\)$/.exec(colour) ?? [];
  return (
    HUES.includes(colour) ||
    ON_CELLS.includes(colour) ||
    (opacity !== undefined && HUES.some((hue) => seeThrough(hue, Number(opacity)) === colour))
  );
}
