import type { AttackMoment, AttackRole } from '../attacks/attack.ts';
import { combinedPlace } from '../protocol/value-bundle.ts';
import { left, pay, promise, release } from '../state/attack-account.ts';
import { neverGone } from '../state/role-columns.ts';
import type { Conspirator } from './conspirators.ts';
import type { Nonce } from './nonce.ts';
import type { Topic } from './topic.ts';

/*
 * What attackers do between epochs: when a nonce of the topic attacked is closed they pay the fees of their keys, learn what
 * it brought, and act on it.
 */

const roles: readonly AttackRole[] = ['inferers', 'forecasters', 'reputers'];

/** A nonce of the topic is done. */
export function conspire(topic: Topic, nonce: Nonce): void {
  if (topic.owner !== undefined) payFees(topic, nonce, topic.owner, allOf(topic));
  for (const attacker of topic.attackers) {
    if (attacker.plan === undefined) continue;
    attacker.treasury?.reckon();
    payFees(topic, nonce, attacker, attacker);
    followStrength(topic, nonce, attacker);
    attacker.plan.act?.(momentOf(topic, nonce, attacker));
    attacker.treasury?.reckon();
  }
}

/** Which places of a topic an attack's keys have. */
type Places = Pick<Conspirator, 'keys' | 'first'>;

function allOf({ inferers, forecasters, reputers }: Topic): Places {
  return {
    keys: { inferers: inferers.count, forecasters: forecasters.count, reputers: reputers.count },
    first: { inferers: 0, forecasters: 0, reputers: 0 },
  };
}

/** Keys whose owner cannot pay for them any longer leave. */
function payFees(topic: Topic, { epoch }: Nonce, attacker: Conspirator, { keys, first }: Places): void {
  const { fees, account, plan } = attacker;
  const tip = topic.owner === undefined ? (plan?.tip ?? 0) : 0;
  let due = 0;
  let tips = 0;
  for (const role of roles) {
    const { registered, gone } = topic[role];
    for (let x = first[role]; x < first[role] + keys[role]; ++x) {
      if (epoch < registered[x] || epoch >= gone[x]) continue;
      due += fees.payload + (epoch === registered[x] ? fees.registration : 0);
      tips += tip;
    }
  }
  if ((due === 0 || pay(account, 'fees', due)) && (tips === 0 || pay(account, 'tips', tips))) return;
  for (const role of roles) {
    for (let n = 0; n < keys[role]; ++n) leave(topic, role, first[role] + n);
  }
}

function leave(topic: Topic, role: AttackRole, x: number): void {
  const columns = topic[role];
  if (columns.gone[x] > topic.opened) columns.gone[x] = topic.opened;
  columns.irregular = true;
}

/** An adaptive owner compares its keys with honest ones of the same roles. */
function followStrength(topic: Topic, nonce: Nonce, { scenario, tempo, keys, first }: Conspirator): void {
  if (scenario.adaptivity === 0) return;
  if (nonce.status !== 'paid' || !(tempo.strength(nonce.epoch) > 0)) return;
  let own = 0;
  let honest = 0;
  for (const role of roles) {
    for (let n = 0; n < keys[role]; ++n) own += rewardOf(topic, nonce, role, first[role] + n);
    if (keys[role] > 0) honest += keys[role] * honestReward(topic, nonce, role);
  }
  tempo.learn(own, honest, topic.opened);
}

function rewardsOf({ desk }: Topic, role: AttackRole): Float64Array {
  if (role === 'inferers') return desk.infererReward;
  return role === 'forecasters' ? desk.forecasterReward : desk.reputerReward;
}

function rewardOf(topic: Topic, nonce: Nonce, role: AttackRole, x: number): number {
  if (nonce.status !== 'paid') return 0;
  const { active, count } = nonce[role];
  const rewards = rewardsOf(topic, role);
  for (let l = 0; l < count; ++l) if (active[l] === x) return rewards[l];
  return 0;
}

/** Mean over the honest keys that are registered; NaN where there are none. */
function honestReward(topic: Topic, nonce: Nonce, role: AttackRole): number {
  const { attack, registered, gone, count } = topic[role];
  let keys = 0;
  for (let x = 0; x < count; ++x) {
    if (attack[x] < 0 && nonce.epoch >= registered[x] && nonce.epoch < gone[x]) ++keys;
  }
  if (nonce.status !== 'paid') return 0;
  const seats = nonce[role];
  const rewards = rewardsOf(topic, role);
  let sum = 0;
  for (let l = 0; l < seats.count; ++l) if (attack[seats.active[l]] < 0) sum += rewards[l];
  return sum / keys;
}

function momentOf(topic: Topic, nonce: Nonce, attacker: Conspirator): AttackMoment {
  const { keys, first, account, treasury, scenario } = attacker;
  const next = topic.opened;
  const placeOf = (role: AttackRole, index: number): number => {
    if (index < 0 || index >= keys[role])
      throw new RangeError(`attack ${scenario.name} has no key ${index} of ${role}`);
    return first[role] + index;
  };
  return {
    epoch: nonce.epoch,
    paid: nonce.status === 'paid',
    next,
    rewardOf: (role, index) => rewardOf(topic, nonce, role, placeOf(role, index)),
    honestReward: (role) => honestReward(topic, nonce, role),
    standingOf: (role, index) => topic[role].standing[placeOf(role, index)],
    isRegistered(role, index) {
      const { registered, gone } = topic[role];
      const x = placeOf(role, index);
      return registered[x] <= next && next < gone[x];
    },
    join(role, index) {
      const columns = topic[role];
      const x = placeOf(role, index);
      const { duration, start } = scenario;
      const isNew = columns.registered[x] === neverGone && (duration === null || next < start + duration);
      if (!isNew || left(account.purse) <= 0) return false;
      columns.registered[x] = next;
      columns.irregular = true;
      return true;
    },
    leave: (role, index) => leave(topic, role, placeOf(role, index)),
    combinedLoss: nonce.status === 'paid' || nonce.status === 'unpaid' ? topic.desk.losses[combinedPlace] : Number.NaN,
    pay: (kind, allo) => pay(account, kind, allo),
    promise: (allo) => promise(account, allo),
    release: (allo) => release(account, allo),
    earnOutside(allo) {
      account.outside += allo;
    },
    get left() {
      return left(account.purse);
    },
    treasury,
  };
}
