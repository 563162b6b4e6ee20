import { exponentialMovingAverage } from '../../math/exponential-moving-average.ts';
import { weightOfHalfLife } from './smoothing.ts';

/*
 * Entry and exit: who finds it worth taking part in a topic. Rewards and costs in ALLO per epoch.
 *
 * Simplified: actors look at the past alone, compare means, and neither save for bad times nor mind the price of coming back.
 */

/** Epochs after which an epoch's rewards count half as much in what outsiders expect. */
const expectationHalfLife = 10;
const expectationWeight = weightOfHalfLife(expectationHalfLife);

/** Weight of the latest epoch in an actor's own smoothed reward: 1/patience, none of it smoothed at a patience of 1. */
export function rewardWeight(patience: number): number {
  return 1 / patience;
}

/** Entry x begins anew: nothing earned yet, no epoch below cost. */
export function beginParticipation(belowCount: Int32Array, smoothed: Float64Array, x: number): void {
  belowCount[x] = 0;
  smoothed[x] = NaN;
}

/**
 * Takes note of what actor x earned in an epoch in which it took part.
 *
 * @param belowCount epochs in a row whose smoothed reward is below cost
 * @param smoothed exponential moving average of the reward, NaN before the first; the first counts whole
 * @param weight of this epoch, see rewardWeight
 */
export function noteReward(
  belowCount: Int32Array,
  smoothed: Float64Array,
  x: number,
  reward: number,
  cost: number,
  weight: number,
): void {
  const previous = smoothed[x];
  smoothed[x] = exponentialMovingAverage(weight, reward, previous, Number.isNaN(previous));
  belowCount[x] = smoothed[x] < cost ? belowCount[x] + 1 : 0;
}

/**
 * Whether actor x goes on: it leaves once `patience` epochs in a row were below its cost.
 *
 * @param patience epochs, at least 1; null: it never leaves
 */
export function stays(belowCount: Int32Array, x: number, patience: number | null): boolean {
  return patience === null || belowCount[x] < patience;
}

/**
 * Takes note of what an outsider would have earned in role x of a topic: its equal part of what the role got, had it been
 * there too. Nobody there yet: all of it.
 *
 * @param expected exponential moving average with a half-life of 10 epochs, NaN before the first; the first counts whole
 * @param roleReward ALLO that all members of the role got in the epoch
 * @param members of the role who could earn in that epoch
 */
export function noteRoleReward(expected: Float64Array, x: number, roleReward: number, members: number): void {
  const previous = expected[x];
  const share = roleReward / (members + 1);
  expected[x] = exponentialMovingAverage(expectationWeight, share, previous, Number.isNaN(previous));
}

/**
 * Whether an outsider enters: what it expects exceeds its cost by more than the share `margin`. Not while nothing is known
 * (NaN).
 *
 * @param margin share of the cost, such as 0.2; null: it enters whatever it expects
 */
export function enters(expectedReward: number, cost: number, margin: number | null): boolean {
  return margin === null || expectedReward > cost * (1 + margin);
}

/**
 * A cost in ALLO.
 *
 * @param amount in `currency`
 * @param price fiat per ALLO, above 0
 */
export function costInAllo(amount: number, currency: 'ALLO' | 'fiat', price: number): number {
  return currency === 'ALLO' ? amount : amount / price;
}
