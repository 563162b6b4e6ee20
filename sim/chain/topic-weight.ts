import { pow } from '../math/pow.ts';
import type { ChainRules } from './chain-rules.ts';

/** Weeks in a month, as the chain counts them. */
const weeksPerMonth = 4.345;
const thousandthsOfWeeksPerMonth = 4345n;

/**
 * The weight that a topic's weight moves towards: S^mu P^nu, in older versions S^mu (P / EL)^nu. 0 without fees.
 *
 * @param stake S, uallo
 * @param revenue P, effective fee revenue, uallo
 * @param epochLength EL, blocks
 * Source: x/emissions/keeper/topic_weight.go at c8a40c35; changed in v0.10.
 */
export function targetWeight(rules: ChainRules, stake: bigint, revenue: bigint, epochLength: number): number {
  const S = Number(stake);
  const P = Number(revenue);
  if (rules.targetWeight === 'root-of-product') return Math.sqrt(S * P);
  const fees = rules.targetWeight === 'stake-and-fee-rate' ? P / epochLength : P;
  return power(S, rules.stakeImportance) * power(fees, rules.feeRevenueImportance);
}

function power(x: number, exponent: number): number {
  if (exponent === 0.5) return Math.sqrt(x);
  return x === 0 && exponent > 0 ? 0 : pow(x, exponent);
}

/** Part of the way to its target that a weight goes in one epoch: alpha per epoch, or alpha per week of blocks. */
export function weightAlpha(rules: ChainRules, epochLength: number): number {
  const { topicRewardAlpha: alpha, weightSmoothing, blocksPerMonth } = rules;
  if (weightSmoothing === 'per-epoch') return alpha;
  if (weightSmoothing === 'monthly') {
    const left = 1 - alpha;
    return 1 - left * left * left * left;
  }
  return 1 - pow(1 - alpha, (epochLength * weeksPerMonth) / blocksPerMonth);
}

/**
 * Effective fee revenue after an epoch: trunc(P - P EL / blocksPerWeek), never below 0. About 1/e of it is left after a
 * week without fees; nothing after one epoch that is longer than a week.
 *
 * Source: x/emissions/module/rewards at c8a40c35 (drip of topic fee revenue).
 */
export function drippedRevenue(revenue: bigint, epochLength: number, blocksPerMonth: number): bigint {
  const whole = 1000n * BigInt(blocksPerMonth);
  const left = whole - BigInt(epochLength) * thousandthsOfWeeksPerMonth;
  return left > 0n ? (revenue * left) / whole : 0n;
}
