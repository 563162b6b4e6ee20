import type { RoleColumns } from '../state/role-columns.ts';
import type { Seats } from '../state/seats.ts';
import { consensusShareOf, createRoleSums, listeningOf, sumRole, weightOf } from './attack-sums.ts';
import type { EpochView } from './epoch-view.ts';

/** What one attack came to in a nonce, beside its books. */
export interface AttackCount {
  keys: number;
  seats: number;
  newKeys: number;
  earned: number;
  /** What as many honest keys in the same roles earned; NaN where a role has none. */
  honestEquivalent: number;
  weight: number;
  consensusShare: number;
  listening: number;
}

export function createAttackCount(): AttackCount {
  return {
    keys: 0,
    seats: 0,
    newKeys: 0,
    earned: 0,
    honestEquivalent: 0,
    weight: 0,
    consensusShare: 0,
    listening: 0,
  };
}

const sums = createRoleSums();

/** @param attack its place among the scenario's attacks */
export function countInto(view: EpochView, attack: number, count: AttackCount): void {
  const { nonce, desk } = view;
  const paid = nonce.status === 'paid';
  count.keys = 0;
  count.seats = 0;
  count.newKeys = 0;
  count.earned = 0;
  count.honestEquivalent = 0;
  const takeRole = (role: RoleColumns, seats: Seats, rewards: Float64Array): void => {
    sumRole(role, seats, rewards, attack, nonce.epoch, paid, sums);
    count.keys += sums.keys;
    count.seats += sums.seats;
    count.newKeys += sums.newKeys;
    count.earned += sums.earned;
    // Not a number where a role of the attack has no honest keys to compare with.
    if (sums.keys > 0) count.honestEquivalent += (sums.keys * sums.honest) / sums.honestKeys;
  };
  takeRole(view.inferers, nonce.inferers, desk.infererReward);
  takeRole(view.forecasters, nonce.forecasters, desk.forecasterReward);
  takeRole(view.reputers, nonce.reputers, desk.reputerReward);
  count.weight = weightOf(view, attack);
  count.consensusShare = consensusShareOf(view, attack);
  count.listening = listeningOf(view, attack);
}
