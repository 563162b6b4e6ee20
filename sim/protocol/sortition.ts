import { sampleStandardDeviation } from '../math/statistics.ts';

/*
 * Merit-based sortition: who of those who submitted sits in the active set of an epoch.
 *
 * An actor refused or evicted cannot try again in the same epoch, so the set is the top N of the submitters by EMA score
 * before the epoch, whatever the order of arrival; among equals the lower number wins.
 *
 * Source: allora-chain x/emissions/keeper/keeper.go and ema_scores.go at v0.6; newcomer score and liveness penalty from
 * actor_penalties.go at v0.8.
 */

/**
 * Picks the active set.
 *
 * @param submitters places of those who submitted, ascending
 * @param standing EMA score of each place, as it counts in this epoch (newcomers included)
 * @param seats size of the active set
 * @param order scratch, as long as `submitters`
 * @param active receives the chosen places, ascending
 * @param number of the actor in each place: of equal ones the lower number is chosen; the place unless given
 * @returns how many were chosen
 */
export function activeSetInto(
  submitters: Int32Array,
  count: number,
  standing: Float64Array,
  seats: number,
  order: Int32Array,
  active: Int32Array,
  number?: Int32Array,
): number {
  if (count <= seats) {
    for (let l = 0; l < count; ++l) active[l] = submitters[l];
    return count;
  }
  for (let l = 0; l < count; ++l) order[l] = submitters[l];
  // Move the best `seats` to the front, then put those back into ascending order.
  partition(order, count, seats, standing, number);
  const chosen = active.subarray(0, seats);
  chosen.set(order.subarray(0, seats));
  chosen.sort();
  return seats;
}

/** Quick-select by (score descending, number ascending): afterwards the first `seats` entries are the best. */
function partition(
  order: Int32Array,
  count: number,
  seats: number,
  standing: Float64Array,
  number: Int32Array | undefined,
): void {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    const pivot = order[(left + right) >> 1];
    let i = left;
    let j = right;
    while (i <= j) {
      while (precedes(order[i], pivot, standing, number)) ++i;
      while (precedes(pivot, order[j], standing, number)) --j;
      if (i <= j) {
        const swap = order[i];
        order[i++] = order[j];
        order[j--] = swap;
      }
    }
    if (seats - 1 <= j) right = j;
    else if (seats - 1 >= i) left = i;
    else return;
  }
}

function precedes(a: number, b: number, standing: Float64Array, number: Int32Array | undefined): boolean {
  if (standing[a] !== standing[b]) return standing[a] > standing[b];
  return number === undefined ? a < b : number[a] < number[b];
}

/**
 * EMA score after an epoch in the active set (with the epoch's score) or outside it (with the topic's quantile score):
 * alpha x + (1 - alpha) before, x itself the first time.
 *
 * @param before EMA score so far; NaN: none
 */
export function updatedScore(alpha: number, x: number, before: number): number {
  return Number.isNaN(before) || x === before ? x : alpha * x + (1 - alpha) * before;
}

/**
 * Where newcomers start: lambda standard deviations below the lowest EMA score of the active set, min - lambda std.
 *
 * @param scores EMA scores of the active set
 */
export function newcomerScore(scores: Float64Array, count: number, lambda: number): number {
  let lowest = Infinity;
  for (let l = 0; l < count; ++l) if (scores[l] < lowest) lowest = scores[l];
  return lowest - lambda * sampleStandardDeviation(scores, count);
}

/**
 * Epochs missed since an actor's EMA score was last touched: 0 if that was in the previous epoch or later.
 *
 * @param last block at which the score was last touched
 * @param previousStart block at which the previous epoch began (for reputers less the ground-truth lag)
 * @param epochLength blocks
 */
export function missedEpochs(last: number, previousStart: number, epochLength: number): number {
  return last >= previousStart ? 0 : Math.floor((previousStart - 1 - last) / epochLength) + 1;
}

/**
 * EMA score after missed epochs: each one pulls it by alpha towards the newcomers' score,
 * E0 + (EMA - E0) (1 - alpha)^missed.
 */
export function penalisedScore(score: number, newcomer: number, alpha: number, missed: number): number {
  let distance = score - newcomer;
  for (let n = 0; n < missed && distance !== 0; ++n) distance *= 1 - alpha;
  return newcomer + distance;
}
