import type { AttackRole } from '../attacks/attack.ts';
import { toUallo } from '../chain/amounts.ts';
import { createBirth } from '../policies/birth.ts';
import type { Birth, Forecaster, Inferer, Reputer, TopicSetting } from '../policies/policy.ts';
import { forecasterPolicies, infererPolicies, reputerPolicies } from '../policies/registry.ts';
import { subjectOf } from '../policies/subject.ts';
import { identity } from '../random/identity.ts';
import type { RoleColumns } from '../state/role-columns.ts';
import { createRoleColumns, neverGone } from '../state/role-columns.ts';
import { bornAmount } from './born-amount.ts';
import type { Conspirator } from './conspirators.ts';
import { enlist, type TopicInMaking, takeOver } from './enlist.ts';
import type { RoleName, RunInputs } from './inputs.ts';
import type { RoleLabels, RunLabels } from './labels.ts';
import { createRoleLabels } from './labels.ts';
import { bornTo, createParticipation, type Participation } from './participation.ts';
import type { Population, TopicScenario } from './scenario.ts';

/**
 * The actors of a topic: columns, labels and minds, honest ones first, each role in the order of the scenario unless `inputs`
 * say otherwise.
 */
export interface Actors {
  readonly inferers: RoleColumns;
  readonly forecasters: RoleColumns;
  readonly reputers: RoleColumns;
  readonly infererLabels: RoleLabels;
  readonly forecasterLabels: RoleLabels;
  readonly reputerLabels: RoleLabels;
  readonly infererMinds: readonly Inferer[];
  readonly forecasterMinds: readonly Forecaster[];
  readonly reputerMinds: readonly Reputer[];
  /** Stake on each reputer, own and delegated, ALLO. Simplified: where rewards are fixed it stays as it was at birth. */
  readonly stake: Float64Array;
  /** Columns of the forecasters' view that somebody asks for. */
  readonly needsUsualLoss: boolean;
  readonly needsRegimeLoss: boolean;
  readonly participation: Readonly<Record<'inferers' | 'forecasters' | 'reputers', Participation>>;
}

/** Attacks on a topic, and the attack that the whole topic belongs to. */
export interface AttackersOf {
  readonly against: readonly Conspirator[];
  readonly owner: Conspirator | undefined;
}

/** What the truth process tells every policy. */
type Truth = Pick<TopicSetting, 'regimes' | 'stationary' | 'allowNegative' | 'toErrorSpace'>;

/** Has every actor of a topic born. */
export function recruit(
  topicName: string,
  topic: TopicScenario,
  { against, owner }: AttackersOf,
  truth: Truth,
  root: Int32Array,
  labels: RunLabels,
  inputs: RunInputs,
): Actors {
  const sum = (role: AttackRole) => against.reduce((count, { keys }) => count + keys[role], 0);
  const [honestK, honestF, honestR] = [topic.inferers, topic.forecasters, topic.reputers].map(headCount);
  const inferers = createRoleColumns(honestK + sum('inferers'));
  const forecasters = createRoleColumns(honestF + sum('forecasters'));
  const reputers = createRoleColumns(honestR + sum('reputers'));
  const [infererLabels, forecasterLabels, reputerLabels] = [inferers, forecasters, reputers].map(({ count }) =>
    createRoleLabels(count),
  );
  const participation = {
    inferers: createParticipation(inferers.count),
    forecasters: createParticipation(forecasters.count),
    reputers: createParticipation(reputers.count),
  };
  const infererMinds: Inferer[] = [];
  const forecasterMinds: Forecaster[] = [];
  const reputerMinds: Reputer[] = [];
  const stake = new Float64Array(reputers.count);
  const setting = (population: string): TopicSetting => ({
    ...truth,
    inferers: inferers.count,
    forecasters: forecasters.count,
    reputers: reputers.count,
    population,
    subjectOf: (place) => subjectOf({ subjectHigh: inferers.high, subjectLow: inferers.low }, place),
  });
  const birth = (role: RoleColumns, x: number): Birth => createBirth(root, topicName, role.high[x], role.low[x]);

  const order = (role: RoleName, columns: RoleColumns, count: number) => {
    const places = inputs.actorOrder?.(topicName, role, count);
    if (places !== undefined) standInOrder(columns, places, count);
  };
  order('inferer', inferers, honestK);
  order('forecaster', forecasters, honestF);
  order('reputer', reputers, honestR);

  honest(topicName, 'inferer', topic.inferers, inferers, infererLabels, labels, (population, x) => {
    const policy = infererPolicies[population.policy];
    infererMinds[x] = policy.create(population.parameters, birth(inferers, x), setting(population.name));
    bornTo(participation.inferers, inferers, x, population);
  });
  const needs = new Set<string>();
  honest(topicName, 'forecaster', topic.forecasters, forecasters, forecasterLabels, labels, (population, x) => {
    const policy = forecasterPolicies[population.policy];
    for (const need of policy.needs ?? []) needs.add(need);
    forecasterMinds[x] = policy.create(population.parameters, birth(forecasters, x), setting(population.name));
    bornTo(participation.forecasters, forecasters, x, population);
  });
  honest(topicName, 'reputer', topic.reputers, reputers, reputerLabels, labels, (population, x) => {
    const policy = reputerPolicies[population.policy];
    reputerMinds[x] = policy.create(population.parameters, birth(reputers, x), setting(population.name));
    bornTo(participation.reputers, reputers, x, population);
    const { stake: born } = population as TopicScenario['reputers'][number];
    stake[x] = bornAmount(root, { high: reputers.high[x], low: reputers.low[x] }, born);
  });
  const making: TopicInMaking = {
    name: topicName,
    root,
    labels,
    inferers: { word: 'inferer', columns: inferers, labels: infererLabels, minds: infererMinds, honest: honestK },
    forecasters: {
      word: 'forecaster',
      columns: forecasters,
      labels: forecasterLabels,
      minds: forecasterMinds,
      honest: honestF,
    },
    reputers: { word: 'reputer', columns: reputers, labels: reputerLabels, minds: reputerMinds, honest: honestR },
    stake,
    setting,
  };
  const first = { inferers: honestK, forecasters: honestF, reputers: honestR };
  for (const attacker of against) if (!attacker.idle) enlist(making, attacker, first);
  if (owner !== undefined) takeOver(making, owner);
  markIrregular(inferers, infererMinds);
  markIrregular(forecasters, forecasterMinds);
  markIrregular(reputers, reputerMinds);
  return {
    inferers,
    forecasters,
    reputers,
    infererLabels,
    forecasterLabels,
    reputerLabels,
    infererMinds,
    forecasterMinds,
    reputerMinds,
    stake,
    needsUsualLoss: needs.has('usualLoss'),
    needsRegimeLoss: needs.has('regimeLoss'),
    participation,
  };
}

function headCount(populations: readonly Population[]): number {
  return populations.reduce((sum, population) => sum + population.count, 0);
}

/**
 * Gives the honest actors their places.
 *
 * @throws RangeError
 */
function standInOrder(columns: RoleColumns, places: Int32Array, count: number): void {
  const { number, placeOf } = columns;
  if (places.length !== count || places.toSorted().some((x, n) => x !== n)) {
    throw new RangeError(`An order of ${count} actors is a permutation of 0 .. ${count - 1}.`);
  }
  places.forEach((x, n) => {
    placeOf[n] = x;
    number[x] = n;
  });
  columns.reordered = true;
}

/** Names the honest actors of a role, which gives them their identities, and has each one made. */
function honest(
  topicName: string,
  role: RoleName,
  populations: readonly Population[],
  columns: RoleColumns,
  codes: RoleLabels,
  labels: RunLabels,
  make: (population: Population, x: number) => void,
): void {
  let n = 0;
  for (const population of populations) {
    for (let index = 0; index < population.count; ++index) {
      const x = columns.placeOf[n++];
      const id = identity(topicName, role, population.name, index);
      columns.high[x] = id.high;
      columns.low[x] = id.low;
      columns.registered[x] = population.joins;
      columns.gone[x] = population.leaves ?? neverGone;
      columns.wallet[x] = population.wallet;
      columns.tip[x] = toUallo(population.tip);
      const name = `${population.name}-${index}`;
      const owner =
        population.owner === '' ? `${topicName}/${role}s/${name}` : population.owner.replaceAll('#', String(index));
      codes.actor[x] = labels.actors.codeOf(name);
      codes.policy[x] = labels.policies.codeOf(population.policy);
      codes.owner[x] = labels.owners.codeOf(owner);
      make(population, x);
    }
  }
}

function markIrregular(role: RoleColumns, minds: readonly { readonly submits?: unknown }[]): void {
  role.irregular = minds.some(({ submits }) => submits !== undefined);
  for (let x = 0; x < role.count; ++x) {
    if (role.registered[x] > 0 || role.gone[x] !== neverGone) role.irregular = true;
  }
}
