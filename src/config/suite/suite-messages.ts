import { listed, shown } from '../messages.ts';
import { leastSeedsOfEquivalence } from './suite.ts';

/* Every text that the author of a suite may get to read about it, besides those that scenarios share. */

const tolerances = 'absolute, relative, equivalence, equivalenceRelative or ignore: true';

export const suiteMessages = {
  saysNothing: (path: string, metric: string) =>
    `${path} does not say how far ${shown(metric)} may move; expected ${tolerances}.`,
  mixed: (path: string, first: string, second: string) =>
    `${path} has both ${first} and ${second}; expected one kind of tolerance: values that may move, equivalence or ignore.`,
  secondRule: (path: string, metric: string, topic: string) =>
    `${path} is a second rule for ${shown(metric)}${topic === '' ? '' : ` of topic ${topic}`}; keep one of the two.`,
  tooFewSeeds: (path: string, entry: string, seeds: number) =>
    `${path} needs seeds: ${leastSeedsOfEquivalence} or more; ${shown(entry)} has ${seeds}.`,
  twice: (path: string, name: string) =>
    `${path} is ${shown(name)}, as another entry is called; give each a name of its own.`,
  calledLikeFile: (path: string, name: string) =>
    `${path} is missing; without one the entry is called ${shown(name)}, as another is. Give each a name of its own.`,
  unknownTopic: (path: string, found: string, topics: readonly string[]) =>
    topics.length === 0
      ? `${path} is ${shown(found)}; expected none: there are no topics.`
      : `${path} is ${shown(found)}; expected a topic that is run: ${topics.length === 1 ? '' : 'one of '}${listed(topics, found)}.`,
};

export const suiteExpectations = {
  baseline: () => 'a file whose name ends in .json, relative to this one',
  seeds: () => 'a whole number, at least 1 and at most 1000 (seeds)',
  settings: () => 'values in place of the scenario’s by their paths, such as { epochs: 60, protocol: v0.6 }',
  topic: () => 'the name of a topic',
  ignore: () => 'true',
};
