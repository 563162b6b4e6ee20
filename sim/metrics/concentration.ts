import { log } from '../math/log.ts';
import { pow } from '../math/pow.ts';

/*
 * How unequally an amount is spread over its holders. Amounts are not negative; their order does not matter. Where nothing
 * is held there are no shares: NaN. Not for the epoch loop: some sort a copy.
 */

/**
 * Gini coefficient, Σ (2k - n - 1) s_k / n over the shares s in ascending order, k from 1.
 *
 * 0 when all hold the same (and for a single holder), 1 - 1/n when one holds everything.
 *
 * @param amounts the first `count` entries count
 */
export function gini(amounts: Float64Array, count: number): number {
  const sorted = amounts.slice(0, count).sort();
  const total = sumOf(sorted, count);
  if (!(total > 0)) return Number.NaN;
  let sum = 0;
  for (let k = 0; k < count; ++k) sum += ((2 * (k + 1) - count - 1) * (sorted[k] / total)) / count;
  return sum;
}

/**
 * Herfindahl index, Σ s² over the shares s: 1/n when all hold the same, 1 when one holds everything. Its inverse says how
 * many equal holders would spread the amount as evenly.
 *
 * @param amounts the first `count` entries count
 */
export function herfindahl(amounts: Float64Array, count: number): number {
  const total = sumOf(amounts, count);
  if (!(total > 0)) return Number.NaN;
  let sum = 0;
  for (let x = 0; x < count; ++x) sum += (amounts[x] / total) * (amounts[x] / total);
  return sum;
}

/**
 * Nakamoto coefficient: the least number of holders who together have more than half. 1 when one holds more than the others
 * together, floor(n/2) + 1 when all hold the same.
 *
 * @param amounts the first `count` entries count
 */
export function nakamoto(amounts: Float64Array, count: number): number {
  const sorted = amounts.slice(0, count).sort();
  const total = sumOf(sorted, count);
  if (!(total > 0)) return Number.NaN;
  let holders = 0;
  for (let held = 0; held <= total / 2 && holders < count; ++holders) held += sorted[count - 1 - holders];
  return holders;
}

/**
 * Entropy of rewards that copies do not raise, E = -(N_eff / n)^(1/4) Σ P ln P over the shares P, with N_eff = 1 / Σ P².
 *
 * ln n when all n earn the same, 0 when one earns everything.
 *
 * @param rewards the first `count` entries count, those that are 0 too
 * @returns natural-logarithm units
 */
export function rewardEntropy(rewards: Float64Array, count: number): number {
  const total = sumOf(rewards, count);
  if (!(total > 0)) return Number.NaN;
  let entropy = 0;
  let squares = 0;
  for (let x = 0; x < count; ++x) {
    const share = rewards[x] / total;
    squares += share * share;
    if (share > 0) entropy -= share * log(share);
  }
  return entropy * pow(1 / squares / count, 0.25);
}

/**
 * How evenly validators are paid, H = 10^(E / ln n - 1) with E of `rewardEntropy`.
 *
 * 1 when all n earn the same, also for n = 1, where E / ln n has no value; 0.1 when one of several earns everything.
 *
 * @param rewards the first `count` entries count, those that are 0 too
 */
export function validatorEvenness(rewards: Float64Array, count: number): number {
  const entropy = rewardEntropy(rewards, count);
  if (count === 1) return Number.isNaN(entropy) ? entropy : 1;
  return pow(10, entropy / log(count) - 1);
}

function sumOf(amounts: Float64Array, count: number): number {
  let sum = 0;
  for (let x = 0; x < count; ++x) sum += amounts[x];
  return sum;
}
