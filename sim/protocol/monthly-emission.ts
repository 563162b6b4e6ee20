/*
 * How many tokens the network emits in a month, and how many locked ones become free. Rates are per month and unit of
 * staked token; amounts are in ALLO as doubles. Source: x/mint/keeper/emissions.go of the chain at c8a40c35.
 *
 * Simplified: the chain computes with 18 decimals and whole uallo, rounding toward zero.
 */

/**
 * Share of the emission that goes to those who stake: v + (1 - v) rho.
 *
 * @param validatorShare v, share of the emission paid to validators, 0 to 1
 * @param reputerShare rho, share of the rest that reputers earned, 0 to 1
 */
export function stakersShare(validatorShare: number, reputerShare: number): number {
  return validatorShare + (1 - validatorShare) * reputerShare;
}

/**
 * Largest emission rate: the one at which stakers earn the largest yield.
 *
 * @param maximumMonthlyYield yield of a staker, per month
 * @param shareOfStakers see `stakersShare`
 */
export function maximumEmissionRate(maximumMonthlyYield: number, shareOfStakers: number): number {
  return maximumMonthlyYield / shareOfStakers;
}

/**
 * Emission rate the network aims at: f_e (T / N_staked) (C / max supply).
 *
 * Times N_staked it no longer depends on the stake: a share of the treasury that grows with the circulating share.
 *
 * @param emissionFactor f_e, per month
 * @param treasury T, tokens of the ecosystem that are not yet emitted
 * @param staked N_staked, all staked tokens
 * @param circulating C
 * @param maximumSupply the cap of the supply
 * @throws RangeError when nothing is staked or the maximum supply is 0
 */
export function targetEmissionRate(
  emissionFactor: number,
  treasury: number,
  staked: number,
  circulating: number,
  maximumSupply: number,
): number {
  if (!(staked > 0)) throw new RangeError(`${staked} ALLO are staked; the emission rate needs more than 0.`);
  if (!(maximumSupply > 0)) throw new RangeError(`The maximum supply is ${maximumSupply} ALLO; expected more than 0.`);
  return emissionFactor * (treasury / staked) * (circulating / maximumSupply);
}

/** The target rate, held at the maximum. */
export function cappedEmissionRate(target: number, maximum: number): number {
  return Math.min(target, maximum);
}

/**
 * Rate of this month: alpha of the capped rate and the rest of last month's; the capped rate itself in the first month.
 *
 * @param alpha one month's smoothing degree, 0 to 1
 * @param isFirst whether no month came before
 */
export function smoothedEmissionRate(alpha: number, capped: number, previous: number, isFirst: boolean): number {
  return isFirst ? capped : alpha * capped + (1 - alpha) * previous;
}

/** Months before the first locked token is free, and after which all are. */
const cliffMonths = 12;
const vestingMonths = 36;

/**
 * Tokens of a vesting category that are still locked `month` whole months after the start: all before month 12, then 1/36
 * less each month, none from month 36 on.
 *
 * @param allocation tokens of the category, ALLO
 */
export function lockedTokens(allocation: number, month: number): number {
  if (month < cliffMonths) return allocation;
  if (month >= vestingMonths) return 0;
  return (allocation * (vestingMonths - month)) / vestingMonths;
}

/** Tokens of a vesting category that become free in this month: a third in month 12, 1/36 in months 13 to 36. */
export function monthlyUnlock(allocation: number, month: number): number {
  if (month === cliffMonths) return allocation / 3;
  return month > cliffMonths && month <= vestingMonths ? allocation / vestingMonths : 0;
}
