import { exp } from '../../math/exp.ts';
import type { DelegatorPolicy, DelegatorView } from './delegator.ts';
import { sharesFromWeights, takeOffExcess } from './shares.ts';

/** A share of this size is rounding: not worth a move. */
const nothing = 1e-12;

/**
 * Goes where tokens earned most: of what it moves, place p gets a share proportional to e^(yield_p / temperature).
 *
 * It moves all that is in its wallet and, of what is placed, all but the share `inertia`. Near temperature 0 everything
 * that moves goes to the best place, shared where several are equally good; far above the differences of yields it is
 * spread equally. A place without a known yield counts as the mean of those known; while none is, all count the same.
 */
export const yieldSeeking: DelegatorPolicy = {
  name: 'yield-seeking',
  doc: 'Moves its tokens towards the reputers whose delegators earned most since it last looked.',
  source: 'own model',
  parameters: [
    {
      name: 'temperature',
      kind: 'number',
      default: 0.02,
      exclusiveMinimum: 0,
      maximum: 1e6,
      unit: 'yield per year',
      doc: 'Yields that differ by this much make one place e times as attractive as the other.',
    },
    {
      name: 'inertia',
      kind: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      unit: '1',
      doc: 'Share of the tokens placed that stays where it is at each decision.',
    },
  ],
  create: (values) => {
    const temperature = Number(values.temperature);
    const inertia = Number(values.inertia);
    return {
      placeInto(view, shares) {
        const { places, placed } = view;
        attractionInto(view, temperature, shares);
        let stays = 0;
        for (let p = 0; p < places; ++p) stays += inertia * placed[p];
        const moves = 1 - stays > nothing ? 1 - stays : 0;
        for (let p = 0; p < places; ++p) shares[p] = inertia * placed[p] + moves * shares[p];
        takeOffExcess(shares, places);
      },
    };
  },
};

/** The softmax of yields: shares that sum to 1. */
function attractionInto(view: DelegatorView, temperature: number, shares: Float64Array): void {
  const { places, yield: yields } = view;
  let sum = 0;
  let known = 0;
  for (let p = 0; p < places; ++p) {
    if (Number.isNaN(yields[p])) continue;
    sum += yields[p];
    known += 1;
  }
  const usual = known > 0 ? sum / known : 0;
  let best = Number.NEGATIVE_INFINITY;
  for (let p = 0; p < places; ++p) {
    shares[p] = Number.isNaN(yields[p]) ? usual : yields[p];
    best = Math.max(best, shares[p]);
  }
  // Relative to the best, so that no power overflows.
  for (let p = 0; p < places; ++p) shares[p] = exp((shares[p] - best) / temperature);
  sharesFromWeights(shares, places);
}
