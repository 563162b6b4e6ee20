import type { Comparison } from './attack-comparison.ts';
import type { AttackCount } from './attack-count.ts';
import type { AttackLedger } from './attack-ledger.ts';
import { createRecovery, type Recovery, recover } from './attack-recovery.ts';
import { attackersSeatsInto, rewardsOfMarked } from './attack-sums.ts';
import { createDetection, type Detection } from './detectors/detection.ts';
import type { EpochView } from './epoch-view.ts';
import { createSeries, push, type Series } from './series.ts';

/**
 * Sums over the epochs of a topic in which an attack is on, all attacks on the topic together; see attack-rows.ts.
 *
 * What grows with the run: 24 bytes per attacked epoch, and the 80 of `Detection` per judged epoch.
 */
export interface AttackTotals {
  epochs: number;
  /** Attackers' keys, summed over epochs. */
  keyEpochs: number;
  earned: number;
  /** What as many honest keys in the same roles earned. */
  honestEquivalent: number;
  honest: number;
  controlHonest: number;
  damage: number;
  weight: number;
  /** Scores of inferers while it is on, over seats and epochs: of the attackers' keys, and of honest ones. */
  readonly infererScore: { sum: number; count: number };
  readonly honestInfererScore: { sum: number; count: number };
  epochsAfter: number;
  damageAfter: number;

  /** Epochs in which an attack is on, judged or not, and how many of them were not paid, here and in the control. */
  attacked: number;
  unpaid: number;
  controlUnpaid: number;
  /** Rewards of everybody in them. */
  paid: number;
  /** Seats of attackers' keys, and all seats of the roles that they are registered in. */
  seats: number;
  roleSeats: number;
  /** Sums of shares of the consensus and of mean listening coefficients, and of how many rows. */
  consensus: number;
  consensusRows: number;
  listening: number;
  listeningRows: number;
  /** Of the combined inference against the control, in standard deviations of the control's error. */
  shift: number;
  shiftSquares: number;
  shifts: number;
  /** Submissions due from honest actors, and those that did not arrive. */
  due: number;
  missed: number;
  controlDue: number;
  controlMissed: number;
  /** Keys that joined after the attack's start. */
  newKeys: number;

  /** Over the whole run: rewards of honest keys, here and in the control. */
  victimsReward: number;
  controlVictimsReward: number;
  /** Of the inferers whom attacks aim at, in epochs in which they act: how many such epochs, and rewards here and in the control. */
  targeted: number;
  targetsReward: number;
  controlTargetsReward: number;
  /** Most that was promised, and most that was locked, at a time. */
  mostEscrow: number;
  mostCapital: number;

  /** True losses of the combined inference in attacked epochs. */
  readonly losses: Series;
  readonly controlLosses: Series;
  /** Mean reward of a key in each attacked epoch that was paid. */
  readonly keyRewards: Series;
  readonly recovery: Recovery;
  readonly detection: Detection;
  /** The books of each attack on the topic. */
  readonly ledgers: readonly AttackLedger[];
}

/** @param start first epoch of the earliest attack */
export function createAttackTotals(ledgers: readonly AttackLedger[], start: number): AttackTotals {
  return {
    epochs: 0,
    keyEpochs: 0,
    earned: 0,
    honestEquivalent: 0,
    honest: 0,
    controlHonest: 0,
    damage: 0,
    weight: 0,
    infererScore: { sum: 0, count: 0 },
    honestInfererScore: { sum: 0, count: 0 },
    epochsAfter: 0,
    damageAfter: 0,
    attacked: 0,
    unpaid: 0,
    controlUnpaid: 0,
    paid: 0,
    seats: 0,
    roleSeats: 0,
    consensus: 0,
    consensusRows: 0,
    listening: 0,
    listeningRows: 0,
    shift: 0,
    shiftSquares: 0,
    shifts: 0,
    due: 0,
    missed: 0,
    controlDue: 0,
    controlMissed: 0,
    newKeys: 0,
    victimsReward: 0,
    targeted: 0,
    targetsReward: 0,
    controlTargetsReward: 0,
    controlVictimsReward: 0,
    mostEscrow: 0,
    mostCapital: 0,
    losses: createSeries(),
    controlLosses: createSeries(),
    keyRewards: createSeries(),
    recovery: createRecovery(),
    detection: createDetection(start),
    ledgers,
  };
}

/** A nonce of the topic, whether an attack is on or not; the books of its attacks are up to date. */
export function addNonce(total: AttackTotals, { honest, controlHonest }: Comparison): void {
  let capital = 0;
  let escrow = 0;
  for (const ledger of total.ledgers) {
    capital += ledger.capital;
    escrow += ledger.escrow;
  }
  total.mostCapital = Math.max(total.mostCapital, capital);
  total.mostEscrow = Math.max(total.mostEscrow, escrow);
  // What honest keys and the network lose is the doing of all attacks on the topic together: it counts once.
  total.victimsReward += honest;
  total.controlVictimsReward += controlHonest;
}

/** An epoch in which one of the attacks aims at some inferers, 1 by registered place. */
export function addTargets(total: AttackTotals, view: EpochView, control: EpochView, isTarget: Uint8Array): void {
  ++total.targeted;
  total.targetsReward += rewardsOfMarked(view, isTarget);
  total.controlTargetsReward += rewardsOfMarked(control, isTarget);
}

const seats = { seats: 0, roleSeats: 0 };

/**
 * An epoch in which an attack is on, judged or not.
 *
 * @param on what those attacks came to that are on
 */
export function addAttacked(
  total: AttackTotals,
  view: EpochView,
  control: EpochView,
  { submissions, controlSubmissions }: Comparison,
  on: readonly AttackCount[],
): void {
  const isPaid = view.nonce.status === 'paid';
  ++total.attacked;
  if (isPaid) total.paid += view.desk.paid;
  else ++total.unpaid;
  if (control.nonce.status !== 'paid') ++total.controlUnpaid;
  attackersSeatsInto(view, seats);
  total.seats += seats.seats;
  total.roleSeats += seats.roleSeats;
  total.due += submissions.due;
  total.missed += submissions.missed;
  total.controlDue += controlSubmissions.due;
  total.controlMissed += controlSubmissions.missed;
  let earned = 0;
  let keys = 0;
  let consensus = 0;
  for (const count of on) {
    keys += count.keys;
    earned += count.earned;
    consensus += count.consensusShare;
    total.honestEquivalent += count.honestEquivalent;
    if (Number.isNaN(count.listening)) continue;
    total.listening += count.listening;
    ++total.listeningRows;
  }
  total.keyEpochs += keys;
  total.earned += earned;
  if (isPaid && keys > 0) push(total.keyRewards, earned / keys);
  if (Number.isNaN(consensus)) return;
  total.consensus += consensus;
  ++total.consensusRows;
}

/** The same, where both runs were judged. */
export function addCompared(total: AttackTotals, comparison: Comparison, on: readonly AttackCount[]): void {
  ++total.epochs;
  total.damage += comparison.damage;
  total.honest += comparison.honest;
  total.controlHonest += comparison.controlHonest;
  for (const { weight } of on) if (!Number.isNaN(weight)) total.weight += weight;
  push(total.losses, comparison.combined);
  push(total.controlLosses, comparison.controlCombined);
  if (Number.isNaN(comparison.shift)) return;
  total.shift += comparison.shift;
  total.shiftSquares += comparison.shift * comparison.shift;
  ++total.shifts;
}

/** A judged epoch after the end of all attacks on the topic. @param since epochs since then, 0 for the first */
export function addAfter(total: AttackTotals, { damage }: Comparison, since: number): void {
  ++total.epochsAfter;
  total.damageAfter += damage;
  recover(total.recovery, total.damage / total.epochs, damage, since);
}
