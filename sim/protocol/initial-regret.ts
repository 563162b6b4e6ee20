import { quantile } from '../math/order-statistics.ts';
import { sampleStandardDeviation } from '../math/statistics.ts';

/** How a topic's initial regret follows its workers. */
export interface InitialRegretRule {
  /** Smallest number of experienced workers that the formula needs: 1 at v0.6, minExperiencedWorkerRegrets later. */
  readonly leastExperienced: number;
  /** With fewer experienced ones but at least so many workers in all: their plain quantile. Infinity at v0.6. */
  readonly leastWorkers: number;
  /** initialRegretQuantile, 0 to 1. */
  readonly quantile: number;
  /** c - pNormSafeDiv / p, in scales. */
  readonly offset: number;
  /** Topic epsilon, units of loss. */
  readonly epsilon: number;
}

/** 1/alpha may lie a hair above the whole number that is meant. */
const rounding = 1e-9;

/**
 * An actor is experienced when it was paid in at least 1/alpha epochs (10 at alpha = 0.1), counted before this update.
 *
 * @param inclusions paid epochs so far
 * @param alpha alphaRegret; with 0 nobody ever is
 */
export function isExperienced(inclusions: number, alpha: number): boolean {
  return alpha > 0 && inclusions >= 1 / alpha - rounding;
}

/**
 * The regret that workers start from: quantile(E) + offset (std(E) + epsilon) over the new combined regrets E of the
 * experienced workers, so well below them. Unchanged while there are too few; then it stays 0, the sign that all are new.
 *
 * Source: allora-chain network_regrets.go at v0.6; the variant with ten workers from pull request 670.
 *
 * @param experienced combined regrets of the experienced workers of this epoch, after the update, units of loss
 * @param all combined regrets of all workers of this epoch
 * @param current initial regret so far
 * @param scratch at least as long as the larger set
 */
export function initialRegret(
  experienced: Float64Array,
  experiencedCount: number,
  all: Float64Array,
  allCount: number,
  rule: InitialRegretRule,
  current: number,
  scratch: Float64Array,
): number {
  if (experiencedCount >= rule.leastExperienced && experiencedCount > 0) {
    const spread = sampleStandardDeviation(experienced, experiencedCount) + rule.epsilon;
    return quantile(experienced, experiencedCount, rule.quantile, scratch) + rule.offset * spread;
  }
  if (allCount >= rule.leastWorkers) return quantile(all, allCount, rule.quantile, scratch);
  return current;
}
