import { shown } from '../messages.ts';

/* Texts that the author of an experiment file may get to read about it, beside those that it shares with scenarios. */

export const experimentExpectations = {
  path: () => 'a path in the scenario, such as topics.0.inferers.1.count',
  paths: () => 'a path in the scenario, such as topics.0.inferers.1.count, or a list of them',
  set: () => 'a group of paths with their values, or a list of path=value',
  labels: () => 'a list of words, one per value',
  label: () => 'a word of at most 100 characters',
  values: () => 'a list of at least one value',
  scenarioFile: () => 'a scenario file, relative to this one',
  topic: () => 'the name of a topic, or nothing for every topic',
};

export const experimentMessages = {
  noPath: (path: string, found: string) => `${path} is ${shown(found)}; expected ${experimentExpectations.path()}.`,
  notToSet: (path: string, found: string, reason: string) =>
    `${path} is ${shown(found)}, which cannot be set: ${reason}.`,
  pathTwice: (path: string, found: string, other: string) =>
    `${path} is ${shown(found)}, which is set under ${other} already; expected every path once.`,
  undone: (path: string, found: string, undone: string, other: string) =>
    `${path} is ${shown(found)}, which would undo ${undone}, set under ${other} before it; let it come first.`,
  nameTwice: (path: string, name: string) =>
    `${path} is called "${name}", as another factor is; give each a name of its own.`,
  nameTaken: (path: string, name: string, what: string) =>
    `${path} is called "${name}", as ${what} is; give it a name of its own.`,
  levelsTwice: (path: string) => `${path} is more than is needed: there are values. Leave out either.`,
  noLevels: (path: string) => `${path} does not say what it is set to; expected values, or from and to.`,
  onlyForRanges: (path: string) => `${path} does nothing beside values; leave it out.`,
  onlyForValues: (path: string) => `${path} does nothing beside from and to; leave it out.`,
  labelCount: (path: string, found: number, values: number) =>
    `${path} has ${counted(found, 'entry', 'entries')}; expected ${values}, one per value.`,
  labelTwice: (path: string, label: string) =>
    `${path} is "${label}", as another value is called; give each a label of its own.`,
  notAbove: (path: string, to: number, from: number) => `${path} is ${to}; expected more than from, ${from}.`,
  notPositive: (path: string, from: number) => `${path} is ${from}; expected more than 0, as the scale is log.`,
  notWhole: (path: string, found: number) => `${path} is ${found}; expected a whole number, as integer is true.`,
  unequalList: (path: string, found: number, expected: number, first: string) =>
    `${path} has ${counted(found, 'level', 'levels')}; expected ${expected}, as many as ${first}: the design is a list.`,
  nothingToDraw: (path: string, design: string) =>
    `${path} is an empty list; expected at least one factor: the design ${design} draws what they are set to.`,
  noPowerOfTwo: (path: string, base: number, below: number) =>
    `${path} is ${base}; expected a power of two, such as ${below} or ${2 * below}.`,
  oddLevels: (path: string, levels: number) => `${path} is ${levels}; expected an even number; 4 is usual.`,
  tooManyPoints: (path: string, points: number, most: number) =>
    `${path}: the design has ${points} points; expected at most ${most}.`,
  tooManyRuns: (path: string, points: number, replicates: number, most: number) =>
    `${path}: ${counted(points, 'point', 'points')} of up to ${counted(replicates, 'run', 'runs')} each are ${points * replicates} runs; expected at most ${most}.`,
  mostBelowLeast: (path: string, most: number, replicates: number) =>
    `${path} is ${most}; expected at least replicates, ${replicates}.`,
  oneReplicate: (path: string) =>
    `${path} is 1; expected at least 2: the stopping rule goes by an interval, which takes two.`,
  /** What goes wrong at a point of the design, and what that point is. */
  atPoint: (message: string, point: number, settings: string) => `${message} At point ${point}: ${settings}.`,
};

/** Why a place in a scenario is none that an experiment can set. */
export const reasonsNotToSet: Readonly<Record<string, string>> = {
  extends: 'name the file that extends it instead',
  seed: 'every replicate has a seed of its own; give the experiment a seed',
  expect: 'what a scenario expects decides nothing in an experiment',
};

function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}
