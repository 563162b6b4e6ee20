import { account } from './ledger.ts';
import type { Money } from './money.ts';
import { type HolderName, holderNames, type MoneyRules } from './money-rules.ts';

/*
 * How many tokens there are and where, as the chain counts them. Months count from the token generation event.
 * Source: x/mint/keeper/emissions.go.
 */

/**
 * Month of the last block done: startMonth for blocks 1 to blocksPerMonth, one more for the next as many. The emission is
 * recalculated in the first block of each.
 */
export function monthOf({ block, rules }: Money): number {
  return monthOfBlock(rules, block);
}

export function monthOfBlock({ startMonth, blocksPerMonth }: MoneyRules, block: number): number {
  return startMonth + Math.floor((Math.max(block, 1) - 1) / blocksPerMonth);
}

/** Tokens of a group that are locked this month, uallo. Notional: the chain counts them, it does not hold them. */
export function lockedOf(money: Money, name: HolderName): bigint {
  return lockedInMonth(money.rules, name, monthOf(money));
}

/**
 * Investors and team: all before the cliff, X (36 - m)/36 from it on, 0 from month 36. Foundation: a part of it, less in
 * equal steps over 24 months. Participants: none.
 */
export function lockedInMonth(rules: MoneyRules, name: HolderName, month: number): bigint {
  if (name === 'participants') return 0n;
  if (name === 'foundation') return leftOf(rules.foundationLocked, month, rules.foundationVestingMonths);
  const allocation = rules.allocation[holderNames.indexOf(name)];
  return month < rules.vestingCliffMonths ? allocation : leftOf(allocation, month, rules.vestingMonths);
}

function leftOf(amount: bigint, month: number, months: number): bigint {
  return month >= months ? 0n : (amount * BigInt(months - month)) / BigInt(months);
}

/** What may still be minted, uallo. */
export function mintRemaining({ rules, emission }: Money): bigint {
  return rules.ecosystemAllocation - emission.minted;
}

/** T: what the treasury holds and may still be minted, uallo. */
export function treasury(money: Money): bigint {
  return money.ledger.balance[account.ecosystem] + mintRemaining(money);
}

/**
 * C: maximum supply less locked tokens less treasury, uallo. A formula, not a count of wallets: staked tokens are in it.
 *
 * @throws RangeError when it would be negative
 */
export function circulating(money: Money): bigint {
  const month = monthOf(money);
  let free = money.rules.maxSupply - treasury(money);
  for (const name of holderNames) free -= lockedInMonth(money.rules, name, month);
  if (free < 0n) throw new RangeError(`The circulating supply would be ${free} uallo.`);
  return free;
}

/** Tokens bonded with validators, uallo. */
export function bonded({ ledger }: Money): bigint {
  return ledger.balance[account.bonded];
}

/** N_staked: bonded with validators and staked in topics, uallo. */
export function staked(money: Money): bigint {
  return bonded(money) + money.topicStake;
}
