/**
 * Colours of the report. The hues are those of Okabe and Ito, which stay apart for colour-blind readers; whatever appears
 * in several charts has the same colour in all of them.
 */

/** Colour of what is neither good nor bad: truth, text, zero lines. The page turns it light on a dark screen. */
export const INK = '#222222';

export const COLOURS = {
  combined: '#0072B2',
  naive: '#E69F00',
  bestSingle: '#009E73',
  equalWeight: '#CC79A7',
  inferers: '#56B4E9',
  forecasters: '#D55E00',
  reputers: '#009E73',
} as const;

/** Bands around the combined inference, from the outer to the inner one: its colour, see-through. */
export const BAND_COLOURS = ['rgba(0, 114, 178, 0.16)', 'rgba(0, 114, 178, 0.3)'] as const;
