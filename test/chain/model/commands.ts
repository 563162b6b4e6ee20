import fc from 'fast-check';
import type { Chain } from '../../../sim/chain/chain.ts';
import { account } from '../../../sim/chain/ledger.ts';
import { cancelRemoval, executeRemovals, requestDelegateRemoval, requestRemoval } from '../../../sim/chain/removals.ts';
import { sendSlashed, slash } from '../../../sim/chain/slashing.ts';
import { type Delegation, type Position, pendingRewards } from '../../../sim/chain/stake-position.ts';
import {
  addStake,
  claim,
  delegate,
  delegationOf,
  payReputer,
  positionOf,
  registerReputer,
  unregisterReputer,
} from '../../../sim/chain/staking.ts';
import { fundTopic } from '../../../sim/chain/topics.ts';
import { audit, fillRewards, reach } from '../support/small-chain.ts';
import { type Books, type Entry, entryOf, keyOf, leave, placedWith, reward, stakeOfTopic, whole } from './books.ts';

export const topicCount = 2;
export const purseCount = 3;

/** The chain under test and the wallets of the purses. */
export interface Real {
  readonly chain: Chain;
  readonly wallets: readonly number[];
}

/** Something done to the books and to the chain. @returns whether each took it */
type Doing = (books: Books, real: Real) => { books: boolean; chain: boolean };

class Command implements fc.Command<Books, Real> {
  readonly words: string;
  readonly doing: Doing;
  constructor(words: string, doing: Doing) {
    this.words = words;
    this.doing = doing;
  }
  check(): boolean {
    return true;
  }
  run(books: Books, real: Real): void {
    const took = this.doing(books, real);
    if (took.books !== took.chain) throw new Error(took.chain ? 'should be refused' : 'should not be refused');
    compare(books, real);
  }
  toString(): string {
    return this.words;
  }
}

/** Everything that both have is the same, and nothing is wrong with the chain. */
function compare(books: Books, { chain, wallets }: Real): void {
  const wrong = audit(chain);
  const equal = (what: string, found: bigint, expected: bigint) => {
    if (found !== expected) wrong.push(`${what} is ${found}, in the books ${expected}`);
  };
  const { balance } = chain.money.ledger;
  for (let p = 0; p < purseCount; ++p) equal(`wallet ${p}`, balance[wallets[p]], books.purses[p]);
  for (let t = 0; t < topicCount; ++t) {
    equal(`stake of topic ${t}`, chain.topics[t].stake, stakeOfTopic(books, t));
    equal(`revenue of topic ${t}`, chain.topics[t].revenue, books.revenue[t]);
    for (let r = 0; r < purseCount; ++r) {
      const position = positionOf(chain.topics[t], wallets[r]);
      equal(`own stake ${t}/${r}`, position?.own ?? 0n, entryOf(books.own, keyOf(t, r)).stake);
      for (let d = 0; d < purseCount; ++d) {
        const delegation = position && delegationOf(position, wallets[d]);
        const entry = entryOf(books.placed, keyOf(t, r, d));
        equal(`delegation ${t}/${r}/${d}`, delegation?.amount ?? 0n, entry.stake);
        checkOwed(`owed to ${t}/${r}/${d}`, delegation === undefined ? 0n : pendingRewards(delegation), entry, wrong);
      }
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** Both round down, in other places: one uallo apart at most. */
function checkOwed(what: string, found: bigint, entry: Entry, wrong: string[]): void {
  const by = found - whole(entry);
  if (by < -1n || by > 1n) wrong.push(`${what} is ${found}, in the books ${whole(entry)}`);
}

/** Notes in the books what the chain paid of what was owed: as much, give or take the last uallo. */
function paid(books: Books, delegator: number, entry: Entry, amount: bigint): void {
  const wrong: string[] = [];
  checkOwed('paid', amount, entry, wrong);
  if (wrong.length > 0) throw new Error(wrong[0]);
  books.purses[delegator] += amount;
  entry.owed = 0n;
}

const pendingOf = (delegation: Delegation | undefined): bigint =>
  delegation === undefined ? 0n : pendingRewards(delegation);

function positionIn({ chain, wallets }: Real, topic: number, reputer: number): Position | undefined {
  return positionOf(chain.topics[topic], wallets[reputer]);
}

function delegationIn(real: Real, topic: number, reputer: number, delegator: number): Delegation | undefined {
  const position = positionIn(real, topic, reputer);
  return position && delegationOf(position, real.wallets[delegator]);
}

const both = (taken: boolean, chain: boolean) => ({ books: taken, chain });
// Mostly the first topic and the first reputer, so that most of what is done meets something that is there.
const topic = () => fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(topicCount - 1));
const reputer = () => fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(purseCount - 1));
const purse = () => fc.nat(purseCount - 1);
/** Mostly less than a purse holds. */
const amount = () => fc.oneof({ weight: 4, arbitrary: fc.nat(100) }, fc.nat(1100));

const register = fc.tuple(topic(), reputer()).map(
  ([t, r]) =>
    new Command(`${r} registers in topic ${t}`, (books, { chain, wallets }) => {
      const key = keyOf(t, r);
      const isNew = !books.registered.has(key);
      if (isNew) books.registered.add(key);
      return both(isNew, typeof registerReputer(chain, chain.topics[t], wallets[r]) !== 'string');
    }),
);

const unregister = fc.tuple(topic(), reputer()).map(
  ([t, r]) =>
    new Command(`${r} unregisters from topic ${t}`, (books, real) => {
      const position = positionIn(real, t, r);
      return both(
        books.registered.delete(keyOf(t, r)),
        position !== undefined && unregisterReputer(position) === undefined,
      );
    }),
);

const fund = fc.tuple(topic(), purse(), amount()).map(
  ([t, p, a]) =>
    new Command(`${p} pays ${a} into topic ${t}`, (books, { chain, wallets }) => {
      const x = BigInt(a);
      const ok = x > 0n && books.purses[p] >= x;
      if (ok) {
        books.purses[p] -= x;
        books.revenue[t] += x;
      }
      return both(ok, fundTopic(chain, chain.topics[t], wallets[p], x) === undefined);
    }),
);

const stake = fc.tuple(topic(), reputer(), amount()).map(
  ([t, r, a]) =>
    new Command(`${r} stakes ${a} in topic ${t}`, (books, real) => {
      const x = BigInt(a);
      const ok = x > 0n && books.registered.has(keyOf(t, r)) && books.purses[r] >= x;
      if (ok) {
        books.purses[r] -= x;
        entryOf(books.own, keyOf(t, r)).stake += x;
      }
      const position = positionIn(real, t, r);
      return both(ok, position !== undefined && addStake(real.chain, position, x) === undefined);
    }),
);

const place = fc.tuple(topic(), reputer(), purse(), amount()).map(
  ([t, r, d, a]) =>
    new Command(`${d} delegates ${a} to ${r} in topic ${t}`, (books, real) => {
      const x = BigInt(a);
      const ok = x > 0n && books.registered.has(keyOf(t, r)) && books.purses[d] >= x;
      const owed = pendingOf(delegationIn(real, t, r, d));
      if (ok) {
        const entry = entryOf(books.placed, keyOf(t, r, d));
        paid(books, d, entry, owed);
        books.purses[d] -= x;
        entry.stake += x;
      }
      const position = positionIn(real, t, r);
      const taken = position !== undefined && typeof delegate(real.chain, position, real.wallets[d], x) !== 'string';
      return both(ok, taken);
    }),
);

const claiming = fc.tuple(topic(), reputer(), purse()).map(
  ([t, r, d]) =>
    new Command(`${d} claims from ${r} in topic ${t}`, (books, real) => {
      const delegation = delegationIn(real, t, r, d);
      const owed = pendingOf(delegation);
      if (owed > 0n) paid(books, d, entryOf(books.placed, keyOf(t, r, d)), owed);
      return both(owed > 0n, delegation !== undefined && claim(real.chain, delegation) === undefined);
    }),
);

/** Asks for stake back in the books. @returns whether that is possible */
function ask(books: Books, entry: Entry, x: bigint, delay: number): boolean {
  if (x <= 0n || entry.stake < x) return false;
  entry.asked = { amount: x, due: books.block + delay };
  return true;
}

const askOwn = fc.tuple(topic(), reputer(), amount()).map(
  ([t, r, a]) =>
    new Command(`${r} asks for ${a} of its stake in topic ${t}`, (books, real) => {
      const ok = ask(books, entryOf(books.own, keyOf(t, r)), BigInt(a), real.chain.rules.removeStakeDelayWindow);
      const position = positionIn(real, t, r);
      return both(ok, position !== undefined && requestRemoval(real.chain, position, BigInt(a)) === undefined);
    }),
);

const askPlaced = fc.tuple(topic(), reputer(), purse(), amount()).map(
  ([t, r, d, a]) =>
    new Command(`${d} asks for ${a} of its delegation to ${r} in topic ${t}`, (books, real) => {
      const entry = entryOf(books.placed, keyOf(t, r, d));
      const ok = ask(books, entry, BigInt(a), real.chain.rules.removeStakeDelayWindow);
      const delegation = delegationIn(real, t, r, d);
      const taken = delegation && requestDelegateRemoval(real.chain, delegation, BigInt(a)) === undefined;
      return both(ok, taken ?? false);
    }),
);

const cancel = fc.tuple(topic(), reputer(), fc.option(purse(), { nil: undefined })).map(
  ([t, r, d]) =>
    new Command(`${d ?? r} cancels its removal from ${r} in topic ${t}`, (books, real) => {
      const entry = entryOf(d === undefined ? books.own : books.placed, keyOf(t, r, d));
      const ok = entry.asked !== undefined;
      entry.asked = undefined;
      const of = d === undefined ? positionIn(real, t, r) : delegationIn(real, t, r, d);
      return both(ok, of !== undefined && cancelRemoval(real.chain, of) === undefined);
    }),
);

const pay = fc.tuple(topic(), reputer(), amount()).map(
  ([t, r, a]) =>
    new Command(`${r} earns ${a} in topic ${t}`, (books, real) => {
      const position = positionIn(real, t, r);
      if (position === undefined) return both(true, true);
      reward(books, keyOf(t, r), BigInt(a));
      fillRewards(real.chain, BigInt(a));
      payReputer(real.chain, position, BigInt(a));
      return both(true, true);
    }),
);

const punish = fc.tuple(topic(), reputer(), fc.nat(8)).map(
  ([t, r, eighths]) =>
    new Command(`${r} loses ${eighths}/8 of its stake in topic ${t}`, (books, real) => {
      const position = positionIn(real, t, r);
      if (position === undefined) return both(true, true);
      const own = entryOf(books.own, keyOf(t, r));
      own.stake -= (own.stake * BigInt(eighths)) / 8n;
      for (const [d, entry] of placedWith(books, keyOf(t, r))) {
        const lost = (entry.stake * BigInt(eighths)) / 8n;
        if (lost > 0n) paid(books, d, entry, pendingOf(delegationIn(real, t, r, d)));
        entry.stake -= lost;
      }
      sendSlashed(real.chain, slash(real.chain, position, eighths / 8), []);
      return both(true, real.chain.money.ledger.balance[account.rewards] === 0n);
    }),
);

const pass = fc.integer({ min: 1, max: 12 }).map(
  (blocks) =>
    new Command(`${blocks} blocks pass`, (books, real) => {
      books.block += blocks;
      const owed = new Map<string, bigint>();
      for (const key of books.placed.keys()) {
        const [t, r, d] = key.split('/').map(Number);
        owed.set(key, pendingOf(delegationIn(real, t, r, d)));
      }
      for (const key of leave(books)) {
        paid(books, Number(key.split('/')[2]), entryOf(books.placed, key), owed.get(key) ?? 0n);
      }
      for (let n = 0; n < blocks; ++n) {
        reach(real.chain, real.chain.money.block + 1);
        executeRemovals(real.chain);
      }
      return both(true, true);
    }),
);

export const allCommands = [
  register,
  unregister,
  fund,
  stake,
  place,
  place,
  claiming,
  askOwn,
  askPlaced,
  cancel,
  pay,
  pay,
  punish,
  pass,
];
