import {
  costInAllo,
  enters,
  noteReward,
  noteRoleReward,
  rewardWeight,
  stays,
} from '../policies/economy/participation.ts';
import { neverGone, type RoleColumns } from '../state/role-columns.ts';
import type { Seats } from '../state/seats.ts';
import type { Nonce } from './nonce.ts';
import type { Population } from './scenario.ts';
import type { Topic } from './topic.ts';

/*
 * Who comes because it seems to pay, and who leaves because it does not.
 *
 * Simplified: who has left does not come back; nobody comes into a role in which nobody earns; and a reputer counts what its
 * delegators get as its own.
 */

/** What the actors of one role need to earn; entry x is actor x. */
export interface Participation {
  /** Somebody may come or go. */
  any: boolean;
  /** Per epoch, in ALLO or, where 1, in fiat. */
  readonly amount: Float64Array;
  readonly inFiat: Uint8Array;
  /** Epochs; 0: it never leaves. */
  readonly patience: Int32Array;
  /** Share of the cost; NaN: it does not wait for a good time. */
  readonly margin: Float64Array;
  /** First epoch in which it may come. */
  readonly from: Int32Array;
  readonly below: Int32Array;
  readonly smoothed: Float64Array;
  /** What an outsider would have earned in the role, smoothed; one entry. */
  readonly expected: Float64Array;
}

/** Epoch of registration of those who have not come yet. */
export const notYet = neverGone;

export function createParticipation(count: number): Participation {
  return {
    any: false,
    amount: new Float64Array(count),
    inFiat: new Uint8Array(count),
    patience: new Int32Array(count),
    margin: new Float64Array(count).fill(NaN),
    from: new Int32Array(count),
    below: new Int32Array(count),
    smoothed: new Float64Array(count).fill(NaN),
    expected: new Float64Array(1).fill(NaN),
  };
}

/** What the population's scenario says of actor x. */
export function bornTo(participation: Participation, role: RoleColumns, x: number, population: Population): void {
  const { cost, patience, entryMargin, joins } = population;
  participation.amount[x] = cost.amount;
  participation.inFiat[x] = cost.currency === 'fiat' ? 1 : 0;
  participation.patience[x] = patience ?? 0;
  if (cost.amount > 0 || patience !== null || entryMargin !== null) participation.any = true;
  if (entryMargin === null) return;
  participation.margin[x] = entryMargin;
  participation.from[x] = joins;
  role.registered[x] = notYet;
}

/** After a nonce is done: what it cost and brought, who has had enough, and who thinks that it pays now. */
export function followRewards(topic: Topic, nonce: Nonce, price: number): void {
  const { desk, participation } = topic;
  const { inferers, forecasters, reputers } = topic;
  follow(topic, nonce, inferers, participation.inferers, nonce.inferers, desk.infererReward, price);
  follow(topic, nonce, forecasters, participation.forecasters, nonce.forecasters, desk.forecasterReward, price);
  follow(topic, nonce, reputers, participation.reputers, nonce.reputers, desk.reputerReward, price);
}

function follow(
  topic: Topic,
  nonce: Nonce,
  role: RoleColumns,
  participation: Participation,
  seats: Seats,
  rewards: Float64Array,
  price: number,
): void {
  if (!participation.any) return;
  const { epoch } = nonce;
  const paid = nonce.status === 'paid';
  const next = topic.opened;
  const { amount, inFiat, patience, below, smoothed, expected } = participation;
  let members = 0;
  let sum = 0;
  let l = 0;
  for (let x = 0; x < role.count; ++x) {
    const seated = l < seats.count && seats.active[l] === x;
    const reward = seated && paid ? rewards[l] : 0;
    if (seated) ++l;
    if (epoch < role.registered[x] || epoch >= role.gone[x]) {
      role.cost[x] = 0;
      continue;
    }
    ++members;
    sum += reward;
    role.cost[x] = costInAllo(amount[x], inFiat[x] === 1 ? 'fiat' : 'ALLO', price);
    // Who is about to leave has decided: nonces that were open then change nothing.
    if (patience[x] === 0 || role.gone[x] <= next) continue;
    noteReward(below, smoothed, x, reward, role.cost[x], rewardWeight(patience[x]));
    if (!stays(below, x, patience[x])) {
      role.gone[x] = next;
      role.irregular = true;
    }
  }
  noteRoleReward(expected, 0, sum, members);
  comeIn(topic, role, participation, price);
}

function comeIn({ opened: next, epochs }: Topic, role: RoleColumns, participation: Participation, price: number): void {
  const { amount, inFiat, margin, from, expected } = participation;
  if (next >= epochs) return;
  for (let n = 0; n < role.count; ++n) {
    const x = role.placeOf[n];
    if (role.registered[x] !== notYet || next < from[x] || next >= role.gone[x]) continue;
    const cost = costInAllo(amount[x], inFiat[x] === 1 ? 'fiat' : 'ALLO', price);
    if (!enters(expected[0], cost, margin[x])) continue;
    role.registered[x] = next;
    role.irregular = true;
    // One at a time: the next outsider looks again when there is one more to share with.
    return;
  }
}
