import { outlays } from '../state/attack-account.ts';
import { attackPhases, attackTable } from './attack-columns.ts';
import { type Comparer, type Comparison, createComparer } from './attack-comparison.ts';
import { type AttackCount, countInto, createAttackCount } from './attack-count.ts';
import { type AttackLedger, createAttackLedger, keepBooks } from './attack-ledger.ts';
import { addInfererScores } from './attack-scores.ts';
import { stakeOf } from './attack-sums.ts';
import {
  type AttackTotals,
  addAfter,
  addAttacked,
  addCompared,
  addNonce,
  addTargets,
  createAttackTotals,
} from './attack-totals.ts';
import type { AttackAbout, AttackView } from './attack-view.ts';
import type { ColumnBatch } from './column.ts';
import { note } from './detectors/detection.ts';
import { detectors } from './detectors/list.ts';
import { type EpochView, isJudged } from './epoch-view.ts';
import { createRowBuffer, numbersOf, type RowBuffer } from './rows.ts';

type Sink = (batch: ColumnBatch) => void;

/** Writes the rows of a nonce that is done in a topic under attack, against the same nonce without the attackers' keys. */
export interface AttackRows extends Pick<RowBuffer, 'flush'> {
  /** @param attacks places, among all attacks, of those on this topic */
  add(view: EpochView, control: EpochView, attacks: readonly number[], sink: Sink): void;
  /** Sums per topic attacked. */
  readonly totals: ReadonlyMap<string, AttackTotals>;
}

/** @param rows how many rows will come in all, at most */
export function createAttackRows(attacks: readonly AttackView[], rows: number): AttackRows {
  const topics = [...new Set(attacks.map(({ topic }) => topic))];
  const owners = [...new Set(attacks.map(({ owner }) => owner))];
  const buffer = createRowBuffer(
    attackTable,
    { attack: attacks.map(({ name }) => name), topic: topics, owner: owners, phase: attackPhases },
    rows,
  );
  const ledgers = attacks.map(createAttackLedger);
  const totals = new Map<string, AttackTotals>();
  const comparers = new Map<string, Comparer>();
  for (const name of topics) {
    const on = ledgers.filter(({ attack: { topic } }) => topic === name);
    const start = on.reduce((least, { attack }) => Math.min(least, attack.start), Number.POSITIVE_INFINITY);
    totals.set(name, createAttackTotals(on, start));
    comparers.set(name, createComparer(on[0].attack.toErrorSpace));
  }
  const counts = attacks.map(createAttackCount);
  const on: AttackCount[] = []; // of the nonce at hand, those that are on
  const values = Object.fromEntries(attackTable.columns.map(({ name }) => [name, numbersOf(buffer, name)]));
  const set = (column: string, value: number): void => {
    values[column][buffer.filled] = value;
  };

  const write = (view: EpochView, a: number, same: Comparison): void => {
    const { attack } = ledgers[a];
    const { epoch, block } = view.nonce;
    const count = counts[a];
    const { keys } = count;
    set('attack', a);
    set('topic', topics.indexOf(attack.topic));
    set('owner', owners.indexOf(attack.owner));
    set('epoch', epoch);
    set('block', block);
    set('phase', phaseOf(attack, epoch));
    set('keys', keys);
    set('seats', count.seats);
    set('stake', stakeOf(view, a));
    set('earned', count.earned);
    set('earned_per_key', keys > 0 ? count.earned / keys : Number.NaN);
    set('honest_per_key', keys > 0 ? count.honestEquivalent / keys : Number.NaN);
    set('honest_reward', same.honest);
    set('control_honest_reward', same.controlHonest);
    set('dilution', same.controlHonest > 0 ? 1 - same.honest / same.controlHonest : Number.NaN);
    set('weight', count.weight);
    set('combined_loss', same.combined);
    set('control_combined_loss', same.controlCombined);
    set('damage', same.damage);
    set('strength', attack.strength(epoch));
    set('shift', same.shift);
    set('honest_stake', stakeOf(view, -1));
    set('reward_share', view.nonce.status === 'paid' ? count.earned / view.desk.paid : Number.NaN);
    set('consensus_share', count.consensusShare);
    set('listening', count.listening);
    set('honest_missed', same.submissions.missed - same.controlSubmissions.missed);
    for (let d = 0; d < detectors.length; ++d) {
      set(detectors[d].name, same.statistics[d]);
      set(controlColumns[d], same.controlStatistics[d]);
    }
    writeBooks(ledgers[a]);
  };

  const writeBooks = (books: AttackLedger): void => {
    const { paid } = books;
    let spent = 0;
    for (let o = 0; o < outlays.length; ++o) {
      set(outlays[o], paid[o]);
      if (outlays[o] !== 'slashed') spent += paid[o];
    }
    set('spent', spent);
    set('escrow', books.escrow);
    set('capital', books.capital);
    set('capital_cost', books.capitalCost);
    set('work_cost', books.workCost);
    set('work_saved', books.workSaved);
    set('outside', books.outside);
    set('income', books.income);
    set('net', books.net);
  };

  return {
    totals,
    add(view, control, places, sink) {
      const { topic } = attacks[places[0]];
      const { comparison, compare } = comparers.get(topic) as Comparer;
      const total = totals.get(topic) as AttackTotals;
      const { epoch, block } = view.nonce;
      compare(view, control);
      on.length = 0;
      let end = 0;
      for (const a of places) {
        countInto(view, a, counts[a]);
        keepBooks(ledgers[a], epoch, block, counts[a].keys, comparison.displacement);
        write(view, a, comparison);
        buffer.next(sink);
        if (epoch > attacks[a].start) total.newKeys += counts[a].newKeys;
        if (isOn(attacks[a], epoch)) on.push(counts[a]);
        const targets = attacks[a].targets(epoch);
        if (targets !== undefined) addTargets(total, view, control, targets);
        end = Math.max(end, attacks[a].end);
      }
      addNonce(total, comparison);
      const isCompared = isJudged(view) && isJudged(control) && !Number.isNaN(comparison.damage);
      if (isJudged(view) || isJudged(control)) {
        note(total.detection, epoch, on.length > 0, comparison.statistics, comparison.controlStatistics);
      }
      if (on.length > 0) {
        addAttacked(total, view, control, comparison, on);
        if (isCompared) {
          addCompared(total, comparison, on);
          addInfererScores(view, total);
        }
      } else if (epoch >= end && isCompared) addAfter(total, comparison, epoch - end);
    },
    flush: buffer.flush,
  };
}

const controlColumns = detectors.map(({ name }) => `control_${name}`);
const attacking = attackPhases.indexOf('attacking');

function phaseOf({ joins, start, end }: AttackAbout, epoch: number): number {
  const word = epoch >= end ? 'over' : epoch >= start ? 'attacking' : epoch >= joins ? 'waiting' : 'absent';
  return attackPhases.indexOf(word);
}

function isOn(about: AttackAbout, epoch: number): boolean {
  return phaseOf(about, epoch) === attacking;
}
