import { stringify } from 'yaml';
import type { Population, ReputerPopulation, Scenario } from '../../sim/index.ts';

/** A resolved scenario in the shape of scenario files, every default written out. Read again it is the same scenario. */
export function toYaml(scenario: Scenario): string {
  const { name, seed, protocol, epochs, topics } = scenario;
  const shape = {
    name,
    seed,
    protocol,
    epochs,
    topics: topics.map(({ name, truth, loss, rewardPerEpoch, topicParameters, inferers, forecasters, reputers }) => ({
      name,
      truth,
      loss: loss.method === 'formula' ? { formula: loss.formula, allowNegative: loss.allowNegative } : loss,
      rewardPerEpoch,
      ...topicParameters,
      inferers: inferers.map(populationShape),
      forecasters: forecasters.map(populationShape),
      reputers: reputers.map(populationShape),
    })),
  };
  return stringify(shape, { lineWidth: 0, aliasDuplicateObjects: false });
}

function populationShape(population: Population | ReputerPopulation): Record<string, unknown> {
  const { name, policy, count, parameters } = population;
  const shape = { name, policy, count, ...parameters };
  return 'stake' in population ? { ...shape, stake: population.stake } : shape;
}
