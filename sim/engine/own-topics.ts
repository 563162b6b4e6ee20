import type { OwnTopics, Play, TopicChanges } from '../attacks/attack.ts';
import { attacks } from '../attacks/registry.ts';
import type { PolicyDeclaration } from '../policies/policy.ts';
import { forecasterPolicies, infererPolicies, reputerPolicies } from '../policies/registry.ts';
import { budgetOf } from './conspirators.ts';
import type { AttackScenario, Population, Scenario, TopicScenario } from './scenario.ts';

/** A scenario with what its attacks make of its topics, and whose attack each added topic belongs to. */
export interface ReshapedScenario {
  readonly scenario: Scenario;
  /** Place of the attack by the name of the topic. */
  readonly ownedBy: ReadonlyMap<string, number>;
}

/** Lets attacks change the topics they attack, and adds topics of their own behind those of the scenario. */
export function reshape(scenario: Scenario): ReshapedScenario {
  const ownedBy = new Map<string, number>();
  let topics = scenario.topics;
  scenario.attacks.forEach((attack, index) => {
    const { reshapes, founds } = attacks[attack.attack];
    const home = topics.find(({ name }) => name === attack.topic);
    const idle = attack.duration === 0 || budgetOf(scenario.attacks, attack.owner) === 0;
    if (home === undefined || idle || attack.play === 'honest') return;
    if (reshapes !== undefined && attack.play === 'attack') {
      topics = topics.map((topic) => (topic === home ? changed(topic, reshapes(attack.parameters)) : topic));
    }
    if (founds === undefined) return;
    const own = founds(attack.parameters);
    const added = Array.from({ length: own.count }, (_, n) => ownTopic(home, own, attack, `${attack.name}-topic-${n}`));
    for (const { name } of added) ownedBy.set(name, index);
    topics = [...topics, ...added];
  });
  return { scenario: topics === scenario.topics ? scenario : { ...scenario, topics }, ownedBy };
}

function changed(topic: TopicScenario, { topicParameters, truth, loss }: TopicChanges): TopicScenario {
  return {
    ...topic,
    topicParameters: { ...topic.topicParameters, ...topicParameters },
    truth: truth ?? topic.truth,
    loss: loss ?? topic.loss,
  };
}

/** Created when the attack starts; its people leave when it is over. */
function ownTopic(home: TopicScenario, own: OwnTopics, attack: AttackScenario, name: string): TopicScenario {
  const { play, start, duration, owner } = attack;
  const kinds = kindsOf(play);
  const blocks = Number(home.topicParameters.epochLength);
  const topic = changed(home, own.changes);
  const leaves = duration === null ? null : Math.ceil((duration * blocks) / Number(topic.topicParameters.epochLength));
  const members = (policy: string, policies: Readonly<Record<string, PolicyDeclaration>>, count: number) =>
    count === 0 ? [] : [populationOf(policies[policy], policy, count, owner, leaves)];
  return {
    ...topic,
    name,
    count: 1,
    creation: { at: home.creation.at + start * blocks, perDay: 0 },
    funding: own.funding,
    demand: { ...home.demand, rate: 0 },
    inferers: members(kinds.inferer, infererPolicies, own.inferers),
    forecasters: members(kinds.forecaster, forecasterPolicies, own.forecasters),
    reputers: members(kinds.reputer, reputerPolicies, own.reputers).map((population) => ({
      ...population,
      stake: { median: 0, sigma: 0 },
    })),
  };
}

/** Who acts in topics of one's own: honest ones, or such as follow no plan. */
function kindsOf(play: Play): { readonly inferer: string; readonly forecaster: string; readonly reputer: string } {
  if (play === 'random') return { inferer: 'random', forecaster: 'flat', reputer: 'noisy' };
  return { inferer: 'honest', forecaster: 'ema', reputer: 'honest' };
}

function populationOf(
  { parameters }: PolicyDeclaration,
  policy: string,
  count: number,
  owner: string,
  leaves: number | null,
): Population {
  return {
    name: policy,
    policy,
    count,
    joins: 0,
    leaves,
    owner,
    wallet: 1,
    tip: 0,
    cost: { amount: 0, currency: 'ALLO' },
    patience: null,
    entryMargin: null,
    parameters: Object.fromEntries(parameters.map(({ name, default: value }) => [name, value])),
  };
}
