import type { Scenario, TopicScenario } from '../../sim/index.ts';
import type { Findings } from './findings.ts';
import { messages } from './messages.ts';
import { stepsOf } from './parameter-groups.ts';
import { entryOf, policiesOf, type Registries, roles } from './registries.ts';
import type { Path } from './yaml-document.ts';

/* What is called what: names that are unique, and names that lead somewhere. */

export function checkNames(scenario: Scenario, registries: Registries, findings: Findings): void {
  topicNames(scenario, findings);
  for (let i = 0; i < scenario.topics.length; ++i) populationNames(scenario, i, findings);
  for (let i = 0; i < scenario.topics.length; ++i) regimeNames(scenario, i, registries, findings);
  namesApart(['validators'], scenario.validators, 'group of validators', findings);
  namesApart(['delegators'], scenario.delegators, 'group of delegators', findings);
  attackNames(scenario, findings);
  // With months there are no topics, and it is told that nobody can attack or delegate to one.
  if (scenario.months === null) {
    delegatedTopics(scenario, findings);
    attackedTopics(scenario, findings);
  }
  expectedTopics(scenario, findings);
}

/** Names of the topics that a run has of it. */
export function runNames({ name, count }: TopicScenario): string[] {
  return count === 1 ? [name] : Array.from({ length: count }, (_, n) => `${name}-${n}`);
}

function topicNames({ topics }: Scenario, findings: Findings): void {
  const written = new Set<string>();
  const expanded = new Set<string>();
  topics.forEach((topic, i) => {
    const path = ['topics', i, 'name'];
    const clash = runNames(topic).find((name) => expanded.has(name));
    if (written.has(topic.name)) findings.add(path, (at) => messages.twice(at, topic.name, 'topic'));
    else if (clash === topic.name) findings.add(path, (at) => messages.twice(at, topic.name, 'topic'));
    else if (clash !== undefined) findings.add(path, (at) => messages.expandedTwice(at, topic.name, clash));
    written.add(topic.name);
    for (const name of runNames(topic)) expanded.add(name);
  });
}

function populationNames({ topics }: Scenario, i: number, findings: Findings): void {
  for (const role of roles) namesApart(['topics', i, role], topics[i][role], `population of ${role}`, findings);
}

function namesApart(list: Path, groups: readonly { readonly name: string }[], what: string, findings: Findings): void {
  const names = new Set<string>();
  groups.forEach(({ name }, g) => {
    if (names.has(name)) findings.add([...list, g, 'name'], (at) => messages.twice(at, name, what));
    names.add(name);
  });
}

/** Specialists of a regime: the topic's truth must have it. */
function regimeNames({ topics }: Scenario, i: number, registries: Registries, findings: Findings): void {
  const { process } = topics[i].truth;
  const { regimes } = entryOf(registries.truthProcesses, process);
  for (const role of roles) {
    topics[i][role].forEach(({ policy, parameters }, j) => {
      for (const { name, refersTo } of entryOf(policiesOf(registries, role), policy).parameters) {
        const found = String(parameters[name]);
        if (refersTo !== 'regime' || regimes.includes(found)) continue;
        const path = ['topics', i, role, j, ...stepsOf(name)];
        findings.addWord(path, found, regimes, (at) => messages.unknownRegime(at, found, regimes, process));
      }
    });
  }
}

function attackNames({ attacks, topics }: Scenario, findings: Findings): void {
  const names = new Set<string>();
  attacks.forEach(({ name, topic }, a) => {
    const path = ['attacks', a, 'name'];
    const inTopic = topics.find((one) => one.name === topic);
    const populations = inTopic === undefined ? [] : roles.flatMap((role) => inTopic[role].map((one) => one.name));
    if (names.has(name)) findings.add(path, (at) => messages.twice(at, name, 'attack'));
    else if (populations.includes(name)) findings.add(path, (at) => messages.populationOfAttack(at, name));
    names.add(name);
  });
}

function attackedTopics({ attacks, topics }: Scenario, findings: Findings): void {
  const names = topics.map(({ name }) => name);
  attacks.forEach(({ topic }, a) => {
    const path = ['attacks', a, 'topic'];
    const found = topics.find(({ name }) => name === topic);
    if (topic === '') findings.add(path, (at) => messages.needsTopic(at, names));
    else if (found === undefined) {
      findings.addWord(path, topic, names, (at) => messages.unknownTopic(at, topic, names));
    } else if (found.count > 1) findings.add(path, (at) => messages.severalTopics(at, topic, found.count));
  });
}

function delegatedTopics({ delegators, topics }: Scenario, findings: Findings): void {
  const given = delegators.map(({ topic }, d) => ({ topic, path: ['delegators', d, 'topic'] }));
  topicsThere(given, topics, findings);
}

function expectedTopics({ expect, topics }: Scenario, findings: Findings): void {
  const given = expect.map(({ topic }, e) => ({ topic, path: ['expect', e, 'topic'] }));
  topicsThere(given, topics, findings);
}

/** Names of single topics; an empty one stands for all. */
function topicsThere(
  given: readonly { readonly topic: string; readonly path: Path }[],
  topics: readonly TopicScenario[],
  findings: Findings,
): void {
  const names = topics.flatMap(runNames);
  for (const { topic, path } of given) {
    if (topic === '' || names.includes(topic)) continue;
    findings.addWord(path, topic, names, (at) => messages.unknownTopic(at, topic, names));
  }
}
