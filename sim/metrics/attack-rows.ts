import { combinedPlace } from '../protocol/value-bundle.ts';
import type { RoleColumns } from '../state/role-columns.ts';
import type { Seats } from '../state/seats.ts';
import { attackPhases, attackTable } from './attack-columns.ts';
import { type AttackTotals, createAttackTotals } from './attack-totals.ts';
import type { ColumnBatch } from './column.ts';
import { type EpochView, isInferred, isJudged } from './epoch-view.ts';
import { createRowBuffer, numbersOf, type RowBuffer } from './rows.ts';

type Sink = (batch: ColumnBatch) => void;

/** What the table says about one attack, beside what happens. */
export interface AttackAbout {
  readonly name: string;
  readonly topic: string;
  readonly owner: string;
  readonly joins: number;
  readonly start: number;
  /** First epoch in which it is over; Infinity: never. */
  readonly end: number;
}

/** Costs of a key, ALLO. */
export interface KeyCosts {
  readonly registration: number;
  readonly payload: number;
}

/** Writes the rows of a nonce that is done in a topic under attack, against the same nonce without the attackers' keys. */
export interface AttackRows extends Pick<RowBuffer, 'flush'> {
  /** @param attacks places, among all attacks, of those on this topic */
  add(view: EpochView, control: EpochView, attacks: readonly number[], sink: Sink): void;
  /** Sums per topic attacked. */
  readonly totals: ReadonlyMap<string, AttackTotals>;
}

/** What one role of an attack and its honest neighbours came to in a nonce. */
interface RoleSums {
  keys: number;
  seats: number;
  newKeys: number;
  earned: number;
  honestKeys: number;
  honest: number;
}

export function createAttackRows(abouts: readonly AttackAbout[], costs: KeyCosts, rows: number): AttackRows {
  const topics = [...new Set(abouts.map(({ topic }) => topic))];
  const owners = [...new Set(abouts.map(({ owner }) => owner))];
  const buffer = createRowBuffer(
    attackTable,
    { attack: abouts.map(({ name }) => name), topic: topics, owner: owners, phase: attackPhases },
    rows,
  );
  const totals = new Map(topics.map((topic) => [topic, createAttackTotals()]));
  const sums: RoleSums = { keys: 0, seats: 0, newKeys: 0, earned: 0, honestKeys: 0, honest: 0 };
  const set = (column: string, value: number): void => {
    values[column][buffer.filled] = value;
  };
  const values = Object.fromEntries(attackTable.columns.map(({ name }) => [name, numbersOf(buffer, name)]));

  /** @returns the weight of the attack's keys while it is on; else 0 */
  const addOne = (view: EpochView, control: EpochView, a: number, sink: Sink): number => {
    const about = abouts[a];
    const { nonce, desk } = view;
    const { epoch } = nonce;
    const paid = nonce.status === 'paid';
    let keys = 0;
    let seats = 0;
    let newKeys = 0;
    let earned = 0;
    let honestEquivalent = 0;
    const takeRole = (role: RoleColumns, seated: Seats, rewards: Float64Array): void => {
      sumRole(role, seated, rewards, a, epoch, paid, sums);
      keys += sums.keys;
      seats += sums.seats;
      newKeys += sums.newKeys;
      earned += sums.earned;
      // Not a number where a role of the attack has no honest keys to compare with.
      if (sums.keys > 0) honestEquivalent += (sums.keys * sums.honest) / sums.honestKeys;
    };
    takeRole(view.inferers, nonce.inferers, desk.infererReward);
    takeRole(view.forecasters, nonce.forecasters, desk.forecasterReward);
    takeRole(view.reputers, nonce.reputers, desk.reputerReward);
    // Both summed in the same order: to the last bit the same as long as nothing differs.
    const honest = honestRewards(view);
    const controlHonest = honestRewards(control);
    const weight = weightOf(view, a);
    const combined = isInferred(view) ? desk.trueLoss[combinedPlace] : Number.NaN;
    const controlCombined = isInferred(control) ? control.desk.trueLoss[combinedPlace] : Number.NaN;
    const phase = phaseOf(about, epoch);

    set('attack', a);
    set('topic', topics.indexOf(about.topic));
    set('owner', owners.indexOf(about.owner));
    set('epoch', epoch);
    set('block', nonce.block);
    set('phase', phase);
    set('keys', keys);
    set('seats', seats);
    set('stake', stakeOf(view, a));
    set('spent', newKeys * costs.registration + keys * costs.payload);
    set('earned', earned);
    set('earned_per_key', keys > 0 ? earned / keys : Number.NaN);
    set('honest_per_key', keys > 0 ? honestEquivalent / keys : Number.NaN);
    set('honest_reward', honest);
    set('control_honest_reward', controlHonest);
    set('dilution', controlHonest > 0 ? 1 - honest / controlHonest : Number.NaN);
    set('weight', weight);
    set('combined_loss', combined);
    set('control_combined_loss', controlCombined);
    set('damage', combined - controlCombined);
    buffer.next(sink);

    if (phase !== attacking) return 0;
    const total = totals.get(about.topic) as AttackTotals;
    total.keyEpochs += keys;
    total.earned += earned;
    total.honestEquivalent += honestEquivalent;
    return Number.isNaN(weight) ? 0 : weight;
  };

  return {
    totals,
    add(view, control, attacks, sink) {
      let on = false;
      let over = true;
      let weight = 0;
      for (const a of attacks) {
        weight += addOne(view, control, a, sink);
        if (phaseOf(abouts[a], view.nonce.epoch) === attacking) on = true;
        if (view.nonce.epoch < abouts[a].end) over = false;
      }
      // What honest keys and the network lose is the doing of all attacks on the topic together: it counts once.
      const damage = view.desk.trueLoss[combinedPlace] - control.desk.trueLoss[combinedPlace];
      if (!isJudged(view) || !isJudged(control) || Number.isNaN(damage)) return;
      const total = totals.get(abouts[attacks[0]].topic) as AttackTotals;
      if (on) {
        ++total.epochs;
        total.damage += damage;
        total.weight += weight;
        total.honest += honestRewards(view);
        total.controlHonest += honestRewards(control);
      } else if (over) {
        ++total.epochsAfter;
        total.damageAfter += damage;
      }
    },
    flush: buffer.flush,
  };
}

const attacking = attackPhases.indexOf('attacking');

function phaseOf({ joins, start, end }: AttackAbout, epoch: number): number {
  const word = epoch >= end ? 'over' : epoch >= start ? 'attacking' : epoch >= joins ? 'waiting' : 'absent';
  return attackPhases.indexOf(word);
}

function sumRole(
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

function honestRewards({ nonce, desk, inferers, forecasters, reputers }: EpochView): number {
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

function weightOf(view: EpochView, attack: number): number {
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

function stakeOf({ nonce, reputers, stake }: EpochView, attack: number): number {
  let sum = 0;
  for (let x = 0; x < reputers.count; ++x) {
    if (reputers.attack[x] !== attack || nonce.epoch < reputers.registered[x] || nonce.epoch >= reputers.gone[x])
      continue;
    sum += stake[x];
  }
  return sum;
}
