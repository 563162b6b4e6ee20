import type { DelegatorPolicy } from './delegator.ts';
import { sharesFromWeights } from './shares.ts';

/** Does not choose: the same share everywhere. A further reputer takes a little from each of the others. */
export const uniform: DelegatorPolicy = {
  name: 'uniform',
  doc: 'Spreads its tokens equally over all reputers.',
  source: 'own model',
  parameters: [],
  create: () => ({
    placeInto({ places }, shares) {
      shares.fill(1, 0, places);
      sharesFromWeights(shares, places);
    },
  }),
};
