import { stringify } from 'yaml';
import type {
  AttackScenario,
  DelegatorPopulation,
  ExpectedMetric,
  Population,
  ReputerPopulation,
  Scenario,
  TopicScenario,
} from '../../sim/index.ts';
import { nested } from './parameter-groups.ts';

type Group = Record<string, unknown>;

/** A resolved scenario in the shape of scenario files, every default written out. Read again it is the same scenario. */
export function toYaml(scenario: Scenario): string {
  return stringify(shapeOf(scenario), { lineWidth: 0, aliasDuplicateObjects: false });
}

/**
 * The same as JSON, which is YAML too: written in a tenth of the time, read in a hundredth (see `readJson`), and nobody's
 * pleasure to look at. undefined for a scenario with numbers that JSON does not have.
 */
export function toJson(scenario: Scenario): string | undefined {
  let finite = true;
  const text = JSON.stringify(shapeOf(scenario), (_key, value) => {
    if (typeof value === 'number' && !Number.isFinite(value)) finite = false;
    return value;
  });
  return finite ? text : undefined;
}

function shapeOf(scenario: Scenario): Group {
  const { name, seed, protocol, tokenomics, epochs, months, topics, macro, validators, price, hub } = scenario;
  return {
    name,
    seed,
    protocol: nested(protocol),
    tokenomics: nested(tokenomics),
    ...(months === null
      ? { epochs, topics: topics.map(topicShape), delegators: scenario.delegators.map(delegatorShape) }
      : { months, macro: nested(macro) }),
    validators,
    price: nested(price),
    hub,
    attacks: scenario.attacks.map(attackShape),
    record: scenario.record,
    expect: scenario.expect.map(expectedShape),
  };
}

function topicShape(topic: TopicScenario): Group {
  const { name, count, truth, loss, rewardPerEpoch, creation, funding, demand, topicParameters } = topic;
  // A formula is a loss of its own form, which names no method.
  const { method, ...ofFormula } = loss;
  return {
    name,
    count,
    truth: nested(truth),
    loss: nested(method === 'formula' ? ofFormula : loss),
    rewardPerEpoch,
    creation,
    funding,
    demand,
    ...topicParameters,
    inferers: topic.inferers.map(populationShape),
    forecasters: topic.forecasters.map(populationShape),
    reputers: topic.reputers.map(populationShape),
  };
}

function populationShape({ parameters, ...keys }: Population | ReputerPopulation): Group {
  return { ...keys, ...nested(parameters) };
}

function delegatorShape({ parameters, ...keys }: DelegatorPopulation): Group {
  return { ...keys, ...nested(parameters) };
}

function attackShape({ parameters, ...keys }: AttackScenario): Group {
  return { ...keys, ...nested(parameters) };
}

/** Without the bounds that are not there. */
function expectedShape(expected: ExpectedMetric): Group {
  return Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== null));
}
