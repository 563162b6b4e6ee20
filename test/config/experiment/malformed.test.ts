import { describe, expect, it } from 'vitest';
import { complaints, experimentFile, validExperiment } from './read-experiment.ts';

/** Stands where the mistake is to be told, and is taken out. */
const mark = '¦';

/** What is wrong, and what its author reads about it, `file:line:column` aside. */
type Case = readonly [text: string, complaint: string];

/** The valid experiment with one thing written otherwise; `to` has the mark. */
const but = (from: string, to: string): string => {
  if (!validExperiment.includes(from)) throw new Error(`the valid experiment has no ${from}`);
  return validExperiment.replace(from, () => to);
};

/** The valid experiment with other factors, which stand in a line of their own. */
const factors = (...list: readonly string[]): string =>
  validExperiment.replace(/factors:\n(?: {2}- .*\n)*/, () => `factors:\n${list.map((one) => `  - ${one}\n`).join('')}`);

const list = (...entries: readonly string[]): string => factors(...entries).replace('design: grid', 'design: list');

const kinds: Readonly<Record<string, readonly Case[]>> = {
  'that is none': [
    [`${mark}`, 'the file is empty; expected an experiment: name, scenario and more.'],
    [`${mark}- 1\n`, 'the file is a list; expected an experiment: a group of keys.'],
    [`${validExperiment}${mark}---\na: 1\n`, 'a second document begins here; expected one experiment per file.'],
    [`${'['.repeat(50)}${mark}${'['.repeat(50)}`, 'the file is nested too deeply; expected an experiment.'],
    [but('name: noise', `name: ${mark}!tag noise`), 'a YAML tag (a word with "!") stands here; expected plain values.'],
    [
      but('replicates: 5', `replicates: 5\n${mark}replicates: 6`),
      'the key "replicates" stands here a second time; keep one of the two.',
    ],
  ],
  'with keys of another kind': [
    [
      `${mark}${validExperiment.replace('scenario: ../small.yaml\n', '').replace(/^(#.*\n)+/, '')}`,
      'scenario is missing; expected a scenario file, relative to this one.',
    ],
    [
      but('replicates: 5', `${mark}replicats: 5`),
      'replicats is a key that nobody knows; expected one of name, scenario, set, seed, factors, design, replicates, commonRandomNumbers, stop, metrics, onFailure. Did you mean "replicates"?',
    ],
    [
      but('name: noise\n', `name: ${mark}no/ise\n`),
      'name is "no/ise"; expected a name of letters, digits, ".", "_" and "-" that begins with a letter or digit, at most 64 characters.',
    ],
    [
      but('replicates: 5', `replicates: ${mark}0`),
      'replicates is 0; expected a whole number, at least 1 and at most 10000 (runs per point).',
    ],
    [
      but('replicates: 5', `replicates: ${mark}10001`),
      'replicates is 10001; expected a whole number, at least 1 and at most 10000 (runs per point).',
    ],
    [
      but('commonRandomNumbers: false', `commonRandomNumbers: ${mark}maybe`),
      'commonRandomNumbers is "maybe"; expected true or false.',
    ],
    [
      but('onFailure: stop', `onFailure: ${mark}quarantaine`),
      'onFailure is "quarantaine"; expected one of stop, continue, quarantine. Did you mean "quarantine"?',
    ],
    [but('seed: 007', `seed: ${mark}[7]`), 'seed is a list; expected any text of at most 1000 characters.'],
    [
      but('set: {', `set: ${mark}5 #`),
      'set is 5; expected a group of paths with their values, or a list of path=value.',
    ],
    [
      but('factors:\n', `factors: ${mark}5\nx:\n`).replace(/^x:\n( {2}.*\n)*/m, ''),
      'factors is 5; expected a list of factors.',
    ],
  ],
  'with a scenario that cannot be read': [
    [
      but('../small.yaml', `${mark}../nobody.yaml`).replace('seed: 007\n', ''),
      'scenario is "../nobody.yaml", which cannot be read: there is no such file.',
    ],
    [
      but('../small.yaml', `${mark}../nobody.yaml`),
      'scenario is "../nobody.yaml", which cannot be read: there is no such file.',
    ],
    [but('../small.yaml', `${mark}5`), 'scenario is 5; expected a scenario file, relative to this one.'],
  ],
  'with metrics that nobody knows': [
    [
      but('[skill_vs_naive, epochs]', `[epochs, ${mark}skill_vs_naiv]`),
      'metrics.1 is "skill_vs_naiv"; expected one of skill_vs_naive, epochs. Did you mean "skill_vs_naive"?',
    ],
    [
      but('metric: skill_vs_naive', `metric: ${mark}skil_vs_naive`),
      'stop.metric is "skil_vs_naive"; expected one of skill_vs_naive, epochs. Did you mean "skill_vs_naive"?',
    ],
  ],
  'with a stopping rule that cannot stop': [
    [but('most: 50', `most: ${mark}4`), 'stop.most is 4; expected at least replicates, 5.'],
    [
      but('halfWidth: 0.01', `halfWidth: ${mark}0`),
      'stop.halfWidth is 0; expected a number, more than 0 (in the unit of the metric).',
    ],
    [
      but('replicates: 5', `replicates: ${mark}1`),
      'replicates is 1; expected at least 2: the stopping rule goes by an interval, which takes two.',
    ],
    [
      but('{ metric: skill_vs_naive, topic: eth, halfWidth: 0.01, most: 50 }', `${mark}until-good`),
      'stop is "until-good"; expected a stopping rule: a group of keys.',
    ],
    [
      but('halfWidth: 0.01, ', '').replace('stop: {', `stop: ${mark}{`),
      'stop.halfWidth is missing; expected a number, more than 0 (in the unit of the metric).',
    ],
  ],
  'with factors that do not say what they are set to': [
    [factors(`${mark}{ path: hub }`), 'factors.0 does not say what it is set to; expected values, or from and to.'],
    [
      factors(`{ path: hub, values: [1], from: ${mark}5 }`),
      'factors.0.from is more than is needed: there are values. Leave out either.',
    ],
    [factors(`${mark}{ path: hub, from: 5 }`), 'factors.0.to is missing; expected a number, the other end.'],
    [
      factors(`{ path: hub, values: ${mark}[] }`),
      'factors.0.values is an empty list; expected a list of at least one value.',
    ],
    [factors(`{ path: hub, values: ${mark}5 }`), 'factors.0.values is 5; expected a list of at least one value.'],
    [
      factors(`{ path: hub, values: [5, 6], labels: ${mark}[five] }`),
      'factors.0.labels has 1 entry; expected 2, one per value.',
    ],
    [
      factors(`{ path: hub, values: [5, 6], labels: [five, ${mark}five] }`),
      'factors.0.labels.1 is "five", as another value is called; give each a label of its own.',
    ],
    [
      factors(`{ path: hub, values: [5, 6], scale: ${mark}log }`),
      'factors.0.scale does nothing beside values; leave it out.',
    ],
    [
      factors(`{ path: hub, from: 5, to: 6, labels: ${mark}[five] }`),
      'factors.0.labels does nothing beside from and to; leave it out.',
    ],
    [
      factors(`${mark}{ values: [5] }`),
      'factors.0.path is missing; expected a path in the scenario, such as topics.0.inferers.1.count, or a list of them.',
    ],
    [
      factors(`{ path: hub, ${mark}value: [5] }`),
      'factors.0.value is a key that nobody knows; expected one of name, path, values, labels, from, to, scale, integer, steps. Did you mean "values"?',
    ],
  ],
  'with ranges that are none': [
    [factors(`{ path: hub, from: 5, to: ${mark}5 }`), 'factors.0.to is 5; expected more than from, 5.'],
    [
      factors(`{ path: hub, from: ${mark}0, to: 5, scale: log }`),
      'factors.0.from is 0; expected more than 0, as the scale is log.',
    ],
    [
      factors(`{ path: hub, from: ${mark}1.5, to: 5, integer: true }`),
      'factors.0.from is 1.5; expected a whole number, as integer is true.',
    ],
    [
      factors(`{ path: hub, from: 1, to: ${mark}.inf }`),
      'factors.0.to is Infinity; expected a number, at least -1000000000000000 and at most 1000000000000000.',
    ],
    [
      factors(`{ path: hub, from: 1, to: 5, steps: ${mark}1 }`),
      'factors.0.steps is 1; expected a whole number, at least 2 and at most 1000 (levels).',
    ],
    [
      factors(`{ path: hub, from: 1, to: 5, scale: ${mark}logarithmic }`),
      'factors.0.scale is "logarithmic"; expected one of linear, log.',
    ],
  ],
  'with paths that lead nowhere': [
    [
      factors(`{ path: ${mark}topics..count, values: [1] }`),
      'factors.0.path is "topics..count"; expected a path in the scenario, such as topics.0.inferers.1.count.',
    ],
    [
      factors(`{ path: [hub, ${mark}a.__proto__], values: [1] }`),
      'factors.0.path.1 is "a.__proto__"; expected a path in the scenario, such as topics.0.inferers.1.count.',
    ],
    [
      factors(`{ path: ${mark}seed, values: [a, b] }`),
      'factors.0.path is "seed", which cannot be set: every replicate has a seed of its own; give the experiment a seed.',
    ],
    [
      factors(`{ path: ${mark}expect.0.above, values: [1] }`),
      'factors.0.path is "expect.0.above", which cannot be set: what a scenario expects decides nothing in an experiment.',
    ],
    [
      but('epochs: 20', `extends: ${mark}a.yaml`),
      'set.extends is "extends", which cannot be set: name the file that extends it instead.',
    ],
    [
      factors(`{ name: a, path: hub, values: [1] }`, `{ name: b, path: ${mark}hub, values: [1] }`),
      'factors.1.path is "hub", which is set under factors.0 already; expected every path once.',
    ],
    [
      factors(`{ name: a, path: [hub, ${mark}hub], values: [1] }`),
      'factors.0.path.1 is "hub", which is set under factors.0 already; expected every path once.',
    ],
    [
      factors(`{ name: a, path: ${mark}topics.00.inferers.0.count, values: [1] }`),
      'factors.0.path is "topics.00.inferers.0.count", which is set under set already; expected every path once.',
    ],
    [
      factors(`{ name: a, path: ${mark}topics, values: [[]] }`),
      'factors.0.path is "topics", which would undo topics.0.inferers.0.count, set under set before it; let it come first.',
    ],
    [
      but('{ epochs: 20, topics.0.inferers.0.count: 6 }', `[${mark}epochs]`),
      'set.0: "epochs" sets nothing; expected path=value, such as epochs=100.',
    ],
    [
      but('{ epochs: 20, topics.0.inferers.0.count: 6 }', `[epochs=20, ${mark}"attacks=[1"]`),
      'set.1: this is not YAML: Flow sequence must end with a ].',
    ],
    [
      but('{ epochs: 20, topics.0.inferers.0.count: 6 }', `[${mark}"x=*y"]`),
      'set.0: an alias (*name) stands in this value; write the value out.',
    ],
    [
      but('{ epochs: 20, topics.0.inferers.0.count: 6 }', `[${mark}"x=${'['.repeat(1000)}"]`),
      'set.0: the file is nested too deeply; expected a value.',
    ],
  ],
  'with names that are taken': [
    [
      factors('{ path: a.count, values: [1] }', `{ path: ${mark}b.count, values: [1] }`),
      'factors.1 is called "count", as another factor is; give each a name of its own.',
    ],
    [
      factors(`{ name: ${mark}mean, path: hub, values: [1] }`),
      'factors.0 is called "mean", as a column of the tables is; give it a name of its own.',
    ],
    [
      factors(`{ path: ${mark}a.mean, values: [1] }`),
      'factors.0 is called "mean", as a column of the tables is; give it a name of its own.',
    ],
    [
      factors(`{ name: ${mark}skill_vs_naive, path: hub, values: [1] }`),
      'factors.0 is called "skill_vs_naive", as a metric is; give it a name of its own.',
    ],
    [
      factors(`{ name: ${mark}a@b, path: hub, values: [1] }`),
      'factors.0.name is "a@b"; expected a name of letters, digits, ".", "_" and "-" that begins with a letter or digit, at most 64 characters.',
    ],
  ],
  'with a design that cannot be made': [
    [
      but('design: grid', `design: ${mark}gird`),
      'design is "gird"; expected one of grid, list, latin-hypercube, sobol, morris. Did you mean "grid"?',
    ],
    [
      but('design: grid', `design: { kind: ${mark}sobl }`),
      'design.kind is "sobl"; expected one of grid, list, latin-hypercube, sobol, morris. Did you mean "sobol"?',
    ],
    [
      but('design: grid', `design: { kind: sobol, base: ${mark}100 }`),
      'design.base is 100; expected a power of two, such as 64 or 128.',
    ],
    [
      but('design: grid', `design: { kind: sobol, base: ${mark}131072 }`),
      'design.base is 131072; expected a whole number, at least 2 and at most 65536 (points).',
    ],
    [
      but('design: grid', `design: { kind: morris, levels: ${mark}5 }`),
      'design.levels is 5; expected an even number; 4 is usual.',
    ],
    [
      but('design: grid', `design: { kind: grid, ${mark}points: 5 }`),
      'design.points is a key that nobody knows; expected one of kind.',
    ],
    [
      list('{ path: a, values: [1, 2] }', `{ path: b, values: ${mark}[1, 2, 3] }`),
      'factors.1 has 3 levels; expected 2, as many as factors.0: the design is a list.',
    ],
    [
      list('{ path: a, values: [1, 2] }', `${mark}{ path: b, from: 1, to: 9 }`),
      'factors.1 has 5 levels; expected 2, as many as factors.0: the design is a list.',
    ],
    [
      factors().replace('design: grid', 'design: sobol').replace('factors:', `factors: ${mark}[]`),
      'factors is an empty list; expected at least one factor: the design sobol draws what they are set to.',
    ],
    [
      factors(
        '{ path: a, from: 0, to: 1, steps: 1000 }',
        '{ path: b, from: 0, to: 1, steps: 1000 }',
        '{ path: c, values: [1, 2] }',
      ).replace('design: grid', `design: ${mark}grid`),
      'design: the design has 2000000 points; expected at most 1000000.',
    ],
    [
      factors('{ path: a, from: 0, to: 1, steps: 1000 }', '{ path: b, from: 0, to: 1, steps: 1000 }').replace(
        'most: 50',
        `most: ${mark}50`,
      ),
      'stop.most: 1000000 points of up to 50 runs each are 50000000 runs; expected at most 10000000.',
    ],
  ],
};

describe('a malformed experiment', () => {
  it('comes in many kinds', () => {
    expect(Object.values(kinds).flat().length).toBeGreaterThan(70);
  });
  for (const [kind, cases] of Object.entries(kinds)) {
    describe(kind, () => {
      it.each(cases.map(([text, complaint]) => ({ text, complaint })))('$complaint', ({ text, complaint }) => {
        const before = text.slice(0, text.indexOf(mark)).split('\n');
        expect(text).toContain(mark);
        const place = `${experimentFile}:${before.length}:${(before.at(-1) as string).length + 1}`;
        expect(complaints(text.replace(mark, ''))).toEqual([`${place} ${complaint}`]);
      });
    });
  }
  it('tells several mistakes from above to below, ten at the most', () => {
    const two = validExperiment.replace('replicates: 5', 'replicates: 0').replace('name: noise\n', 'name: no ise\n');
    expect(complaints(two).map((line) => line.split(' ')[1])).toEqual(['name', 'replicates']);
    const many = factors(...Array.from({ length: 15 }, (_, n) => `{ name: f${n}, path: p${n} }`));
    expect(complaints(many).length).toBe(10);
  });
  it('is told the mistakes of a scenario file that is not even YAML', () => {
    expect(complaints(but('../small.yaml', '../broken.yaml'))[0]).toMatch(/^broken\.yaml:\d+:\d+ this is not YAML: /);
  });
});
