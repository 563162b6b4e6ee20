import type { AttackPlan, AttackRole, Victim } from '../attacks/attack.ts';
import { randomForecaster, randomInferer, randomReputer } from '../attacks/random-play.ts';
import { toUallo } from '../chain/amounts.ts';
import { createBirth } from '../policies/birth.ts';
import type { Birth, Forecaster, Inferer, Reputer, TopicSetting } from '../policies/policy.ts';
import { identity } from '../random/identity.ts';
import { neverGone, type RoleColumns } from '../state/role-columns.ts';
import { type Conspirator, lockStakes } from './conspirators.ts';
import type { RoleLabels, RunLabels } from './labels.ts';

/* How an attack comes into a topic: its keys take their places behind the honest ones, and it lays hands on the others' minds. */

/** ALLO that an attacker's key holds for fees. */
const attackersWallet = 1;

/** One role of the topic while its actors are born. */
export interface RoleInMaking<Mind> {
  readonly word: 'inferer' | 'forecaster' | 'reputer';
  readonly columns: RoleColumns;
  readonly labels: RoleLabels;
  readonly minds: Mind[];
  /** How many of its actors are honest: they stand before all keys of attackers. */
  readonly honest: number;
}

/** A topic while its actors are born. */
export interface TopicInMaking {
  readonly name: string;
  readonly root: Int32Array;
  readonly labels: RunLabels;
  readonly inferers: RoleInMaking<Inferer>;
  readonly forecasters: RoleInMaking<Forecaster>;
  readonly reputers: RoleInMaking<Reputer>;
  readonly stake: Float64Array;
  readonly setting: (population: string) => TopicSetting;
}

/**
 * Enlists the keys of an attack from the given places on, and lets it lay hands on honest minds.
 *
 * @param first the first places that are free, by role; moved on
 */
export function enlist(topic: TopicInMaking, attacker: Conspirator, first: Record<AttackRole, number>): void {
  const { scenario, attack, keys, tempo } = attacker;
  const { name } = scenario;
  Object.assign(attacker.first, first);
  const own = identity(topic.name, 'attack', name);
  const plan = attack.create(scenario.parameters, {
    ...topic.setting(name),
    play: scenario.play,
    knowledge: scenario.knowledge,
    start: tempo.start,
    end: tempo.end,
    strength: tempo.strength,
    firstInferer: first.inferers,
    firstForecaster: first.forecasters,
    firstReputer: first.reputers,
    draws: createBirth(topic.root, topic.name, own.high, own.low),
  });
  attacker.plan = plan;
  if (scenario.play !== 'honest') layHands(topic, attacker, plan);

  const stakes = stakesOf(topic, attacker, plan);
  const random = scenario.play === 'random';
  const { start } = tempo;
  enlistRole(topic, topic.inferers, 'inferers', attacker, plan, (index, birth) => {
    const mind = made(plan.inferer, name, 'inferer')(index, birth);
    return random ? randomInferer(mind, start) : mind;
  });
  enlistRole(topic, topic.forecasters, 'forecasters', attacker, plan, (index, birth) => {
    const mind = made(plan.forecaster, name, 'forecaster')(index, birth);
    return random ? randomForecaster(mind, start) : mind;
  });
  enlistRole(topic, topic.reputers, 'reputers', attacker, plan, (index, birth) => {
    topic.stake[first.reputers + index] = stakes[index];
    const mind = made(plan.reputer, name, 'reputer')(index, birth);
    return random ? randomReputer(mind, start) : mind;
  });
  for (const role of ['inferers', 'forecasters', 'reputers'] as const) first[role] += keys[role];
}

/** Everybody in a topic of the attack's own belongs to it. */
export function takeOver({ inferers, forecasters, reputers }: TopicInMaking, owner: Conspirator): void {
  for (const { columns } of [inferers, forecasters, reputers]) {
    columns.attack.fill(owner.index);
    if (columns.count > 0) owner.ranges.push({ role: columns, first: 0, count: columns.count });
  }
}

/** Stake of each of its reputers, ALLO: what it asks for, as far as its purse goes. */
function stakesOf({ stake, reputers }: TopicInMaking, attacker: Conspirator, plan: AttackPlan): Float64Array {
  const { keys, scenario } = attacker;
  let honest = 0;
  for (let x = 0; x < reputers.honest; ++x) honest += stake[x];
  const stakes = new Float64Array(keys.reputers);
  for (let n = 0; n < stakes.length; ++n) {
    stakes[n] = made(plan.stakePerReputer, scenario.name, 'stakePerReputer')(honest, n);
  }
  const part = lockStakes(
    attacker,
    stakes.reduce((sum, one) => sum + one, 0),
  );
  for (let n = 0; n < stakes.length; ++n) stakes[n] *= part;
  return stakes;
}

function enlistRole<Mind extends { observe?: unknown }>(
  topic: TopicInMaking,
  { word, columns, labels, minds }: RoleInMaking<Mind>,
  role: AttackRole,
  attacker: Conspirator,
  plan: AttackPlan,
  make: (index: number, birth: Birth) => Mind,
): void {
  const { index, scenario, keys, first, ranges } = attacker;
  const { name, joins, start, duration, knowledge, attack, owner } = scenario;
  if (keys[role] > 0) ranges.push({ role: columns, first: first[role], count: keys[role] });
  for (let n = 0; n < keys[role]; ++n) {
    const x = first[role] + n;
    const id = identity(topic.name, word, 'attack', name, n);
    columns.high[x] = id.high;
    columns.low[x] = id.low;
    columns.attack[x] = index;
    columns.looks[x] = knowledge === 'last-look' ? 1 : 0;
    columns.gone[x] = duration === null ? neverGone : start + duration;
    columns.registered[x] = plan.waits?.(role, n) === true ? neverGone : joins;
    columns.wallet[x] = attackersWallet;
    columns.tip[x] = toUallo(plan.tip ?? 0);
    labels.actor[x] = topic.labels.actors.codeOf(`${name}-${n}`);
    labels.policy[x] = topic.labels.policies.codeOf(attack);
    labels.owner[x] = topic.labels.owners.codeOf(owner);
    const mind = make(n, createBirth(topic.root, topic.name, id.high, id.low));
    minds.push(knowledge === 'blind' ? unseeing(mind) : mind);
  }
}

/** Who knows nothing but its own role sees no judged epoch. */
function unseeing<Mind extends { observe?: unknown }>(mind: Mind): Mind {
  const { observe: _observe, ...rest } = mind;
  return rest as Mind;
}

/** Lets the attack put its own minds over those of honest actors. */
function layHands(topic: TopicInMaking, { scenario }: Conspirator, plan: AttackPlan): void {
  const over = <Mind>(
    { word, columns, minds, honest }: RoleInMaking<Mind>,
    put?: (mind: Mind, victim: Victim) => Mind,
  ) => {
    if (put === undefined) return;
    for (let x = 0; x < honest; ++x) {
      const { high, low } = identity(topic.name, 'victim', scenario.name, word, columns.high[x], columns.low[x]);
      minds[x] = put(minds[x], {
        place: x,
        number: columns.number[x],
        of: honest,
        draws: createBirth(topic.root, topic.name, high, low),
        stake: word === 'reputer' ? topic.stake[x] : 0,
      });
    }
  };
  over(topic.inferers, plan.overInferer?.bind(plan));
  over(topic.forecasters, plan.overForecaster?.bind(plan));
  over(topic.reputers, plan.overReputer?.bind(plan));
}

function made<Make>(make: Make | undefined, name: string, what: string): Make {
  if (make === undefined) throw new TypeError(`attack ${name} has keys for which it makes no ${what}`);
  return make;
}
