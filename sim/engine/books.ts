import { toAllo, toUallo } from '../chain/amounts.ts';
import type { Chain } from '../chain/chain.ts';
import { GenesisError } from '../chain/genesis-error.ts';
import type { Hub } from '../chain/hub-load.ts';
import { account, issue, type Ledger, move, openWallet } from '../chain/ledger.ts';

/** Where the tokens of a run are. Without a hub chain, rewards and stakes are issued from outside. */
export interface Books {
  readonly ledger: Ledger;
  readonly chain: Chain | undefined;
  /** What fits into its blocks; absent where everything does. */
  readonly hub: Hub | undefined;
}

/**
 * Opens a wallet with tokens: the participants' on the hub chain, from outside without it.
 *
 * @param allo what it holds at the start
 * @throws GenesisError
 */
export function endow(books: Books, allo: number): number {
  const { ledger, chain } = books;
  const wallet = openWallet(ledger);
  const amount = toUallo(allo);
  if (chain === undefined) {
    issue(ledger, wallet, amount, 'grant');
    return wallet;
  }
  const left = ledger.balance[account.participants];
  if (amount > left) {
    throw new GenesisError(
      `topics: the tokens of actors, delegators and validators at the start are more than the participants hold: the last wallet is to have ${allo} ALLO, ${toAllo(left)} ALLO are left; expected smaller medians or counts.`,
    );
  }
  move(ledger, account.participants, wallet, amount, 'grant');
  return wallet;
}
