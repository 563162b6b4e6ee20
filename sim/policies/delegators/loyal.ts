import { log } from '../../math/log.ts';
import type { Birth } from '../policy.ts';
import type { DelegatorPolicy, DelegatorView } from './delegator.ts';

/**
 * Chooses once and stays. By chance, each reputer is chosen with a probability proportional to its stake, or equally if
 * nobody has any; otherwise it is the reputer with the `rank`-th largest stake, the last one if there are fewer. Should its
 * reputer be gone, it chooses again among those who are there.
 */
export const loyal: DelegatorPolicy = {
  name: 'loyal',
  doc: 'Places all its tokens on one reputer and leaves them there.',
  source: 'own model',
  parameters: [
    {
      name: 'choice',
      kind: 'choice',
      choices: ['random', 'largest'],
      default: 'random',
      unit: '1',
      doc: 'How it chooses: by chance, weighted by stake, or by rank of stake.',
    },
    {
      name: 'rank',
      kind: 'integer',
      default: 1,
      minimum: 1,
      maximum: 1_000_000,
      unit: '1',
      doc: 'Which one it takes when it chooses by rank: 1 is the reputer with the largest stake.',
    },
  ],
  create: (values, birth) => {
    const byRank = values.choice === 'largest';
    const rank = Number(values.rank);
    let chosen = false;
    let high = 0;
    let low = 0;
    return {
      placeInto(view, shares) {
        shares.fill(0, 0, view.places);
        if (view.places === 0) return;
        let place = chosen ? placeOf(view, high, low) : -1;
        if (place < 0) {
          place = byRank ? placeOfRank(view, rank) : placeByChance(view, birth);
          chosen = true;
          high = view.high[place];
          low = view.low[place];
        }
        shares[place] = 1;
      },
    };
  },
};

/** Where somebody stands now; -1: nowhere. */
function placeOf(view: DelegatorView, high: number, low: number): number {
  for (let p = 0; p < view.places; ++p) if (view.high[p] === high && view.low[p] === low) return p;
  return -1;
}

/**
 * A race: place p arrives after an exponential time with rate stake_p, and the first one is taken, which happens with a
 * probability proportional to the rate. Each time hangs on the one place alone, so a newcomer changes the choice only by
 * being chosen itself.
 */
function placeByChance({ places, stake, high, low }: DelegatorView, birth: Birth): number {
  let total = 0;
  for (let p = 0; p < places; ++p) total += stake[p];
  let first = 0;
  let earliest = Number.POSITIVE_INFINITY;
  for (let p = 0; p < places; ++p) {
    const rate = total > 0 ? stake[p] : 1;
    const time = -log(birth.uniformAbout(high[p], low[p])) / rate;
    if (time < earliest) {
      earliest = time;
      first = p;
    }
  }
  return first;
}

/** The place with the `rank`-th largest stake, found by going down rank by rank; equal stakes in the order of identities. */
function placeOfRank(view: DelegatorView, rank: number): number {
  let found = largestBelow(view, -1);
  for (let n = 2; n <= Math.min(rank, view.places); ++n) found = largestBelow(view, found);
  return found;
}

/** The first place that comes after `bound` in the order of stakes; the very first for a bound of -1. */
function largestBelow(view: DelegatorView, bound: number): number {
  let best = -1;
  for (let p = 0; p < view.places; ++p) {
    if (bound >= 0 && !isBefore(view, bound, p)) continue;
    if (best < 0 || isBefore(view, p, best)) best = p;
  }
  return best;
}

function isBefore({ stake, high, low }: DelegatorView, a: number, b: number): boolean {
  if (stake[a] !== stake[b]) return stake[a] > stake[b];
  return high[a] !== high[b] ? high[a] < high[b] : low[a] < low[b];
}
