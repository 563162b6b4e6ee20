import type { RoleColumns } from '../state/role-columns.ts';
import type { Seats } from '../state/seats.ts';
import { type EpochView, isInferred, isJudged } from './epoch-view.ts';

/* What attackers and honest actors came to in a nonce that is done. */

/** What one role of an attack and its honest neighbours came to in a nonce. */
export interface RoleSums {
  keys: number;
  seats: number;
  newKeys: number;
  earned: number;
  honestKeys: number;
  honest: number;
}

export function createRoleSums(): RoleSums {
  return { keys: 0, seats: 0, newKeys: 0, earned: 0, honestKeys: 0, honest: 0 };
}

export function sumRole(
  role: RoleColumns,
  seats: Seats,
  rewards: Float64Array,
  attack: number,
  epoch: number,
  paid: boolean,
  sums: RoleSums,
): void {
  sums.keys = 0;
  sums.seats = 0;
  sums.newKeys = 0;
  sums.earned = 0;
  sums.honestKeys = 0;
  sums.honest = 0;
  let l = 0;
  for (let x = 0; x < role.count; ++x) {
    const seated = l < seats.count && seats.active[l] === x;
    const reward = seated && paid ? rewards[l] : 0;
    if (seated) ++l;
    if (epoch < role.registered[x] || epoch >= role.gone[x]) continue;
    if (role.attack[x] === attack) {
      ++sums.keys;
      if (seated) ++sums.seats;
      if (epoch === role.registered[x]) ++sums.newKeys;
      sums.earned += reward;
    } else if (role.attack[x] < 0) {
      ++sums.honestKeys;
      sums.honest += reward;
    }
  }
}

/** Rewards of the inferers marked in `isMeant`, by registered place. */
export function rewardsOfMarked({ nonce, desk }: EpochView, isMeant: Uint8Array): number {
  if (nonce.status !== 'paid') return 0;
  const { active, count } = nonce.inferers;
  let sum = 0;
  for (let l = 0; l < count; ++l) if (isMeant[active[l]] === 1) sum += desk.infererReward[l];
  return sum;
}

export function honestRewards({ nonce, desk, inferers, forecasters, reputers }: EpochView): number {
  if (nonce.status !== 'paid') return 0;
  const of = (role: RoleColumns, seats: Seats, rewards: Float64Array): number => {
    let sum = 0;
    for (let l = 0; l < seats.count; ++l) if (role.attack[seats.active[l]] < 0) sum += rewards[l];
    return sum;
  };
  return (
    of(inferers, nonce.inferers, desk.infererReward) +
    of(forecasters, nonce.forecasters, desk.forecasterReward) +
    of(reputers, nonce.reputers, desk.reputerReward)
  );
}

/** Share of the weight in the combined inference; NaN without one. */
export function weightOf(view: EpochView, attack: number): number {
  if (!isInferred(view)) return Number.NaN;
  const { nonce, inferers, forecasters } = view;
  let sum = 0;
  for (let j = 0; j < nonce.inferers.count; ++j) {
    if (inferers.attack[nonce.inferers.active[j]] === attack) sum += nonce.infererWeight[j];
  }
  for (let k = 0; k < nonce.forecasters.count; ++k) {
    if (forecasters.attack[nonce.forecasters.active[k]] === attack) sum += nonce.forecasterWeight[k];
  }
  return sum;
}

function isPresent({ registered, gone }: RoleColumns, x: number, epoch: number): boolean {
  return epoch >= registered[x] && epoch < gone[x];
}

/** @param attack -1: of honest reputers */
export function stakeOf({ nonce, reputers, stake }: EpochView, attack: number): number {
  let sum = 0;
  for (let x = 0; x < reputers.count; ++x) {
    if (reputers.attack[x] === attack && isPresent(reputers, x, nonce.epoch)) sum += stake[x];
  }
  return sum;
}

/** Mean over its registered reputers; NaN without any. */
export function listeningOf({ nonce, reputers, coefficient }: EpochView, attack: number): number {
  let sum = 0;
  let count = 0;
  for (let x = 0; x < reputers.count; ++x) {
    if (reputers.attack[x] !== attack || !isPresent(reputers, x, nonce.epoch)) continue;
    sum += coefficient[x];
    ++count;
  }
  return sum / count;
}

/** Part of the adjusted stake of the reputers with a seat; NaN in an epoch that nobody judged. */
export function consensusShareOf(view: EpochView, attack: number): number {
  if (!isJudged(view)) return Number.NaN;
  const { nonce, reputers, desk } = view;
  let own = 0;
  let all = 0;
  for (let m = 0; m < nonce.reputers.count; ++m) {
    if (reputers.attack[nonce.reputers.active[m]] === attack) own += desk.adjustedStake[m];
    all += desk.adjustedStake[m];
  }
  return own / all;
}

/** Submissions of honest actors that were due for a nonce, and those that did not arrive. */
export interface HonestSubmissions {
  due: number;
  missed: number;
}

export function honestSubmissionsInto(view: EpochView, into: HonestSubmissions): void {
  into.due = 0;
  into.missed = 0;
  const add = (role: RoleColumns, seats: Seats): void => {
    let due = 0;
    for (let x = 0; x < role.count; ++x) if (role.attack[x] < 0 && isPresent(role, x, view.nonce.epoch)) ++due;
    into.due += due;
    into.missed += due - seats.honest;
  };
  add(view.inferers, view.nonce.inferers);
  add(view.forecasters, view.nonce.forecasters);
  add(view.reputers, view.nonce.reputers);
}

/** Seats of all attackers' keys, and all seats of the roles that they are registered in. */
export interface AttackersSeats {
  seats: number;
  roleSeats: number;
}

export function attackersSeatsInto(view: EpochView, into: AttackersSeats): void {
  into.seats = 0;
  into.roleSeats = 0;
  const add = (role: RoleColumns, { active, count }: Seats): void => {
    let keys = 0;
    for (let x = 0; x < role.count; ++x) if (role.attack[x] >= 0 && isPresent(role, x, view.nonce.epoch)) ++keys;
    if (keys === 0) return;
    into.roleSeats += count;
    for (let l = 0; l < count; ++l) if (role.attack[active[l]] >= 0) ++into.seats;
  };
  add(view.inferers, view.nonce.inferers);
  add(view.forecasters, view.nonce.forecasters);
  add(view.reputers, view.nonce.reputers);
}
