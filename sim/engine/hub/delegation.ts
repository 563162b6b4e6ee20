import { shareOf } from '../../chain/amounts.ts';
import type { Chain } from '../../chain/chain.ts';
import { cancelRemoval, requestDelegateRemoval } from '../../chain/removals.ts';
import type { Delegation } from '../../chain/stake-position.ts';
import { claim, delegate } from '../../chain/staking.ts';
import type { Delegator, DelegatorView } from '../../policies/delegators/delegator.ts';
import type { Topic } from '../topic.ts';
import { mirrorStake } from './mirror-stake.ts';

/** Days of the year in which yields are expressed. */
const daysPerYear = 365;
const secondsPerDay = 86_400;
/** Differences below this share of a delegator's tokens are not worth a message. */
const leastMove = 1e-6;

/** Delegators of one population: what they hold, where they may place it, what they saw last. */
export interface DelegatorGroup {
  readonly name: string;
  readonly minds: readonly Delegator[];
  readonly wallets: readonly number[];
  /** Owner's code of each, for measures of concentration. */
  readonly owners: readonly number[];
  /** Topics whose reputers it considers. */
  readonly topics: readonly Topic[];
  /** Blocks between decisions; null: none after the first. */
  readonly every: number | null;
  decisions: number;
  /** Of the last decision: its block, and every place's return index then; NaN where nobody was registered. */
  seenAt: number;
  seen: Float64Array;
  /** What each has placed, by place; none yet where nothing is entered. */
  readonly holdings: (Delegation | undefined)[][];
}

interface Place {
  readonly topic: Topic;
  readonly x: number;
}

/**
 * Every delegator of the population decides where its tokens should be, among the reputers that are registered. What is to
 * leave a reputer is asked back and comes after the delay: until then it is neither placed nor free. What is free is placed
 * at once.
 *
 * @returns messages that it took
 */
export function decide(group: DelegatorGroup, chain: Chain, secondsPerBlock: number): number {
  const places = placesOf(group);
  const open = places.flatMap(({ topic, x }, p) => (topic.positions[x]?.registered ? [p] : []));
  const view = viewOf(group, places, open, chain, secondsPerBlock);
  const shares = new Float64Array(open.length);
  const shareAt = new Float64Array(places.length);
  let messages = 0;
  group.minds.forEach((mind, d) => {
    const wallet = group.wallets[d];
    const holdings = group.holdings[d];
    const placed = places.map((_, p) => placedIn(holdings[p]));
    const total = placed.reduce((sum, one) => sum + one, chain.money.ledger.balance[wallet]);
    if (total === 0n) return;
    open.forEach((p, n) => {
      view.placed[n] = Number(placed[p]) / Number(total);
    });
    shares.fill(0);
    mind.placeInto(view, shares);
    shareAt.fill(0);
    open.forEach((p, n) => {
      shareAt[p] = Math.min(1, shares[n]);
    });
    for (let p = 0; p < places.length; ++p) {
      const target = shareOf(total, shareAt[p]);
      if (!isWorthMoving(target - placed[p], total)) continue;
      if (target < placed[p]) messages += askBack(chain, holdings[p], placed[p] - target);
      else messages += add(chain, places[p], wallet, holdings, p, target - placed[p]);
    }
  });
  ++group.decisions;
  group.seenAt = chain.money.block;
  group.seen = Float64Array.from(places, ({ topic, x }) =>
    topic.positions[x]?.registered ? topic.returnIndex[x] : Number.NaN,
  );
  return messages;
}

/** All reputers of the topics considered, registered or not, each always at the same place. */
function placesOf({ topics }: DelegatorGroup): Place[] {
  return topics.flatMap((topic) => Array.from(topic.reputers.placeOf, (x) => ({ topic, x })));
}

function viewOf(
  group: DelegatorGroup,
  places: readonly Place[],
  open: readonly number[],
  chain: Chain,
  secondsPerBlock: number,
): DelegatorView {
  const days = ((chain.money.block - group.seenAt) * secondsPerBlock) / secondsPerDay;
  const known = group.decisions > 0 && days > 0;
  const columnOf = (of: (place: Place, p: number) => number) => Float64Array.from(open, (p) => of(places[p], p));
  return {
    decision: group.decisions,
    places: open.length,
    stake: columnOf(({ topic, x }) => topic.stake[x]),
    yield: columnOf(({ topic, x }, p) =>
      known ? ((topic.returnIndex[x] - group.seen[p]) / days) * daysPerYear : Number.NaN,
    ),
    high: Int32Array.from(open, (p) => places[p].topic.reputers.high[places[p].x]),
    low: Int32Array.from(open, (p) => places[p].topic.reputers.low[places[p].x]),
    placed: new Float64Array(open.length),
  };
}

/** What is placed and not asked back, uallo. Slashed in the meantime, less may be left than was asked for. */
function placedIn(delegation: Delegation | undefined): bigint {
  if (delegation === undefined) return 0n;
  const { amount, removal } = delegation;
  if (removal === undefined) return amount;
  return removal.amount < amount ? amount - removal.amount : 0n;
}

function isWorthMoving(difference: bigint, total: bigint): boolean {
  return Number(difference < 0n ? -difference : difference) >= leastMove * Number(total);
}

/** Asks tokens back, unless some are on their way: a new request would start their delay anew. */
function askBack(chain: Chain, delegation: Delegation | undefined, amount: bigint): number {
  if (delegation === undefined || delegation.removal !== undefined) return 0;
  claim(chain, delegation);
  return requestDelegateRemoval(chain, delegation, amount) === undefined ? 1 : 0;
}

/** Places tokens: those on their way back stay if all of them are wanted, the rest comes out of the wallet. */
function add(
  chain: Chain,
  { topic, x }: Place,
  wallet: number,
  holdings: (Delegation | undefined)[],
  p: number,
  amount: bigint,
): number {
  const held = holdings[p];
  const position = topic.positions[x];
  if (position === undefined) return 0;
  let wanted = amount;
  let messages = 0;
  if (held?.removal !== undefined && held.removal.amount <= wanted) {
    wanted -= held.removal.amount;
    cancelRemoval(chain, held);
    ++messages;
  }
  const free = chain.money.ledger.balance[wallet];
  const made = delegate(chain, position, wallet, wanted < free ? wanted : free);
  if (typeof made === 'string') return messages;
  holdings[p] = made;
  mirrorStake(topic, x);
  return messages + 1;
}
