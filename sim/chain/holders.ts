import { partOf } from './decimals.ts';
import { account, type Ledger, move } from './ledger.ts';
import { holderNames, type MoneyRules } from './money-rules.ts';
import { lockedInMonth } from './supply.ts';
import { delegate, ownBondsOf, payDelegators, type Validators, withdraw } from './validators.ts';

/*
 * The groups of holders: investors, team, foundation, participants. At the start of each month every group puts a fixed
 * share of its free tokens to work. Amounts in uallo, in the order of `holderNames`.
 *
 * Simplified: a group acts as one, tokens leave at once (on chain after an unbonding time), and its delegations follow the
 * validators' own bonds.
 */
export interface Holders {
  /** Bonded with validators. */
  readonly bonded: bigint[];
  /** Staked in topics: in macro mode only, where topics have no reputers of their own. */
  readonly inTopics: bigint[];
  /** Part of the staked tokens that is in topics; a decimal of 18 places. */
  readonly topicPart: bigint;
}

/** Accounts of the groups. */
export const holderAccounts: readonly number[] = holderNames.map((name) => account[name]);

export function createHolders(topicPart: bigint): Holders {
  return { bonded: holderNames.map(() => 0n), inTopics: holderNames.map(() => 0n), topicPart };
}

/** Tokens of a group that are not locked. */
export function freeTokens(holders: Holders, ledger: Ledger, rules: MoneyRules, g: number, month: number): bigint {
  const tokens = ledger.balance[holderAccounts[g]] + holders.bonded[g] + holders.inTopics[g];
  const free = tokens - lockedInMonth(rules, holderNames[g], month);
  return free > 0n ? free : 0n;
}

/**
 * The start of a month: validators and their delegators take what they have earned, then every group brings what it has
 * staked to its share.
 */
export function settleHolders(
  holders: Holders,
  validators: Validators,
  ledger: Ledger,
  rules: MoneyRules,
  month: number,
): void {
  const parts = withdraw(validators, ledger);
  payDelegators(validators, ledger, parts, holderAccounts, holders.bonded);
  const anybody = ownBondsOf(validators) > 0n;
  let delegated = 0n;
  for (let g = 0; g < holderAccounts.length; ++g) {
    const wanted = partOf(freeTokens(holders, ledger, rules, g, month), rules.stakedShare[g]);
    const inTopics = partOf(wanted, holders.topicPart);
    const bonded = anybody ? wanted - inTopics : 0n;
    // Out before in: what leaves one may go into the other.
    shift(ledger, g, account.bonded, holders.bonded[g] - bonded, 'unbond');
    shift(ledger, g, account.staking, holders.inTopics[g] - inTopics, 'stake-removal');
    shift(ledger, g, account.bonded, holders.bonded[g] - bonded, 'bond');
    shift(ledger, g, account.staking, holders.inTopics[g] - inTopics, 'stake');
    holders.bonded[g] = bonded;
    holders.inTopics[g] = inTopics;
    delegated += bonded;
  }
  delegate(validators, delegated);
}

/** `excess` tokens come out to the group, or as many go in when negative; each on its own call. */
function shift(
  ledger: Ledger,
  g: number,
  there: number,
  excess: bigint,
  reason: 'bond' | 'unbond' | 'stake' | 'stake-removal',
): void {
  const out = reason === 'unbond' || reason === 'stake-removal';
  if (out && excess > 0n) move(ledger, there, holderAccounts[g], excess, reason);
  if (!out && excess < 0n) move(ledger, holderAccounts[g], there, -excess, reason);
}

/** Sum over the groups. */
export function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
