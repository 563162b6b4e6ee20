import type { DelegatorPolicy } from './delegator.ts';
import { sharesFromWeights } from './shares.ts';

/** Follows the others: the larger a reputer's stake, delegations included, the more it gets. Equal shares if nobody has any. */
export const proportional: DelegatorPolicy = {
  name: 'proportional',
  doc: 'Spreads its tokens in proportion to the stake that reputers have.',
  source: 'own model',
  parameters: [],
  create: () => ({
    placeInto({ places, stake }, shares) {
      for (let p = 0; p < places; ++p) shares[p] = stake[p];
      sharesFromWeights(shares, places);
    },
  }),
};
