import { one } from './decimals.ts';
import { sumOf } from './holders.ts';
import { account, accountNames } from './ledger.ts';
import type { Money } from './money.ts';
import { holderNames } from './money-rules.ts';
import { lockedOf, mintRemaining, treasury } from './supply.ts';
import { ownBondsOf, settle } from './validators.ts';

/**
 * Checks of supply, emission, holders and validators, whatever happened before. Those of stakes are in auditStakes.
 *
 * @returns what does not hold, in sentences; empty: all is well
 */
export function auditMoney(money: Money): string[] {
  const { ledger, rules, emission, holders, validators } = money;
  const { balance, moved } = ledger;
  const wrong: string[] = [];
  const equal = (what: string, found: bigint, expected: bigint): void => {
    if (found !== expected) wrong.push(`${what} is ${found} uallo, expected ${expected}`);
  };
  const atMost = (what: string, found: bigint, most: bigint): void => {
    if (found > most) wrong.push(`${what} is ${found} uallo, expected at most ${most}`);
  };
  settle(validators);
  balance.forEach((amount, n) => {
    if (amount < 0n) wrong.push(`${accountNames[n] ?? `wallet ${n - accountNames.length}`} holds ${amount} uallo`);
  });
  equal('the sum of all accounts', sumOf(balance), ledger.supply);
  const genesis = sumOf(rules.allocation);
  equal('the supply', ledger.supply, genesis + emission.minted + moved['fixed-reward'] - ledger.burnt);
  equal('what was minted', emission.minted, rules.startMinted + moved.mint);
  atMost('what was minted', emission.minted, rules.ecosystemAllocation);
  // Rewards that a scenario fixes come from outside.
  atMost('the supply', ledger.supply - moved['fixed-reward'], rules.maxSupply);
  if (mintRemaining(money) < 0n) wrong.push(`${mintRemaining(money)} uallo may still be minted`);
  const locked = sumOf(holderNames.map((name) => lockedOf(money, name)));
  atMost('treasury and locked tokens', treasury(money) + locked, rules.maxSupply);
  equal('the account of bonded tokens', balance[account.bonded], ownBondsOf(validators) + sumOf(holders.bonded));
  equal('what delegators bonded', sumOf(validators.delegated), sumOf(holders.bonded));
  const owed = sumOf(validators.commissionParts) + sumOf(validators.sharedParts) + validators.poolParts;
  equal('the account of validators’ rewards, in 10^-18', balance[account.distribution] * one, owed);
  equal('the account of topic stakes', balance[account.staking], money.topicStake);
  return wrong;
}
