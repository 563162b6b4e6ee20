/*
 * The books of stakes as a child would keep them: a few maps of amounts, rewards spread at once over all who have a part.
 * Shares nothing with the chain's code.
 */

/** One holder's stake: a reputer's own or a delegator's with a reputer. */
export interface Entry {
  stake: bigint;
  /** Rewards not paid yet, in units of 10^-60 uallo. Delegators only. */
  owed: bigint;
  asked: Asked | undefined;
}

interface Asked {
  readonly amount: bigint;
  readonly due: number;
}

export interface Books {
  block: number;
  readonly purses: bigint[];
  /** Registered reputers, and all that ever were with their own stakes, by topic and purse. */
  readonly registered: Set<string>;
  readonly own: Map<string, Entry>;
  /** By topic, purse of the reputer and purse of the delegator. */
  readonly placed: Map<string, Entry>;
  readonly revenue: bigint[];
}

const fine = 10n ** 60n;

export function keyOf(topic: number, reputer: number, delegator?: number): string {
  return delegator === undefined ? `${topic}/${reputer}` : `${topic}/${reputer}/${delegator}`;
}

export function entryOf(entries: Map<string, Entry>, key: string): Entry {
  const found = entries.get(key) ?? { stake: 0n, owed: 0n, asked: undefined };
  entries.set(key, found);
  return found;
}

/** Delegations with a reputer, with the purses of the delegators. */
export function placedWith(books: Books, reputer: string): [number, Entry][] {
  const found: [number, Entry][] = [];
  for (const [key, entry] of books.placed) {
    if (key.startsWith(`${reputer}/`)) found.push([Number(key.split('/')[2]), entry]);
  }
  return found;
}

export function sumOf(entries: Iterable<Entry>): bigint {
  let sum = 0n;
  for (const { stake } of entries) sum += stake;
  return sum;
}

export function stakeOfTopic({ own, placed }: Books, topic: number): bigint {
  const ofTopic = (entries: Map<string, Entry>) => [...entries].filter(([key]) => key.startsWith(`${topic}/`));
  return sumOf([...ofTopic(own), ...ofTopic(placed)].map(([, entry]) => entry));
}

/** Whole uallo of what a delegator is owed. */
export function whole({ owed }: Entry): bigint {
  return owed / fine;
}

/** A reward: delegators' part by stake, spread over them; the rest is the reputer's new stake. */
export function reward(books: Books, reputer: string, amount: bigint): void {
  const own = entryOf(books.own, reputer);
  const all = placedWith(books, reputer).map(([, entry]) => entry);
  const placed = sumOf(all);
  const theirs = placed === 0n ? 0n : (amount * placed) / (own.stake + placed);
  for (const entry of all) if (placed > 0n) entry.owed += (theirs * entry.stake * fine) / placed;
  own.stake += amount - theirs;
}

/** Removals whose time has come, own stakes first. @returns delegators who are paid what they are owed, by key */
export function leave(books: Books): string[] {
  const paid: string[] = [];
  const takeOut = (entry: Entry, purse: number): void => {
    const asked = entry.asked?.amount ?? 0n;
    const taken = asked < entry.stake ? asked : entry.stake;
    entry.stake -= taken;
    books.purses[purse] += taken;
    entry.asked = undefined;
  };
  const isDue = ({ asked }: Entry): boolean => asked !== undefined && asked.due <= books.block;
  for (const [key, entry] of books.own) if (isDue(entry)) takeOut(entry, Number(key.split('/')[1]));
  for (const [key, entry] of books.placed) {
    if (!isDue(entry)) continue;
    takeOut(entry, Number(key.split('/')[2]));
    paid.push(key);
  }
  return paid;
}
