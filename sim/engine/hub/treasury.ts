import type { Treasury } from '../../attacks/attack.ts';
import { toAllo, toUallo } from '../../chain/amounts.ts';
import type { Chain } from '../../chain/chain.ts';
import { type Hub, send } from '../../chain/hub-load.ts';
import { cancelRemoval, requestDelegateRemoval } from '../../chain/removals.ts';
import { type Delegation, pendingRewards } from '../../chain/stake-position.ts';
import { claim, delegate } from '../../chain/staking.ts';
import { fundTopic } from '../../chain/topics.ts';
import { payTip } from '../../chain/workers.ts';
import { type AttackAccount, left, lock, pay, unlock } from '../../state/attack-account.ts';
import { type Books, endow } from '../books.ts';
import type { Topic } from '../topic.ts';
import { mirrorStake } from './mirror-stake.ts';

/** An attacker's tokens on the hub chain, beside the wallets and the stake of its keys. */
export interface HubTreasury extends Treasury {
  readonly wallet: number;
  /** What it may pay with, ALLO: no more than it holds, and than the purse that it comes from allows. */
  readonly spendable: number;
  /** Something has been paid out of its wallet. */
  spent(kind: 'fees' | 'tips', allo: number): void;
  /** Brings what its tokens have earned up to date in the account: rewards come in, slashing takes. */
  reckon(): void;
  /** What it has placed, with what that has earned and what is asked back and not yet paid out, ALLO. */
  readonly placed: number;
}

/** Blocks that messages which only take up room wait at most. */
const floodWaits = 1000;

/**
 * Endows an attacker with tokens, as far as its purse goes.
 *
 * @param allo what it needs
 * @param index place of the attack, which its keys carry
 * @throws GenesisError
 */
export function createTreasury(
  books: Books,
  topics: readonly Topic[],
  home: number,
  index: number,
  account: AttackAccount,
  allo: number,
): HubTreasury | undefined {
  const { chain } = books;
  if (chain === undefined) return undefined;
  const endowed = Math.min(allo, left(account.purse));
  lock(account, endowed);
  const wallet = endow(books, endowed);
  const { balance } = chain.money.ledger;
  const held: (Delegation | undefined)[][] = topics.map(() => []);
  let outgoing = 0;
  /** Of what was locked at the start that which has been paid since. */
  let unlocked = 0;
  const placed = (): bigint => {
    let sum = 0n;
    for (const row of held) {
      for (const one of row) if (one !== undefined) sum += one.amount + pendingRewards(one);
    }
    return sum;
  };
  const { purse } = account;
  const spendable = (): number => Math.max(0, Math.min(toAllo(balance[wallet]), endowed - unlocked + left(purse)));
  /** What it was given goes first, what it has earned since after that. */
  const spent = (kind: 'fees' | 'tips', amount: number): void => {
    const given = Math.min(amount, endowed - unlocked);
    unlock(account, given);
    unlocked += given;
    // By rounding the purse may hold a trifle less.
    pay(account, kind, Math.min(amount, left(purse)));
    outgoing += amount;
  };
  /** Attacks name reputers by their number in the order of the scenario, which does not hang on how they stand in memory. */
  const at = (t: number, number: number): number => topics[t].reputers.placeOf[number];
  /** A stake move takes up room in a block. */
  const announce = (): void => {
    if (books.hub !== undefined) send(books.hub, chain.money.block, Number.POSITIVE_INFINITY, 0, 1);
  };
  return {
    wallet,
    get placed() {
      return toAllo(placed());
    },
    get spendable() {
      return spendable();
    },
    spent,
    get free() {
      return toAllo(balance[wallet]);
    },
    topics: topics.length,
    home,
    weightOf: (t) => topics[t].chainTopic?.weight ?? 0,
    feeRevenueOf: (t) => toAllo(topics[t].chainTopic?.revenue ?? 0n),
    stakeOf: (t) => toAllo(topics[t].chainTopic?.stake ?? 0n),
    reputersOf: (t) => topics[t].reputers.count,
    isRegistered: (t, n) => topics[t].positions[at(t, n)]?.registered === true,
    isOwn: (t, n) => topics[t].reputers.attack[at(t, n)] === index,
    stakeOn: (t, n) => topics[t].stake[at(t, n)],
    returnOn: (t, n) => topics[t].returnIndex[at(t, n)],
    placedOn(t, n) {
      const one = held[t][n];
      return one === undefined ? 0 : toAllo(one.amount - (one.removal?.amount ?? 0n));
    },
    fund(t, amount) {
      const topic = topics[t].chainTopic;
      const paid = least(toUallo(Math.min(amount, spendable())), balance[wallet]);
      if (topic === undefined || fundTopic(chain, topic, wallet, paid) !== undefined) return 0;
      spent('fees', toAllo(paid));
      return toAllo(paid);
    },
    place(t, n, amount) {
      const x = at(t, n);
      const position = topics[t].positions[x];
      if (position === undefined || !position.registered) return 0;
      const known = held[t][n];
      let wanted = toUallo(amount);
      let placed = 0n;
      // Those on their way back stay if all of them are wanted.
      if (known?.removal !== undefined && known.removal.amount <= wanted) {
        placed = known.removal.amount;
        wanted -= placed;
        cancelRemoval(chain, known);
        announce();
      }
      const free = least(wanted, balance[wallet]);
      const made = delegate(chain, position, wallet, free);
      if (typeof made === 'string') return toAllo(placed);
      held[t][n] = made;
      mirrorStake(topics[t], x);
      announce();
      return toAllo(placed + free);
    },
    askBack(t, n, amount) {
      const one = held[t][n];
      if (one === undefined || one.removal !== undefined) return 0;
      claim(chain, one);
      const asked = least(toUallo(amount), one.amount);
      if (requestDelegateRemoval(chain, one, asked) !== undefined) return 0;
      announce();
      return toAllo(asked);
    },
    flood(messages, tip) {
      const price = toUallo(tip) + chain.rules.dataSendingFee;
      const most = price > 0n ? Number(least(toUallo(spendable()), balance[wallet]) / price) : messages;
      const count = Math.min(Math.floor(messages), most);
      if (!(count > 0) || books.hub === undefined) return 0;
      payTip(chain, wallet, price * BigInt(count));
      spent('tips', toAllo(price * BigInt(count)));
      sendFlood(books.hub, chain, toUallo(tip), count);
      return count;
    },
    reckon() {
      account.placedIncome = toAllo(balance[wallet] + placed()) + outgoing - endowed;
    },
  };
}

function sendFlood(hub: Hub, { money }: Chain, tip: bigint, count: number): void {
  send(hub, money.block, money.block + floodWaits, Number(tip), count);
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
