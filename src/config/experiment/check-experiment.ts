import type { Findings } from '../findings.ts';
import { messages } from '../messages.ts';
import type { Path } from '../yaml-document.ts';
import type { Experiment, Factor, Setting } from './experiment.ts';
import { experimentMessages } from './experiment-messages.ts';
import type { FactorValues } from './experiment-schema.ts';
import { levelCount } from './levels.ts';
import { identityOf } from './setting-label.ts';
import { pointCount } from './size.ts';

/* Values that are right by themselves and wrong together. */

type Unseeded = Omit<Experiment, 'seed'>;

const mostPoints = 1_000_000;
const mostRuns = 10_000_000;

/** Names that a factor cannot have. */
export interface TakenNames {
  readonly columns: readonly string[];
  readonly metrics: readonly string[];
}

/** @param written the factors as their author wrote them, with defaults */
export function checkExperiment(
  experiment: Unseeded,
  written: readonly FactorValues[],
  names: TakenNames,
  findings: Findings,
): void {
  factorNames(experiment.factors, names, findings);
  const before = findings.problems.length;
  for (const [f, factor] of written.entries()) levels(factor, ['factors', f], findings);
  design(experiment, findings);
  stoppingRule(experiment, findings);
  // Levels that are wrong would be counted wrong.
  if (findings.problems.length === before) size(experiment, findings);
}

function factorNames(factors: readonly Factor[], { columns, metrics }: TakenNames, findings: Findings): void {
  const known = new Set<string>();
  factors.forEach(({ name }, f) => {
    const place = findings.written(['factors', f, 'name'], ['factors', f, 'path']);
    const add = (message: (path: string) => string) => findings.add(['factors', f], message, place);
    if (known.has(name)) add((path) => experimentMessages.nameTwice(path, name));
    else if (columns.includes(name)) add((path) => experimentMessages.nameTaken(path, name, 'a column of the tables'));
    else if (metrics.includes(name)) add((path) => experimentMessages.nameTaken(path, name, 'a metric'));
    known.add(name);
  });
}

const rangeKeys = ['from', 'to'] as const;
const keysOfRanges = ['scale', 'integer', 'steps'] as const;

function levels(factor: FactorValues, at: Path, findings: Findings): void {
  if (factor.values === undefined) range(factor, at, findings);
  else values(factor, factor.values, at, findings);
}

function values({ labels }: FactorValues, given: readonly unknown[], at: Path, findings: Findings): void {
  for (const key of rangeKeys) {
    if (findings.wrote([...at, key])) findings.add([...at, key], experimentMessages.levelsTwice);
  }
  for (const key of keysOfRanges) {
    if (findings.wrote([...at, key])) findings.add([...at, key], experimentMessages.onlyForRanges);
  }
  if (labels === undefined) return;
  if (labels.length !== given.length) {
    findings.add([...at, 'labels'], (path) => experimentMessages.labelCount(path, labels.length, given.length));
    return;
  }
  const meanings = new Map<string, string>();
  labels.forEach((label, n) => {
    const identity = identityOf(given[n] as Setting);
    const known = meanings.get(String(label));
    meanings.set(String(label), identity);
    if (known === undefined || known === identity) return;
    findings.add([...at, 'labels', n], (path) => experimentMessages.labelTwice(path, String(label)));
  });
}

function range({ from, to, scale, integer }: FactorValues, at: Path, findings: Findings): void {
  if (findings.wrote([...at, 'labels'])) findings.add([...at, 'labels'], experimentMessages.onlyForValues);
  if (from === undefined && to === undefined) {
    findings.add(at, experimentMessages.noLevels);
    return;
  }
  const ends = { from, to };
  for (const key of rangeKeys) {
    const end = ends[key];
    if (end === undefined)
      findings.add([...at, key], (path) => messages.isMissing(path, 'a number, the other end'), at);
    else if (integer && !Number.isInteger(end)) {
      findings.add([...at, key], (path) => experimentMessages.notWhole(path, end));
    }
  }
  if (from === undefined || to === undefined) return;
  if (!(from < to)) findings.add([...at, 'to'], (path) => experimentMessages.notAbove(path, to, from));
  if (scale === 'log' && !(from > 0)) {
    findings.add([...at, 'from'], (path) => experimentMessages.notPositive(path, from));
  }
}

function design({ design, factors }: Unseeded, findings: Findings): void {
  if (design.kind === 'grid') return;
  if (design.kind === 'list') {
    listLengths(factors, findings);
    return;
  }
  if (factors.length === 0) {
    const place = findings.written(['factors'], ['design']);
    findings.add(['factors'], (path) => experimentMessages.nothingToDraw(path, design.kind), place);
  }
  if (design.kind === 'sobol' && !Number.isInteger(Math.log2(design.base))) {
    const below = 2 ** Math.floor(Math.log2(design.base));
    findings.add(['design', 'base'], (path) => experimentMessages.noPowerOfTwo(path, design.base, below));
  }
  if (design.kind === 'morris' && design.levels % 2 !== 0) {
    findings.add(['design', 'levels'], (path) => experimentMessages.oddLevels(path, design.levels));
  }
}

function listLengths(factors: readonly Factor[], findings: Findings): void {
  if (factors.length === 0) return;
  const expected = levelCount(factors[0].levels);
  factors.forEach(({ levels }, f) => {
    const found = levelCount(levels);
    if (found === expected) return;
    const at = ['factors', f];
    const place = findings.written([...at, 'values'], [...at, 'steps'], at);
    findings.add(at, (path) => experimentMessages.unequalList(path, found, expected, 'factors.0'), place);
  });
}

function stoppingRule({ stop, replicates }: Unseeded, findings: Findings): void {
  if (stop === null) return;
  if (replicates < 2) findings.add(['replicates'], experimentMessages.oneReplicate);
  else if (stop.most < replicates) {
    const place = findings.written(['stop', 'most'], ['replicates']);
    findings.add(['stop', 'most'], (path) => experimentMessages.mostBelowLeast(path, stop.most, replicates), place);
  }
}

function size({ design, factors, replicates, stop }: Unseeded, findings: Findings): void {
  const points = pointCount(design, factors);
  const runs = stop?.most ?? replicates;
  if (points > mostPoints) {
    const place = findings.written(['design'], ['factors']);
    findings.add(['design'], (path) => experimentMessages.tooManyPoints(path, points, mostPoints), place);
  } else if (points * runs > mostRuns) {
    const at = stop === null ? ['replicates'] : ['stop', 'most'];
    const place = findings.written(at, ['design'], ['factors']);
    findings.add(at, (path) => experimentMessages.tooManyRuns(path, points, runs, mostRuns), place);
  }
}
