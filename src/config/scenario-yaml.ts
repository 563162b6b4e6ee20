import { stringify } from 'yaml';
import type { AttackScenario, ExpectedMetric, Population, ReputerPopulation, Scenario } from '../../sim/index.ts';
import { nested } from './parameter-groups.ts';

/** A resolved scenario in the shape of scenario files, every default written out. Read again it is the same scenario. */
export function toYaml(scenario: Scenario): string {
  const { name, seed, protocol, epochs, topics, attacks, record, expect } = scenario;
  const shape = {
    name,
    seed,
    protocol,
    epochs,
    topics: topics.map((topic) => ({
      name: topic.name,
      count: topic.count,
      truth: nested(topic.truth),
      loss: nested(topic.loss),
      rewardPerEpoch: topic.rewardPerEpoch,
      ...topic.topicParameters,
      inferers: topic.inferers.map(populationShape),
      forecasters: topic.forecasters.map(populationShape),
      reputers: topic.reputers.map(populationShape),
    })),
    attacks: attacks.map(attackShape),
    record,
    expect: expect.map(expectedShape),
  };
  // A formula is a loss of its own form, which names no method.
  for (const { loss } of shape.topics) if (loss.method === 'formula') delete loss.method;
  return stringify(shape, { lineWidth: 0, aliasDuplicateObjects: false });
}

function populationShape(population: Population | ReputerPopulation): Record<string, unknown> {
  const { name, policy, count, joins, leaves, owner, parameters } = population;
  const shape = { name, policy, count, joins, leaves, owner, ...nested(parameters) };
  return 'stake' in population ? { ...shape, stake: population.stake } : shape;
}

function attackShape({ parameters, ...keys }: AttackScenario): Record<string, unknown> {
  return { ...keys, ...nested(parameters) };
}

/** Without the bounds that are not there. */
function expectedShape(expected: ExpectedMetric): Record<string, unknown> {
  return Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== null));
}
