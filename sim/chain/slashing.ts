import { shareOf } from './amounts.ts';
import { type Chain, changeStake } from './chain.ts';
import { account, burn, move } from './ledger.ts';
import { authority, type Delegation, type Position } from './stake-position.ts';
import { payPending } from './staking.ts';

/*
 * Not on chain: reputers lose stake. The network promises penalties for dishonest reputers; no version of the chain takes
 * any stake from them.
 */

/** Whether a reputer whose score was below the quantile (or not) is slashed now: after so many epochs below in a row. */
export function countsBelow(chain: Chain, position: Position, isBelow: boolean): boolean {
  position.below = isBelow ? position.below + 1 : 0;
  if (position.below < chain.rules.slashing.epochs) return false;
  position.below = 0;
  return true;
}

/**
 * Takes a part of a reputer's own stake and of every delegation on it, removals that wait included, into the account of
 * rewards; `sendSlashed` sends it on.
 *
 * @param fraction between 0 and 1
 * @returns what was taken, uallo
 */
export function slash(chain: Chain, position: Position, fraction: number): bigint {
  if (!(fraction > 0)) return 0n;
  const own = shareOf(position.own, fraction);
  position.own -= own;
  let taken = own;
  for (const delegation of position.delegations) taken += slashDelegation(chain, delegation, fraction);
  changeStake(chain, chain.topics[position.topic], -taken);
  move(chain.money.ledger, account.staking, account.rewards, taken, 'slash');
  return taken;
}

function slashDelegation(chain: Chain, delegation: Delegation, fraction: number): bigint {
  const taken = shareOf(delegation.amount, fraction);
  if (taken === 0n) return 0n;
  payPending(chain, delegation);
  delegation.amount -= taken;
  delegation.debt = delegation.amount * delegation.position.rewardPerShare;
  delegation.position.delegated -= taken;
  chain.delegated -= taken;
  return taken;
}

/**
 * Sends what was taken to where the rules say. Honest reputers are those seated who were not slashed: by stake, added to
 * their own; without any, it goes to the treasury.
 */
export function sendSlashed(chain: Chain, amount: bigint, honest: readonly Position[]): void {
  if (amount === 0n) return;
  const { ledger } = chain.money;
  const { destination } = chain.rules.slashing;
  if (destination === 'burn') {
    burn(ledger, account.rewards, amount, 'slashed');
    return;
  }
  let left = amount;
  if (destination === 'honest-reputers') {
    let stakes = 0n;
    for (const position of honest) stakes += authority(position);
    for (const position of honest) {
      const part = stakes > 0n ? (amount * authority(position)) / stakes : 0n;
      if (part === 0n) continue;
      move(ledger, account.rewards, account.staking, part, 'slashed');
      position.own += part;
      changeStake(chain, chain.topics[position.topic], part);
      left -= part;
    }
  }
  move(ledger, account.rewards, account.ecosystem, left, 'slashed');
}
